"""Kinds of words and their vectors, counted line by line."""

from __future__ import annotations

import math

import numpy as np
import pytest

from publish.normalizer.linemodel.features import measure
from publish.normalizer.linemodel.vocabulary import read_lexicon, vocabulary
from publish.normalizer.linemodel.words import Table

LINES = ["Share this on Facebook", "", "share, Share, SHARE, share, share", "Nothing of the kind"]


def test_kinds_are_counted_up_to_some_and_by_the_word() -> None:
    page = measure(LINES)
    words = vocabulary({})
    kinds, vectors = words.look_up(page)
    assert vectors.shape == (3, 0)
    share = words.names.index("share")
    counted, by_word = kinds[:, share], kinds[:, len(words.names) + share]
    assert counted[1] == 4  # of five, and the first and the last word of the line
    assert by_word[1] * page.sizes[1] >= 5
    assert counted[0] >= 1
    assert not counted[2]
    assert np.array_equal(words.by_name(kinds)["share"], counted)


def test_vectors_add_up_over_the_words_of_a_line() -> None:
    page = measure(LINES)
    _, vectors = vocabulary({"nothing of": (1.0, 0.0), "kind$": (0.5, -2.0)}).look_up(page)
    assert vectors[2].tolist() == pytest.approx([1.5 / math.sqrt(4), -2 / math.sqrt(4)])
    assert not vectors[:2].any()


def test_entries_are_known_by_their_kinds() -> None:
    entries, names, numbers = read_lexicon()
    having = vocabulary({"xyzzy": (1.0,)}).having(["share", "nav"])
    wanted = {names.index("share"), names.index("nav")}
    assert having.tolist() == [not wanted.isdisjoint(own) for own in numbers] + [False]
    assert len(entries) == len(numbers)


def test_no_entry_takes_the_place_of_another() -> None:
    entries, _, _ = read_lexicon()
    lines = [entry.strip("^$") for entry in entries]
    found, number = Table(entries).find(measure(lines).grams)
    assert {(at, at) for at in range(len(entries))} <= set(zip(found, number, strict=True))
