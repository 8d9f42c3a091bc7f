from itertools import pairwise

from publish.exporters.braille.pages import BLANK, Piece, Sheet, numbered, paginate, wrap

SHEET = Sheet(20, 10)


def cells(text: str) -> str:
    """Any characters do as cells here."""
    return text.replace(" ", BLANK)


def lines(piece: Piece, width: int = 20) -> list[str]:
    return [line.replace(BLANK, " ") for line in wrap(piece, width, "-")]


def pages(pieces: list[Piece]) -> list[list[str]]:
    return [[s.replace(BLANK, " ") for s in p] for p in paginate(pieces, SHEET, "-")]


def test_lines_are_filled_between_their_indents() -> None:
    found = lines(Piece(cells("the tide went out before breakfast"), first=2, rest=0))
    assert found == ["  the tide went out", "before breakfast"]


def test_a_centred_piece_keeps_three_cells_free_on_each_side() -> None:
    found = lines(Piece(cells("what the tide leaves"), centred=True))
    assert found == ["   what the tide", "       leaves"]
    assert all(len(line) <= 17 for line in found)


def test_a_word_longer_than_any_line_is_continued() -> None:
    found = lines(Piece(cells("see " + "x" * 45), first=2, rest=4))
    assert all(len(line) <= 20 for line in found)
    assert "".join(s.strip().rstrip("-") for s in found[1:]) == "x" * 45
    assert [s.endswith("-") for s in found[1:]] == [True, True, False]


def test_no_page_is_longer_than_its_text_lines_and_nothing_is_lost() -> None:
    pieces = [Piece(cells(f"n{i} " + "word " * (i % 7)), before=i % 3 == 0) for i in range(60)]
    found = pages(pieces)
    assert max(map(len, found)) == SHEET.text_lines
    said = " ".join(" ".join(page) for page in found).split()
    assert said == " ".join(p.cells for p in pieces).replace(BLANK, " ").split()


def test_no_page_begins_or_repeats_a_blank_line() -> None:
    pieces = [Piece("x", before=True, after=True) for _ in range(30)]
    for page in pages(pieces):
        assert page[0] == "x"
        assert all(a or b for a, b in pairwise(page))


def test_no_heading_ends_a_page_however_many_stand_together() -> None:
    for count in range(1, 12):
        body = [Piece("x") for _ in range(count)]
        heads = [
            Piece("H", before=True, after=True, keep=True),
            Piece("h", before=True, keep=True),
            Piece(cells("word " * 20)),
        ]
        for page in pages([*body, *heads, *body, *heads]):
            place = max((i for i, s in enumerate(page) if s in ("H", "h")), default=-9)
            assert place == -9 or len(page) >= place + 3, (count, page)


def test_a_new_page_is_opened_where_asked() -> None:
    assert pages([Piece("a"), Piece("b", new_page=True)]) == [["a"], ["b"]]
    assert pages([Piece("a", new_page=True)]) == [["a"]]


def test_the_page_line_fills_the_line_up_to_its_number() -> None:
    assert lines(Piece("#b", fill="=")) == ["=" * 18 + "#b"]


def test_numbers_stand_at_the_end_of_the_last_line() -> None:
    page = numbered([["a"]], SHEET, ["#a"])[0]
    assert len(page) == 10
    assert page[-1] == BLANK * 18 + "#a"
