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
    ],
)
def test_a_byline_names_its_authors(
    line: str, authors: tuple[str, ...], date: DateLine | None
) -> None:
    assert parse(line) == Byline(authors, date)


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
    ],
)
def test_other_lines_name_nobody(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize("line", ["By", "Written by:", "* Posted by:", "Author"])
def test_a_label_stands_above_a_name(line: str) -> None:
    assert label(line)
    assert not label(f"{line} Ana Reyes")
