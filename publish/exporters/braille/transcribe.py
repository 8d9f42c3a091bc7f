"""From the model to pieces of braille, after BANA's Braille Formats (2016) where it has a rule.

Section numbers in brackets are that book's.
Cells are counted from 0 here, so that BANA's "cell 3" is an indent of 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from publish.edition import Part
from publish.exporters.braille.characters import Characters
from publish.exporters.braille.louis import Form
from publish.exporters.braille.pages import BLANK, Piece, Sheet, indented
from publish.exporters.braille.tables import Code as BrailleCode
from publish.exporters.braille.tabular import columnar, grid, listed
from publish.model import (
    Block,
    Blocks,
    Break,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Note,
    PageMark,
    Paragraph,
    Quote,
    Sentence,
    Strong,
    Table,
    Text,
)
from publish.report import Notice
from publish.wording import Wording

#: Indents never take more than this share of a line, however deep lists are nested.
_DEEPEST = 3
#: The line that shows where a page of the printed source begins: dots 3-6 (BANA 1).
_PAGE_LINE = "⠤"


class Transcriber:
    """Writes one part in one braille code; its findings gather in `notices`."""

    def __init__(self, code: BrailleCode, words: Wording, sheet: Sheet) -> None:
        self.code = code
        self.words = words
        self.sheet = sheet
        self.characters = Characters(code.translator)
        self.notices: list[Notice] = []
        self.notes: list[tuple[str, Inlines]] = []
        self.links = 0
        self.top = 1

    def part(self, part: Part, new_page: bool) -> Iterator[Piece]:
        """The whole of `part`: front matter, text, notes."""
        front = part.front
        title = [*self.passage(front.title, Piece("", centred=True, after=True), plain=True)]
        title += self.passage(front.subtitle, Piece("", centred=True, after=True), plain=True)
        title += self.passage(front.byline, Piece("", first=2), plain=True)
        title += self.passage(front.dateline, Piece("", first=2), plain=True)
        if title:
            title[-1] = replace(title[-1], after=True)
        blocks = part.article.blocks
        self.top = min((b.level for b in blocks if isinstance(b, Heading)), default=1)
        body = [*title, *self.blocks(blocks), *self.endnotes()]
        for number, piece in enumerate(body):
            yield replace(piece, new_page=True) if new_page and not number else piece

    def blocks(self, blocks: Blocks) -> Iterator[Piece]:
        """Each block in turn."""
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[Piece]:
        """The pieces of one block."""
        match block:
            case Heading():
                yield from self.heading(block)
            case Paragraph():
                yield from self.passage(block.content, Piece("", first=2))
            case Quote():
                yield from self.quote(block)
            case Listing():
                yield from _apart(self.listing(block, 0, _depth(block)))
            case Figure():
                yield from self.figure(block)
            case Table():
                yield from _apart(self.table(block))
            case Code():
                yield from _apart(self.computer_text(block.value))
            case Break():
                yield Piece(self.cells("* * *"), centred=True, before=True, after=True, keep=True)
            case _:
                assert_never(block)

    def heading(self, heading: Heading) -> Iterator[Piece]:
        """Centred, at cell 5, at cell 7: one for each level (BANA 4)."""
        level = heading.level - self.top
        if level == 0:
            shape = Piece("", centred=True, before=True, after=True, keep=True)
        else:
            indent = 4 if level == 1 else 6
            shape = Piece("", first=indent, rest=indent, before=True, keep=True)
        yield from self.passage(heading.content, shape, plain=True)

    def quote(self, quote: Quote) -> Iterator[Piece]:
        """Displayed material: two cells in, blank lines around (BANA 9)."""
        pieces = [indented(piece, 2) for piece in self.blocks(quote.blocks)]
        if quote.attribution:
            dash = (Text("— "),)
            pieces += self.passage((*dash, *quote.attribution), Piece("", first=6, rest=8))
        yield from _apart(iter(pieces))

    def listing(self, listing: Listing, level: int, deepest: int) -> Iterator[Piece]:
        """Items two cells further in for each level, run-overs behind the deepest (BANA 8)."""
        limit = self.sheet.cells // _DEEPEST
        rest = min(2 * deepest + 2, limit)
        first = min(2 * level, rest)
        bullet = next((b for b in "•–" if self.code.translator.knows(b)), "-")
        for number, item in enumerate(listing.items, listing.start):
            mark = f"{number}." if listing.ordered else bullet
            begun = False
            for block in item:
                if not begun and isinstance(block, Paragraph):
                    content = (Text(f"{mark} "), *block.content)
                    yield from self.passage(content, Piece("", first=first, rest=rest))
                    begun = True
                    continue
                if not begun:
                    yield Piece(self.cells(mark), first=first, rest=rest, keep=True)
                    begun = True
                match block:
                    case Paragraph():
                        yield from self.passage(block.content, Piece("", first=rest, rest=rest))
                    case Listing():
                        yield from self.listing(block, level + 1, deepest)
                    case _:
                        yield from (indented(piece, rest) for piece in self.block(block))

    def figure(self, figure: Figure) -> Iterator[Piece]:
        """A transcriber's note at cell 7 with run-overs at cell 5 (BANA 6)."""
        said: list[Inline] = []
        if figure.image is not None and figure.image.alt != "":
            said.append(Text(self.picture(figure.image)))
        for name, content in (("caption", figure.caption), ("credit", figure.credit)):
            if content:
                label, _, tail = self.words.say(name, "\n").partition("\n")
                said += [Text(f" {label}"), *content, Text(tail)]
        if said:
            yield from _apart(self.note(tuple(said)))

    def note(self, content: Inlines) -> Iterator[Piece]:
        """A transcriber's note: in its marks, at cell 7 with run-overs at cell 5 (BANA 3)."""
        pieces = list(self.passage(content, Piece("", first=6, rest=4)))
        if pieces:
            pieces[0] = replace(pieces[0], cells=self.code.opens + pieces[0].cells)
            pieces[-1] = replace(pieces[-1], cells=pieces[-1].cells + self.code.closes)
        yield from pieces

    def table(self, table: Table) -> Iterator[Piece]:
        """In columns where they fit, else row by row with a note that says so (BANA 11)."""
        yield from self.passage(table.caption, Piece("", first=6, rest=4, keep=True))
        cells = grid(table, self.line)
        columns = columnar(cells, self.sheet.cells)
        if columns:
            yield from columns
            return
        rows, width = len(cells.rows), max(map(len, cells.rows), default=0)
        shape = self.words.say("table", rows, width).rstrip(" :") + "."
        yield from (replace(p, keep=True) for p in self.note((Text(shape),)))
        yield from listed(cells, self.cells(":"))

    def computer_text(self, value: str) -> Iterator[Piece]:
        """Lines as they are, uncontracted; run-overs two cells further in."""
        limit = self.sheet.cells // _DEEPEST
        for line in value.expandtabs(4).split("\n"):
            text = line.strip()
            first = min(len(line) - len(line.lstrip()), limit)
            cells = self.code.translator.plain_cells(self.characters.fit_plain(text))
            yield Piece(cells, first=first, rest=first + 2)

    def endnotes(self) -> Iterator[Piece]:
        """The notes, after the text, under a heading of their own."""
        if not self.notes:
            return
        yield Piece(
            self.cells(self.words["notes"]), centred=True, before=True, after=True, keep=True
        )
        done = 0
        while done < len(self.notes):  # a note may hold another
            label, content = self.notes[done]
            done += 1
            yield from self.passage((Text(f"[{label}] "), *content), Piece("", rest=2))

    def findings(self) -> list[Notice]:
        """What could not be carried over; complete once `part` has run."""
        found = list(self.notices)
        if self.links:
            message = f"Braille has the text of links, not their addresses ({self.links} links)."
            found.append(Notice("braille-links", message))
        if described := self.characters.described:
            some = ", ".join(f"{c} (U+{ord(c):04X})" for c, _ in described.most_common(10))
            found.append(
                Notice(
                    "braille-characters",
                    f"The braille table {self.code.translator.table} has no sign for {some}; "
                    f"{described.total()} characters are described by their names instead.",
                )
            )
        return found

    # Passages.

    def passage(self, content: Inlines, shape: Piece, *, plain: bool = False) -> Iterator[Piece]:
        """`content` as a piece like `shape`, more where lines break or a page begins in it.

        Args:
            plain: without signs of emphasis, as headings are.
        """
        begun = False
        for run in self.runs(content, Form.PLAIN):
            match run:
                case PageMark():
                    label = self.cells(run.label)
                    if label:
                        yield Piece(label, fill=_PAGE_LINE, keep=True)
                case text, forms:
                    cells = self.translate(text, [0] * len(forms) if plain else forms)
                    if not cells.strip(BLANK):
                        continue
                    if begun:
                        yield replace(shape, cells=cells, first=shape.rest, before=False)
                    else:
                        yield replace(shape, cells=cells)
                    begun = True

    def runs(self, content: Inlines, form: Form) -> Iterator[PageMark | tuple[str, list[int]]]:
        """`content` as text with its forms, cut at line breaks and page marks."""
        text: list[str] = []
        forms: list[int] = []
        for inline in self.leaves(content, form):
            if isinstance(inline, tuple):
                value, shape = inline
                text.append(value)
                forms.extend([int(shape)] * len(value))
                continue
            yield "".join(text), forms
            text, forms = [], []
            if isinstance(inline, PageMark):
                yield inline
        yield "".join(text), forms

    def leaves(
        self, content: Inlines, form: Form
    ) -> Iterator[PageMark | LineBreak | tuple[str, Form]]:
        """The text of `content` piece by piece; notes are put by for the end."""
        for inline in content:
            match inline:
                case Text(value):
                    yield value, form
                case CodeSpan(value):
                    yield value, form | Form.UNCONTRACTED
                case Emphasis():
                    yield from self.leaves(inline.children, form | Form.ITALIC)
                case Strong():
                    yield from self.leaves(inline.children, form | Form.BOLD)
                case Foreign():
                    # Contractions belong to the language of the table (UEB 13.2).
                    yield from self.leaves(inline.children, form | Form.UNCONTRACTED)
                case Link():
                    self.links += bool(inline.href)
                    yield from self.leaves(inline.children, form)
                case Sentence():
                    yield from self.leaves(inline.children, form)
                case Image():
                    if inline.alt != "":
                        yield f" [{self.picture(inline)}] ", Form.PLAIN
                case Note():
                    label = inline.label or str(len(self.notes) + 1)
                    self.notes.append((label, inline.children))
                    yield f" [{label}]", Form.PLAIN
                case PageMark() | LineBreak():
                    yield inline
                case _:
                    assert_never(inline)

    def picture(self, image: Image) -> str:
        """What is said of a picture."""
        if image.alt:
            return self.words.say("image", image.alt)
        self.notices.append(
            Notice("image-without-alt", f"The image {image.source or image.id} has no description.")
        )
        return self.words["image_unknown"]

    def translate(self, text: str, forms: list[int]) -> str:
        """Text and forms in cells, single blanks between words."""
        fitted, shape = self.characters.fit(text, forms)
        cells = self.code.translator.cells(fitted, shape)
        return BLANK.join(filter(None, cells.replace(" ", BLANK).split(BLANK)))

    def cells(self, text: str) -> str:
        """Plain text in cells."""
        return self.translate(text, [Form.PLAIN] * len(text))

    def line(self, content: Inlines) -> str:
        """`content` in cells on one line, whatever breaks it has (a table's cell)."""
        return BLANK.join(piece.cells for piece in self.passage(content, Piece("")))


def _apart(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """`pieces` with a blank line before the first and after the last."""
    done = list(pieces)
    if done:
        done[0] = replace(done[0], before=True)
        done[-1] = replace(done[-1], after=True)
    yield from done


def _depth(listing: Listing) -> int:
    inner = [b for item in listing.items for b in item if isinstance(b, Listing)]
    return 1 + max(map(_depth, inner)) if inner else 0
