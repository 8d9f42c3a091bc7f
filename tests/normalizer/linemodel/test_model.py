"""Which lines of a page the model takes for its article's."""

from __future__ import annotations

import numpy as np
import pytest

from publish.normalizer.linemodel import choose, classify, classify_furnished, looks_like_dump
from publish.normalizer.linemodel.model import DUMP, FURNITURE, judge
from publish.normalizer.linemodel.network import Outputs
from publish.normalizer.rules import teasers
from tests.normalizer.linemodel import pages


def test_the_article_stays_and_the_page_around_it_goes() -> None:
    kept = choose(classify(pages.PAGE))
    assert all(kept[at] for at in pages.BODY)
    # As in training and in use, where headlines below a heading of links go before.
    page = [line for line in pages.PAGE if line.strip()]
    gone = teasers.found(page, [False] * len(page))
    page = [line for at, line in enumerate(page) if at not in gone]
    kept = choose(classify(page))
    assert [line for line, keep in zip(page, kept, strict=True) if keep] == [
        line for line in pages.ARTICLE_LINES if line
    ]


def test_the_title_stands_out() -> None:
    scores = classify(pages.PAGE)
    assert pages.TITLE in np.argsort(scores.title)[-2:]


def test_the_byline_is_told_from_the_other_lines() -> None:
    scores = classify(pages.PAGE)
    assert pages.PAGE[int(np.argmax(scores.byline))] == "By Petra Lindqvist"


@pytest.mark.parametrize("article", [pages.ARTICLE_LINES, pages.JAPANESE, pages.ARABIC])
def test_a_clean_article_is_left_alone(article: list[str]) -> None:
    assert choose(classify(article)).all()


def test_a_page_looks_like_a_dump_and_an_article_does_not() -> None:
    assert looks_like_dump(pages.PAGE)
    assert not looks_like_dump(pages.ARTICLE_LINES)


def test_a_page_without_an_article_keeps_all_its_lines() -> None:
    def dump(article: float) -> float:
        """Of ten lines of debris and one of `article` words that stays."""
        outputs = Outputs(
            np.array([[-5.0] * 4] * 10 + [[5.0] * 4], np.float32),
            5.0,
            dict.fromkeys(FURNITURE, np.ones(11, np.float32)),
        )
        return judge(outputs, np.array([*[8.0] * 10, article], np.float32))[1]

    assert dump(article=2) == 0
    assert dump(article=30) > DUMP


def test_a_text_without_a_word_of_furniture_needs_no_network() -> None:
    assert classify_furnished(["Grandmother baked bread.", "", "Everybody ate it."]) is None
    assert classify_furnished([]) is None
    scores = classify_furnished(pages.PAGE)
    assert scores
    whole = classify(pages.PAGE)
    assert np.allclose(scores.keep, whole.keep, atol=1e-5)
    assert scores.dump == pytest.approx(whole.dump)


def test_blank_lines_are_given_or_told_by_the_numbers_of_the_others() -> None:
    at = [number for number, line in enumerate(pages.PAGE) if line]
    whole = classify_furnished(pages.PAGE)
    others = classify_furnished([pages.PAGE[number] for number in at], at)
    assert whole and others
    assert np.array_equal(others.keep, whole.keep[at])
    assert np.array_equal(others.date, whole.date[at])
    assert others.dump == whole.dump


def test_blank_lines_are_not_needed() -> None:
    lines = [line for line in pages.PAGE if line]
    kept = choose(classify(lines))
    assert all(kept[lines.index(line)] for line in pages.ARTICLE_LINES if line)
    assert not kept[: lines.index("Menu") + 1].any()
    assert not kept[-3:].any()


@pytest.mark.parametrize(
    "lines",
    [[], [""], ["", " ", "\u200b"], ["one"], ["\x00"], ["\ud800"], ["…"], ["a\nb"], ["* "] * 3],
)
def test_odd_input_is_scored_line_by_line(lines: list[str]) -> None:
    scores = classify(lines)
    assert len(scores.keep) == len(scores.title) == len(lines)
    assert np.isfinite(scores.keep).all()
    assert len(choose(scores)) == len(lines)


def test_an_article_with_only_its_title_is_left_alone() -> None:
    article = ["Bridge to the mainland ends a century of ferries", "", *pages.ARTICLE_LINES]
    assert choose(classify(article)).all()


def test_a_lone_sentence_far_from_the_article_is_doubtful() -> None:
    lines = [*pages.PAGE, *(["* Home", "* News"] * 4), "The quick brown fox left."]
    scores = classify(lines)
    assert not choose(scores)[-1]


def test_the_same_lines_get_the_same_scores() -> None:
    one, other = classify(pages.PAGE), classify(list(pages.PAGE))
    assert np.array_equal(one.keep, other.keep)
    assert one.dump == other.dump


def test_a_blank_line_goes_with_the_lower_of_its_neighbours() -> None:
    lines = ["", *pages.PAGE, ""]
    keep = classify(lines).keep
    assert keep[0] == keep[1]
    assert keep[-1] == keep[-2]
    for at in range(1, len(lines) - 1):
        if not lines[at] and lines[at - 1] and lines[at + 1]:
            assert keep[at] == min(keep[at - 1], keep[at + 1])


def test_many_lines_are_scored_at_once() -> None:
    lines = ["word " * 5] * 60_000
    assert len(classify(lines).keep) == 60_000
