"""Titles of web pages."""

from __future__ import annotations

import pytest

from publish.readers.dom.head import read_head
from publish.readers.dom.parsing import parse
from publish.readers.dom.titles import find_title


def title(head: str, body: str, site: str = "Harbor News") -> str:
    root, _ = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    return find_title(root, read_head(root), site)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(
            "<title>Ferries: what changes in 2026 | Harbor News</title>",
            "<h1>What the new ferries will change</h1>",
            "What the new ferries will change",
            id="the only heading words it in another way",
        ),
        pytest.param(
            "<title>Ferries: what changes in 2026 | Harbor News</title>",
            "<h1>Our blog</h1>",
            "Ferries: what changes in 2026",
            id="the only heading names a section",
        ),
        pytest.param(
            "<title>Ferries: what changes in 2026 | Harbor News</title>",
            "<h1>What the new ferries will change</h1><h1>Tides to come this week</h1>",
            "Ferries: what changes in 2026",
            id="one of two headings, and the head confirms neither",
        ),
        pytest.param(
            "<title>A bridge for the bay | Harbor News</title>",
            "<h1>Dec 18 2025 A bridge for the bay</h1>",
            "A bridge for the bay",
            id="a date within the heading",
        ),
        pytest.param(
            "<title>A bridge for the bay - Harbor News</title>",
            "<h2 class='comments-title'>3 replies to A bridge for the bay</h2>",
            "A bridge for the bay",
            id="the heading of the comments",
        ),
        pytest.param(
            "<title>Harbor News</title>",
            "<h1>A bridge for the bay</h1>",
            "A bridge for the bay",
            id="the head names the site alone",
        ),
    ],
)
def test_the_title_is_the_articles(head: str, body: str, expected: str) -> None:
    assert title(head, body) == expected


def test_the_site_is_the_last_resort() -> None:
    assert title("<title>Harbor News</title>", "<p>Tides.</p>") == "Harbor News"
