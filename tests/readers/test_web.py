"""Answers from the web, and the readers that they go to."""

from __future__ import annotations

import pytest

from publish.errors import InputUnusable
from publish.fetching import Fetcher
from publish.fetching.fetcher import Fetched
from publish.readers import READERS
from publish.readers.web import from_address

ADDRESS = "https://example.org/page"


def answers(monkeypatch: pytest.MonkeyPatch, data: bytes, media_type: str) -> None:
    answer = Fetched(ADDRESS, data, media_type)
    monkeypatch.setattr(Fetcher, "fetch", lambda *_, **__: answer)


@pytest.mark.parametrize(
    ("media_type", "suffix"),
    [
        ("text/html", ".html"),
        ("multipart/related", ".mhtml"),
        ("message/rfc822", ".mhtml"),
        ("application/pdf", ".pdf"),
        ("", ".html"),
    ],
)
def test_the_media_type_chooses_the_reader(
    monkeypatch: pytest.MonkeyPatch, media_type: str, suffix: str
) -> None:
    answers(monkeypatch, b"text", media_type)
    assert from_address(ADDRESS).suffix == suffix
    assert suffix in READERS


@pytest.mark.parametrize(("data", "media_type"), [(b"", "text/html"), (b" \n", "text/plain")])
def test_an_empty_answer_is_named_by_its_address(
    monkeypatch: pytest.MonkeyPatch, data: bytes, media_type: str
) -> None:
    answers(monkeypatch, data, media_type)
    with pytest.raises(InputUnusable, match=f"{ADDRESS} is empty"):
        from_address(ADDRESS)


def test_a_picture_is_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, b"\x89PNG", "image/png")
    with pytest.raises(InputUnusable, match="image/png"):
        from_address(ADDRESS)
