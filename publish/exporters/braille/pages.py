"""Lines and pages of braille: filling, indents, and where a page ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

BLANK = "\u2800"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of cells that begins on a line of its own.

    Attributes:
        cells: braille patterns; words stand apart by `BLANK`.
        first: cells left blank before the first line.
        rest: cells left blank before the lines after it.
        centred: centred, with 3 blank cells on each side at least (BANA 4).
        before: whether a blank line goes before it; never at the head of a page.
        after: whether a blank line goes after it.
        keep: whether it must stand on the page of the first two lines after it.
        new_page: whether it opens a page.
        as_is: already one line, whose blanks count.
        fill: a cell that fills the line before `cells`, which then stand at its end.
    """

    cells: str
    first: int = 0
    rest: int = 0
    centred: bool = False
    before: bool = False
    after: bool = False
    keep: bool = False
    new_page: bool = False
    as_is: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page: cells a line, lines a page (the last one holds the page number)."""

    cells: int
    lines: int

    @property
    def text_lines(self) -> int:
        """The lines that text may take."""
        return self.lines - 1


def wrap(piece: Piece, width: int, continues: str) -> list[str]:
    """The lines of `piece`, at most `width` cells each.

    Args:
        continues: ends a line in the midst of a word that no line can hold.
    """
    if piece.fill and len(piece.cells) < width:
        return [piece.fill * (width - len(piece.cells)) + piece.cells]
    if piece.as_is and len(piece.cells) + piece.first <= width:
        return [BLANK * piece.first + piece.cells]
    first, rest = (3, 3) if piece.centred else (piece.first, piece.rest)
    room = width - 3 if piece.centred else width
    lines: list[str] = []
    line = BLANK * first
    empty = True
    for word in piece.cells.split(BLANK):
        if not word:
            continue
        gap = "" if empty else BLANK
        if len(line) + len(gap) + len(word) <= room:
            line += gap + word
            empty = False
            continue
        if not empty:
            lines.append(line)
            line = BLANK * rest
        while len(line) + len(word) > room:
            cut = room - len(line) - len(continues)
            lines.append(line + word[:cut] + continues)
            word, line = word[cut:], BLANK * rest
        line += word
        empty = not word
    if not empty:
        lines.append(line)
    if piece.centred:
        texts = [text.strip(BLANK) for text in lines]
        return [BLANK * ((width - len(text)) // 2) + text for text in texts]
    return lines


def paginate(pieces: Iterable[Piece], sheet: Sheet, continues: str) -> Iterator[list[str]]:
    """Pages of text lines (`Sheet.text_lines` at most), without their numbers.

    A heading, and whatever else is to be kept, moves to the next page unless two lines of what
    follows fit below it.
    """
    runs = [(piece, wrap(piece, sheet.cells, continues)) for piece in pieces]
    runs = [run for run in runs if run[1]]
    page: list[str] = []
    gap = False
    for index, (piece, lines) in enumerate(runs):
        blank = bool(page) and (gap or piece.before)
        needed = blank + _needed(runs, index)
        if page and (piece.new_page or len(page) + needed > sheet.text_lines):
            yield page
            page, blank = [], False
        if blank:
            page.append("")
        for line in lines:
            if len(page) == sheet.text_lines:
                yield page
                page = []
            page.append(line)
        gap = piece.after
    if page:
        yield page


def _needed(runs: list[tuple[Piece, list[str]]], index: int) -> int:
    """The lines that must fit below here for run `index` to begin on this page."""
    needed = 0
    gap = False
    for position in range(index, len(runs)):
        piece, lines = runs[position]
        if position > index:
            needed += gap or piece.before
        if not piece.keep:
            # Alone, a run may begin with its first line; below a heading two must follow.
            return needed + (1 if position == index else min(2, len(lines)))
        needed += len(lines)
        gap = piece.after
    return needed


def numbered(pages: Iterable[list[str]], sheet: Sheet, numbers: Iterable[str]) -> list[list[str]]:
    """Pages of exactly ``sheet.lines`` lines with their number at the end of the last one."""
    done = []
    for page, number in zip(pages, numbers, strict=False):
        fill = [""] * (sheet.text_lines - len(page))
        done.append([*page, *fill, number.rjust(sheet.cells, BLANK)])
    return done


def indented(piece: Piece, by: int) -> Piece:
    """`piece` moved `by` cells to the right."""
    if piece.centred or piece.fill:
        return piece
    return replace(piece, first=piece.first + by, rest=piece.rest + by)
