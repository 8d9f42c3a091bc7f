"""The blocks of a Word document."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.errors import InputUnusable
from publish.model import (
    Block,
    Blocks,
    Cell,
    Code,
    Figure,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Origin,
    Paragraph,
    Quote,
    Table,
)
from publish.readers.dom.parsing import Element
from publish.readers.inlines import strip_breaks, tidy
from publish.readers.pictures import Pictures
from publish.readers.word.lists import Item, Numbering, Place, listed
from publish.readers.word.parts import Parts, Style, W, local, value, whole
from publish.readers.word.runs import Runs, choice
from publish.report import Notice
from publish.walk import flatten, passages, plain_text

_TOLD = {
    "hidden-content": "{} hidden pieces of text were left out.",
    "formula-as-text": "{} formulas were carried over as plain text.",
    "symbol-left-out": "{} characters of symbol fonts were left out.",
    "comment-left-out": "{} comments in the margin were left out.",
    "embedded-document": "{} documents embedded in the text were left out.",
    "note-in-note": "{} marks of notes within notes were left out.",
    "picture-unreadable": "{} pictures in forms that no edition shows were left out.",
    "drawing-left-out": "{} charts or drawings were left out.",
}
_CODE = re.compile(r"\b(?:code|source|macro|verbatim|preformatted)")
#: Paragraphs of a document, those of its tables and notes with them. Long books have some tens of
#: thousands; of more than this, what follows takes minutes and gigabytes.
MAX_PARAGRAPHS = 200_000
#: Tables in tables in tables: deeper ones are laid flat.
_DEEPEST = 20


class Body:
    """Converts the text of one document.

    Attributes:
        title: the text of the first paragraph styled as title; `subtitle` likewise.
    """

    def __init__(self, parts: Parts, pictures: Pictures, name: str, language: str) -> None:
        self._parts = parts
        self._name = name
        self._runs = Runs(parts, pictures, language, self._passage)
        self._runs.lost["comment-left-out"] = parts.comments
        self._numbering = Numbering(parts.lists)
        self._number = 0
        self._depth = 0
        self.title = ""
        self.subtitle = ""

    def convert(self, document: Element) -> Blocks:
        """The blocks of the document's body.

        Raises:
            InputUnusable: there are too many paragraphs.
        """
        self._check(sum(1 for _ in document.iter(f"{W}p")))
        body = document.find(f"{W}body")
        return tuple(self._blocks(body if body is not None else document))

    def _check(self, paragraphs: int) -> None:
        if paragraphs > MAX_PARAGRAPHS:
            raise InputUnusable(
                f"{self._name} has more than {MAX_PARAGRAPHS} paragraphs.",
                "Part it into several documents, such as one for each volume.",
            )

    def notices(self) -> tuple[Notice, ...]:
        """What could not be carried over."""
        return tuple(
            Notice(code, text.format(self._runs.lost[code]))
            for code, text in _TOLD.items()
            if self._runs.lost[code]
        )

    def _passage(self, element: Element) -> Inlines:
        """All of `element` as one passage."""
        out: list[Inlines] = []
        for block in self._blocks(element):
            if isinstance(block, Figure) and block.image:
                out.append((block.image,))
            out.extend(passage.content for passage in passages((block,)))
        return tuple(i for n, part in enumerate(out) for i in ((LineBreak(),) if n else ()) + part)

    def _blocks(self, element: Element) -> list[Block]:
        found: list[Block | Item] = []
        for child in element:
            name = local(child)
            if name == "p":
                found.extend(self._paragraph(child))
            elif name == "tbl":
                found.extend(self._table(child))
            elif name == "altChunk":
                self._runs.lost["embedded-document"] += 1
            elif name == "AlternateContent":
                found.extend(self._blocks(choice(child)))
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                found.extend(self._blocks(child))
        return _gathered(listed(found))

    def _paragraph(self, element: Element) -> list[Block | Item]:
        self._number += 1
        self._check(self._number)  # a note that is named many times is read many times
        origin = Origin(self._name, self._number, self._number)
        style = self._parts.style(value(element, "pPr/pStyle"))
        content = strip_breaks(tidy(self._runs.of(element)))
        boxes, self._runs.boxes = self._runs.boxes, []
        below = [block for box in boxes for block in self._blocks(box)]
        text = plain_text(content, notes=True).strip()
        if not text:
            pictures = [i for i in flatten(content) if isinstance(i, Image)]
            return [*(Figure(image, origin=origin) for image in pictures), *below]
        if style.name == "title" and not self.title:
            self.title = " ".join(text.split())
            return [*below]
        if style.name == "subtitle" and not self.subtitle:
            self.subtitle = " ".join(text.split())
            return [*below]
        place = self._place(element, style)  # of a heading, too: it begins the lists below it anew
        outline = whole(value(element, "pPr/outlineLvl"), 9)  # 9: body text
        level = style.level or (outline + 1 if outline < 6 else 0)
        if level:
            return [Heading(level, content, origin), *below]
        if _CODE.search(style.name):
            return [Code(plain_text(content), origin=origin), *below]
        block: Block = Paragraph(content, origin)
        if style.name in ("quote", "intense quote"):
            block = Quote((block,), origin=origin)
        elif style.name == "caption":
            return [Figure(None, content, origin=origin), *below]
        return [place.item(block) if place else block, *below]

    def _place(self, element: Element, style: Style) -> Place | None:
        number = value(element, "pPr/numPr/numId")
        depth = value(element, "pPr/numPr/ilvl")
        found = (number, whole(depth)) if number else style.numbering
        return self._numbering.place(*found) if found else None

    def _table(self, element: Element) -> list[Block]:
        rows = [row for row in element.iter(f"{W}tr") if _table_of(row) is element]
        cells = [[c for c in row.iter(f"{W}tc") if _row_of(c) is row] for row in rows]
        if self._depth >= _DEEPEST or all(len(row) <= 1 for row in cells):
            return [block for row in cells for cell in row for block in self._blocks(cell)]
        self._depth += 1
        look = element.find(f"{W}tblPr/{W}tblLook")
        first = look is not None and (
            look.get(f"{W}firstRow") == "1" or _hexadecimal(look.get(f"{W}val")) & 0x20 > 0
        )
        grid: list[list[Cell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # column -> the cell that is merged downwards
        for at, row in enumerate(rows):
            head = row.find(f"{W}trPr/{W}tblHeader") is not None or (
                first and at == 0 and len(rows) > 1
            )
            line: list[Cell] = []
            column = 0
            for cell in cells[at]:
                width = min(max(whole(value(cell, "tcPr/gridSpan"), 1), 1), 100)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in open_cells:
                    above, place = open_cells[column]
                    grid[above][place] = replace(
                        grid[above][place], rowspan=grid[above][place].rowspan + 1
                    )
                else:
                    if merge is not None:
                        open_cells[column] = (at, len(line))
                    else:
                        open_cells.pop(column, None)
                    line.append(Cell(self._passage(cell), head, width))
                column += width
            grid.append(line)
        self._depth -= 1
        filled = tuple(tuple(line) for line in grid)
        return [Table(filled)] if any(cell.content for line in filled for cell in line) else []


def _hexadecimal(text: str | None) -> int:
    return int(text, 16) if text and re.fullmatch(r"[0-9A-Fa-f]{1,8}", text) else 0


def _table_of(row: Element) -> Element | None:
    return next(row.iterancestors(f"{W}tbl"), None)


def _row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _gathered(blocks: list[Block]) -> list[Block]:
    """Code lines and quotations that follow one another joined, captions put where they belong."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        if isinstance(block, Code) and isinstance(last, Code):
            out[-1] = replace(last, value=f"{last.value}\n{block.value}")
        elif isinstance(block, Quote) and isinstance(last, Quote):
            out[-1] = replace(last, blocks=(*last.blocks, *block.blocks))
        elif isinstance(block, Figure) and block.image is None and block.caption:
            if isinstance(last, Figure | Table) and not last.caption:
                out[-1] = replace(last, caption=block.caption)
            else:
                out.append(block)
        elif isinstance(block, Table) and isinstance(last, Figure) and last.image is None:
            out[-1] = replace(block, caption=last.caption)  # Word's table captions stand above
        else:
            out.append(block)
    return out
