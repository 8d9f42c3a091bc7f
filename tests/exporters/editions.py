"""What the tests of exporters share: an edition made of an article."""

from __future__ import annotations

from pathlib import Path

from publish.edition import Edition, Options, TextOptions, make_parts
from publish.exporters import EXPORTERS
from publish.model import Article, Block, Metadata
from publish.report import Notice


def edition(*articles: Article, options: Options | None = None) -> Edition:
    """An edition of `articles`; the metadata is the first one's."""
    return Edition(articles[0].meta, make_parts(articles), options or Options())


def article(*blocks: Block, title: str = "", language: str = "en") -> Article:
    """An article of `blocks`."""
    return Article(Metadata(title=title, language=language), blocks)


def text_edition(
    name: str, source: Article, folder: Path, **options: int | bool | str
) -> tuple[str, tuple[Notice, ...]]:
    """The text and the notices of a plain-text edition."""
    target = folder / f"{name}.txt"
    made = edition(source, options=Options(text=TextOptions(**options)))  # type: ignore[arg-type]
    notices = EXPORTERS.get(name)(made, target)
    return target.read_bytes().decode("utf-8"), notices
