"""What becomes of the lines of a pasted page, given how likely the model finds each."""

from __future__ import annotations

from publish.model import Metadata
from publish.normalizer.rules import page
from publish.normalizer.rules.rule import Verdict


def shown(*lines: str) -> page._Page:
    return page._Page(list(lines), list(range(len(lines))))


def test_a_list_stays_whole_where_most_of_it_does() -> None:
    lines = shown(
        "The steps are:", "1. Sell the boats", "2. Buy a bus", "3. Rest", "A pike and a ring"
    )
    keep = [0.9, 0.9, 0.8, 0.3, 0.0]
    assert page._dropped(lines, [chance >= 0.45 for chance in keep], keep) == {4}


def test_a_menu_that_runs_on_from_a_list_goes() -> None:
    lines = shown("- Bread", "- Milk", "- Stamps", "- Our other shops", "- Gift cards for you")
    keep = [0.9, 0.8, 0.3, 0.1, 0.1]
    assert page._dropped(lines, [True, True, True, False, False], keep) == {3, 4}


def test_the_deck_of_a_page_goes_to_the_metadata() -> None:
    deck = "It cost 90 million and leads to a field of corn behind the old mill"
    lines = shown("The bridge nobody wanted", deck, "By Sarah Lind", "The bridge is very white.")
    moved = {0: Verdict(0.5, "The bridge nobody wanted"), 2: Verdict(0.6, "Sarah Lind")}
    meta = Metadata(title="The bridge nobody wanted")
    assert page._with_deck(meta, lines, dict(moved), {0, 1, 2}).subtitle == deck
    assert page._with_deck(meta, lines, dict(moved), {0, 2}).subtitle == deck
    # What the model wants in the text and is short, or what the text says again, stays there.
    place = shown(
        "The bridge nobody wanted", "Millbrook-upon-Merrow, Northern Territories", *lines.lines[2:]
    )
    assert page._with_deck(meta, place, dict(moved), {0, 2}).subtitle == ""
    twice = page._Page([*lines.lines, deck], [*lines.numbers, 4])
    assert page._with_deck(meta, twice, dict(moved), {0, 1, 2}).subtitle == ""


def test_named_debris_is_no_deck() -> None:
    notice = "We may receive a commission if you click on a link and purchase a product. Learn more"
    lines = shown("The bridge nobody wanted", notice, "By Sarah Lind", "The bridge is very white.")
    moved = {0: Verdict(0.5, "The bridge nobody wanted"), 2: Verdict(0.6, "Sarah Lind")}
    meta = Metadata(title="The bridge nobody wanted")
    assert page._with_deck(meta, lines, moved, {0, 2}).subtitle == ""


def test_a_line_of_sentences_is_the_deck_of_the_title_above() -> None:
    title = "The bridge that nobody wanted"
    assert page._is_deck_of(shown(title, "It cost 90 million. How did it happen to us?"), 1)
    assert not page._is_deck_of(shown(title, "How did the bridge to nowhere happen to us?"), 1)
    assert not page._is_deck_of(shown("Opinion", "It cost 90 million. How did it happen?"), 1)
