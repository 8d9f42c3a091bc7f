"""Who wrote the article and when: lines at the top (or the very end) that say only that."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from publish.model import Article, Block, Metadata
from publish.normalizer import bylines, dates, names
from publish.normalizer.lengths import PROSE, word_count
from publish.normalizer.rules import dateline
from publish.normalizer.rules.blocks import without
from publish.normalizer.rules.lines import line_of

#: Bylines stand above the text, or within a caption or two of it.
_REACH = 8
#: Lines of running text that may stand above a date: a deck, or a caption.
_MOST_TEXT = 1


def find(article: Article) -> Article:
    """Move bylines into the metadata."""
    meta = article.meta
    gone: list[Block] = []
    near = article.blocks[: _REACH + 1]
    for block, below in zip_longest(near[:_REACH], near[1:]):
        line = line_of(block)
        if line is None:
            continue
        byline = bylines.parse(line, meta.language)
        if not byline and below and not meta.authors and meta.title:
            # A name alone, when it stands above the date and nothing but captions before it.
            when = dated(line_of(below) or "", meta.language)
            byline = bylines.Byline(names.listed(line)) if when else None
        if (
            byline
            and byline.authors
            and (not meta.authors or set(byline.authors) <= set(meta.authors))
        ):
            gone.append(block)
            meta = replace(meta, authors=meta.authors or byline.authors)
            if byline.date:
                meta = with_dates(meta, byline.date)
    return _moved(article, gone, meta)


def find_dates(article: Article) -> Article:
    """Move lines that only give the date of publication or update into the metadata."""
    meta = article.meta
    gone: list[Block] = []
    text = 0
    for block in article.blocks[:_REACH]:
        line = line_of(block)
        if line is None:
            continue
        text += word_count(line) >= PROSE
        if text > _MOST_TEXT:
            break  # what stands in the text is said in it
        place, when = dated(line, meta.language) or ("", None)
        if when and (when.modified or not meta.published or meta.published == when.published):
            gone.append(block)
            meta = replace(with_dates(meta, when), place=meta.place or place)
    return _moved(article, gone, meta)


#: "Madrid, 5 de marzo de 2024"
_PLACE = re.compile(r"(?P<place>[^\W\d_][^\d,;:|]{2,40}), (?P<rest>.*\d.*)")


def dated(line: str, language: str) -> tuple[str, dates.DateLine] | None:
    """The place and the dates of a line that says nothing else."""
    if len(line) > dates.LONGEST or not dates.has_year(line):
        return None
    if when := dates.date_line(line, language):
        return "", when
    match = _PLACE.fullmatch(line)
    if match and dateline.is_place(match["place"]):
        when = dates.date_line(match["rest"], language)
        # A day of the week or a word such as "Updated" is no place.
        if when and not all(map(dates.is_date_word, match["place"].casefold().split())):
            return match["place"], when
    return None


def with_dates(meta: Metadata, when: dates.DateLine) -> Metadata:
    """`meta` with the dates of `when` where it has none yet."""
    published = meta.published or when.published
    modified = meta.modified or when.modified
    if (published, modified) == (meta.published, meta.modified):
        return meta
    return replace(meta, published=published, modified=modified)


def _moved(article: Article, gone: list[Block], meta: Metadata) -> Article:
    """`article` with `meta`, and without the blocks in `gone`, unless nothing would be left."""
    if not gone or len(gone) == len(article.blocks):
        return article
    return replace(without(article, gone), meta=meta)
