"""Who wrote the article and when: lines at the top (or the very end) that say only that."""

from __future__ import annotations

from dataclasses import replace

from publish.model import Article, Block, Metadata
from publish.normalizer import bylines, dates
from publish.normalizer.rules.rule import line_of, without

#: Bylines stand above the text, or within a caption or two of it.
_REACH = 8


def find(article: Article) -> Article:
    """Move bylines into the metadata."""
    meta = article.meta
    gone: list[Block] = []
    for block in article.blocks[:_REACH]:
        line = line_of(block)
        if line is None:
            continue
        byline = bylines.parse(line, meta.language)
        if byline and (not meta.authors or set(byline.authors) <= set(meta.authors)):
            gone.append(block)
            meta = replace(meta, authors=meta.authors or byline.authors)
            if byline.date:
                meta = with_dates(meta, byline.date)
    return _moved(article, gone, meta)


def find_dates(article: Article) -> Article:
    """Move lines that only give the date of publication or update into the metadata."""
    meta = article.meta
    gone: list[Block] = []
    for block in article.blocks[:_REACH]:
        line = line_of(block)
        if line is None:
            continue
        when = dates.date_line(line, meta.language)
        if when and (when.modified or not meta.published or meta.published == when.published):
            gone.append(block)
            meta = with_dates(meta, when)
    return _moved(article, gone, meta)


def with_dates(meta: Metadata, when: dates.DateLine) -> Metadata:
    """`meta` with the dates of `when` where it has none yet."""
    return replace(
        meta,
        published=meta.published or when.published,
        modified=meta.modified or when.modified,
    )


def _moved(article: Article, gone: list[Block], meta: Metadata) -> Article:
    """`article` with `meta`, and without the blocks in `gone`, unless nothing would be left."""
    if not gone or len(gone) == len(article.blocks):
        return article
    return replace(without(article, gone), meta=meta)
