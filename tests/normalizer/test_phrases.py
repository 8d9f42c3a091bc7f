"""Looking lines up among the known phrases: many at once, most told by a word or two."""

from __future__ import annotations

import pytest

from publish.normalizer.phrases import Phrases, phrases

FORMS = (
    ("comments", "# comments", 0.99, False),
    ("counts", "# min read", 0.99, False),
    ("share", "share", 0.99, False),
    ("related", "more from *", 0.9, False),
    ("subscribe", "get * to your inbox **", 0.9, False),
    ("cookies", "this site (uses|use) cookies **", 0.9, False),
    ("copyright", "** all rights reserved", 0.9, False),
)


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("12 Comments", "comments"),
        ("1.2k comments »", "comments"),
        ("5 m comments", "comments"),
        ("(3)  comments", "comments"),
        ("7\xa0comments", "comments"),
        ("7\tcomments", "comments"),
        ("5-min read", ""),
        ("5 min. read", ""),
        ("* SHARE |", "share"),
        ("Share it", ""),
        ("More from the Merrow Post", "related"),
        ("More  from the Merrow Post", "related"),
        ("More than we asked for", ""),
        ("More from the Merrow Post.", ""),
        ("Get the news to your inbox every day", "subscribe"),
        ("Get well", ""),
        ("This site uses cookies as all sites do", "cookies"),
        ("This site is closed for the winter", ""),
        ("The Merrow Post 2024. All rights reserved.", "copyright"),
        ("All of this is reserved for members", ""),
        ("", ""),
    ],
)
def test_a_line_is_known_whatever_stands_around_its_words(line: str, family: str) -> None:
    hit = Phrases(FORMS).look_up(line)
    assert (hit.family if hit else "") == family


def test_many_lines_at_once_are_what_each_is_by_itself() -> None:
    lines = ["Share", "12 comments", "It rained.", "© 2024 The Merrow Post. All rights reserved"]
    known = phrases().known([*lines, "Share " * 200])
    assert known == {line: hit for line in lines if (hit := phrases().look_up(line))}
    assert set(known) == {lines[0], lines[1], lines[3]}


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("コメント（2件）", "comments"),
        ("【広告】", "advertisement"),
        ("全部评论（12）", "comments"),
    ],
)
def test_wide_brackets_make_no_difference(line: str, family: str) -> None:
    hit = phrases().look_up(line)
    assert hit is not None and hit.family == family
    assert phrases().look_up("日本（東京）") is None
