"""Text for screen readers and braille displays: one paragraph a line, structure in words."""

from __future__ import annotations

from pathlib import Path

from publish.edition import Edition
from publish.files import write_text
from publish.report import Notice
from publish.walk import passages, plain_text


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as plain text."""
    lines = [
        plain_text(passage.content)
        for part in edition.parts
        for passage in (*part.front.passages(), *passages(part.article.blocks))
    ]
    write_text(target, "\n\n".join(lines) + "\n")
    return ()
