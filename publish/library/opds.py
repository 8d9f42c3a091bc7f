"""OPDS catalogues, which e-readers load books from: 1.2 (Atom) and 2.0 (JSON).

After https://specs.opds.io/opds-1.2 and https://specs.opds.io/opds-2.0. KOReader and Thorium read
both, most devices 1.2 only. All files are offered, EPUB first, since clients take the first they
can open. Addresses are relative to the document's own, so that a library can be moved.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from publish.library.catalogue import PAGE, ROOT, Shelf
from publish.library.podcast import moment
from publish.library.shelf import Book, File

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/terms/"
_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_ACQUISITION = "http://opds-spec.org/acquisition/open-access"
_IMAGE = "http://opds-spec.org/image"

#: Media types of the documents.
CATALOGUE = "application/atom+xml;profile=opds-catalog"
LIST = "application/atom+xml;profile=opds-catalog;kind=acquisition"
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
DESCRIPTION = "application/opensearchdescription+xml"
JSON = "application/opds+json"

#: When a book's date is not known. Atom demands one, and the clock would change the file each time.
_UNDATED = "2000-01-01T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Library:
    """What all documents of a catalogue share.

    Attributes:
        base: the address of its root, with a slash at the end.
        search: whether the server searches.
    """

    title: str
    base: str
    shelves: tuple[Shelf, ...]
    search: bool = False

    @property
    def single(self) -> bool:
        """Whether the root is the only list."""
        return len(self.shelves) == 1 and self.shelves[0].relation == "start"


def root_atom(library: Library) -> bytes:
    """The root of the catalogue in OPDS 1.2: the only list, or what leads to the lists."""
    if library.single:
        return page_atom(library, library.shelves[0], 1)
    here = f"{ROOT}.xml"
    feed = _Feed(library, here, library.title, library.shelves[0].books, NAVIGATION)
    for shelf in library.shelves:
        address = shelf.address(1, "xml")
        entry = feed.add(feed.root, "entry")
        feed.add(entry, "title", shelf.title)
        feed.add(entry, "id", _identifier(library.base + address))
        feed.add(entry, "updated", _newest(shelf.books))
        feed.add(entry, "content", _articles(shelf), type="text")
        feed.link(shelf.relation, address, LIST, parent=entry)
    return feed.document()


def page_atom(library: Library, shelf: Shelf, number: int) -> bytes:
    """A page of a shelf in OPDS 1.2."""
    here = shelf.address(number, "xml")
    feed = _Feed(library, here, shelf.title, shelf.page(number), LIST)
    if here != f"{ROOT}.xml":
        feed.link("up", f"{ROOT}.xml", NAVIGATION)
    for relation, page in _neighbours(shelf, number):
        feed.link(relation, shelf.address(page, "xml"), LIST)
    feed.add(feed.root, "totalResults", str(len(shelf.books)), _SEARCH)
    feed.add(feed.root, "itemsPerPage", str(PAGE), _SEARCH)
    for book in shelf.page(number):
        _entry(feed, book)
    return feed.document()


def root_json(library: Library) -> str:
    """The root of the catalogue in OPDS 2.0."""
    if library.single:
        return page_json(library, library.shelves[0], 1)
    here = f"{ROOT}.json"
    table = {
        "metadata": {"title": library.title},
        "links": _links(library, here),
        "navigation": [
            {
                "title": shelf.title,
                "href": shelf.address(1, "json"),
                "type": JSON,
                "rel": shelf.relation,
                "properties": {"numberOfItems": len(shelf.books)},
            }
            for shelf in library.shelves
        ],
    }
    return _text(table)


def page_json(library: Library, shelf: Shelf, number: int) -> str:
    """A page of a shelf in OPDS 2.0."""
    here = shelf.address(number, "json")
    up = _up(here)
    links = _links(library, here)
    if here != f"{ROOT}.json":
        links.append({"rel": "up", "href": f"{up}{ROOT}.json", "type": JSON})
    # One relation a link: KOReader looks at the first of several only.
    links += [
        {"rel": relation, "href": up + shelf.address(page, "json"), "type": JSON}
        for relation, page in _neighbours(shelf, number)
    ]
    table: dict[str, Any] = {
        "metadata": {
            "title": shelf.title,
            "numberOfItems": len(shelf.books),
            "itemsPerPage": PAGE,
            "currentPage": number,
        },
        "links": links,
        "publications": [_publication(book, up) for book in shelf.page(number)],
    }
    if not table["publications"]:  # only a search finds nothing; an empty collection is no list
        del table["publications"]
        table["navigation"] = [{"title": library.title, "href": f"{up}{ROOT}.json", "type": JSON}]
    return _text(table)


def search_description(library: Library) -> bytes:
    """How to search the catalogue: an OpenSearch 1.1 description."""
    from lxml import etree

    names: dict[Any, str] = {None: _SEARCH}
    root: Any = etree.Element(f"{{{_SEARCH}}}OpenSearchDescription", nsmap=names)
    # The specification allows 16 characters for the short name.
    for name, text in (
        ("ShortName", library.title[:16].strip() or "Search"),
        ("Description", "Search titles, authors and dates."),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        etree.SubElement(root, f"{{{_SEARCH}}}{name}").text = text
    template = f"{library.base}search.xml?q={{searchTerms}}"
    etree.SubElement(root, f"{{{_SEARCH}}}Url", type=LIST, template=template)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


class _Feed:
    """An Atom feed in the making, with what every feed of a catalogue has."""

    def __init__(
        self, library: Library, here: str, title: str, books: tuple[Book, ...], kind: str
    ) -> None:
        from lxml import etree

        self._etree = etree
        self.up = _up(here)
        names: dict[Any, str] = {None: _ATOM, "dc": _DC, "opensearch": _SEARCH}
        self.root: Any = etree.Element(f"{{{_ATOM}}}feed", nsmap=names)
        self.add(self.root, "id", _identifier(library.base + here))
        self.add(self.root, "title", title)
        self.add(self.root, "updated", _newest(books))
        self.add(self.add(self.root, "author"), "name", library.title)
        self.link("self", here, kind)
        self.link("start", f"{ROOT}.xml", LIST if library.single else NAVIGATION)
        if library.search:
            self.link("search", "opensearch.xml", DESCRIPTION)

    def add(
        self, parent: Any, name: str, text: str = "", namespace: str = _ATOM, **values: str
    ) -> Any:
        """An element in `parent`."""
        node = self._etree.SubElement(parent, f"{{{namespace}}}{name}", values)
        if text:
            node.text = text
        return node

    def link(self, relation: str, to: str, kind: str, parent: Any = None, **more: str) -> None:
        """A link to an address that is relative to the library's root."""
        where = self.root if parent is None else parent
        self.add(where, "link", rel=relation, href=self.up + to, type=kind, **more)

    def document(self) -> bytes:
        """The feed as a file."""
        found = self._etree.tostring(
            self.root, encoding="utf-8", xml_declaration=True, pretty_print=True
        )
        return bytes(found)


def _entry(feed: _Feed, book: Book) -> None:
    entry = feed.add(feed.root, "entry")
    feed.add(entry, "title", book.title)
    feed.add(entry, "id", book.id)
    feed.add(entry, "updated", _updated(book))
    for author in book.authors:
        feed.add(feed.add(entry, "author"), "name", author)
    feed.add(entry, "language", book.language, _DC)
    if book.publisher:
        feed.add(entry, "publisher", book.publisher, _DC)
    if book.published:
        feed.add(entry, "issued", book.published, _DC)
    if about := _about(book):
        feed.add(entry, "summary", about, type="text")
    for file in _ordered(book):
        feed.link(
            _ACQUISITION,
            file.href,
            file.media_type,
            entry,
            title=_label(file),
            length=str(file.size),
        )
    for relation, picture in _pictures(book):
        feed.link(relation, picture.href, picture.media_type, entry)


def _publication(book: Book, up: str) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "@type": "http://schema.org/Article",
        "identifier": book.id,
        "title": book.title,
        "language": book.language,
        "modified": _updated(book),
        "subtitle": book.subtitle,
        "author": [{"name": author} for author in book.authors],
        "publisher": book.publisher,
        # The schema takes whole dates only.
        "published": book.published if len(book.published) == 10 and moment(book.published) else "",
        "description": _about(book),
        "duration": round(book.seconds),
    }
    links = [
        {
            "rel": _ACQUISITION,
            "href": up + file.href,
            "type": file.media_type,
            "title": _label(file),
        }
        for file in _ordered(book)
    ]
    images = [
        # The relations are those of 1.2, by which Thorium tells the sizes apart.
        {"rel": relation, "href": up + picture.href, "type": picture.media_type}
        for relation, picture in _pictures(book)
    ]
    # The specification wants no property without a value.
    found = {"metadata": {key: value for key, value in meta.items() if value}, "links": links}
    return {**found, "images": images} if images else found


def _links(library: Library, here: str) -> list[dict[str, Any]]:
    up = _up(here)
    found: list[dict[str, Any]] = [
        {"rel": "self", "href": up + here, "type": JSON},
        {"rel": "start", "href": f"{up}{ROOT}.json", "type": JSON},
    ]
    if library.search:
        address = f"{up}search.json{{?query}}"
        found.append({"rel": "search", "href": address, "type": JSON, "templated": True})
    return found


def _neighbours(shelf: Shelf, number: int) -> list[tuple[str, int]]:
    """The relations of a page to others, as RFC 5005 names them; none where there are no others."""
    if shelf.pages == 1:
        return []
    found = [("first", 1), ("last", shelf.pages)]
    if number > 1:
        found.append(("previous", number - 1))
    if number < shelf.pages:
        found.append(("next", number + 1))
    return found


def _up(here: str) -> str:
    return "../" * here.partition("?")[0].count("/")


def _ordered(book: Book) -> list[File]:
    return sorted(book.files, key=lambda file: (not file.path.name.endswith(".epub"), file.href))


def _pictures(book: Book) -> list[tuple[str, File]]:
    pairs = ((_IMAGE, book.cover), (f"{_IMAGE}/thumbnail", book.thumbnail))
    return [(relation, picture) for relation, picture in pairs if picture]


def _label(file: File) -> str:
    return file.format or file.path.suffix.lstrip(".")


def _about(book: Book) -> str:
    return ". ".join(part.rstrip(".") for part in (book.subtitle, book.length) if part)


def _articles(shelf: Shelf) -> str:
    count = len(shelf.books)
    return f"{count:,} articles" if count != 1 else "1 article"


def _updated(book: Book) -> str:
    when = moment(book.modified or book.published)
    return when.replace(tzinfo=None).isoformat() + "Z" if when else _UNDATED


def _newest(books: tuple[Book, ...]) -> str:
    return max((_updated(book) for book in books), default=_UNDATED)


def _identifier(address: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}"


def _text(table: dict[str, Any]) -> str:
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"
