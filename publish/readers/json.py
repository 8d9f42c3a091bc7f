"""JSON as the exporter of the same name writes it: the model itself."""

from __future__ import annotations

import json
from dataclasses import replace

from publish.errors import InputUnusable
from publish.interchange import FORMAT, VERSION, Malformed, decode
from publish.model import Article, Block, Heading, Metadata, Text
from publish.readers.source import Source
from publish.report import Notice
from publish.segment import join


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read an article, or a book of them as one article with a section for each.

    Raises:
        InputUnusable: the source is no JSON, or no article.
    """
    try:
        data = json.loads(source.data.decode("utf-8-sig"))
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise Malformed(f"this JSON is no article: its “format” is not “{FORMAT}”.")
        if data.get("version") != VERSION:
            raise Malformed(f"version {data.get('version')!r} of the format is not known.")
        found = data.get("articles")
        if not isinstance(found, list) or not found:
            raise Malformed("it holds no articles.")
        articles = [join(decode(item)) for item in found]
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply." if isinstance(error, RecursionError) else str(error)
        raise InputUnusable(
            f"{source.name} cannot be read: {reason}",
            "Give a file that publish wrote with -t json.",
        ) from error
    if len(articles) == 1:
        return articles[0], ()
    book = data.get("book")
    meta = decode({"meta": book}).meta if isinstance(book, dict) else Metadata()
    notice = Notice("book-read-as-article", f"{source.name} is a book of {len(articles)} articles.")
    return Article(meta, tuple(b for a in articles for b in _section(a))), (notice,)


def _section(article: Article) -> list[Block]:
    """A bound article as a section of the book: its title, and its own headings a level lower."""
    title: list[Block] = [Heading(1, (Text(article.meta.title),))] if article.meta.title else []
    return title + [
        replace(b, level=min(b.level + 1, 6)) if isinstance(b, Heading) else b
        for b in article.blocks
    ]
