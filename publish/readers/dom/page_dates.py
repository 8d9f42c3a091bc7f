"""When a page was published and last changed: stated dates first, then those that are shown."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from publish.readers.dates import HAS_DIGIT, iso_date
from publish.readers.dom.head import Head
from publish.readers.dom.parsing import Element, page_text

_PUBLISHED = (
    *(
        "article:published_time",
        "article:published",
        "og:published_time",
        "og:article:published_time",
    ),
    *("datepublished", "parsely-pub-date", "sailthru.date", "publish-date", "publishdate"),
    *("pubdate", "publication_date", "published_at", "article.published", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date"),
    *("citation_publication_date", "citation_online_date", "bt:pubdate", "article_date_original"),
    *(
        "rnews:datepublished",
        "datecreated",
        "published_on",
        "date",
        "cxenseparse:recs:publishtime",
        "created",
    ),
)
_MODIFIED = (
    *("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod"),
    *("dcterms.modified", "dc.date.modified", "article:modified", "revised"),
)
_SAYS_PUBLISHED = re.compile(
    r"publish|posted|created|first|issued|entry-date|post-date|pub-?date|\bon\b", re.IGNORECASE
)
_SAYS_MODIFIED = re.compile(r"modif|updated|revis|edited|reviewed", re.IGNORECASE)
_DATE_CLASSES = ("date", "time", "published", "posted", "meta", "byline")
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|footer|widget|recommend|popular|latest|card|teaser", re.IGNORECASE
)
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?:[/-]|$)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINES = (
    *("time", "span", "div", "p", "li", "abbr", "small", "em", "i", "td", "a", "strong", "dd"),
    *("h4", "h5", "h6"),
)
#: How many elements around the headline belong to it: bylines stand in these, lists of other
#: articles do not.
_BEFORE, _AFTER = 60, 120
_NAMES = ("class", "itemprop", "id")
#: A line that shows a date is short (characters).
_LONGEST = 120


def find_dates(root: Element, head: Head, address: str) -> tuple[str, str]:
    """The dates of publication and of the last change, ISO 8601; empty where unknown.

    The date that a page shows is the one that its readers know it by: it wins over one that is
    only stated in its data, which may be that of a first draft, or a day off in another time zone.
    """
    published = _fullest(_stated(head, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED))
    modified = _fullest(_stated(head, ("dateModified",), _MODIFIED))
    shown = _shown(root, _day_first(root))
    if len(published) < 10:
        published = (
            shown.first or shown.modified or _searched(root, address) or published or modified
        )
    elif published not in shown.all:
        seen = (date for date in (shown.first, shown.modified) if date in shown.by_headline)
        # What counts the last change as the publication says the same of both.
        overwritten = published == modified and "" < shown.said < published
        published = next(seen, shown.said if overwritten else published)
    elif published not in shown.by_headline and _next_to(published, shown.first):
        published = shown.first
    modified = modified or shown.modified
    return published, modified if modified > published else ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """Dates that a page shows: the first by its headline, that of an update, and all of them.

    `said` is the first that the page says to be that of the publication.
    """

    first: str = ""
    said: str = ""
    modified: str = ""
    all: frozenset[str] = frozenset()
    by_headline: frozenset[str] = frozenset()


def _fullest(dates: Iterator[str]) -> str:
    """The first date that names a day, or the first at all."""
    found = list(dates)
    return next((date for date in found if len(date) >= 10), found[0] if found else "")


def _stated(head: Head, keys: tuple[str, ...], metas: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        for item in (*head.articles(), *head.data):
            value = item.get(key)
            if isinstance(value, str) and iso_date(value):
                yield iso_date(value)
    for name in metas:
        for value in head.metas.get(name, ()):
            if iso_date(value):
                yield iso_date(value)


def _shown(root: Element, day_first: bool | None) -> _Shown:
    """The first dates that the page shows, preferring those that are marked as published."""
    by_headline: set[str] = set()
    plain: list[str] = []
    published: list[str] = []
    modified: list[str] = []
    near: set[Element] | None = None
    for element in root.iter(*_LINES):
        is_time = element.tag == "time"
        names = _names(element)
        if not is_time and not (names and _is_of_date(names)):
            own = (element.text or "").strip()  # of most elements nothing
            if not own or len(own) > _LONGEST or not _YEAR.search(own + _tails(element)):
                continue
        elif not is_time and len(element) > 6:
            continue
        text = page_text(element)
        if len(text) > _LONGEST:
            continue
        # The text before the attribute: that may be a day off, in the server's time zone.
        day = iso_date(text, day_first=day_first)
        if len(day) < 10:
            value = element.get("datetime") or element.get("content") or ""
            day = iso_date(value, day_first=day_first)
        if not day and HAS_DIGIT(text):
            day = iso_date(_dated(text), day_first=day_first)
        if len(day) < 10 or _elsewhere(element):
            continue
        if near is None:
            near = _near_headline(root)
        if element in near:
            by_headline.add(day)
        around = f"{names} {text} {_before(element)}"
        if _SAYS_MODIFIED.search(around) and not re.search(r"publish", around, re.IGNORECASE):
            modified.append(day)
        elif _SAYS_PUBLISHED.search(around) or (is_time and element.get("pubdate") is not None):
            published.append(day)
        elif is_time or _is_of_date(names) or len(text) < 80:
            plain.append(day)
        if len(published) + len(plain) > 12:
            break
    dated = (*published, *plain)
    beside = [date for date in dated if date in by_headline]
    updated = [date for date in modified if date in by_headline]
    # Dates elsewhere on the page are those of other articles.
    first = beside[:1] or (() if updated else dated[:1])
    return _Shown(
        first[0] if first else "",
        published[0] if published else "",
        modified[0] if modified else "",
        frozenset((*published, *plain, *modified)),
        frozenset(by_headline),
    )


def _names(element: Element) -> str:
    keys = element.keys()
    if not keys:
        return ""
    return " ".join([v for key in _NAMES if key in keys and (v := element.get(key))])


@lru_cache(maxsize=4096)
def _is_of_date(names: str) -> bool:
    low = names.lower()
    return any(map(low.__contains__, _DATE_CLASSES))


def _next_to(one: str, other: str) -> bool:
    """Whether two dates are a day apart: the same moment in two time zones."""
    if len(one) != 10 or len(other) != 10:
        return False
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) == 1


def _near_headline(root: Element) -> set[Element]:
    """The elements shortly before and after the first heading of the first rank."""
    before: deque[Element] = deque(maxlen=_BEFORE)
    elements = root.iter("*")
    for element in elements:
        before.append(element)
        if element.tag == "h1":
            return {*before, *islice(elements, _AFTER)}
    return set()


def _tails(element: Element) -> str:
    if not len(element):
        return ""
    return " ".join(child.tail or "" for child in element)


def _dated(text: str) -> str:
    """The part of `text` from its label on."""
    return re.sub(
        r"^.*?(?:published|posted|updated|on|date)\s*:?\s*(?:on\b)?",
        "",
        text,
        count=1,
        flags=re.IGNORECASE,
    )


def _before(element: Element) -> str:
    before = element.getprevious()
    if before is not None:
        return ((before.tail or "") + " " + page_text(before)[-30:])[:60]
    parent = element.getparent()
    return (parent.text or "")[:40] if parent is not None else ""


def _elsewhere(element: Element) -> bool:
    for depth, parent in enumerate(element.iterancestors()):
        if depth > 8 or parent.tag in ("body", "html"):
            return False
        if parent.tag in ("aside", "footer", "nav") or _ELSEWHERE.search(
            f"{parent.get('class')} {parent.get('id')}"
        ):
            return True
    return False


def _searched(root: Element, address: str) -> str:
    """What htmldate finds with its rules for many sites, and in the text."""
    from htmldate import find_date
    from lxml import etree

    in_address = _from_address(address)
    if len(in_address) == 10:
        return in_address
    page = etree.tostring(root, encoding="unicode", method="html")
    # Its search through the whole text costs more than all the rest of reading a page.
    found = find_date(page, original_date=True, extensive_search=False, url=address or None)
    return found or in_address


def _from_address(address: str) -> str:
    found = _IN_ADDRESS.search(address)
    return iso_date("-".join(part.zfill(2) for part in found.groups() if part)) if found else ""


def _day_first(root: Element) -> bool | None:
    """How 3/4/2024 is meant on this page, by its language; None when that does not tell."""
    language = (root.get("lang") or "").lower()
    if language in ("en-us", "en_us"):
        return False
    if not language or language == "en":
        return None
    return True
