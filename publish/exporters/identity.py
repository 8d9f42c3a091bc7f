"""Who and what an edition is, for the metadata of every format: title, sources, date, id."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from dataclasses import replace

from publish.edition import Edition, Part
from publish.exporters.markup import language_tag, line, shorten
from publish.model import Code, CodeSpan, Metadata, Text
from publish.walk import flatten, language_of, passages, plain_text
from publish.wording import wording

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# Books of unknown date: EPUB requires one, and the present day would differ in each build.
_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def tag_of(meta: Metadata) -> str:
    """The language of an article or book as a tag that readers take; ``und`` where it is none."""
    return language_tag(language_of(meta)) or "und"


def title_of(meta: Metadata, parts: tuple[Part, ...] = ()) -> str:
    """A title for an article or book: its own, its subtitle, its first words, or “Untitled”."""
    named = line(meta.title) or line(meta.subtitle)
    if named:
        return named
    for part in parts:
        for passage in passages(part.article.blocks):
            first = shorten(plain_text(passage.content), 80)
            if first:
                return first
    return wording(language_of(meta))["untitled"]


def sources(edition: Edition) -> tuple[str, ...]:
    """Addresses of the sources, each once; of a file only its name."""
    metas = [edition.meta, *(part.article.meta for part in edition.parts)]
    names = [line(meta.source) for meta in metas]
    shown = [
        name if "://" in name else name.replace("\\", "/").rstrip("/").rpartition("/")[2]
        for name in names
    ]
    return tuple(dict.fromkeys(filter(None, shown)))


def identifier(edition: Edition, variant: str) -> uuid.UUID:
    """A UUID (version 5) of the text and what is known of it: the same for the same book."""
    digest = hashlib.sha256(variant.encode())
    for meta in (edition.meta, *(part.article.meta for part in edition.parts)):
        known = replace(meta, source="")  # folders differ from machine to machine
        digest.update(repr(known).encode("utf-8", "surrogatepass"))
    digest.update(repr(sources(edition)).encode("utf-8", "surrogatepass"))
    for part in edition.parts:
        for block in part.article.blocks:
            if isinstance(block, Code):
                digest.update(block.value.encode("utf-8", "surrogatepass"))
            for passage in passages((block,)):
                for inline in flatten(passage.content):
                    if isinstance(inline, Text | CodeSpan):
                        digest.update(inline.value.encode("utf-8", "surrogatepass"))
    return uuid.uuid5(uuid.NAMESPACE_OID, digest.hexdigest())


def iso_date(value: str) -> str:
    """The date in `value` (ISO 8601) down to the day; empty when it is none."""
    match = _DATE.match(value.strip())
    if not match:
        return ""
    year, month, day = [*match[0].split("-"), "01", "01"][:3]
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return match[0]


def modified(edition: Edition) -> datetime.datetime:
    """When the content last changed, as far as its sources say; never the present moment."""
    metas = [edition.meta, *(part.article.meta for part in edition.parts)]
    dates = [d for meta in metas for d in (iso_date(meta.modified), iso_date(meta.published)) if d]
    if not dates:
        return _EPOCH
    year, month, day = [*max(dates).split("-"), "01", "01"][:3]
    return datetime.datetime(int(year), int(month), int(day), tzinfo=datetime.UTC)
