"""Tables as HTML wants them: which rows head the table, what each header is for, whole spans."""

from __future__ import annotations

from typing import TypeAlias

from publish.model import Cell, Inlines, Table

#: A cell: its scope (``col``, ``row`` or empty for data), columns and rows spanned, content.
Laid: TypeAlias = tuple[str, int, int, Inlines]
Rows: TypeAlias = tuple[tuple[Laid, ...], ...]

# HTML's own limit for colspan.
_MOST_COLUMNS = 1000


def grid(table: Table) -> tuple[Rows, Rows]:
    """The head and the body of `table`.

    The head is the run of rows at the start in which every cell is a header; a table of nothing
    but such rows has no head. Spans that reach out of the table or its head are cut.
    """
    rows = tuple(row for row in table.rows if row)
    heads = 0
    while heads < len(rows) and all(cell.header for cell in rows[heads]):
        heads += 1
    if heads == len(rows):
        heads = 0
    head = _lay(rows[:heads], "col")
    return head, _lay(rows[heads:], "row")


def _lay(rows: tuple[tuple[Cell, ...], ...], scope: str) -> Rows:
    return tuple(
        tuple(
            (
                scope if cell.header else "",
                min(max(cell.colspan, 1), _MOST_COLUMNS),
                min(max(cell.rowspan, 1), len(rows) - at),
                cell.content,
            )
            for cell in row
        )
        for at, row in enumerate(rows)
    )
