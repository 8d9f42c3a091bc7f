"""Columns of prose are read one after the other, tables row by row."""

from dataclasses import replace

import pytest

from publish.model import Heading
from publish.readers.pdf.blocks import Flow, to_blocks
from publish.readers.pdf.layout import in_order
from publish.readers.pdf.lines import Line
from publish.walk import block_text


def cell(text: str, left: float, y: float, size: float = 10) -> Line:
    return Line(text, left, left + 0.5 * size * len(text), y - 0.3 * size, y + 0.8 * size, size)


def register(rows: int, step: float = 18, boat: str = "Boat {}") -> list[Line]:
    """A table as a PDF has it: column by column or not, in order or not."""
    return [
        cell(text, left, 740 - step * row)
        for left, column in (
            (104, [str(n) for n in range(1, rows + 1)]),
            (144, [boat.format(n) for n in range(1, rows + 1)]),
            (344, [str(n % 7 + 2) for n in range(1, rows + 1)]),
        )
        for row, text in enumerate(column)
    ]


@pytest.mark.parametrize("rows", [6, 12, 40])
@pytest.mark.parametrize("boat", ["Boat {}", "The boat {} that Mara counted", "Boat {} of two"])
def test_tables_are_read_by_rows(rows, boat):
    for step in (12, 18):
        order = in_order(register(rows, step, boat))
        assert [line.text for line in order[:3]] == ["1", boat.format(1), "3"]
        assert [line.text for line in order[-3:-1]] == [str(rows), boat.format(rows)]


def test_rows_are_paragraphs():
    flow = [Flow(line, 1, "1") for line in in_order(register(40))]
    _, blocks = to_blocks(flow, "a.pdf")
    assert [block_text(block) for block in blocks[:3]] == ["1 Boat 1 3", "2 Boat 2 4", "3 Boat 3 5"]
    assert len(blocks) == 40


def test_a_heading_is_one_with_the_number_that_hangs_before_it():
    flow = [
        Flow(line, 2, "2")
        for line in (
            replace(cell("2.1", 72, 757, 14), bold=True),
            cell("Methods of work", 110, 757, 14),
            *(cell("a line of the text that fills it quite", 72, 725 - 12 * n) for n in range(9)),
        )
    ]
    _, blocks = to_blocks(flow, "a.pdf")
    assert isinstance(blocks[0], Heading)
    assert block_text(blocks[0]) == "2.1 Methods of work"


def test_words_only_in_a_table_set_wide():
    table = [
        cell(text, left, 740 - 18 * row)
        for row in range(40)
        for left, text in ((72, f"land {chr(97 + row % 26)}"), (300, f"town {chr(97 + row % 26)}"))
    ]
    assert [line.text for line in in_order(table)[:4]] == ["land a", "town a", "land b", "town b"]


@pytest.mark.parametrize("shift", [0, 5])
def test_prose_and_lists_in_columns_are_read_one_after_the_other(shift):
    for words in ("a line of the {} column that fills it quite", "{}, see"):
        left = [cell(words.format("left"), 72, 740 - 12 * n) for n in range(40)]
        right = [cell(words.format("right"), 310, 740 - shift - 12 * n) for n in range(40)]
        order = [line.text for line in in_order([*right, *left])]
        assert order == [words.format("left")] * 40 + [words.format("right")] * 40


def test_a_table_of_numbers_in_a_column_leaves_the_columns():
    prose = "a line of a column that fills it quite"
    left = [cell(prose, 72, 740 - 12 * n) for n in range(40)]
    right = [cell(prose, 310, 740 - 12 * n) for n in range(30)]
    table = [cell(str(n), x, 380 - 12 * n) for n in range(10) for x in (310, 400, 480)]
    order = in_order([*left, *right, *table])
    assert order[:40] == left
