"""Who wrote the article of a pasted page: bylines of two lines, and those far from the title."""

from __future__ import annotations

from publish.normalizer import normalize
from publish.readers import read
from publish.readers.source import Source
from tests.normalizer.linemodel import pages


def authors(lines: list[str]) -> tuple[str, ...]:
    text = "\n".join(lines)
    article, _ = read(Source("page.txt", text.encode(), ".txt"))
    return normalize(article).article.meta.authors


BYLINE = pages.PAGE.index("By Petra Lindqvist")


def test_a_byline_of_two_lines() -> None:
    page = [*pages.PAGE[:BYLINE], "Written by", "Petra Lindqvist", *pages.PAGE[BYLINE + 1 :]]
    assert authors(page) == ("Petra Lindqvist",)


def test_the_only_byline_counts_wherever_it_stands() -> None:
    page = [*pages.PAGE[:BYLINE], *pages.PAGE[BYLINE + 1 :]]
    assert authors(page) == ()
    assert authors([*page, "Article written by:", "Petra Lindqvist"]) == ("Petra Lindqvist",)


def test_of_several_bylines_far_away_none_counts() -> None:
    page = [*pages.PAGE[:BYLINE], *pages.PAGE[BYLINE + 1 :]]
    others = ["A harbor for the north", "By Tom Okafor", "Tides of the week", "By Ana Reyes"]
    assert authors([*page, *others]) == ()


def test_a_team_signs_beside_the_date() -> None:
    page = [*pages.PAGE[:BYLINE], "The Gazette Team", *pages.PAGE[BYLINE + 1 :]]
    assert authors(page) == ("The Gazette Team",)


def test_a_list_of_who_and_when() -> None:
    when = ["* Petra", "* 14 March 2023", "* 5 min read"]
    page = [*pages.PAGE[:BYLINE], *when, *pages.PAGE[BYLINE + 2 :]]
    assert authors(page) == ("Petra",)
