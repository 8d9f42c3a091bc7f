"""Lists of words as one regular expression."""

from __future__ import annotations

import re

import pytest

from publish.normalizer.patterns import either


@pytest.mark.parametrize(
    "words",
    [
        ["may"],
        ["mar", "march", "mars", "may"],
        ["by", "by the", "written by", "a.b", "a+b"],
        ["é", "ét", "ete"],
    ],
)
def test_a_pattern_matches_its_words_and_nothing_else(words: list[str]) -> None:
    found = re.compile(either(words))
    assert all(found.fullmatch(word) for word in words)
    others = [word[:-1] for word in words] + [word + "x" for word in words]
    assert not any(found.fullmatch(other) for other in others if other not in words)


def test_of_two_words_that_fit_the_longer_is_found() -> None:
    found = re.match(either(["mar", "march", "m"]), "marches")
    assert found
    assert found[0] == "march"
