"""Everything that makes a folder of editions a library, written beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from publish.errors import UsageError
from publish.files import write_bytes
from publish.library import artwork, catalogue, covers, opds, page, podcast, shelf
from publish.report import Listener, Notice, Silent

ARTWORK = "podcast.jpg"
_PAGE = re.compile(r"(new|title|audio|undated|\d{4})-\d+\.(xml|json|html)|titles\.js")


def write(
    root: Path, base: str, title: str, *, search: bool = False, listener: Listener | None = None
) -> tuple[tuple[Path, ...], tuple[Notice, ...]]:
    """Write ``podcast.xml``, ``opds.xml``, ``opds.json``, ``index.html`` and what belongs to them.

    Args:
        root: the folder that ``publish build`` wrote to.
        base: the address under which it will be served.
        title: of the library.
        search: whether the server there answers searches, as `publish.library.serving` does.
        listener: is told how far the work is.

    Returns:
        The files written, besides pictures of covers, and notices for what a feed leaves out.

    Raises:
        InputMissing: there are no editions.
        UsageError: `base` is no http address.
        NeedsExtra: feedgen is not installed.
        OutputError: a file cannot be written.
    """
    if not base.startswith(("http://", "https://")):
        raise UsageError(
            f"--base-url must be a web address, not “{base}”.",
            "Give the address under which the folder is served: https://example.org/reading/",
        )
    base, title = base.rstrip("/") + "/", shelf.printable(title)
    books = shelf.books(root)
    written: list[Path] = []

    def put(name: str, data: bytes) -> None:
        write_bytes(root / name, data)
        written.append(root / name)

    for book in books:
        if book.audio and (text := podcast.chapters(book.audio.path)):
            target = book.audio.path.with_suffix(".chapters.json")
            put(target.relative_to(root).as_posix(), text.encode())
    books, notices = _covered(books, root, listener or Silent())
    spoken = any(book.audio for book in books)
    if spoken:
        if not (root / ARTWORK).exists():  # a picture that people put there is theirs
            put(ARTWORK, artwork.draw(title))
        data, silent = podcast.feed(books, base, title, ARTWORK)
        notices = (*notices, *silent)
        put("podcast.xml", data)
    shelves = catalogue.shelves(books, title)
    for name, data in _catalogue(opds.Library(title, base, shelves, search)):
        put(name, data)
    for name, text in page.Pages(title, books, shelves, spoken).all():
        put(name, text.encode())
    _clear(root / catalogue.FOLDER, frozenset(written))
    return tuple(written), notices


def _covered(
    books: tuple[shelf.Book, ...], root: Path, listener: Listener
) -> tuple[tuple[shelf.Book, ...], tuple[Notice, ...]]:
    """`books` with pictures of their covers, and notices for those that have none to show."""
    found: list[shelf.Book] = []
    notices: list[Notice] = []
    listener.begin("Pictures of the covers", len(books))
    try:
        for book in books:
            if covers.make(book):
                found.append(shelf.with_pictures(book, root))
            else:
                found.append(replace(book, cover=None, thumbnail=None))
                notices.append(
                    Notice("no-cover", f"No picture of “{book.title}”: its EPUB has none.")
                )
            listener.advance()
    finally:
        listener.end()
    return tuple(found), tuple(notices)


def _catalogue(library: opds.Library) -> Iterator[tuple[str, bytes]]:
    if not library.single:
        for each in library.shelves:
            for number in range(1, each.pages + 1):
                yield each.address(number, "xml"), opds.page_atom(library, each, number)
                yield each.address(number, "json"), opds.page_json(library, each, number).encode()
    yield f"{catalogue.ROOT}.xml", opds.root_atom(library)
    yield f"{catalogue.ROOT}.json", opds.root_json(library).encode()


def _clear(folder: Path, written: Set[Path]) -> None:
    """Remove the pages of a larger catalogue that stood here before."""
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if _PAGE.fullmatch(path.name) and path not in written:
                path.unlink()
