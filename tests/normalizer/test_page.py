"""What becomes of the lines of a pasted page, given how likely the model finds each."""

from __future__ import annotations

import pytest

from publish.normalizer import cleaned_text, normalize
from publish.normalizer.rules import masthead, page
from publish.readers.source import Source
from publish.readers.text import read
from tests.normalizer.linemodel.pages import ARTICLE_LINES


def test_a_list_stays_whole_where_most_of_it_does() -> None:
    lines = ["The steps are:", "1. Sell the boats", "2. Buy a bus", "3. Rest", "A pike and a ring"]
    keep = [0.9, 0.9, 0.8, 0.3, 0.0]
    assert page._dropped(lines, [chance >= 0.45 for chance in keep], keep, ()) == {4}


def test_a_menu_that_runs_on_from_a_list_goes() -> None:
    lines = ["- Bread", "- Milk", "- Stamps", "- Our other shops", "- Gift cards for you"]
    keep = [0.9, 0.8, 0.3, 0.1, 0.1]
    assert page._dropped(lines, [True, True, True, False, False], keep, ()) == {3, 4}


@pytest.mark.parametrize(
    "above", [["Petra's notes", "about", "archive", "subscribe by mail"], ["petra/notes", "Menu"]]
)
def test_a_few_lines_above_a_sure_title_go(above: list[str]) -> None:
    title = "Bridge to the mainland ends a century of ferries"
    below = ["", title, "", "14 March 2023", "", *ARTICLE_LINES, "", "© 2023 Petra Lindqvist"]
    source = Source("a.txt", "\n".join([*above, *below]).encode(), ".txt")
    article = normalize(read(source)[0]).article
    assert article.meta.title == title
    assert article.meta.published == "2023-03-14"
    assert cleaned_text(article, body=True).split("\n\n")[0] == ARTICLE_LINES[0]


def test_a_date_is_no_part_of_a_title() -> None:
    parted = ("The old mill comes home", "2025-12-18")
    assert masthead._undated("Dec 18 2025 The old mill comes home", "en") == parted
    assert masthead._undated("The old mill comes home / 18 December 2025", "en") == parted
    for title in ("The accounts of March 2024", "18 December 2025 was a long day"):
        assert masthead._undated(title, "en") == (title, "")
