"""Authors of web pages."""

from __future__ import annotations

import pytest

from publish.readers.dom.head import read_head
from publish.readers.dom.parsing import parse
from publish.readers.dom.people import find_authors
from publish.readers.dom.signatures import split_names


def authors(body: str, head: str = "", site: str = "Harbor News") -> tuple[str, ...]:
    root, _ = parse(
        f"<html><head>{head}</head><body><h1>A bridge for the bay</h1>{body}</body></html>"
    )
    return find_authors(root, read_head(root), site)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Reyes and Tom Okafor", ["Ana Reyes", "Tom Okafor"]),
        ("Ana & Tom", ["Ana", "Tom"]),
        ("Posted by Ana Reyes on 18 December", ["Ana Reyes"]),
        ("Ana Reyes on behalf of the harbor office", ["Ana Reyes"]),
        ("Ana (Lucía) Reyes", ["Ana (Lucía) Reyes"]),
        ("Ana Reyes (photographs)", ["Ana Reyes"]),
        ("This post was written by Ana Reyes, MD, surgeon, Bay Clinic", ["Ana Reyes, MD"]),
        ("Ana Reyes, editor, and Tom Okafor, writer", ["Ana Reyes", "Tom Okafor"]),
        ("Ana Reyes and Tom Okafor, marine biology teachers", ["Ana Reyes", "Tom Okafor"]),
        ("content: Ana Reyes", ["Ana Reyes"]),
    ],
)
def test_names_are_told_from_what_stands_beside_them(byline: str, names: list[str]) -> None:
    assert split_names(byline) == names


def test_a_person_goes_before_the_publisher() -> None:
    head = '<meta name="author" content="Ana Reyes, The Harbor News">'
    assert authors("", head, "The Harbor News") == ("Ana Reyes",)
    head = '<meta name="author" content="Harbor News">'
    assert authors('<p class="byline">By Ana Reyes</p>', head) == ("Ana Reyes",)
    assert authors("<p>Tides.</p>", head) == ("Harbor News",)


def test_a_role_is_nobodys_name() -> None:
    head = '<meta name="author" content="Event Coordinator">'
    assert authors('<p class="byline">By Ana Reyes</p>', head) == ("Ana Reyes",)


@pytest.mark.parametrize(
    "body",
    [
        '<div class="byline-row"><div>By</div><div>Ana Reyes</div></div>',
        '<div class="publish-date-author">Dec. 19, 2025 · Ana Reyes</div>',
        '<p class="byline">Ana Reyes</p>',
    ],
)
def test_a_byline_is_found_by_what_stands_around_it(body: str) -> None:
    assert authors(body) == ("Ana Reyes",)


def test_a_newsroom_may_sign() -> None:
    assert authors('<p class="byline">By The Bayside Team</p>') == ("The Bayside Team",)


def test_the_byline_names_more_than_the_head() -> None:
    head = '<meta name="author" content="Ida Holm">'
    both = '<div class="byline">By <a href="/i">Ida Holm</a> and <a href="/l">Leo Brandt</a></div>'
    assert authors(f"<h1>Ice</h1>{both}", head) == ("Ida Holm", "Leo Brandt")
    other = '<div class="byline">By Leo Brandt and Nils Foss</div>'
    assert authors(f"<h1>Ice</h1>{other}", head) == ("Ida Holm",)
