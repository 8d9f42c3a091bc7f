"""Readers: a source in, an `Article` out. One module a format; the table below names them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from publish.errors import InputUnusable
from publish.model import Article
from publish.readers.source import Source
from publish.registry import Registry
from publish.report import Notice

#: Takes a source, returns the article as it stands there, and what could not be carried over.
Reader: TypeAlias = Callable[[Source], tuple[Article, tuple[Notice, ...]]]

READERS: Registry[Reader] = Registry(
    "input format",
    {
        ".txt": "publish.readers.text:read",
        ".md": "publish.readers.markdown:read",
        ".markdown": "publish.readers.markdown:read",
        ".html": "publish.readers.html:read",
        ".htm": "publish.readers.html:read",
        ".xhtml": "publish.readers.html:read",
        ".mhtml": "publish.readers.mhtml:read",
        ".mht": "publish.readers.mhtml:read",
        ".epub": "publish.readers.epub:read",
        ".docx": "publish.readers.docx:read",
        ".pdf": "publish.readers.pdf.reader:read",
        ".json": "publish.readers.json:read",
    },
    group="publish.readers",
)

#: Formats whose files may show pictures that lie beside them.
WITH_COMPANIONS = frozenset({".md", ".markdown", ".html", ".htm"})

#: Formats that are their own text: their original can be restored from the cleaned text.
PLAIN = frozenset({".txt", ".md", ".markdown"})


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read `source` with the reader of its suffix.

    Raises:
        InputUnusable: no reader takes this kind of file, or the reader can make no article of it.
    """
    if source.suffix not in READERS:
        raise InputUnusable(
            f"{source.name}: publish does not read “{source.suffix or 'files without an ending'}”.",
            f"It reads {', '.join(READERS)}.",
        )
    return READERS.get(source.suffix)(source)


def readable(path: Path) -> bool:
    """Whether a file of this name is an input when a folder is given."""
    return path.suffix.lower() in READERS and not path.name.startswith(".")
