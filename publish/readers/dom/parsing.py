"""Markup in, an lxml tree out, whatever the markup is like; depth and time are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from publish.readers.dom.bounds import MAX_ATTRIBUTES, bounded
from publish.readers.dom.names import BLOCKS, HEAD, OPEN_VOID, UNCLOSED, VOID
from publish.report import Notice

Element: TypeAlias = etree._Element

#: Elements inside one another; what lies deeper is laid flat. Real pages stay under 80; conversion
#: and extraction recurse, and Python allows about 1000 frames.
MAX_DEPTH = 150

# Level by level, within libxml2: as fast as the tree is wide.
_DEEP = etree.XPath(f"boolean(/{'*/' * MAX_DEPTH}*)")
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)"
    r"((?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,2000})>"
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The same in UTF-8, where looking for it takes a sixth of the time.
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_NO_CHARACTERS = ("\ufffe", "\uffff")


def parse(markup: str) -> tuple[Element, tuple[Notice, ...]]:
    """The tree of `markup` (its root is ``html``), and what of it no tree could hold.

    Control characters and lone surrogates are left out without a word.
    """
    text, data = _allowed(markup)
    if not text or text.isspace():
        return _tree(b"<html><body></body></html>"), ()
    notices: tuple[Notice, ...] = ()
    data, cut = bounded(data)
    if cut:
        text = data.decode("utf-8", "replace")
        message = f"{cut} tags had more than {MAX_ATTRIBUTES} attributes: the rest was left out."
        notices = (Notice("attributes-left-out", message),)
    root = _tree(data)
    if _too_deep(root):
        message = "Parts nested too deeply were laid flat."
        notices = (*notices, Notice("nesting-flattened", message))
        return _tree(_flattened(text).encode("utf-8")), notices
    return root, notices


def _allowed(markup: str) -> tuple[str, bytes]:
    """`markup` without what no tree can hold, as it is and in UTF-8."""
    try:
        data = markup.encode("utf-8")
    except UnicodeEncodeError:
        data = b""
    else:
        if len(data.translate(None, _CONTROLS)) == len(data) and not any(
            character in markup for character in _NO_CHARACTERS
        ):
            return markup, data
    text = _FORBIDDEN.sub("", markup)
    return text, text.encode("utf-8")


def _tree(data: bytes) -> Element:
    # A parser stops at 256 levels and ten megabytes of text without huge_tree, and at 2048 with
    # it, losing what follows without a word: hence the check of what came out.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root: Element | None = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:  # nothing but a comment, perhaps one without end
        return etree.fromstring(b"<html><body></body></html>", etree.HTMLParser())
    if any("depth" in entry.message for entry in parser.error_log):
        root.set("data-too-deep", "1")
    _close_void(root)
    _part_head(root)
    return root


def _close_void(root: Element) -> None:
    """Put what libxml2 took for the content of an element without an end tag behind it."""
    for void in list(root.iter(*OPEN_VOID)):  # outermost first: nothing moves more than once
        children, text, after = list(void), void.text, void.tail
        if not children and not text:
            continue
        void.text = void.tail = None
        for child in reversed(children):
            void.addnext(child)  # with the text behind it
        if children:
            children[-1].tail = (children[-1].tail or "") + (after or "") or None
            void.tail = text
        else:
            void.tail = (text or "") + (after or "")


def _part_head(root: Element) -> None:
    """Begin the body where the head ends. HTML may leave both tags out, and libxml2 knows no
    newer elements: of a page that begins with ``<article>`` it makes head all the way."""
    head = root.find("head")
    if head is None:
        return
    children = list(head)
    first = next((at for at, child in enumerate(children) if name_of(child) not in HEAD), None)
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    text = body.text
    body.text = None
    for at, child in enumerate(children[first:]):
        body.insert(at, child)  # moves it, with the text behind it
    if text:
        last = body[len(children) - first - 1]
        last.tail = (last.tail or "") + text


def _too_deep(root: Element) -> bool:
    if root.get("data-too-deep"):
        return True
    return bool(_DEEP(root))


def _flattened(text: str) -> str:
    """`text` without the tags below `MAX_DEPTH`: one pass, whatever the nesting."""

    def pieces() -> Iterator[str]:
        depth, at = 0, 0
        for tag in _TAG.finditer(text):
            yield text[at : tag.start()]
            at = tag.end()
            name = tag[2].lower()
            if name in VOID or tag[3].endswith("/"):
                open_void = name in OPEN_VOID and not tag[3].endswith("/")
                yield f"{tag[0][:-1]}/>" if open_void else tag[0]
                continue
            if not tag[1]:
                depth += 1
            kept = depth <= MAX_DEPTH - 20
            if tag[1]:
                depth = max(0, depth - 1)
            if kept:
                yield tag[0]
            elif name in BLOCKS:
                yield "<br>"
        yield text[at:]

    return "".join(pieces())


def name_of(element: Element) -> str:
    """The element's name in lower case, without a namespace; empty for comments and the like."""
    tag: object = element.tag
    return _plain(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _plain(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def line_of(element: Element) -> int | None:
    """The line of the source that the element begins in, where it is known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def swallows(element: Element, name: str) -> bool:
    """Whether a control that was never closed has swallowed the page's text."""
    if name not in UNCLOSED and name != "iframe":
        return False
    if next(element.iter("article", "main", "h1"), None) is not None:
        return True
    return name != "dialog" and sum(1 for _ in element.iter("p")) > 2


def text_of(element: Element) -> str:
    """All characters in `element`, white space collapsed."""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join("".join(map(str, element.itertext())).split())


def characters(element: Element) -> str:
    """All characters in `element` of a tree that `parse` made, as they stand.

    Many times as quick as `text_of`; but in a tree of XML it would write out its entities.
    """
    if not len(element):
        return element.text or ""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def page_text(element: Element) -> str:
    """`characters`, white space collapsed."""
    text = characters(element)
    return " ".join(text.split()) if text else ""
