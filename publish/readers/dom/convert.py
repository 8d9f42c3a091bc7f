"""A DOM made into blocks of the model: every element that means something to a reader."""

from __future__ import annotations

import re
from collections.abc import Collection

from publish.model import (
    Block,
    Blocks,
    Break,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Listing,
    Origin,
    PageMark,
    Paragraph,
    Quote,
    Strong,
)
from publish.readers.dom.captions import Captions, captioned, is_credit
from publish.readers.dom.code import code
from publish.readers.dom.inline import InlineConverter
from publish.readers.dom.names import BLOCKS, HEADINGS
from publish.readers.dom.parsing import Element, line_of, name_of
from publish.readers.dom.passages import as_passage, cut, without_dash
from publish.readers.dom.tables import is_data_table, table_of
from publish.readers.inlines import tidy
from publish.readers.pictures import Pictures
from publish.report import Notice
from publish.walk import flatten, plain_text

#: What names the speaker below a quotation is a line, not a paragraph (characters).
_LONGEST_ATTRIBUTION = 200


class Converter:
    """Converts elements of one document.

    Args:
        root: the document, for its notes.
        name: what origins call the source.
        pictures: where the document's pictures are.
        base: address that relative links are resolved against; empty when there is none.
        language: the document's own language: passages in others become `Foreign`.
        skip: elements that are left out, with all that is in them.
        hidden: whether hidden parts are shown: somebody has chosen with `skip` what is.
    """

    def __init__(
        self,
        root: Element,
        name: str,
        pictures: Pictures,
        *,
        base: str = "",
        language: str = "",
        skip: Collection[Element] = frozenset(),
        hidden: bool = False,
    ) -> None:
        self._name = name
        self._inline = InlineConverter(
            root, pictures, base, language, skip, self.passages, hidden=hidden
        )
        self._marks: list[Inline] = []
        self._captions = Captions()

    def convert(self, element: Element) -> Blocks:
        """The blocks of `element`."""
        blocks = self._flow(element)
        if self._marks:
            blocks.append(Paragraph(tuple(self._marks)))
            self._marks = []
        return tuple(blocks)

    def notices(self) -> tuple[Notice, ...]:
        """What could not be carried over so far."""
        return self._inline.notices()

    def passages(self, element: Element) -> Inlines:
        """The content of `element` as one passage: its paragraphs joined by line breaks."""
        marks, self._marks = self._marks, []  # these belong to the text outside
        passage = as_passage(self._flow(element))
        self._marks = [*marks, *self._marks]
        return passage

    def _flow(self, element: Element, without: Collection[Element] = ()) -> list[Block]:
        """The blocks in a container; runs of text between them become paragraphs."""
        inline = self._inline
        outer = inline.enter(element)
        out: list[Block] = []
        run: list[Inline] = inline.text(element.text)
        line = line_of(element)
        for child in element:
            name = name_of(child)
            if name and child not in without and not inline.left_out(child, name):
                if name in BLOCKS or child in inline.containers:
                    out.extend(self._paragraphs(run, element, line))
                    run = []
                    out.extend(self._block(child, name))
                    line = line_of(child)
                else:
                    if not run:
                        line = line_of(child)
                    run.extend(inline.convert(child, name))
            run.extend(inline.text(child.tail))
        out.extend(self._paragraphs(run, element, line))
        inline.leave(outer)
        return self._captions.put(out)

    def _paragraphs(self, run: list[Inline], element: Element, line: int | None) -> list[Block]:
        """A run of inlines as paragraphs: cut where two line breaks meet; pictures on their own."""
        content = tidy(run) if run else ()
        if not content:
            return []
        out: list[Block] = []
        origin = self._origin(element, line)
        for part in cut(content):
            if all(isinstance(inline, PageMark) for inline in part):
                self._marks.extend(part)
                continue
            if not plain_text(part, notes=True).strip():
                out.extend(
                    Figure(image, origin=origin)
                    for image in flatten(part)
                    if isinstance(image, Image)
                )
                continue
            out.append(Paragraph(self._passage(part), origin))
        return out

    def _passage(self, content: Inlines) -> Inlines:
        if self._inline.foreign:
            content = (Foreign(content, self._inline.foreign),)
        if self._marks:
            content = (*self._marks, *content)
            self._marks = []
        return content

    def _origin(self, element: Element, line: int | None = None) -> Origin | None:
        lines = element.get("data-lines")
        if lines:
            first, _, last = lines.partition("-")
            return Origin(self._name, int(first), int(last))
        at = line or line_of(element)
        return Origin(self._name, at, at) if at else None

    # Blocks.

    def _block(self, element: Element, name: str) -> list[Block]:
        if name in HEADINGS:
            return self._heading(element, HEADINGS[name])
        match name:
            case "blockquote":
                return self._quote(element)
            case "ul" | "ol" | "menu" | "dir":
                return self._listing(element, name == "ol")
            case "dl":
                return self._definitions(element)
            case "figure":
                return self._figure(element)
            case "table":
                return self._table(element)
            case "pre" | "listing" | "xmp" | "plaintext":
                found = code(element, self._inline.skip, self._origin(element))
                return [found] if found else []
            case "summary" | "legend" | "dt":
                content = self.passages(element)
                if not content:
                    return []
                return [Paragraph(self._passage((Strong(content),)), self._origin(element))]
            case _ if "pagebreak" in self._inline.roles(element):
                self._marks.extend(self._inline.page_mark(element))
                return []
            case "hr":
                return [Break(self._origin(element))]
            case _:
                level = element.get("aria-level", "")
                if element.get("role") == "heading":
                    return self._heading(element, int(level) if level in "123456" and level else 2)
                return self._captions.noted(element, self._flow(element))

    def _heading(self, element: Element, level: int) -> list[Block]:
        content = tidy(i for i in self.passages(element) if not isinstance(i, LineBreak))
        if not plain_text(content, notes=True).strip():
            return [
                Figure(i, origin=self._origin(element))
                for i in flatten(content)
                if isinstance(i, Image)
            ]
        return [Heading(level, self._passage(content), self._origin(element))]

    def _quote(self, element: Element) -> list[Block]:
        said_by = [
            child
            for child in element
            if name_of(child) in ("footer", "cite") and not (child.tail or "").strip()
        ][-1:]
        if said_by and name_of(said_by[0]) == "cite" and len(element) == 1:
            said_by = []  # nothing but the cited work itself
        blocks = self._flow(element, without=said_by)
        attribution = self.passages(said_by[0]) if said_by else ()
        if not attribution and len(blocks) > 1 and isinstance(blocks[-1], Paragraph):
            last = blocks[-1].content
            said = plain_text(last)
            if re.match(r"[—–―-]{1,2}\s*\S", said) and len(said) <= _LONGEST_ATTRIBUTION:
                attribution = last
                blocks.pop()
        if not blocks:
            return [Paragraph(attribution, self._origin(element))] if attribution else []
        return [Quote(tuple(blocks), without_dash(attribution), self._origin(element))]

    def _listing(self, element: Element, ordered: bool) -> list[Block]:
        items: list[Blocks] = []
        outer = self._inline.enter(element)
        for child in element:
            name = name_of(child)
            if not name or self._inline.left_out(child, name):
                continue
            if name == "li" or not (name in BLOCKS or child in self._inline.containers):
                blocks = self._flow(child)
            else:
                blocks = self._block(child, name)
                if items and name in ("ul", "ol"):  # a list put beside the item it belongs to
                    items[-1] = (*items[-1], *blocks)
                    continue
            if blocks:
                items.append(tuple(blocks))
        self._inline.leave(outer)
        if any(isinstance(block, Heading | Figure) for item in items for block in item):
            return [block for item in items for block in item]  # cards, not a list of points
        start = element.get("start", "")
        first = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
        return [Listing(tuple(items), ordered, first, self._origin(element))] if items else []

    def _definitions(self, element: Element) -> list[Block]:
        """A description list as a list: each item a term in bold and what is said of it."""
        items: list[list[Block]] = []
        outer = self._inline.enter(element)
        for child in element.iter("dt", "dd", "{*}dt", "{*}dd"):
            parent = child.getparent()
            if parent is None or (parent is not element and parent.getparent() is not element):
                continue
            name = name_of(child)
            if self._inline.left_out(child, name):
                continue
            if name == "dt" or not items:
                items.append([])
            items[-1].extend(self._block(child, name))
        self._inline.leave(outer)
        filled = tuple(tuple(item) for item in items if item)
        return [Listing(filled, origin=self._origin(element))] if filled else []

    def _figure(self, element: Element) -> list[Block]:
        captions = [
            c
            for c in element.iter("figcaption", "{*}figcaption")
            if next(c.iterancestors("figure", "{*}figure"), None) is element
        ]
        blocks = self._flow(element, without=captions)
        caption: Inlines = ()
        credit: Inlines = ()
        for found in captions:
            if self._inline.left_out(found, "figcaption"):
                continue
            for part in found.iter("*"):
                if not credit and part is not found and is_credit(part):
                    credit = self.passages(part)
                    self._inline.skip.add(part)
            text = self.passages(found)
            caption = (*caption, LineBreak(), *text) if caption and text else caption or text
        return captioned(blocks, caption, credit, self._origin(element))

    def _table(self, element: Element) -> list[Block]:
        if not is_data_table(element):
            return self._flow_cells(element)
        outer = self._inline.enter(element)
        table = table_of(element, self.passages, self._inline.left_out, self._origin(element))
        self._inline.leave(outer)
        return [table] if table else []

    def _flow_cells(self, table: Element) -> list[Block]:
        """A table that only lays out a page: its cells one after the other."""
        out: list[Block] = []
        for child in table:
            name = name_of(child)
            if not name or self._inline.left_out(child, name):
                continue
            if name in ("tbody", "thead", "tfoot", "tr"):
                out.extend(self._flow_cells(child))
            else:
                out.extend(self._flow(child))
        return self._captions.put(out)
