"""The repairs of characters together: for lines that go to the metadata, and for what was found
there by a reader."""

from __future__ import annotations

from dataclasses import replace

from publish.model import Article
from publish.normalizer.rules import encoding, invisible
from publish.normalizer.rules.characters import flawed, spotless
from publish.normalizer.rules.spaces import tidy_line


def mended(line: str) -> str:
    """`line` as the rules for characters and spaces leave it."""
    if spotless(line):
        return line
    for repair in (encoding.fix_entities, invisible.fix):
        line = encoding.settled(repair)(encoding.fix(line))
    return tidy_line(line)


def mend_metadata(article: Article) -> Article:
    """Mend title, deck, names and place."""
    meta = article.meta
    found = (meta.title, meta.subtitle, meta.publisher, meta.place, *meta.authors)
    if not flawed(found) and all(meta.authors):
        return article
    new = replace(
        meta,
        title=mended(meta.title),
        subtitle=mended(meta.subtitle),
        authors=tuple(filter(None, map(mended, meta.authors))),
        publisher=mended(meta.publisher),
        place=mended(meta.place),
    )
    return article if new == meta else replace(article, meta=new)
