"""Features made of whole arrays against the same written out line by line."""

from __future__ import annotations

import random

import numpy as np
import pytest

from publish.normalizer.linemodel.features import measure
from tests.normalizer.linemodel import pages, plain

ODD = """\
* a star
• a dot
- dash
– dash
-dash
o a letter
ohm
+1
@here
#tag
1. one
2) two
3 three
4
“quoted.”
(closed,)
…
wait…
wait..
wait.
why?
key:
one,
room 12
menu |
Ⅻ
SHOUTED WORDS HERE
A B
日本語の文。
¡no!


share this
Share this
share THIS story now
share this story later

!!""".splitlines()


def far_from_prose() -> list[str]:
    return [*["menu item"] * 70, *pages.ARTICLE_LINES, *["", "menu item"] * 35]


def scrambled(seed: int) -> list[str]:
    pick = random.Random(seed)
    lines = pick.sample(pages.PAGE + ODD, k=60)
    return [line for one in lines for line in ([one] * pick.choice((1, 1, 1, 2)))]


@pytest.mark.parametrize(
    "lines",
    [
        pages.PAGE,
        ODD,
        pages.JAPANESE,
        pages.ARABIC,
        ["one"],
        ["", "", "", "", "!"],
        far_from_prose(),
        *map(scrambled, range(4)),
    ],
)
def test_features_are_what_they_are_line_by_line(lines: list[str]) -> None:
    expected = np.array(plain.features(lines), np.float32)
    page = measure(lines)
    assert page.features.shape == expected.shape
    assert page.features == pytest.approx(expected, rel=1e-5, abs=1e-5)
    assert page.sizes.tolist() == [plain.Line(line, 0).size for line in lines if line]
    assert page.numbers.tolist() == [at for at, line in enumerate(lines) if line]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\xad", "\u2066"])
def test_what_is_not_seen_at_the_ends_of_a_line_does_not_count(unseen: str) -> None:
    lines = ["* first line", "the second one."]
    dressed = [f" {unseen} {line}{unseen}\u00a0{unseen}" for line in lines]
    one, other = measure(lines), measure([*dressed, unseen])
    assert np.array_equal(one.features, other.features)
    assert np.array_equal(one.numbers, other.numbers)


def test_the_longest_lines_are_counted_right() -> None:
    """Sums that lie side by side in one number stay apart on the longest lines."""
    long = " ".join(["ab"] * 1333)
    page = measure([long, long.upper(), "x"])
    counts = page.features[:, 4:8] * np.maximum(page.sizes, 1)[:, None]
    assert np.rint(counts).tolist() == [[0, 0, 0, 1333], [1333, 1333, 0, 0], [0, 0, 0, 1]]
