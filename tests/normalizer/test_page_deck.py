"""The deck of a pasted page: the line between its title and its byline."""

from __future__ import annotations

import pytest

from publish.model import Metadata
from publish.normalizer import normalize
from publish.readers import read
from publish.readers.source import Source
from tests.normalizer.linemodel import pages

BYLINE = pages.PAGE.index("By Petra Lindqvist")
DECK = "A bridge of concrete does in eleven minutes what a boat did in fifty."


def meta(lines: list[str]) -> Metadata:
    article, _ = read(Source("page.txt", "\n".join(lines).encode(), ".txt"))
    return normalize(article).article.meta


def test_a_sentence_between_title_and_byline_is_the_deck() -> None:
    found = meta([*pages.PAGE[:BYLINE], DECK, *pages.PAGE[BYLINE:]])
    assert found.title == "Bridge to the mainland ends a century of ferries"
    assert found.subtitle == DECK
    assert found.authors == ("Petra Lindqvist",)


def test_a_label_a_time_and_a_path_are_none() -> None:
    path = "HOME / Island life and its bridges / Bridges and ferries"
    for line in ("Island life", "Updated Nov 19, 9:41 AM;Posted Nov 18, 8:19 PM", path):
        assert meta([*pages.PAGE[:BYLINE], line, *pages.PAGE[BYLINE:]]).subtitle == ""


def test_a_lone_by_may_part_it_from_the_name() -> None:
    found = meta(
        [*pages.PAGE[:BYLINE], DECK, "", "By", "Petra Lindqvist", *pages.PAGE[BYLINE + 1 :]]
    )
    assert found.subtitle == DECK


@pytest.mark.parametrize(
    "line",
    [
        "University of Sankt Merten, 26–27 September 2024",
        "“We have built more houses in four years than they built in ten.” – Marcus Thirlby",
        "A man in Duluth has built a harpsichord out of a Volvo. [tinkerhall.example]",
        "Q. A red candle had a lovely fall on my linen cloth. — Panicking, Stroud",
    ],
)
def test_a_first_line_that_no_byline_follows_is_text(line: str) -> None:
    text = (
        "The reply came by post, in a hand that nobody knew, three weeks after the fair had closed."
    )
    found = meta(["The harpsichord maker", "", line, "", text, "", text.replace("reply", "answer")])
    assert found.title == "The harpsichord maker"
    assert found.subtitle == ""
