"""What the tests of narration share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from publish.edition import Edition, make_parts
from publish.model import Article, Heading, Metadata
from publish.narration.options import NarrationOptions
from publish.narration.recording import Recording
from publish.narration.studio import Studio
from tests.samples import para, words


def chapters(number: int, sentences: int = 2) -> Article:
    """An article of so many chapters, each of one paragraph."""
    blocks = []
    for n in range(1, number + 1):
        blocks.append(Heading(1, words(f"Chapter {n}")))
        text = " ".join(f"The tide of day {n} took boat {s} with it." for s in range(sentences))
        blocks.append(para(text))
    return Article(
        Metadata(title="The Boats", authors=("Ana Reyes",), language="en"), tuple(blocks)
    )


@contextmanager
def edition_of(article: Article, cache: Path, **options: Any) -> Iterator[Edition]:
    """`article` as an edition with a narration, by the silent engine unless told."""
    parts = make_parts((article,))
    chosen = replace(NarrationOptions(engine="silent", cache=cache, jobs=1), **options)
    with Studio(chosen) as studio:
        yield Edition(article.meta, parts, narration=studio.narrate(parts))


@contextmanager
def recording_of(article: Article, cache: Path, **options: Any) -> Iterator[Recording]:
    """The narration alone."""
    with edition_of(article, cache, **options) as edition:
        assert isinstance(edition.narration, Recording)
        yield edition.narration
