"""The contents of a book, and the headings that nothing but they know."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag

from lxml import etree

from publish.readers.dom.names import HEADINGS
from publish.readers.dom.parsing import Element, name_of, text_of

#: The deepest level that a heading can have in HTML.
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents; `depth` is 1 where it is in no other."""

    title: str
    depth: int


def of_page(page: Element, path: str, found: dict[str, Entry]) -> None:
    """Add the entries of an EPUB 3 `page` of contents, which is at `path`, to `found`."""
    for nav in page.iter("nav"):
        if "toc" in " ".join(str(v) for v in nav.attrib.values()):
            for link in nav.iter("a"):
                depth = sum(1 for _ in link.iterancestors("ol")) or 1
                place = join(path, link.get("href") or "")
                found.setdefault(place, Entry(text_of(link), depth))


def of_ncx(ncx: Element, path: str, found: dict[str, Entry]) -> None:
    """Add the entries of an EPUB 2 `ncx`, which is at `path`, to `found`."""
    for point in ncx.iter("{*}navPoint"):
        place = point.find("{*}content")
        label = point.find("{*}navLabel")
        if place is not None and label is not None:
            depth = 1 + sum(1 for _ in point.iterancestors("{*}navPoint"))
            found.setdefault(join(path, place.get("src") or ""), Entry(text_of(label), depth))


class Titles:
    """Puts the titles of `contents` above the chapters that have no heading of their own."""

    def __init__(self, contents: dict[str, Entry]) -> None:
        self._contents = contents
        self._own: dict[int, Counter[int]] = {}
        self._put: list[tuple[Element, int]] = []

    def put(self, body: Element, path: str) -> None:
        """Put the title of the chapter at `path` into its `body`, where it has none."""
        entry = self._contents.get(path)
        if entry is None or not entry.title:
            return
        own = next(body.iter(*HEADINGS), None)
        if own is not None:
            self._own.setdefault(entry.depth, Counter())[HEADINGS[name_of(own)]] += 1
            return
        text = text_of(body)
        if text and not text.casefold().startswith(entry.title.casefold()):
            heading = etree.Element("h1")
            heading.text = entry.title
            heading.tail, body.text = body.text, None
            body.insert(0, heading)
            self._put.append((heading, entry.depth))

    def level(self) -> None:
        """Give the headings that were put in the levels that the contents say."""
        for heading, depth in self._put:
            heading.tag = f"h{self._level(depth)}"

    def _level(self, depth: int) -> int:
        """The level of most headings that chapters at `depth`, or else above it, have."""
        known = next((d for d in range(depth, 0, -1) if d in self._own), 0)
        level = self._own[known].most_common(1)[0][0] if known else 0
        return min(level + depth - known, _DEEPEST)


def join(base: str, href: str) -> str:
    """`href` in the file `base` as a path in the container, with its fragment."""
    path, fragment = urldefrag(href)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path)))
    joined = joined if path else base
    return f"{joined}#{fragment}" if fragment else joined
