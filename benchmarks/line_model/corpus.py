"""Articles with labelled lines, split by site."""

import calendar
import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bench_data
from benchmarks.line_model.labels import KEEP, TITLE, mended, plain
from publish.normalizer.rules import discussion, teasers
from publish.readers.html import read as read_html
from publish.readers.source import Source

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


def read() -> list[Document]:
    """The pages of the measuring data."""
    return [_read(folder) for folder in bench_data.pages()]


def _read(folder: Path) -> Document:
    meta = bench_data.meta(folder)
    gold = (folder / "gold.txt").read_text(encoding="utf-8").split("\n")
    author = meta.get("author") or ""
    authors = author if isinstance(author, list) else re.split(r",|;| and | & ", author)
    title, date = meta.get("title") or "", str(meta.get("publish_date") or "")[:10]
    window, page = _labelled(folder, "window", gold), _labelled(folder, "page", gold)
    if not title:
        # A set without metadata would teach that news has no title: the HTML reader's will do.
        told = read_html(Source(folder.name, (folder / "page.html").read_bytes(), ".html"))[0].meta
        title, authors, date = told.title, list(told.authors), told.published[:10]
        window, page = _titled(window, title), _titled(page, title)
    return Document(
        name=folder.name,
        group=meta["set"],
        language=meta["lang"],
        site=bench_data.site(meta["domain"]),
        title=title,
        authors=tuple(part for one in authors if (part := plain(one))),
        date=date,
        window=window,
        page=page,
        gold=gold,
    )


def _titled(page: Labelled, title: str) -> Labelled:
    """The page with the last line above the article's text, or the text's first, that is the
    title."""
    first = page.labels.find(KEEP)
    wanted = plain(title)
    found = [at for at in range(first + 1) if wanted and plain(page.lines[at]) == wanted]
    if not found:
        return page
    labels = page.labels[: found[-1]] + TITLE + page.labels[found[-1] + 1 :]
    return Labelled(page.lines, labels)


def _labelled(folder: Path, kind: str, gold: Sequence[str]) -> Labelled:
    labels = (folder / f"{kind}.labels").read_text(encoding="utf-8").rstrip("\n")
    lines = (folder / f"{kind}.txt").read_text(encoding="utf-8").split("\n")
    if any(line.strip() for line in lines[len(labels) :]):
        raise SystemExit(f"{folder.name}: {kind}.txt has more lines than labels.")
    lines = lines[: len(labels)]
    page = Labelled(lines, mended(lines, labels, gold))
    return _without_teasers(_without_discussion(page))


def _without_discussion(page: Labelled) -> Labelled:
    """The page as the model gets it: the rule for readers' comments goes before it."""
    filled = [at for at, line in enumerate(page.lines) if line.strip()]
    found = discussion.heading([page.lines[at] for at in filled])
    if found is None:
        return page
    end = filled[found]
    return Labelled(page.lines[:end], page.labels[:end])


def _without_teasers(page: Labelled) -> Labelled:
    """The page without the headlines below headings of links, for the same reason."""
    filled = [at for at, line in enumerate(page.lines) if line.strip()]
    tight = [below == above + 1 for above, below in itertools.pairwise([-2, *filled])]
    gone = {filled[at] for at in teasers.found([page.lines[at] for at in filled], tight)}
    left = [at for at in range(len(page.lines)) if at not in gone]
    return Labelled([page.lines[at] for at in left], "".join(page.labels[at] for at in left))


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
