"""The deck of a pasted page: the line between its title and its byline."""

from __future__ import annotations

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


def test_a_label_there_is_none() -> None:
    assert meta([*pages.PAGE[:BYLINE], "Island life", *pages.PAGE[BYLINE:]]).subtitle == ""


def test_a_lone_by_may_part_it_from_the_name() -> None:
    found = meta(
        [*pages.PAGE[:BYLINE], DECK, "", "By", "Petra Lindqvist", *pages.PAGE[BYLINE + 1 :]]
    )
    assert found.subtitle == DECK
