"""Running heads and page numbers go, and the paragraphs that they cut are whole again."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from tests.normalizer.cleaning import cleaned
from tests.normalizer.linemodel.pages import LIBRARY

PAGE = 11  # lines


def wrapped() -> list[str]:
    lines = ["A boat full of books stays afloat", ""]
    for paragraph in LIBRARY:
        lines += [*textwrap.wrap(paragraph, 62), ""]
    return lines


def paged(foot: Callable[[int], list[str]]) -> list[str]:
    lines: list[str] = []
    for number, start in enumerate(range(0, len(text := wrapped()), PAGE), 11):
        lines += [*text[start : start + PAGE], *foot(number)]
    return lines


@pytest.mark.parametrize(
    "foot",
    [
        lambda n: [str(n)],
        lambda n: ["", f"- {n} -", ""],
        lambda n: [f"Page {n} of 16"],
        lambda n: [f"{n} The Merrow Review" if n % 2 else f"The Merrow Review {n}"],
        lambda n: ["", str(n), "\f", "THE LIBRARY BOAT"],
        lambda n: [f"{n} | Seite"],
        lambda n: [f"{n} Harbour Studies" if n % 2 else f"The Library Boat {n}"],
        lambda n: ["Harbour Studies"],
    ],
    ids=["number", "dashes", "of", "sides", "number and head", "seite", "two titles", "title"],
)
def test_a_paged_text_is_the_same_as_one_without_pages(foot: Callable[[int], list[str]]) -> None:
    assert cleaned("\n".join(paged(foot))) == cleaned("\n".join(wrapped()))


@pytest.mark.parametrize(
    "head",
    [
        lambda n: f"Chapter {n}",
        lambda n: f"{n}",
        lambda n: f"{n}. A day at sea",
        lambda n: f"{n}/3",
    ],
    ids=["chapter", "number", "numbered title", "of"],
)
def test_numbered_headings_stay(head: Callable[[int], str]) -> None:
    lines: list[str] = []
    for number in range(1, 5):
        lines += [head(number), ""]
        for paragraph in LIBRARY[number - 1 : number + 1]:
            lines += [*textwrap.wrap(f"{number}: {paragraph}", 62), ""]
    out = cleaned("\n".join(["A boat full of books stays afloat", "", *lines]))
    assert [line for line in out.split("\n") if line in map(head, range(1, 5))] == [
        head(number) for number in range(1, 5)
    ]


def test_the_entries_of_a_table_stay() -> None:
    lines = ["Three mice for the quay", "", "All of them were tried for a week, on a boat."]
    for number in (3, 4, 6):
        entries = ["Interface wired", f"Number of buttons {number}", "Power from the boat"]
        more = ["Weight as light as a feather", "Colour as the sea is", "Made on the island"]
        lines += [f"The mouse of house {number}", *entries, *more, "Cable of three metres", ""]
    out = cleaned("\n".join(lines))
    assert all(f"Number of buttons {number}" in out for number in (3, 4, 6))


def test_the_numbers_of_poems_stay() -> None:
    verses = [
        "the tide that took the ladder",
        "from the wall came back at night",
        "and brought no ladder with it",
        "only the creak of ropes that",
        "nobody had come to tie",
        "so the wall stood there alone",
        "with its four rings of iron",
        "and the marks of all the boats that",
    ]
    lines = ["Six Songs of the Quay", ""]
    for number in range(1, 4):
        lines += [str(number), *verses, ""]
    out = cleaned("\n".join(lines))
    assert all(f"\n{number}\n" in out for number in range(1, 4))
