"""From bytes to text."""

from __future__ import annotations

from publish.errors import InputUnusable
from publish.readers.source import Source
from publish.report import Notice


def decode(source: Source) -> tuple[str, tuple[Notice, ...]]:
    """The text of `source`, with line feeds as line ends.

    Raises:
        InputUnusable: the source is empty, binary, or in no encoding that can be told.
    """
    if not source.data.strip():
        raise InputUnusable(f"{source.name} is empty.")
    try:
        return source.data.decode("utf-8-sig").replace("\r\n", "\n"), ()
    except UnicodeDecodeError:
        raise InputUnusable(f"{source.name} is not text.") from None
