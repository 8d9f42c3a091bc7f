"""Plain text: one paragraph for each line, as it stands; the normalizer makes sense of it."""

from __future__ import annotations

from publish.model import Article, Metadata, Origin, Paragraph, Text
from publish.readers.decoding import decode
from publish.readers.source import Source
from publish.report import Notice


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read plain text; lines end at line feeds, blank lines are gaps in the origins.

    Raises:
        InputUnusable: the source is empty, binary, or in no encoding that can be told.
    """
    text, notices = decode(source)
    lines = text.split("\n")
    blocks = tuple(
        Paragraph((Text(line),), Origin(source.name, number, number))
        for number, line in enumerate(lines, 1)
        if line.strip()
    )
    return Article(Metadata(source=source.name), blocks), notices
