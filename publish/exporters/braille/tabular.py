"""Tables in braille: in columns where the page is wide enough, otherwise row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publish.exporters.braille.pages import BLANK, Piece
from publish.model import Inlines, Table

#: Blank cells between columns, and the line below their heads: a dot 5, then dots 2-5 (BANA 11).
_GAP = 2
_RULE = "⠐⠒"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in cells of braille: every row as wide as the widest, spans filled with nothing.

    `heads` counts the rows at the top that only hold column heads.
    """

    rows: tuple[tuple[str, ...], ...]
    heads: int


def grid(table: Table, line: Callable[[Inlines], str]) -> Grid:
    """`table` as a grid; `line` puts a cell's content into braille."""
    taken: dict[tuple[int, int], str] = {}
    width = 0
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            text = line(cell.content)
            for dy in range(cell.rowspan):
                for dx in range(cell.colspan):
                    taken[y + dy, x + dx] = text if not (dy or dx) else ""
            x += cell.colspan
            width = max(width, x)
    heads = 0
    for row in table.rows:
        if not row or not all(cell.header for cell in row):
            break
        heads += 1
    rows = tuple(tuple(taken.get((y, x), "") for x in range(width)) for y in range(len(table.rows)))
    return Grid(rows, heads)


def columnar(grid: Grid, width: int) -> list[Piece]:
    """The table in columns; empty when `width` cells cannot hold them."""
    columns = list(zip(*grid.rows, strict=True))
    widths = [max(map(len, column), default=0) for column in columns]
    if not widths or sum(widths) + _GAP * (len(widths) - 1) > width:
        return []
    pieces = []
    for number, row in enumerate(grid.rows):
        head = number < grid.heads
        pieces.append(_aligned(row, widths, keep=head))
        if head and number == grid.heads - 1:
            pieces.append(
                _aligned([_RULE[:w].ljust(w, _RULE[-1]) for w in widths], widths, keep=True)
            )
    return [piece for piece in pieces if piece.cells.strip(BLANK)]


def _aligned(texts: tuple[str, ...] | list[str], widths: list[int], keep: bool) -> Piece:
    joint = BLANK * _GAP
    cells = joint.join(t.ljust(w, BLANK) for t, w in zip(texts, widths, strict=True))
    return Piece(cells.rstrip(BLANK), keep=keep, as_is=True)


def listed(grid: Grid, colon: str) -> Iterator[Piece]:
    """The table row by row: the row's first cell, then each other cell behind its column's head."""
    heads = [
        BLANK.join(filter(None, column)) for column in zip(*grid.rows[: grid.heads], strict=True)
    ]
    for row in grid.rows[grid.heads :] or grid.rows:
        filled = [(x, text) for x, text in enumerate(row) if text]
        for number, (x, text) in enumerate(filled):
            head = heads[x] if x < len(heads) and grid.rows[grid.heads :] else ""
            label = f"{head}{colon}{BLANK}" if head else ""
            first = 2 if number else 0
            yield Piece(label + text, first=first, rest=4, keep=not number and len(filled) > 1)
