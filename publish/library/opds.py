"""OPDS catalogues, which e-readers load books from: 1.2 (Atom) and 2.0 (JSON).

After https://specs.opds.io/opds-1.2 and https://drafts.opds.io/opds-2.0. KOReader and most devices
read 1.2, Thorium reads both; all files are offered, EPUB first, since clients take the first they
can open.
"""

from __future__ import annotations

import json
from typing import Any

from publish.library.podcast import moment
from publish.library.shelf import Book, File

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/terms/"
_ACQUISITION = "http://opds-spec.org/acquisition/open-access"
_KIND = "application/atom+xml;profile=opds-catalog;kind=acquisition"

#: When a book's date is not known. Atom demands one, and the clock would change the file each time.
_UNDATED = "2000-01-01T12:00:00Z"


def atom(books: tuple[Book, ...], title: str) -> bytes:
    """The catalogue in OPDS 1.2. Addresses are relative to the catalogue's own."""
    from lxml import etree

    names: dict[Any, str] = {None: _ATOM, "dc": _DC}
    root: Any = etree.Element(f"{{{_ATOM}}}feed", nsmap=names)

    def add(parent: Any, name: str, text: str = "", namespace: str = _ATOM, **values: str) -> Any:
        node = etree.SubElement(parent, f"{{{namespace}}}{name}", values)
        if text:
            node.text = text
        return node

    add(root, "id", books[0].id.replace("urn:uuid:", "urn:publish:catalogue:"))
    add(root, "title", title)
    add(root, "updated", max((_updated(book) for book in books), default=_UNDATED))
    add(add(root, "author"), "name", title)
    add(root, "link", rel="self", href="opds.xml", type=_KIND)
    add(root, "link", rel="start", href="opds.xml", type=_KIND)
    for book in books:
        entry = add(root, "entry")
        add(entry, "title", book.title)
        add(entry, "id", book.id)
        add(entry, "updated", _updated(book))
        for author in book.authors:
            add(add(entry, "author"), "name", author)
        add(entry, "language", book.language, _DC)
        if book.publisher:
            add(entry, "publisher", book.publisher, _DC)
        if book.published:
            add(entry, "issued", book.published, _DC)
        if book.subtitle:
            add(entry, "summary", book.subtitle, type="text")
        for file in _ordered(book):
            add(
                entry,
                "link",
                rel=_ACQUISITION,
                href=file.href,
                type=file.media_type,
                title=file.format or file.path.suffix.lstrip("."),
                length=str(file.size),
            )
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def publications(books: tuple[Book, ...], title: str) -> str:
    """The catalogue in OPDS 2.0."""
    return (
        json.dumps(
            {
                "metadata": {"title": title, "numberOfItems": len(books)},
                "links": [{"rel": "self", "href": "opds.json", "type": "application/opds+json"}],
                "publications": [_publication(book) for book in books],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _publication(book: Book) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "@type": "http://schema.org/Article",
        "identifier": book.id,
        "title": book.title,
        "language": book.language,
        "modified": _updated(book),
    }
    if book.subtitle:
        meta["subtitle"] = book.subtitle
    if book.authors:
        meta["author"] = [{"name": author} for author in book.authors]
    if book.publisher:
        meta["publisher"] = book.publisher
    if book.published:
        meta["published"] = book.published
    if book.seconds:
        meta["duration"] = round(book.seconds)
    return {
        "metadata": meta,
        "links": [
            {
                "rel": _ACQUISITION,
                "href": file.href,
                "type": file.media_type,
                "title": file.format,
            }
            for file in _ordered(book)
        ],
    }


def _ordered(book: Book) -> list[File]:
    return sorted(book.files, key=lambda file: (not file.path.name.endswith(".epub"), file.href))


def _updated(book: Book) -> str:
    when = moment(book.modified or book.published)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when else _UNDATED
