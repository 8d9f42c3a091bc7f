from publish.grid import grid
from publish.model import Cell, Table
from publish.walk import plain_text
from tests.samples import words


def cell(text: str, *, header: bool = False, across: int = 1, down: int = 1) -> Cell:
    return Cell(words(text), header, across, down)


def said(table: Table) -> list[list[tuple[list[str], str]]]:
    return [
        [([plain_text(h) for h in e.headers], plain_text(e.cell.content)) for e in row]
        for row in grid(table).body()
    ]


def test_spans_put_each_value_under_all_of_its_headers() -> None:
    table = Table(
        (
            (cell("Day", header=True), cell("Boats", header=True), cell("Lost", header=True)),
            (cell("Monday", down=2), cell("7"), cell("0")),
            (cell("none seen", across=2),),
        )
    )
    assert said(table) == [
        [(["Day"], "Monday"), (["Boats"], "7"), (["Lost"], "0")],
        [(["Day"], "Monday"), (["Boats", "Lost"], "none seen")],
    ]


def test_a_table_of_headers_alone_still_says_its_cells() -> None:
    table = Table(((cell("a", header=True), cell("b", header=True)),))
    assert said(table) == [[([], "a"), ([], "b")]]


def test_ragged_rows_and_wild_spans_are_bounded() -> None:
    table = Table(((cell("a", across=10**9, down=10**9),), (), (cell("b"),)))
    made = grid(table)
    assert made.height == 3
    assert made.width <= 1001
    assert grid(Table(())).width == 0
