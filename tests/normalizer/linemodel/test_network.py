"""The network, whose layers are merged, against the same written out layer by layer."""

from __future__ import annotations

import numpy as np
import pytest

from publish.normalizer.linemodel import surroundings
from publish.normalizer.linemodel.features import Topics, measure
from publish.normalizer.linemodel.network import load, sigmoid
from tests.normalizer.linemodel import pages, plain_network


@pytest.mark.parametrize(
    "lines",
    [
        pages.PAGE,
        [line for line in pages.PAGE if line] * 2,
        pages.ARTICLE_LINES,
        pages.JAPANESE,
        pages.ARABIC,
        ["one"],
        ["!", "?"],
        pages.PAGE[: pages.TITLE],
    ],
)
def test_merged_layers_score_as_the_stored_ones_do(lines: list[str]) -> None:
    page = measure(lines)
    scores, dump = plain_network.run(page)
    outputs = load().run(page)
    assert outputs.lines == pytest.approx(scores, abs=1e-3)
    assert outputs.dump == pytest.approx(dump, abs=1e-3)


def test_the_words_found_before_need_not_be_sought_again() -> None:
    network, page = load(), measure(pages.PAGE)
    hits = network.vocabulary.table.find(page.grams)
    assert np.array_equal(network.run(page, hits).lines, network.run(page).lines)


def test_a_line_without_topical_words_shares_none() -> None:
    topics = Topics(np.array([1, 1]), np.array([5, 5]), np.array([True, False]))
    rows = np.empty((2, surroundings.SHARED, 3), np.float32)
    early = np.array([[0.9, 0.5, 0.1], [0.2, 0.3, 0.4]], np.float32)
    surroundings.shared(early, topics, rows)
    for one, scored in zip(early, rows, strict=True):
        assert pytest.approx(plain_network.shared(one, topics), abs=1e-6) == scored.T
    assert not rows[:, :, 0].any()


def test_chances_of_runs_hold_on_a_page_of_any_length() -> None:
    bounds = np.zeros((1, 4, 5000), np.float32)
    bounds[0, 0] = -1  # no line may be the article's
    bounds[0, 0, 2000:3000] = 1
    rows = np.empty((1, surroundings.PLACED, 5000), np.float32)
    surroundings.placed(bounds, rows)
    assert np.isfinite(rows).all()
    assert (rows[0, 0, 2005:2995] > 0.99).all()
    assert (rows[0, 0, [0, 1990, 3010, 4999]] < 0.01).all()


def test_the_logistic_function_reaches_its_ends() -> None:
    found = sigmoid(np.array([-1e4, -2, 0, 2, 1e4], np.float32))
    assert found == pytest.approx([0, 0.1192029, 0.5, 0.8807971, 1], abs=1e-6)
