"""Tables: which hold data and which only lay out a page, and those of data cell by cell."""

from __future__ import annotations

from collections.abc import Callable

from publish.model import Cell, Inlines, Origin, Table
from publish.readers.dom.parsing import Element, name_of

#: Elements that no cell of a data table holds.
_LAYOUT = frozenset(
    (
        *("h1", "h2", "h3", "h4", "article", "section", "form"),
        *("figure", "blockquote", "table", "iframe", "nav"),
    )
)
#: Paragraphs in one cell that make it a column of a page.
_PARAGRAPHS = 3


def is_data_table(table: Element) -> bool:
    """Whether rows and columns of `table` mean something: by its markup, then by its form."""
    if table.get("role") in ("presentation", "none"):
        return False
    columns, rows = 0, 0
    marked = False
    for element in table.iter("*"):
        name = name_of(element)
        if element is table:
            continue
        if name in _LAYOUT:
            return False
        if name == "tr":
            cells = [c for c in element if name_of(c) in ("td", "th")]
            columns = max(columns, len(cells))
            rows += bool(cells)
        elif name in ("th", "thead", "caption"):
            marked = True
        elif name == "td" and sum(name_of(c) == "p" for c in element) >= _PARAGRAPHS:
            return False
    return rows > 0 and ((columns > 1 and (rows > 1 or marked)) or (marked and rows > 1))


def table_of(
    element: Element,
    passage: Callable[[Element], Inlines],
    left_out: Callable[[Element, str], bool],
    origin: Origin | None,
) -> Table | None:
    """A table of data; None where nothing is in it.

    Args:
        passage: makes one passage of a cell; `left_out` tells whether it is shown.
    """
    rows: list[tuple[Cell, ...]] = []
    for row in element.iter("tr", "{*}tr"):
        parent = row.getparent()
        head = parent is not None and name_of(parent) == "thead"
        cells = tuple(
            Cell(
                passage(cell),
                head or name_of(cell) == "th",
                _span(cell.get("colspan")),
                _span(cell.get("rowspan")),
            )
            for cell in row
            if name_of(cell) in ("td", "th") and not left_out(cell, "td")
        )
        if any(cell.content for cell in cells):
            rows.append(cells)
    caption = next((passage(child) for child in element if name_of(child) == "caption"), ())
    return Table(tuple(rows), caption, origin) if rows else None


def _span(value: str | None) -> int:
    """A ``colspan`` or ``rowspan`` as a number from 1 to 100."""
    return min(max(int(value), 1), 100) if value and value.isascii() and value.isdigit() else 1
