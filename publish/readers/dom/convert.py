"""A DOM made into blocks of the model: every element that means something to a reader."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from publish.model import (
    Block,
    Blocks,
    Break,
    Cell,
    Code,
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
    Table,
)
from publish.readers.dom.inline import InlineConverter
from publish.readers.dom.names import BLOCKS, HEADINGS
from publish.readers.dom.parsing import Element, name_of
from publish.readers.dom.passages import as_passage, both, cut, without_dash
from publish.readers.dom.tables import is_data_table, span
from publish.readers.inlines import tidy
from publish.readers.pictures import Pictures
from publish.report import Notice
from publish.walk import flatten, plain_text

_CAPTION = re.compile(
    r"(?:^|[-_ ])(?:fig|wp-|image|photo|img|media|picture)?-?_?caption(?:$|[-_ ])", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?:^|[-_ ])(?:photo-?|image-?|img-?)?(?:credits?|copyright|photographer|attribution)",
    re.IGNORECASE,
)
_CODE_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight|brush:)[-_ ]?([a-z0-9+#]+)",
    re.IGNORECASE,
)
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
        self._captions: dict[int, Paragraph] = {}
        self._credits: dict[int, Paragraph] = {}

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

    # Containers.

    def _flow(self, element: Element, without: Collection[Element] = ()) -> list[Block]:
        """The blocks in a container; runs of text between them become paragraphs."""
        inline = self._inline
        outer = inline.enter(element)
        out: list[Block] = []
        run: list[Inline] = inline.text(element.text)
        line = _line(element)
        for child in element:
            name = name_of(child)
            if name and child not in without and not inline.left_out(child, name):
                if name in BLOCKS or child in inline.containers:
                    out.extend(self._paragraphs(run, element, line))
                    run = []
                    out.extend(self._block(child, name))
                    line = _line(child)
                else:
                    if not run:
                        line = _line(child)
                    run.extend(inline.convert(child, name))
            run.extend(inline.text(child.tail))
        out.extend(self._paragraphs(run, element, line))
        inline.leave(outer)
        return self._with_captions(out)

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
        at = line or _line(element)
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
                return self._code(element)
            case "hr":
                if "pagebreak" in self._inline.roles(element):
                    self._marks.extend(self._inline.page_mark(element))
                    return []
                return [Break(self._origin(element))]
            case "summary" | "legend" | "dt":
                content = self.passages(element)
                if not content:
                    return []
                return [Paragraph(self._passage((Strong(content),)), self._origin(element))]
            case _:
                if "pagebreak" in self._inline.roles(element):
                    self._marks.extend(self._inline.page_mark(element))
                    return []
                level = element.get("aria-level", "")
                if element.get("role") == "heading":
                    return self._heading(element, int(level) if level in "123456" and level else 2)
                return self._marked(element, self._flow(element))

    def _marked(self, element: Element, blocks: list[Block]) -> list[Block]:
        """`blocks`, remembered as captions or credits when the element's class says so."""
        if len(blocks) <= 2:
            classes = element.get("class") or ""
            kind = (
                self._captions
                if _CAPTION.search(classes)
                else self._credits
                if _CREDIT.search(classes)
                else None
            )
            if kind is not None:
                kind.update((id(b), b) for b in blocks if isinstance(b, Paragraph))
        return blocks

    def _with_captions(self, blocks: list[Block]) -> list[Block]:
        """`blocks` with the captions and credits that follow a picture put on it."""
        if len(blocks) < 2 or not any(isinstance(block, Figure) for block in blocks):
            return blocks
        out: list[Block] = []
        for block in blocks:
            last = out[-1] if out else None
            if isinstance(last, Figure) and isinstance(block, Paragraph):
                if id(block) in self._captions and not last.caption:
                    out[-1] = replace(last, caption=block.content)
                    continue
                if id(block) in self._credits and not last.credit:
                    out[-1] = replace(last, credit=block.content)
                    continue
            out.append(block)
        return out

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
                if not credit and part is not found and _CREDIT.search(part.get("class") or ""):
                    credit = self.passages(part)
                    self._inline.skip_also(part)
            text = self.passages(found)
            caption = (*caption, LineBreak(), *text) if caption and text else caption or text
        if not caption and not credit:
            return blocks
        for at in range(len(blocks) - 1, -1, -1):
            block = blocks[at]
            if isinstance(block, Figure) and not block.caption:
                blocks[at] = replace(block, caption=caption, credit=block.credit or credit)
            elif isinstance(block, Table) and not block.caption:
                blocks[at] = replace(block, caption=both(caption, credit))
            elif isinstance(block, Quote) and not block.attribution:
                blocks[at] = replace(block, attribution=both(caption, credit))
            else:
                continue
            return blocks
        return [*blocks, Figure(None, caption, credit, self._origin(element))]

    def _table(self, element: Element) -> list[Block]:
        if not is_data_table(element):
            return self._flow_cells(element)
        rows: list[tuple[Cell, ...]] = []
        outer = self._inline.enter(element)
        for row in element.iter("tr", "{*}tr"):
            parent = row.getparent()
            head = parent is not None and name_of(parent) == "thead"
            cells = tuple(
                Cell(
                    self.passages(cell),
                    head or name_of(cell) == "th",
                    span(cell.get("colspan")),
                    span(cell.get("rowspan")),
                )
                for cell in row
                if name_of(cell) in ("td", "th") and not self._inline.left_out(cell, "td")
            )
            if any(cell.content for cell in cells):
                rows.append(cells)
        caption = next((self.passages(c) for c in element if name_of(c) == "caption"), ())
        self._inline.leave(outer)
        return [Table(tuple(rows), caption, self._origin(element))] if rows else []

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
        return self._with_captions(out)

    def _code(self, element: Element) -> list[Block]:
        value = self._inline.preformatted(element).strip("\n").rstrip()
        if not value.strip():
            return []
        inner = next((e for e in element if name_of(e) == "code"), None)
        hints = [
            e.get("class") or "" for e in (inner, element, element.getparent()) if e is not None
        ]
        named = next((m[1] for m in map(_CODE_LANGUAGE.search, hints) if m), "")
        return [Code(value, named.lower(), self._origin(element))]


def _line(element: Element) -> int | None:
    line: object = element.sourceline
    return line if isinstance(line, int) else None
