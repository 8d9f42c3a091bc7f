"""The package document: who, what and when, through EbookLib."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import replace

from ebooklib import epub

from publish.edition import Edition
from publish.exporters.epub.accessibility import Claim
from publish.exporters.epub.documents import tag_of, title_of
from publish.exporters.markup import clean, is_rtl, line
from publish.model import Code, CodeSpan, Text
from publish.walk import flatten, passages

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# Books of unknown date: EPUB requires one, and the present day would differ in each build.
_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def new_book(edition: Edition, claims: Iterable[Claim], *, variant: str) -> epub.EpubBook:
    """A book with the metadata of `edition` and nothing in it.

    Args:
        variant: tells the identifiers of a book with and without sound apart.
    """
    meta = edition.meta
    book = epub.EpubBook()
    book.metadata.clear()  # EbookLib's own mark and a random identifier
    book.IDENTIFIER_ID = "pub-id"
    book.set_identifier(f"urn:uuid:{identifier(edition, variant)}")
    book.title = title_of(meta, edition.parts)
    book.add_metadata("DC", "title", book.title, {"id": "title"})
    _refine(book, "title", "title-type", "main")
    subtitle = line(meta.subtitle)
    if subtitle and line(meta.title):
        book.add_metadata("DC", "title", subtitle, {"id": "subtitle"})
        _refine(book, "subtitle", "title-type", "subtitle")
    tag = tag_of(meta)
    book.language = tag
    for language in dict.fromkeys([tag, *(tag_of(part.article.meta) for part in edition.parts)]):
        book.add_metadata("DC", "language", language)
    book.set_direction("rtl" if is_rtl(tag) else "ltr")
    for number, author in enumerate(filter(None, map(line, edition.authors)), 1):
        book.add_metadata("DC", "creator", author, {"id": f"creator-{number}"})
        _refine(book, f"creator-{number}", "role", "aut", scheme="marc:relators")
    published = iso_date(meta.published)
    plain = (
        ("publisher", line(meta.publisher)),
        ("date", published),
        ("rights", line(meta.rights)),
        *(("source", source) for source in sources(edition)),
    )
    for name, value in plain:
        if value:
            book.add_metadata("DC", name, value)
    for claim in claims:
        marks = {"property": claim.property}
        marks |= {"id": claim.id} if claim.id else {}
        marks |= {"refines": f"#{claim.refines}"} if claim.refines else {}
        book.add_metadata(None, "meta", clean(claim.value), marks)
    return book


def _refine(book: epub.EpubBook, id_: str, name: str, value: str, **marks: str) -> None:
    book.add_metadata(None, "meta", value, {"refines": f"#{id_}", "property": name, **marks})


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
