"""Everything that makes a folder of editions a library, written beside them."""

from __future__ import annotations

from pathlib import Path

from publish.errors import UsageError, extra_missing
from publish.files import write_bytes, write_text
from publish.library import opds, page, podcast, shelf
from publish.report import Notice


def write(root: Path, base: str, title: str) -> tuple[tuple[Path, ...], tuple[Notice, ...]]:
    """Write ``podcast.xml``, ``opds.xml``, ``opds.json``, ``index.html`` and chapters files.

    Args:
        root: the folder that ``publish build`` wrote to.
        base: the address under which it will be served.
        title: of the library.

    Returns:
        The files written, and notices for books that a feed leaves out.

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
    base = base.rstrip("/") + "/"
    books = shelf.books(root)
    written: list[Path] = []
    for book in books:
        if book.audio:
            text = podcast.chapters(book.audio.path)
            if text:
                target = book.audio.path.with_suffix(".chapters.json")
                write_text(target, text)
                written.append(target)
    notices: tuple[Notice, ...] = ()
    spoken = any(book.audio for book in books)
    if spoken:
        try:
            data, notices = podcast.feed(books, base, title)
        except ImportError:
            raise extra_missing("The podcast feed", "serve") from None
        write_bytes(root / "podcast.xml", data)
        written.append(root / "podcast.xml")
    write_bytes(root / "opds.xml", opds.atom(books, title))
    write_text(root / "opds.json", opds.publications(books, title))
    write_text(root / "index.html", page.index(books, title, podcast=spoken))
    written += [root / "opds.xml", root / "opds.json", root / "index.html"]
    return tuple(written), notices
