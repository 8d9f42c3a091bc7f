"""Sentence boundaries."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?。！？]+[\"”’)\]]*\s+")


def spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Half-open character spans of the sentences in `text`, white space between them left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            found.append((start + lead, start + len(piece.rstrip())))
        start = end
    return found


def sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of `text`."""
    return [text[a:b] for a, b in spans(text, language)]
