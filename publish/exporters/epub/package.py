"""The package document: who, what and when, through EbookLib."""

from __future__ import annotations

from collections.abc import Iterable

from ebooklib import epub

from publish.edition import Edition
from publish.exporters.epub.accessibility import Claim
from publish.exporters.identity import (
    identifier,
    iso_date,
    modified,
    sources,
    tag_of,
    title_of,
)
from publish.exporters.markup import clean, is_rtl, line

__all__ = ["modified", "new_book", "sources"]


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
        ("coverage", line(meta.place)),
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
