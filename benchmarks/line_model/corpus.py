"""Articles with labelled lines, split by site."""

import calendar
import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.normalizer.rules import discussion

KEEP, TITLE, DEBRIS, BLANK = "K", "T", "D", "."
WORD = re.compile(r"[^\W_]+")
FOLDS = 5

_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_BYLINE_WORDS = 15  # a longer line that names the author is no byline
_DATE_WORDS = 20
_NEAR = 40  # lines before the body's first in which its byline and date are sought


@dataclass(frozen=True)
class Labelled:
    """Lines, with a label each."""

    lines: list[str]
    labels: str


@dataclass(frozen=True)
class Document:
    name: str
    group: str
    language: str
    site: str
    title: str
    authors: tuple[str, ...]
    date: str
    window: Labelled
    page: Labelled
    gold: list[str]


def root() -> Path:
    """The unpacked folder that BENCH_ARTICLES names."""
    folder = os.environ.get("BENCH_ARTICLES")
    if not folder or not (Path(folder) / "dev").is_dir():
        raise SystemExit("Set BENCH_ARTICLES to the unpacked folder `cleaning` that holds dev/.")
    return Path(folder)


def read() -> list[Document]:
    return [_read(folder) for folder in sorted((root() / "dev").iterdir())]


def _read(folder: Path) -> Document:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    author = meta.get("author") or ""
    authors = author if isinstance(author, list) else re.split(r",|;| and | & ", author)
    return Document(
        name=folder.name,
        group=meta["set"],
        language=meta["lang"],
        site=".".join(meta["domain"].split(".")[-2:]),
        title=meta.get("title") or "",
        authors=tuple(part for one in authors if (part := plain(one))),
        date=str(meta.get("publish_date") or "")[:10],
        window=_labelled(folder, "window"),
        page=_labelled(folder, "page"),
        gold=(folder / "gold.txt").read_text(encoding="utf-8").split("\n"),
    )


def _labelled(folder: Path, kind: str) -> Labelled:
    labels = (folder / f"{kind}.labels").read_text(encoding="utf-8").rstrip("\n")
    lines = (folder / f"{kind}.txt").read_text(encoding="utf-8").split("\n")
    if any(line.strip() for line in lines[len(labels) :]):
        raise SystemExit(f"{folder.name}: {kind}.txt has more lines than labels.")
    return _without_discussion(Labelled(lines[: len(labels)], labels))


def _without_discussion(page: Labelled) -> Labelled:
    """The page as the model gets it: the rule for readers' comments goes before it."""
    filled = [at for at, line in enumerate(page.lines) if line.strip()]
    found = discussion.heading([page.lines[at] for at in filled])
    if found is None:
        return page
    end = filled[found]
    return Labelled(page.lines[:end], page.labels[:end])


def plain(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def folds(documents: Sequence[Document], count: int = FOLDS, seed: int = 1) -> list[int]:
    """A fold for each document; the documents of one site share theirs."""
    sites = sorted({document.site for document in documents})
    random.Random(seed).shuffle(sites)
    fold = {site: number % count for number, site in enumerate(sites)}
    return [fold[document.site] for document in documents]


def role_labels(document: Document, lines: Sequence[str], labels: str) -> tuple[set[int], set[int]]:
    """Lines that hold the byline and the date, found from the metadata."""
    first = labels.find(KEEP)
    dates = set(_spellings(document.date))
    byline: set[int] = set()
    date: set[int] = set()
    near = range(max(0, first - _NEAR), min(len(lines), first + 3)) if first >= 0 else range(0)
    for number in near:
        words = plain(lines[number])
        count = words.count(" ") + 1
        spaced = f" {words} "
        if count <= _BYLINE_WORDS and any(f" {author} " in spaced for author in document.authors):
            byline.add(number)
        if count <= _DATE_WORDS and any(f" {spelling} " in spaced for spelling in dates):
            date.add(number)
    return byline, date


def _spellings(date: str) -> Iterator[str]:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date)
    if not match:
        return
    year, month, day = (int(part) for part in match.groups())
    for name in {_MONTHS[month - 1], _MONTHS[month - 1][:3]} if 1 <= month <= 12 else ():
        yield from (f"{name} {day} {year}", f"{day} {name} {year}", f"{name} {day:02} {year}")
        yield f"{day:02} {name} {year}"
    for one, two in ((month, day), (day, month)):
        yield from (f"{one} {two} {year}", f"{one:02} {two:02} {year}")
    yield f"{year} {month:02} {day:02}"
