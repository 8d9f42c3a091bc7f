"""How a library is laid out for e-readers: one list while it is small, shelves of pages above that.

The same layout is written as OPDS 1.2 and as OPDS 2.0, and searched by the server.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from publish.library.shelf import Book, printable

#: Books on a page, and up to which a library is one list: 120 kB of Atom, which an e-reader over a
#: slow line loads in a few seconds.
PAGE = 100

ROOT = "opds"
FOLDER = "catalogue"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Books that are listed together, in order.

    Attributes:
        relation: of links to it: one of OPDS or of IANA.
        pattern: the address of a page relative to the library's root, with ``{page}`` (from 1)
            and ``{ending}``.
        whole: whether it has books that other shelves have, too; each book is on one that is not.
    """

    title: str
    relation: str
    pattern: str
    books: tuple[Book, ...]
    whole: bool = True

    @property
    def pages(self) -> int:
        """How many pages it has; one also when it is empty."""
        return max(1, -(-len(self.books) // PAGE))

    def page(self, number: int) -> tuple[Book, ...]:
        """The books of a page, the first of which is 1."""
        return self.books[(number - 1) * PAGE : number * PAGE]

    def address(self, number: int, ending: str) -> str:
        """Of a page, relative to the library's root."""
        return self.pattern.format(page=number, ending=ending)


def shelves(books: tuple[Book, ...], title: str) -> tuple[Shelf, ...]:
    """The shelves of a library: a single one, which is its root, or several for a root to name.

    Args:
        books: the newest first.
        title: of the library.
    """
    if len(books) <= PAGE:
        return (Shelf(title, "start", f"{ROOT}.{{ending}}", books),)
    return tuple(_several(books))


def _several(books: tuple[Book, ...]) -> Iterator[Shelf]:
    def pattern(name: str) -> str:
        return f"{FOLDER}/{name}-{{page}}.{{ending}}"

    yield Shelf("Newest first", "http://opds-spec.org/sort/new", pattern("new"), books)
    by_title = tuple(sorted(books, key=lambda book: (folded(book.title), book.id)))
    yield Shelf("By title", "subsection", pattern("title"), by_title)
    spoken = tuple(book for book in books if book.audio)
    if spoken:
        yield Shelf("To listen to", "subsection", pattern("audio"), spoken)
    years: dict[str, list[Book]] = {}
    for book in books:
        years.setdefault(year_of(book), []).append(book)
    for year, chosen in sorted(years.items(), reverse=True):
        title = f"Published in {year}" if year else "Without a date"
        name = pattern(year or "undated")
        yield Shelf(title, "subsection", name, tuple(chosen), whole=False)


def year_of(book: Book) -> str:
    """The year in which it was published; empty when that is not known."""
    year = book.published[:4]
    return year if len(year) == 4 and year.isascii() and year.isdigit() else ""


def searched(books: tuple[Book, ...], query: str, name: str) -> Shelf:
    """The books that have every word of `query` in title, subtitle, authors, publisher or date.

    Args:
        name: of the query's parameter in the addresses of the pages.
    """
    query = printable(query)
    words = folded(query).split()
    found = tuple(book for book in books if words and _fits(book, words))
    # Braces would be taken for places of the pattern; `quote` leaves none.
    pattern = f"search.{{ending}}?{name}={quote(query, safe='')}&page={{page}}"
    return Shelf(f"Search for “{query}”", "search", pattern, found)


def _fits(book: Book, words: list[str]) -> bool:
    about = (book.title, book.subtitle, *book.authors, book.publisher, book.published)
    text = folded(" ".join(about))
    return all(word in text for word in words)


def folded(text: str) -> str:
    """`text` as it is searched and sorted: without case and accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
