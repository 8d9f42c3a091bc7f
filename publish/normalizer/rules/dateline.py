"""The place of a dateline ("Aleppo, Syria - ") and its date: copied into the metadata, the text as
it is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from publish.model import Article
from publish.normalizer import dates
from publish.normalizer.rules.lines import line_of

#: A dateline stands in one of the first paragraphs.
_REACH = 6
_LONGEST = 60
_DASH = re.compile(r"\s*(?:\s-{1,2}|[–—]|--)\s*(?=\S)")
#: An agency: "(AP)", "/PRNewswire/".
_BRACKET = re.compile(r"\s*(?:\(([^()]{2,30})\)|/[^/]{2,30}/)\s*$")
_SMALL = frozenset(
    (
        *("of", "de", "del", "la", "le", "les", "el", "los", "las", "das", "do", "dos", "di"),
        *("da", "al", "am", "an", "der", "die", "den", "upon", "sur", "in", "the", "and"),
    )
)
#: A day without a year, before the dash.
_DAY = re.compile(r",?\s*(?:[A-Z][a-zà-ÿ]{2,9}\.? \d{1,2}|\d{1,2}\.? [A-Za-zà-ÿ]{3,10})\s*,?\s*$")


@dataclass(frozen=True, slots=True)
class _Data:
    not_places: frozenset[str]
    agencies: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    file = resources.files("publish.normalizer") / "data" / "datelines.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    return _Data(frozenset(tables["not_places"]), frozenset(tables["agencies"]))


def find(article: Article) -> Article:
    """Copy the place of a dateline into the metadata."""
    if article.meta.place:
        return article
    for block in article.blocks[:_REACH]:
        line = line_of(block) or ""
        place = place_of(line, article.meta.language)
        if place:
            meta = replace(article.meta, place=place)
            # Where nothing else says when, the story is of the day that it was sent.
            dash = _DASH.search(line)
            when = dates.find(line[: dash.start()] if dash else "", meta.language)
            if when and not meta.published:
                meta = replace(meta, published=when.iso)
            return replace(article, meta=meta)
    return article


def place_of(text: str, language: str = "") -> str:
    """The place that a paragraph's dateline names; empty when it has none.

    A place alone ("Merrow - ") must be backed by an agency in brackets, a date, capitals or a
    long dash: a word and a hyphen is how many other things begin.
    """
    top = text[: _LONGEST + 5]
    dash = _DASH.search(top) if "-" in top or "–" in top or "—" in top else None
    if not dash or not 2 < dash.start() <= _LONGEST or len(text) < dash.end() + 20:
        return ""
    head = text[: dash.start()].strip()
    rest = text[dash.end() :]
    backed = "–" in dash[0] or "—" in dash[0] or "--" in dash[0]
    if bracket := _BRACKET.search(head):
        backed, head = True, head[: bracket.start()]
    if found := dates.find(head, language):
        backed, head = True, head[: found.start]
    head = _DAY.sub("", head).rstrip(", ")
    parts = [part.strip() for part in head.split(",")]
    data = _data()
    if len(parts) > 1 and parts[-1].casefold() in data.agencies:
        backed = True
        parts.pop()
    if not 1 <= len(parts) <= 3 or not all(is_place(part) for part in parts):
        return ""
    if parts[0].casefold() in data.not_places or (
        not rest[:1].strip(" “\"'‘«").istitle()
        and (not rest[:1].isupper() and rest[:1] not in "“\"'‘«")
    ):
        return ""
    if len(parts) == 1 and not (backed or parts[0].isupper()):
        return ""
    return ", ".join(_cased(part) for part in parts)


def is_place(part: str) -> bool:
    """Whether `part` is written as a place is: one to four words with capitals."""
    words = part.split()
    if not 1 <= len(words) <= 4:
        return False
    for number, word in enumerate(words):
        if word in _SMALL and number:
            continue
        if (
            not word[0].isupper()
            or not word.replace(".", "")
            .replace("-", "")
            .replace("'", "")
            .replace("’", "")
            .isalpha()
        ):
            return False
    return True


def _cased(part: str) -> str:
    if not part.isupper() or len(part) < 4:
        return part
    return " ".join(
        w if "." in w else "-".join(p.capitalize() for p in w.split("-")) for w in part.split()
    )
