"""What is a person's name, and what signs as one."""

from __future__ import annotations

import pytest

from publish.normalizer import names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Reyes", ("Ana Reyes",)),
        ("ANA REYES and Ben Orme", ("Ana Reyes", "Ben Orme")),
        ("Guillermo del Toro, Ursula von der Ley", ("Guillermo del Toro", "Ursula von der Ley")),
        ("The boats came back", ()),
        ("Compass Obituaries", ()),
        ("Para EL HERALDO", ()),
        ("Ana", ()),
    ],
)
def test_names_are_told_from_other_lines(text: str, found: tuple[str, ...]) -> None:
    assert names.listed(text) == found


def test_behind_a_word_for_by_a_single_word_counts_and_a_role_does_not() -> None:
    assert names.listed("Ana, senior reporter", sure=True) == ("Ana",)
    assert names.listed("Ana Reyes in Reviews", sure=True) == ("Ana Reyes",)


def test_a_newsroom_signs_as_one() -> None:
    assert names.team("The Harbor News Team") == ("The Harbor News Team",)
    assert names.team("The harbour") == ()
    assert names.role("Senior Tech Editor") and not names.role("The boats came back")
