"""The languages inside a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from publish.model import (
    CodeSpan,
    Emphasis,
    Foreign,
    Image,
    Inlines,
    LineBreak,
    Link,
    Note,
    PageMark,
    Sentence,
    Strong,
    Text,
)


def language_runs(inlines: Inlines, language: str) -> list[tuple[str, str]]:
    """The text of a sentence in runs of one language each; `language` is that around it.

    A run without a letter or a digit goes to the one before it: quotation marks have no language.
    """
    runs: list[tuple[str, str]] = []
    for text, tongue in _tongues(inlines, language):
        if runs and (runs[-1][1] == tongue or not any(c.isalnum() for c in text)):
            runs[-1] = (runs[-1][0] + text, runs[-1][1])
        elif runs and not any(c.isalnum() for c in runs[-1][0]):
            runs[-1] = (runs[-1][0] + text, tongue)
        elif text:
            runs.append((text, tongue))
    return runs or [("", language)]


def _tongues(inlines: Inlines, language: str) -> Iterator[tuple[str, str]]:
    for inline in inlines:
        match inline:
            case Foreign():
                yield from _tongues(inline.children, inline.language)
            case Emphasis() | Strong() | Link() | Sentence():
                yield from _tongues(inline.children, language)
            case Text(value) | CodeSpan(value):
                yield value, language
            case LineBreak():
                yield "\n", language
            case Note() | Image() | PageMark():
                pass
            case _:
                assert_never(inline)
