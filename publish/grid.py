"""The grid of a table: every cell at its place, spans filled in, under its headers.

Editions that cannot draw a table (plain text, braille, speech) say it row by row from this.
"""

from __future__ import annotations

from dataclasses import dataclass

from publish.model import Cell, Inlines, Table

#: HTML's own bound on a column span; a scraped table may claim any number.
MAX_SPAN = 1000


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the grid. `first` marks the place where `cell` begins; spans repeat the cell."""

    cell: Cell
    first: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of the body as it is said: its content under the headers of its columns."""

    headers: tuple[Inlines, ...]
    cell: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in rows and columns. A place that no cell covers is None."""

    slots: tuple[tuple[Slot | None, ...], ...]
    header_rows: int

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.slots[0]) if self.slots else 0

    @property
    def height(self) -> int:
        """Rows, headers included."""
        return len(self.slots)

    def header_cells(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of the header rows, each once."""
        return tuple(_cells(row) for row in self.slots[: self.header_rows])

    def body(self) -> tuple[tuple[Entry, ...], ...]:
        """The rows below the headers; a cell that spans rows is in each of them."""
        heads = [self._headers(column) for column in range(self.width)]
        return tuple(self._entries(row, heads) for row in self.slots[self.header_rows :])

    def _headers(self, column: int) -> tuple[Inlines, ...]:
        found: list[Inlines] = []
        for row in self.slots[: self.header_rows]:
            slot = row[column]
            if slot and slot.cell.content and slot.cell.content not in found:
                found.append(slot.cell.content)
        return tuple(found)

    def _entries(
        self, row: tuple[Slot | None, ...], heads: list[tuple[Inlines, ...]]
    ) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        last: Cell | None = None
        for column, slot in enumerate(row):
            if slot is None:
                last = None
                continue
            if slot.cell is last:
                more = tuple(h for h in heads[column] if h not in entries[-1].headers)
                entries[-1] = Entry(entries[-1].headers + more, last)
                continue
            entries.append(Entry(heads[column], slot.cell))
            last = slot.cell
        return tuple(entries)


def _cells(row: tuple[Slot | None, ...]) -> tuple[Cell, ...]:
    return tuple(slot.cell for slot in row if slot and slot.first)


def grid(table: Table) -> Grid:
    """The grid of `table`.

    Header rows are those at the top in which every cell is a header; a table of headers alone has
    none, or nothing would be left to say.
    """
    height = len(table.rows)
    rows: list[dict[int, Slot]] = [{} for _ in range(height)]
    for number, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while column in rows[number]:
                column += 1
            across = max(1, min(cell.colspan, MAX_SPAN))
            down = max(1, min(cell.rowspan, height - number))
            for below in range(number, number + down):
                for beside in range(column, column + across):
                    first = below == number and beside == column
                    rows[below].setdefault(beside, Slot(cell, first))
            column += across
    width = max((max(row) + 1 for row in rows if row), default=0)
    headers = 0
    for cells in table.rows:
        if not cells or not all(cell.header for cell in cells):
            break
        headers += 1
    if headers == height:
        headers = 0
    slots = tuple(tuple(row.get(column) for column in range(width)) for row in rows)
    return Grid(slots, headers)
