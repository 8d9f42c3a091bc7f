"""Asking about doubtful changes."""

from __future__ import annotations

from publish.normalizer import Normalized, cleaned_text, normalize
from publish.normalizer.review import start
from publish.readers.source import Source
from publish.readers.text import read
from publish.report import Change

TEXT = b"""The lamps of Tarn

The lamps of Tarn burned all night, and nobody in the town knew who had lit them first.

Links

The oil was gone by the morning, and the company sent a man to count the lamps again.

3 columns
"""


def test_only_doubtful_changes_are_asked_about_and_a_kept_line_stays() -> None:
    article = read(Source("a.txt", TEXT))[0]
    first = normalize(article)
    review = start(first)
    assert [change.before for change in review.questions] == ["Links"]
    assert review.accept().question is None
    again = review.keep()
    assert again.question is None
    assert again.back().kept == ()

    def clean(undo: tuple[Change, ...]) -> Normalized:
        return normalize(article, undo=undo)

    text = cleaned_text(again.finish(clean, first).article)
    assert "Links" in text
    assert "3 columns" not in text
    assert review.accept().finish(clean, first) is first
