"""What the lines around the article of a pasted page say of its title, deck, author and dates."""

from __future__ import annotations

from publish.model import Metadata
from publish.normalizer.rules import masthead
from publish.normalizer.rules.rule import Verdict


def test_the_deck_of_a_page_goes_to_the_metadata() -> None:
    deck = "It cost 90 million and leads to a field of corn behind the old mill"
    lines = ["The bridge nobody wanted", deck, "By Sarah Lind", "The bridge is very white."]
    moved = {0: Verdict(0.5, "The bridge nobody wanted"), 2: Verdict(0.6, "Sarah Lind")}
    meta = Metadata(title="The bridge nobody wanted")
    assert masthead.with_deck(meta, lines, dict(moved), {0, 1, 2}).subtitle == deck
    assert masthead.with_deck(meta, lines, dict(moved), {0, 2}).subtitle == deck
    # What the model wants in the text and is short, or what the text says again, stays there.
    place = ["The bridge nobody wanted", "Millbrook-upon-Merrow, Northern Territories", *lines[2:]]
    assert masthead.with_deck(meta, place, dict(moved), {0, 2}).subtitle == ""
    assert masthead.with_deck(meta, [*lines, deck], dict(moved), {0, 1, 2}).subtitle == ""


def test_named_debris_is_no_deck() -> None:
    notice = "We may receive a commission if you click on a link and purchase a product. Learn more"
    lines = ["The bridge nobody wanted", notice, "By Sarah Lind", "The bridge is very white."]
    moved = {0: Verdict(0.5, "The bridge nobody wanted"), 2: Verdict(0.6, "Sarah Lind")}
    meta = Metadata(title="The bridge nobody wanted")
    assert masthead.with_deck(meta, lines, moved, {0, 2}).subtitle == ""


def test_a_line_of_sentences_is_the_deck_of_the_title_above() -> None:
    title = "The bridge that nobody wanted"
    assert masthead._is_deck_of(title, "It cost 90 million. How did it happen to us?")
    assert not masthead._is_deck_of(title, "How did the bridge to nowhere happen to us?")
    assert not masthead._is_deck_of("Opinion", "It cost 90 million. How did it happen?")


def test_an_author_signs_below_the_text_or_under_the_word_for_by() -> None:
    lines = ["The bridge nobody wanted", "It rains over the river.", "Written by", "Sarah Lind"]
    low = [0.0] * 4
    chances = masthead.Chances([0.1, 0.9, 0.1, 0.1], [0.9, 0.0, 0.0, 0.0], low, low)
    meta, moved = masthead.find(Metadata(language="en"), lines, chances)
    assert (meta.title, meta.authors) == (lines[0], ("Sarah Lind",))
    assert sorted(moved) == [0, 3]


def test_of_several_who_sign_none_is_the_author() -> None:
    lines = [
        "The bridge nobody wanted",
        *["It rains over the river."] * 20,
        "By Ana Lind",
        "By Jo Poe",
    ]
    low = [0.0] * len(lines)
    chances = masthead.Chances([0.9] * len(lines), [0.9, *low[1:]], low, low)
    assert masthead.find(Metadata(language="en"), lines, chances)[0].authors == ()


def test_the_owner_of_the_copyright_is_not_the_title() -> None:
    notice = "© 2023 Merrow Post Ltd. All rights reserved."
    lines = ["The Merrow Post", "The bridge nobody wanted", "It rains over the river.", notice]
    low = [0.0] * 4
    chances = masthead.Chances([0.1, 0.1, 0.9, 0.0], [0.9, 0.6, 0.0, 0.0], low, low)
    assert masthead.find(Metadata(language="en"), lines, chances)[0].title == lines[1]
    lines[3] = "© 2023 Harbour Press"
    assert masthead.find(Metadata(language="en"), lines, chances)[0].title == lines[0]
