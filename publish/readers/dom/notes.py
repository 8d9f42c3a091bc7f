"""Footnotes of a page: which marks are note references, and which elements they lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from publish.readers.dom.parsing import Element, name_of, text_of

_MARK = re.compile(
    r"^[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]+|note \d+)\s*[\])]?$", re.IGNORECASE
)
_NOTE_WORDS = re.compile(
    r"foot-?note|endnote|\bfn\b|\bfn[-_:]?\d|noteref|\breference\b|cite_(?:ref|note)"
)
#: A note is an item, an aside or a paragraph; anything else that a mark leads to is a section.
_NOTE_ELEMENTS = frozenset(("li", "aside", "p", "div", "dd", "td", "section", "footer", "span"))
#: Longer "notes" are chapters that a number leads to (characters).
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Notes:
    """References and their bodies; `gone` holds what is not to be shown in its own place."""

    bodies: dict[Element, Element] = field(default_factory=dict)
    labels: dict[Element, str] = field(default_factory=dict)
    gone: frozenset[Element] = frozenset()


_named = etree.XPath("descendant-or-self::*[@id or @name]")


def find_notes(root: Element) -> Notes:
    """The notes of a document, from ARIA and EPUB roles or the usual shape of a linked mark."""
    links = [a for a in root.iter("{*}a", "a") if "#" in (a.get("href") or "")]
    links = [link for link in links if _is_reference(link)]
    if not links:
        return Notes()
    wanted = {_fragment(a) for a in links}
    targets: dict[str, Element] = {}
    for element in cast("list[Element]", _named(root)):
        for key in (element.get("id"), element.get("name")):
            if key in wanted and key not in targets:
                targets[key] = element
    bodies: dict[Element, Element] = {}
    labels: dict[Element, str] = {}
    gone: set[Element] = set()
    for link in links:
        target = targets.get(_fragment(link))
        if target is None:
            continue
        body = _body(target)
        if body is None or _inside(link, body) or _is_heading(body):
            continue
        bodies[link] = body
        labels[link] = text_of(link).strip("[]() ")
        gone.add(body)
    if gone:
        gone |= _backlinks(gone, bodies) | _emptied(gone)
    return Notes(bodies, labels, frozenset(gone))


def _fragment(link: Element) -> str:
    return (link.get("href") or "").partition("#")[2]


def _roles(element: Element) -> str:
    kinds = [
        value
        for key, value in element.attrib.items()
        if str(key).rpartition("}")[2].rpartition(":")[2] in ("type", "role")
    ]
    return " ".join(map(str, kinds))


def _is_reference(link: Element) -> bool:
    roles = _roles(link)
    if "backlink" in roles or "backref" in (link.get("class") or ""):
        return False
    if "noteref" in roles:
        return True
    if not _MARK.match(text_of(link)):
        return False
    parent = link.getparent()
    raised = (parent is not None and name_of(parent) == "sup") or any(
        name_of(child) == "sup" for child in link
    )
    hints = f"{link.get('class')} {link.get('id')} {link.get('href')}".lower()
    if re.search(r"fnref|cite_ref|backlink", _fragment(link).lower()):
        return False
    return raised or bool(_NOTE_WORDS.search(hints))


def _body(target: Element) -> Element | None:
    element: Element | None = target
    if name_of(target) in ("a", "span", "sup"):  # an empty anchor within the note
        element = target.getparent()
    if element is not None and name_of(element) == "p":
        parent = element.getparent()
        if parent is not None and name_of(parent) in ("li", "aside") and len(parent) == 1:
            element = parent
    if element is None or name_of(element) not in _NOTE_ELEMENTS:
        return None
    return element if len(text_of(element)) <= _LONGEST else None


def _is_heading(element: Element) -> bool:
    return any(name_of(child) in ("h1", "h2") for child in element.iter("*"))


def _inside(element: Element, ancestor: Element) -> bool:
    return any(parent is ancestor for parent in element.iterancestors())


def _backlinks(notes: set[Element], bodies: dict[Element, Element]) -> set[Element]:
    """The links in notes that lead back to their marks."""
    marks = set()
    for link in bodies:
        around: Element | None = link
        for _ in range(3):
            if around is not None:
                marks |= {around.get("id"), around.get("name")}
                around = around.getparent()
    found = set()
    for note in notes:
        for link in note.iter("a", "{*}a"):
            if "#" in (link.get("href") or "") and (
                _fragment(link) in marks or "backlink" in _roles(link)
            ):
                found.add(link)
                parent = link.getparent()
                # A number in front, linked back, is the note's label.
                if parent is not None and parent in notes and _MARK.match(text_of(link)):
                    found.add(link)
    return found


def _emptied(notes: set[Element]) -> set[Element]:
    """Lists and sections of which nothing but notes, headings and rules is left."""
    found: set[Element] = set()
    for note in notes:
        parent = note.getparent()
        for _ in range(3):
            if parent is None or name_of(parent) in ("body", "html", "article", "main"):
                break
            left = [
                child
                for child in parent
                if child not in notes
                and child not in found
                and name_of(child) not in ("h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", "")
            ]
            if left or (parent.text or "").strip() or not _is_note_list(parent):
                break
            found.add(parent)
            before = parent.getprevious()
            if before is not None and name_of(before) == "hr":  # the rule above the notes
                found.add(before)
            parent = parent.getparent()
    return found


def _is_note_list(element: Element) -> bool:
    if name_of(element) in ("ol", "ul"):
        return True
    hints = f"{element.get('class')} {element.get('id')} {_roles(element)}".lower()
    return bool(re.search(r"note|reference|reflist", hints))
