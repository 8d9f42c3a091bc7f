"""A page cut into units: the smallest blocks of text, each one element, in reading order.

Every decision about a page is made for units. Text that stands loose between blocks, or between
double line breaks, is wrapped in an element of its own first, so that it can be decided alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from publish.readers.article.discussions import is_discussion
from publish.readers.dom.names import BLOCKS, SILENT, UNCLOSED
from publish.readers.dom.parsing import Element, characters, page_text, swallows

_DROPPED = tuple(sorted(SILENT - {"noscript", "head", "title", "meta", "link", "base"}))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Place:
    """A container on the way to a unit, with what is known of it; `up` is the one around it.

    `linked` tells whether it is or stands in a link.
    """

    element: Element
    name: str
    up: Place | None
    depth: int
    hidden: bool
    linked: bool
    words: int = 0
    link_words: int = 0
    long_words: int = 0
    units: int = 0
    index: int = 0


@dataclass(slots=True)
class Unit:
    """A smallest block. `text` has single spaces; `links` counts its words that are links."""

    element: Element
    name: str
    place: Place
    text: str
    words: int
    links: int
    pictures: int
    hidden: bool = False
    line: int = 0


@dataclass(slots=True)
class Page:
    """A page's units and containers, both in document order.

    What the page calls its readers' comments is left out of both but for its container: `comments`
    counts its words. On 65 pages that have such places, of 404, they hold nothing of the article
    but what they quote (three pages), while long comments look like running text, and where they
    outweigh a short article they draw all that tells the article by its place in the page.
    """

    units: list[Unit] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    comments: int = 0


#: Words from which a unit counts as running text, for the mass of containers.
LONG = 15


def cut(root: Element) -> Page:
    """Cut the page at `root` (it is changed: loose text is wrapped, scripts are taken out)."""
    page = _cut(root, whole=False)
    if page.comments and not any(unit.words for unit in page.units):
        page = _cut(root, whole=True)  # there is nothing but comments
    return page


def _cut(root: Element, *, whole: bool) -> Page:
    for control in [*root.iter(*UNCLOSED)]:
        if swallows(control, control.tag):
            control.tag = "div"
    _open_fallback(root)
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for frame in root.iter("iframe"):
        if not swallows(frame, "iframe"):  # what is in it is shown by no browser
            frame.text = None
            del frame[:]
    body = root.find("body")
    body = root if body is None else body
    outer = _with_blocks(body)
    page = Page()
    stack: list[tuple[Element, Place | None]] = [(body, None)]
    while stack:
        element, up = stack.pop()
        name = element.tag
        if not isinstance(name, str) or (name == "noscript" and _has_text(element)):
            continue
        hidden = _is_hidden(element) or (up is not None and up.hidden)
        if element not in outer and not _has_double_break(element):
            if up is None:
                up = Place(element, name, None, 0, hidden, name == "a")
                page.places.append(up)
            _add(page, element, name, up, hidden)
            continue
        depth = up.depth + 1 if up else 0
        linked = name == "a" or (up is not None and up.linked)
        place = Place(element, name, up, depth, hidden, linked, index=len(page.places))
        page.places.append(place)
        if up is not None and not whole and is_discussion(element):
            page.comments += len(characters(element).split())
            continue
        _wrap_loose(element, outer)
        stack.extend([(child, place) for child in element.iterchildren(reversed=True)])
    _weigh(page)
    return page


def _add(page: Page, element: Element, name: str, place: Place, hidden: bool) -> None:
    text = page_text(element)
    words = text.count(" ") + 1 if text else 0
    linked = place.linked or name == "a"
    pictures, links = int(name == "img"), words if linked else 0
    if len(element):
        for inner in element.iterdescendants("img", "a"):
            if inner.tag == "img":
                pictures += 1
            elif not linked:
                links += len(characters(inner).split())
    if text or pictures:
        links = min(links, words)
        page.units.append(Unit(element, name, place, text, words, links, pictures, hidden))


def _weigh(page: Page) -> None:
    """Sum up the words in each container."""
    for unit in page.units:
        place = unit.place
        place.words += unit.words
        place.link_words += unit.links
        place.units += 1
        if unit.words >= LONG and unit.links * 3 < unit.words and not unit.hidden:
            place.long_words += unit.words
    for place in reversed(page.places):
        if place.up is not None:
            place.up.words += place.words
            place.up.link_words += place.link_words
            place.up.long_words += place.long_words
            place.up.units += place.units


def _with_blocks(body: Element) -> set[Element]:
    """Every element that has a block in it."""
    found: set[Element] = set()
    for block in body.iter(*BLOCKS):
        parent = block.getparent()
        while parent is not None and parent not in found:
            found.add(parent)
            parent = parent.getparent()
    return found


def _is_hidden(element: Element) -> bool:
    keys = element.keys()
    return bool(keys) and (
        "hidden" in keys
        or ("aria-hidden" in keys and element.get("aria-hidden") == "true")
        or ("style" in keys and bool(_HIDDEN.search(element.get("style") or "")))
    )


def _open_fallback(root: Element) -> None:
    """Make what a page shows without scripts part of it, where most running text stands there."""
    inside = {e: _prose(e) for e in root.iter("noscript") if next(e.iter("p"), None) is not None}
    if any(inside.values()) and 2 * sum(inside.values()) > _prose(root):
        for element in inside:
            element.tag = "div"


def _prose(element: Element) -> int:
    """Words of the paragraphs in `element` that are running text."""
    counts = (len(characters(p).split()) for p in element.iter("p"))
    return sum(count for count in counts if count >= LONG)


def _has_text(element: Element) -> bool:
    return bool(characters(element).strip())


def _has_double_break(element: Element) -> bool:
    if len(element) < 2:
        return False
    for child in element.iterchildren("br"):
        tail = child.tail
        if not tail or tail.isspace():
            following = child.getnext()
            if following is not None and following.tag == "br":
                return True
    return False


def _has_loose(element: Element, outer: set[Element]) -> bool:
    """Whether something stands loose in `element`."""
    text = element.text
    if text and not text.isspace():
        return True
    for child in element:
        if child.tag not in BLOCKS and child not in outer:
            return True
        text = child.tail
        if text and not text.isspace():
            return True
    return False


def _wrap_loose(element: Element, outer: set[Element]) -> None:
    """Put each run of loose text and inline elements in a ``p`` of its own."""
    if not _has_loose(element, outer):
        return
    run: list[Element] = []
    runs: list[tuple[str | None, Element | None, list[Element]]] = []
    before: Element | None = None
    text = element.text
    breaks = 0
    for child in list(element):
        tag = child.tag
        loose = isinstance(tag, str) and tag not in BLOCKS and child not in outer
        if loose and tag == "br":
            breaks += 1
        else:
            breaks = 0
        if not loose or breaks == 2:
            runs.append((text, before, run))
            run, before, text = [], child, child.tail
            breaks = 0
        else:
            run.append(child)
            if tag == "br" and (child.tail or "").strip():
                breaks = 0
    runs.append((text, before, run))
    if len(runs) == 1:
        return
    for text, before, run in runs:
        loose = bool(text and text.strip()) or any(
            child.tag != "br" or (child.tail or "").strip() for child in run
        )
        if not loose:
            continue
        wrapper = etree.Element("p")
        wrapper.sourceline = element.sourceline
        wrapper.text = text
        if before is None:
            element.text = None
            element.insert(0, wrapper)
        else:
            before.tail = None
            before.addnext(wrapper)
        for child in run:
            wrapper.append(child)
