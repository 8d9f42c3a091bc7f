"""Bylines: who is named by a line, and which lines name nobody."""

from __future__ import annotations

import pytest

from publish.normalizer.bylines import Byline, label, parse
from publish.normalizer.dates import DateLine


@pytest.mark.parametrize(
    ("line", "authors", "date"),
    [
        ("By Ana Reyes", ("Ana Reyes",), None),
        ("Ana Reyes, March 5, 2024", ("Ana Reyes",), DateLine("2024-03-05")),
        (
            "by Ana Reyes ● December 23, 2025 ● 6 min read",
            ("Ana Reyes",),
            DateLine("2025-12-23"),
        ),
        (
            "December 2, 2021 by Tom Okafor | Last updated February 28, 2023",
            ("Tom Okafor",),
            DateLine("2021-12-02", "2023-02-28"),
        ),
        (
            "Dec. 19, 2025 · Ana Reyes on behalf of the harbor office",
            ("Ana Reyes",),
            DateLine("2025-12-19"),
        ),
        (
            "Ana Reyes Published 10:19am 19 December 2025",
            ("Ana Reyes",),
            DateLine("2025-12-19"),
        ),
        ("By Ana Reyes, Senior Director, Bay Institute", ("Ana Reyes",), None),
        ("By Ana Reyes and Tom Okafor | Travel", ("Ana Reyes", "Tom Okafor"), None),
        ("Text: Ana Reyes", ("Ana Reyes",), None),
        ("Words: Ana Reyes", ("Ana Reyes",), None),
        ("Author: Ana Reyes, solicitor (retired)", ("Ana Reyes",), None),
        ("Author of the article: Ana Reyes", ("Ana Reyes",), None),
        ("This story is by: Ana Reyes Follow", ("Ana Reyes",), None),
        ("Interview by Ana Reyes", ("Ana Reyes",), None),
        ("By Ana Reyes in Reviews", ("Ana Reyes",), None),
        ("By Ana Reyes [ana@harbor.example]", ("Ana Reyes",), None),
        ("Ana Reyes, Features Editor", ("Ana Reyes",), None),
        ("Written by Ana Reyes | Vet reviewed by Dr Tom Okafor BVSc (Hons)", ("Ana Reyes",), None),
        (
            "Medically reviewed by Tom Okafor, MD — By Ana Reyes — Updated on March 5, 2024",
            ("Ana Reyes",),
            DateLine("", "2024-03-05"),
        ),
    ],
)
def test_a_byline_names_its_authors(
    line: str, authors: tuple[str, ...], date: DateLine | None
) -> None:
    assert parse(line) == Byline(authors, date)


@pytest.mark.parametrize(
    "line",
    [
        "Posted by Ana Reyes on Tuesday, March 5, 2024 at 12:00 AM",
        "posted by Ana Reyes on 2024-03-05 00:00 UTC",
        "Ana Reyes · 5 Mar 24 · 5 minute read",
        "By Ana Reyes 03/05/24 at 4:20 PM",
        "By Ana Reyes | 05.03.24",
        "BY Ana Reyes in Reviews | 5 Mar 24",
        "March 5, 2024 | Ana Reyes | Comments (3)",
        "03/05/2024 | Ana Reyes | Comments Off",
        "March 5, 2024 by Ana Reyes Leave a Comment",
        "5 March 2024 • Ana Reyes • harbor",
        "FIRST TEAM | 5 Mar 2024 | Ana Reyes",
        "Published: Mar 5, 2024 by Ana Reyes · 1,038 Comments",
        "POSTED ON 03/05/2024 IN Content Marketing, harbor BY Ana Reyes",
        "By Ana Reyes, Docket Daily (March 5, 2024, 12:00 AM EDT) --",
    ],
)
def test_a_byline_gives_its_date(line: str) -> None:
    assert parse(line, "en") == Byline(("Ana Reyes",), DateLine("2024-03-05"))


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the rain had stopped",
        "Text Size",
        "Author Posted",
        "Written By",
        "Apply Now | March 5, 2024",
        "Ana Reyes | Tom Okafor",
        "The boats came back on March 5, 2024, all seven of them",
        "March 5, 2024, in Las Vegas",
        "Harbor Works | Apply by Tuesday | March 5, 2024 | Jobs",
        "— Ana Reyes, Editor",
        "Ana Reyes, who was then a writer",
        "The mayor, the clerk and the editor",
        "Words that matter",
    ],
)
def test_other_lines_name_nobody(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize("line", ["By", "Written by:", "* Posted by:", "Author"])
def test_a_label_stands_above_a_name(line: str) -> None:
    assert label(line)
    assert not label(f"{line} Ana Reyes")
