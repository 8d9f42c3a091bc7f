"""The inline half of the conversion: text, emphasis, links, pictures, notes, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from typing import cast
from urllib.parse import urljoin

from lxml import etree

from publish.model import (
    CodeSpan,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    PageMark,
    Strong,
    Text,
)
from publish.readers.dom.addresses import only_picture
from publish.readers.dom.images import Images
from publish.readers.dom.names import BLOCKS, CODE, EMPHASIS, HEADINGS, MEDIA, SILENT, STRONG
from publish.readers.dom.notes import find_notes
from publish.readers.dom.parsing import Element, name_of, swallows, text_of
from publish.readers.pictures import Pictures
from publish.report import Notice

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What a page hides one by one; whole parts are hidden until a script shows them, articles too.
_PASSAGES = frozenset(("p", "li", "dt", "dd", "figcaption", *HEADINGS))
_SHOWN = etree.XPath(".//text()[not(ancestor::annotation or ancestor::annotation-xml)]")
_PERMALINK = frozenset(("¶", "#", "§", "🔗", "[edit]"))
_SCHEMES = re.compile(r"(?:https?|mailto|tel|ftp):", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8}){0,3}")
_FORMULA = re.compile(r"[0-9+\-−=()n]{1,6}")


class InlineConverter:
    """Inlines of one document; see `Converter` for its arguments.

    Args:
        passage: makes one passage of an element that holds blocks (a note's body).

    Attributes:
        skip: elements that are left out; more may be added.
        containers: inline elements that hold blocks.
        foreign: the language of the passage, where it is another than the document's own.
    """

    def __init__(
        self,
        root: Element,
        pictures: Pictures,
        base: str,
        language: str,
        skip: Collection[Element],
        passage: Callable[[Element], Inlines],
        *,
        hidden: bool = False,
    ) -> None:
        self._hidden = hidden
        self._pictures = pictures
        self._images = Images(pictures, base)
        self._base = base
        self._own = base.split("#")[0] + "#"
        self._language = language
        self._notes = find_notes(root)
        self.skip = set(skip) | self._notes.gone
        self._passage = passage
        self._open_notes: set[Element] = set()
        self._lost: Counter[str] = Counter()
        self._media: list[str] = []
        self.foreign = ""
        self.containers = _containers(root)

    def notices(self) -> tuple[Notice, ...]:
        """What could not be carried over so far."""
        told = {
            "hidden-content": "{} hidden parts of the page were left out.",
            "deleted-text": "{} passages marked as deleted were left out.",
            "link-unresolved": "{} links to places inside the source became plain text.",
            "formula-as-text": "{} formulas were carried over as text.",
        }
        found = [
            Notice(code, text.format(self._lost[code]))
            for code, text in told.items()
            if self._lost[code]
        ]
        if self._media:
            where = ", ".join(self._media[:5]) or "no address"
            found.append(
                Notice("media-left-out", f"{len(self._media)} players were left out: {where}.")
            )
        return (*found, *self._pictures.notices())

    def enter(self, element: Element) -> str:
        """Take on the language of `element`; gives what `leave` takes to go back."""
        before = self.foreign
        language = _lang(element)
        if language:
            self.foreign = language if self._is_foreign(language) else ""
        return before

    def leave(self, before: str) -> None:
        """Go back to the language before `enter`."""
        self.foreign = before

    def left_out(self, element: Element, name: str) -> bool:
        """Whether nothing of `element` is shown; counts what a reader might miss."""
        if element in self.skip:
            return True
        if name in MEDIA:
            self._media.append(element.get("src") or element.get("data") or "no address")
            return True
        if name in SILENT:
            kept = name == "noscript" and only_picture(element)
            return not (kept or swallows(element, name))
        if name == "del":  # said in one breath with what took its place, it would mislead
            if text_of(element):
                self._lost["deleted-text"] += 1
            return True
        hidden = element.get("hidden", "until-found").lower() != "until-found"
        if self._hidden and name in BLOCKS and not (hidden and name in _PASSAGES):
            return False
        if (
            hidden
            or element.get("aria-hidden") == "true"
            or _HIDDEN.search(element.get("style") or "")
        ):
            if name in ("img", "svg", "math") and not hidden:
                return name == "svg"
            if text_of(element):
                self._lost["hidden-content"] += 1
            return True
        return False

    @staticmethod
    def text(value: str | None) -> list[Inline]:
        """Characters between elements."""
        return [Text(value)] if value else []

    def children(self, element: Element) -> list[Inline]:
        """The inlines inside `element`."""
        out = self.text(element.text)
        for child in element:
            name = name_of(child)
            if name and not self.left_out(child, name):
                if name in BLOCKS:
                    out.extend((Text(" "), *self.convert(child, name), Text(" ")))
                else:
                    out.extend(self.convert(child, name))
            out.extend(self.text(child.tail))
        return out

    def convert(self, element: Element, name: str) -> list[Inline]:
        """`element` as inlines, without what follows it."""
        roles = self.roles(element)
        if "pagebreak" in roles:
            return self.page_mark(element)
        language = _lang(element)
        if language and self._is_foreign(language) and language != self.foreign:
            outer = self.enter(element)
            inside = self._element(element, name)
            self.leave(outer)
            return [Foreign(tuple(inside), language)]
        return self._element(element, name)

    def _element(self, element: Element, name: str) -> list[Inline]:
        if name in EMPHASIS:
            return [Emphasis(tuple(self.children(element)))]
        if name in STRONG:
            return [Strong(tuple(self.children(element)))]
        if name in CODE:
            return [CodeSpan(text_of(element))]
        match name:
            case "br":
                return [LineBreak()]
            case "a":
                return self._link(element)
            case "img" | "image":
                return [*self._images.picture(element)]
            case "picture":
                return self.children(element)
            case "q":
                return [Text("“"), *self.children(element), Text("”")]
            case "sup" | "sub":
                return self._shifted(element, _RAISED if name == "sup" else _LOWERED)
            case "math":
                self._lost["formula-as-text"] += 1
                return [Text(element.get("alttext") or _formula(element))]
            case "svg":
                return [*self._images.drawing(element)]
            case "rt":
                return [Text("("), *self.children(element), Text(")")]
            case _:
                return self.children(element)

    def _shifted(self, element: Element, table: dict[int, int]) -> list[Inline]:
        value = text_of(element)
        if len(element) == 0 and _FORMULA.fullmatch(value):
            return [Text(value.translate(table))]
        return self.children(element)

    def _link(self, element: Element) -> list[Inline]:
        note = self._notes.bodies.get(element)
        if note is not None and note not in self._open_notes:
            self._open_notes.add(note)  # a note that leads to itself ends here
            self.skip.discard(note)
            content = self._passage(note)
            self.skip.add(note)
            self._open_notes.discard(note)
            return [Note(content, self._notes.labels[element])]
        inside = self.children(element)
        href = (element.get("href") or "").strip()
        text = text_of(element)
        if text in _PERMALINK and (href.startswith("#") or "edit" in text):
            return []
        if not href or href.startswith("#"):
            return inside
        try:
            address = urljoin(self._base, href)
        except ValueError:
            address = ""
        if not _SCHEMES.match(address):
            if not href.lower().startswith("javascript:"):
                self._lost["link-unresolved"] += 1
            return inside
        if self._base and address.startswith(self._own):
            return inside
        return [Link(tuple(inside), address.replace(" ", "%20"))]

    def page_mark(self, element: Element) -> list[Inline]:
        """The page number that a break announces."""
        label = element.get("aria-label") or element.get("title") or text_of(element)
        label = re.sub(r"^\s*(?:page|p\.)?\s*", "", label, flags=re.IGNORECASE).strip(" .:[]")
        return [PageMark(label)] if label else []

    @staticmethod
    def roles(element: Element) -> str:
        """ARIA role and EPUB type, as one string."""
        if not element.keys():
            return ""
        role = element.get("role") or ""
        kind = element.get("epub:type") or element.get("{http://www.idpf.org/2007/ops}type") or ""
        return f"{role} {kind}" if kind else role

    def _is_foreign(self, language: str) -> bool:
        own = self._language.partition("-")[0].lower()
        return bool(own) and language.partition("-")[0].lower() != own


def _lang(element: Element) -> str:
    if not element.keys():
        return ""
    value = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return value if value and _LANGUAGE.fullmatch(value) else ""


def _formula(element: Element) -> str:
    """The characters of a formula, without what says the same again in TeX or the like."""
    shown = cast("list[str]", _SHOWN(element))
    return " ".join("".join(shown).split()) or text_of(element)


def _containers(root: Element) -> set[Element]:
    """Inline elements that hold blocks."""
    found: set[Element] = set()
    for block in root.iter(*BLOCKS, *(f"{{*}}{name}" for name in BLOCKS)):
        parent = block.getparent()
        while parent is not None and name_of(parent) not in BLOCKS and parent not in found:
            found.add(parent)
            parent = parent.getparent()
    return found
