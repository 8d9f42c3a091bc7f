"""Plain text: one paragraph for each line, as it stands; the normalizer makes sense of it."""

from __future__ import annotations

from publish.lines import split_lines
from publish.model import Article, Metadata, Origin, Paragraph, Text
from publish.readers.decoding import decode
from publish.readers.source import Source
from publish.report import Notice


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read plain text. Blank lines make no block: they are gaps in the origins.

    Raises:
        InputUnusable: the source is empty, binary, or in no encoding that can be told.
    """
    text, notices = decode(source)
    name = source.name
    blocks = tuple(
        Paragraph((Text(line),), Origin(name, number, number))
        for number, line in enumerate(split_lines(text), 1)
        if line and not line.isspace()
    )
    return Article(Metadata(source=source.address or name), blocks), notices
