"""Tables on a page: how wide their columns must be, and whether a page can hold them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from publish.exporters.paper import PAPERS, Profile
from publish.exporters.wrapping import pieces, width
from publish.grid import Grid, Slot
from publish.model import Inlines
from publish.walk import plain_text

#: The mean width of a letter in ems, bold included, rounded up: 0.53 measured on Atkinson
#: Hyperlegible over the words of this package's own texts.
_LETTER = 0.58
#: What a cell's two insets and its line take, in ems.
_INSET = 1.1


def _needs(table: Grid) -> list[float]:
    """What each column needs in ems so that no word of it is broken."""
    widest = [1.0] * table.width
    for row in table.slots:
        for column, slot in enumerate(row):
            if slot is None or not slot.first:
                continue
            longest = max((width(p) for _, p in pieces(plain_text(slot.cell.content))), default=0)
            across = _across(row, column)
            for place in range(column, column + across):
                widest[place] = max(widest[place], longest / across)
    return [letters * _LETTER + _INSET for letters in widest]


def too_wide(table: Grid, profile: Profile) -> bool:
    """Whether not even a page turned on its side holds `table` at the size of the text."""
    return sum(_needs(table)) * profile.size > _landscape(profile)


def _landscape(profile: Profile) -> float:
    return PAPERS[profile.paper][1] - 2 * profile.margin


def lay(table: Grid, profile: Profile, runs: Callable[[Inlines], object]) -> dict[str, Any]:
    """`table` for the template: each cell with its place, `wide` where the page is to be turned.

    Args:
        runs: makes the template's data of a cell's content.
    """
    needs = _needs(table)
    cells: list[dict[str, Any]] = [
        {
            "x": column,
            "y": number,
            "cols": _across(row, column),
            "rows": _down(table, number, column),
            "head": slot.cell.header,
            "c": runs(slot.cell.content),
        }
        for number, row in enumerate(table.slots)
        for column, slot in enumerate(row)
        if slot and slot.first
    ]
    heads = table.header_rows
    return {
        "columns": [round(need, 2) for need in needs],
        "wide": sum(needs) * profile.size > profile.width,
        "head": [cell for cell in cells if cell["y"] < heads],
        "body": [cell for cell in cells if cell["y"] >= heads],
    }


def _same(slot: Slot | None, other: Slot | None) -> bool:
    return slot is not None and other is not None and other.cell is slot.cell and not other.first


def _across(row: tuple[Slot | None, ...], column: int) -> int:
    end = column + 1
    while end < len(row) and _same(row[column], row[end]):
        end += 1
    return end - column


def _down(table: Grid, number: int, column: int) -> int:
    # A header that reaches below the header rows is cut: a page repeats those alone.
    last = table.header_rows if number < table.header_rows else table.height
    end = number + 1
    while end < last and _same(table.slots[number][column], table.slots[end][column]):
        end += 1
    return end - number
