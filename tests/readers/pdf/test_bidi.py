"""Right-to-left lines, put in order by where their characters stand."""

from __future__ import annotations

import pytest

from publish.readers.pdf.bidi import Placed, logical, runs_left

WIDTH = 5.0


def painted(visual: str) -> list[Placed]:
    """Characters as they stand from the left; spaces take room and are not painted."""
    return [
        (character, at * WIDTH, (at + 1) * WIDTH)
        for at, character in enumerate(visual)
        if character != " "
    ]


@pytest.mark.parametrize(
    ("visual", "read"),
    [
        ("םלוע םולש", "שלום עולם"),
        ("2024 תנשב", "בשנת 2024"),
        (",1,250 םישנא", "אנשים 1,250,"),
        ("ןכ The Merrow Post רמא", "אמר The Merrow Post כן"),
        (".)לודג רפסמ(", "(מספר גדול)."),
    ],
)
def test_whatever_order_the_file_has_them_in(visual: str, read: str) -> None:
    stands = painted(visual)
    for given in (stands, stands[::-1], stands[len(stands) // 2 :] + stands[: len(stands) // 2]):
        assert logical(given, 2 * WIDTH) == read


def test_marks_stay_with_their_letters_and_lam_comes_before_alef() -> None:
    word = [("و", 10.0, 15.0), ("\u0627", 4.0, 10.0), ("\u0644", 4.0, 10.0), ("ً", 4.0, 6.0)]
    assert logical(word, 10.0) == "ولاً"


def test_a_latin_line_with_a_hebrew_word_is_no_such_line() -> None:
    assert not runs_left(painted("The word םולש means peace"))
    assert runs_left(painted("םלוע םולש OK"))
