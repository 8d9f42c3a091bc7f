"""Running heads and page numbers go; headings, rows and captions in their places stay."""

import pytest

from publish.readers.pdf.furniture import without_furniture
from publish.readers.pdf.lines import Line, Sheet

TEXT = [f"a line of the text of number {n}" for n in range(40)]


def line(text: str, left: float, y: float, size: float = 10, bold: bool = False) -> Line:
    return Line(
        text, left, left + 0.5 * size * len(text), y - 0.3 * size, y + 0.8 * size, size, bold
    )


def page(number: int, *others: Line, top: float = 720) -> Sheet:
    """An A4 page (from 1) with thirty lines of text below `top`, and `others`."""
    text = [line(TEXT[n], 72, top - 12 * n) for n in range(30)]
    return Sheet(number - 1, (*others, *text), 595, 842, "")


def gone(*sheets: Sheet) -> list[list[str]]:
    """What went from each page."""
    out = []
    for sheet, (left, _) in zip(sheets, without_furniture(sheets), strict=True):
        out.append([line.text for line in sheet.lines if line not in left.lines])
    return out


def test_heads_and_numbers_go():
    pages = [
        page(
            n, line("Journal of Harbours, vol. 12", 60, 802, 8), line(f"Page {n} of 4", 280, 30, 8)
        )
        for n in range(1, 5)
    ]
    assert gone(*pages) == [["Journal of Harbours, vol. 12", f"Page {n} of 4"] for n in range(1, 5)]
    assert [shown for _, shown in without_furniture(pages)] == ["1", "2", "3", "4"]


def test_numbers_of_alternate_sides_go_with_what_repeats_beside_them():
    pages = [
        page(
            n,
            line(str(100 + n), 60 if n % 2 else 520, 802, 8),
            line(("Ann Ferry", "Of the north")[n % 2], 200, 802, 8),
            line("Seen once", 350, 802, 8) if n == 2 else line("Of the north", 350, 500),
        )
        for n in range(1, 5)
    ]
    assert gone(*pages) == [
        [str(100 + n), ("Ann Ferry", "Of the north")[n % 2]] for n in range(1, 5)
    ]


def test_numbers_in_roman_figures_and_in_a_line_with_words_go():
    romans = ("iv", "v", "vi", "vii")
    pages = [
        page(n, line(f"{n + 3} | Chapter 2: Boats", 60, 802, 8), line(romans[n - 1], 290, 30))
        for n in range(1, 5)
    ]
    assert gone(*pages) == [[f"{n + 3} | Chapter 2: Boats", romans[n - 1]] for n in range(1, 5)]


@pytest.mark.parametrize(("size", "bold"), [(18, True), (14, False), (10, True), (10, False)])
def test_headings_at_the_top_of_a_page_stay(size, bold):
    chapters = [page(n, line(f"Chapter {n}", 72, 745, size, bold)) for n in range(1, 6)]
    assert gone(*chapters) == [[]] * 5
    names = ("Introduction", "Methods of work", "Results found")
    hanging = [
        page(n, line(str(n), 72, 757, size, bold), line(names[n - 1], 110, 757, size, bold))
        for n in range(1, 4)
    ]
    assert gone(*hanging) == [[]] * 3


def test_rows_of_a_table_at_the_break_of_a_page_stay():
    def rows(number: int) -> Sheet:
        cells = [
            line(text, left, 770 - 18 * row)
            for row in range(39)
            for left, text in (
                (104, "No" if row == 0 else str(38 * number + row)),
                (144, "Boat" if row == 0 else f"Boat number {38 * number + row}"),
                (344, "Crew" if row == 0 else str(row % 7 + number)),
            )
        ]
        return Sheet(number, tuple(cells), 595, 842, "")

    assert gone(*(rows(number) for number in range(5))) == [[]] * 5


def test_captions_and_notes_numbered_page_by_page_stay():
    for text in ("Figure {}", "{} A footnote of page {} tells who paid for the pier."):
        pages = [page(n, line(text.format(n, n), 72, 60, 8)) for n in range(1, 6)]
        assert gone(*pages) == [[]] * 5


def test_numbers_that_do_not_follow_the_pages_stay():
    pages = [page(n, line(str((7, 3, 19, 4)[n - 1]), 290, 30)) for n in range(1, 5)]
    assert gone(*pages) == [[]] * 4


def test_a_page_alone_has_a_number_only_where_it_counts_it():
    assert gone(page(1, line("1", 290, 30))) == [["1"]]
    assert gone(page(1, line("17", 290, 30))) == [[]]


def test_two_pages_have_numbers_that_stand_alone_or_beside_a_head():
    def two(head: str, text: str) -> list[Sheet]:
        beside = [line(head.format(n), 60, 802, 8) for n in (1, 2)] if head else [None] * 2
        return [
            page(
                n, line(text.format(n), 520, 802, 8), *(each for each in beside[n - 1 : n] if each)
            )
            for n in (1, 2)
        ]

    assert gone(*two("", "{}")) == [["1"], ["2"]]
    assert gone(*two("Of the north", "{}")) == [["1", "Of the north"], ["2", "Of the north"]]
    assert gone(*two("Part of part {}", "{}")) == [[], []]
    assert gone(*two("", "Boat {}")) == [[], []]
