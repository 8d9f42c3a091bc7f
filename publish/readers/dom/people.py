"""The authors of a page, from linked data, meta elements, marked-up bylines, and "By ..." lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from publish.readers.dates import iso_date
from publish.readers.dom.head import Head
from publish.readers.dom.parsing import Element, page_text
from publish.readers.dom.signatures import BY, FULL_NAME, is_house, names_somebody, split_names

_METAS = (
    *("author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator"),
    *("citation_author", "article:author_name", "article:author", "twitter:creator:name"),
)
_BY_ALONE = re.compile(r"\s*(?:\w+\s+)?by:?\s*", re.IGNORECASE)
_PROFILE = re.compile(
    r"/(?:authors?|writers?|contributors?|profiles?|people|team|staff|experts?|by)/", re.IGNORECASE
)
_LINES = (
    *("a", "span", "div", "p", "address", "li", "cite", "strong", "b", "em", "h3", "h4", "h5"),
    *("h6", "td", "small", "i", "dd"),
)
_CLASS = re.compile(r"author|byline|by-line|contributor|writer", re.IGNORECASE)
_NOT_CLASS = re.compile(
    r"comment|related|avatar|image|img|photo|social|share|\bbio|descr|job|role|-title|date|list|"
    r"card|about|review|editor|bottom|credit|caption|count|tag\b", re.IGNORECASE)  # fmt: skip
_NAMED = re.compile(r"author[-_]*name|date[-_]*author", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|footer|(?<!elementor-)widget|recommend|popular|-card|card-(?!meta)|teaser",
    re.IGNORECASE,
)
_MARKS = ("class", "itemprop", "rel")
_ENDS = ("body", "html", "main", "article")
#: How many elements after the headline a byline may stand.
_AFTER_HEADLINE = 60
#: A byline is short (characters).
_LONGEST = 120


def find_authors(root: Element, head: Head, site: str) -> tuple[str, ...]:
    """The authors' names in the page's order; nobody where none is named."""

    @cache
    def bylines() -> list[list[str]]:
        return list(_marked(root))

    second: tuple[str, ...] = ()
    for found in _candidates(root, head, bylines):
        names = tuple(dict.fromkeys(name for value in found for name in split_names(value, site)))
        persons = tuple(name for name in names if not is_house(name, site))
        if persons:
            return _with_others(persons, bylines(), site)
        second = second or names
    return second


def _with_others(persons: tuple[str, ...], bylines: list[list[str]], site: str) -> tuple[str, ...]:
    """`persons`, or all whom the byline in the text names where it names one person that the head
    of the page does, and others: heads often hold the first author alone."""
    if len(persons) > 1:
        return persons
    for found in bylines:
        names = tuple(dict.fromkeys(name for value in found for name in split_names(value, site)))
        folded = [name.casefold() for name in names]
        if persons[0].casefold() not in folded:
            continue
        if len(names) > 1 and not any(is_house(name, site) for name in names):
            return names
        return persons
    return persons


def _candidates(
    root: Element, head: Head, bylines: Callable[[], list[list[str]]]
) -> Iterator[list[str]]:
    by_id = {
        item["@id"]: item
        for item in head.data
        if isinstance(item.get("@id"), str) and item.get("name")
    }
    for item in head.articles():
        yield list(_linked(item.get("author") or item.get("creator"), by_id))
    for name in _METAS:
        yield [v for v in head.metas.get(name, ()) if not v.startswith(("http", "/"))]
    for number in ("1", "2"):
        label = head.first(f"twitter:label{number}").lower()
        if label in ("written by", "author", "by", "posted by"):
            yield [head.first(f"twitter:data{number}")]
    yield from bylines()
    yield from _beside_date(root)


def _linked(value: object, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _linked(item, by_id)
    elif isinstance(value, dict):
        known = value if value.get("name") else by_id.get(str(value.get("@id")), value)
        yield from _linked(known.get("name"), {})


def _beside_date(root: Element) -> Iterator[list[str]]:
    """Names that stand beside a date shortly after the headline, without any mark."""
    lines: list[str] = []
    elements = root.iter("*")
    for element in elements:
        if element.tag == "h1":
            break
    for element in islice(elements, _AFTER_HEADLINE):
        own = " ".join((element.text or "", *((child.tail or "") for child in element)))
        own = " ".join(own.split())
        if 2 < len(own) <= _LONGEST and element.tag not in ("script", "style", "title"):
            lines.append(own)
    for at, line in enumerate(lines):
        if len(iso_date(line)) == 10 or len(iso_date(line, day_first=True)) == 10:
            for near in lines[max(0, at - 3) : at + 3]:
                for part in re.split(r"\s*[|•·,–—]\s+|\s+in\s+|\s+on behalf\s", near):
                    if FULL_NAME.fullmatch(part) and names_somebody(part) and part[-1].isalnum():
                        yield [part]


@dataclass(frozen=True, slots=True)
class _Line:
    """A short text that may be a byline: how sure, whose it is, and around what."""

    score: int
    text: str
    shape: str
    around: Element | None


def _marked(root: Element) -> Iterator[list[str]]:
    """Bylines in the text, the best marked first: by relation, class, link or first word."""
    lines = [
        line
        for element in root.iter(*_LINES)
        if (text := _short(element)) and (line := _byline(element, text))
    ]
    for score in sorted({line.score for line in lines}, reverse=True):
        if score < 3:
            return
        found = [line for line in lines if line.score == score]
        first = found[0]
        together = [
            line.text
            for line in found[:8]
            if line is first
            or (
                line.shape == first.shape
                and line.around is not None
                and line.around is first.around
            )
        ]
        yield together[:6]


# Names recur all over a page: three elements ask for one container's, and so do their like.
@lru_cache(maxsize=4096)
def _of_author(names: str) -> bool:
    return bool(_CLASS.search(names))


@lru_cache(maxsize=4096)
def _of_others(names: str) -> bool:
    return bool(_NOT_CLASS.search(names))


def _short(element: Element) -> str:
    """The text of `element` where it may be a byline, and some of it is its own."""
    own = element.text
    if not len(element):
        text = " ".join(own.split()) if own else ""
    else:
        own = " ".join([own or "", *[child.tail or "" for child in element]]).strip()
        if not own or len(own) > _LONGEST:
            return ""
        text = page_text(element)
    return text if 2 < len(text) <= _LONGEST else ""


def _byline(element: Element, text: str) -> _Line | None:
    keys = element.keys()
    names = (element.get("class") or "") if keys else ""
    if names and _of_others(names) and not _NAMED.search(names):
        return None
    score = 2 if BY.match(text) else 0
    if keys:
        if "author" in (element.get("rel") or "").split() or "author" in (
            element.get("itemprop") or ""
        ):
            score += 3
        if names and _of_author(names):
            score += 2
        href = element.get("href")
        if href and _PROFILE.search(href):
            score += 2
    parent = element.getparent()
    around = parent
    for depth in range(3):
        if parent is None or parent.tag in _ENDS:
            break
        marks = _marks(parent)
        if marks and _of_author(marks):
            score += 2
            break
        if depth == 0:
            if marks and _of_others(marks):
                return None
            if _BY_ALONE.fullmatch(parent.text or "") or _says_by(element):
                score += 2
        if parent.tag == "a" and _PROFILE.search(parent.get("href") or ""):
            score += 2
        parent = parent.getparent()
    if score < 2 or _elsewhere(element):
        return None
    if around is not None and around.getparent() is not None:
        around = around.getparent()
    if names_somebody(text):
        return _Line(score + 1, text, f"{element.tag}.{names}", around)
    if _of_author(names):  # "Dec. 19, 2025 · Ana Reyes"
        for part in re.split(r"\s+[|•·–—]\s+", text)[1:]:
            if FULL_NAME.match(part) and names_somebody(part):
                return _Line(score + 1, part, f"{element.tag}.{names}", around)
    return None


def _marks(element: Element) -> str:
    keys = element.keys()
    if not keys:
        return ""
    return " ".join([v for key in _MARKS if key in keys and (v := element.get(key))])


def _says_by(element: Element) -> bool:
    """Whether the element before this one says "By", and nothing else."""
    before = element.getprevious()
    return (
        before is not None
        and isinstance(before.tag, str)
        and not (before.tail or "").strip()
        and len(before) == 0
        and bool(_BY_ALONE.fullmatch(before.text or ""))
    )


def _elsewhere(element: Element) -> bool:
    for depth, parent in enumerate(element.iterancestors()):
        if depth > 5 or parent.tag in ("body", "html", "article", "main"):
            return False
        if parent.tag == "footer":  # that of the article itself holds its byline
            above = parent.getparent()
            return above is None or above.tag not in ("article", "main")
        if parent.tag in ("aside", "nav"):
            return True
        if _ELSEWHERE.search(f"{parent.get('class')} {parent.get('id')}"):
            return True
    return False
