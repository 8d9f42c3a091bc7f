"""Dates of web pages."""

from __future__ import annotations

from publish.readers.dom.head import read_head
from publish.readers.dom.page_dates import find_dates
from publish.readers.dom.parsing import parse


def dates(head: str, body: str) -> tuple[str, str]:
    root, _ = parse(f"<html lang='en'><head>{head}</head><body>{body}</body></html>")
    return find_dates(root, read_head(root), "")


def meta(kind: str, value: str) -> str:
    return f'<meta property="article:{kind}_time" content="{value}">'


FAR = "<p>Tides.</p>" * 200


def test_dates_by_the_headline_go_before_those_of_other_articles() -> None:
    other = '<span class="date">March 1, 2023</span>'
    shown = "<h1>A bridge</h1><span class='date'>May 5, 2024</span>"
    assert dates("", other + FAR + shown) == ("2024-05-05", "")


def test_the_shown_day_wins_over_the_servers_time_zone() -> None:
    time = '<time datetime="2025-12-19T03:05:00Z">{}</time>'
    body = f"<h1>A bridge</h1>{time.format('December 18, 2025')}{FAR}{time.format('Read on')}"
    assert dates(meta("published", "2025-12-19T03:05:00Z"), body)[0] == "2025-12-18"


def test_a_date_that_was_overwritten_by_the_last_change_gives_way() -> None:
    head = meta("published", "2025-11-29") + meta("modified", "2025-11-29")
    body = f"<h1>A bridge</h1>{FAR}<p class='date'>Published August 13, 2025</p>"
    assert dates(head, body) == ("2025-08-13", "2025-11-29")


def test_what_is_stated_stands_where_nothing_is_shown() -> None:
    head = meta("published", "2025-11-04") + meta("modified", "2025-11-29")
    assert dates(head, "<h1>A bridge</h1>") == ("2025-11-04", "2025-11-29")
