"""Words, their hashes, and tables of them."""

from __future__ import annotations

import numpy as np
import pytest

from publish.normalizer.linemodel.characters import Kind, analyse
from publish.normalizer.linemodel.words import Table, grams, split


def test_a_word_hashes_alike_wherever_it_stands_and_whatever_its_case() -> None:
    words = split(["Read more", "more to read", "MORE"])
    read, more, again, _to, last, shout = words.hash
    assert read == last
    assert more == again == shout
    assert read != more
    assert words.line.tolist() == [0, 0, 1, 1, 1, 2]
    assert words.shouted.tolist() == [False] * 5 + [True]


def test_the_order_of_letters_counts() -> None:
    one, other = split(["listen silent"]).hash
    assert one != other


def test_characters_are_counted_by_kind() -> None:
    words = split(["Ab, 12!", "日本"])
    assert words.counts[Kind.UPPER, 0] == 1
    assert words.counts[Kind.LOWER, 0] == 1
    assert words.counts[Kind.DIGIT, 0] == 2
    assert words.counts[Kind.PAUSE, 0] == words.counts[Kind.STOP, 0] == 1
    assert words.counts[Kind.IDEOGRAPH, 1] == 2


def test_long_texts_are_cut_where_it_does_not_show() -> None:
    lines = [f"line {number} of a text that is longer than one chunk" for number in range(4000)]
    whole = split(lines)
    alone = split(lines[-1:])
    assert whole.lines == 4000
    assert whole.hash[-len(alone.hash) :].tolist() == alone.hash.tolist()
    assert whole.line[-1] == 3999
    assert np.array_equal(whole.counts[:, -1], alone.counts[:, 0])
    assert np.array_equal(whole.corners[:, -1], alone.corners[:, 0])


def test_a_line_without_end_is_measured_by_its_beginning() -> None:
    words = split(["a " * 5_000_000 + "b", "next"])
    assert len(words.hash) < 5000
    assert words.line[-1] == 1


@pytest.mark.parametrize("text", ["\ud800 lone surrogate", "nul \x00 byte", "🏳️‍🌈 𝒜 𠀀", "ÄÖ ß İ"])
def test_any_text_is_analysed_character_by_character(text: str) -> None:
    analysed = analyse(text)
    assert len(analysed.kind) == len(analysed.letter) == len(analysed.code) == len(text)


def test_characters_beyond_the_first_page_have_their_kinds() -> None:
    assert analyse("é—“Ж漢🙂").kind.tolist() == [
        Kind.LOWER,
        Kind.DASH,
        Kind.QUOTE,
        Kind.UPPER,
        Kind.IDEOGRAPH,
        Kind.SYMBOL,
    ]


def test_a_table_finds_words_pairs_and_edges() -> None:
    table = Table(["share", "read more", "^by", "comments$"])
    lines = ["By the sea", "nearby", "Read  MORE", "more read", "12 comments", "comments closed"]
    words = split(lines)
    line, entry = table.find(grams(words, words.runs()))
    assert sorted(zip(line.tolist(), entry.tolist(), strict=True)) == [(0, 2), (2, 1), (4, 3)]
