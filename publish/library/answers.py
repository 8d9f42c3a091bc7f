"""What the server answers and no file can hold: searches, and documents that name the server."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from publish.errors import InputMissing
from publish.library import catalogue, opds, podcast, shelf

#: What is made for each request: addresses in it must be those under which the client came, which
#: behind a name or a proxy is none that the server knows.
DYNAMIC = frozenset({"podcast.xml", "opensearch.xml", "search.xml", "search.json"})


class Answers:
    """Makes what no file can hold. The library is read once, when it is first asked for.

    Args:
        root: the library's folder.
        title: of the library.
    """

    def __init__(self, root: Path, title: str) -> None:
        self.root = root
        self.title = shelf.printable(title)
        self._reading = threading.Lock()
        self._books: tuple[shelf.Book, ...] | None = None

    @property
    def books(self) -> tuple[shelf.Book, ...]:
        """All of the library, the newest first."""
        with self._reading:
            if self._books is None:
                self._books = shelf.books(self.root)
            return self._books

    def answer(self, name: str, base: str, asked: Mapping[str, str]) -> bytes:
        """The document called `name`, one of `DYNAMIC`.

        Args:
            base: the address under which the client came, with a slash at the end.
            asked: the parameters of its request.

        Raises:
            InputMissing: the library holds no editions, or none to listen to.
        """
        if name == "podcast.xml" and not any(book.audio for book in self.books):
            raise InputMissing("There is nothing to listen to in this library.")
        if name == "podcast.xml":
            artwork = "podcast.jpg" if (self.root / "podcast.jpg").is_file() else ""
            return podcast.feed(self.books, base, self.title, artwork)[0]
        shelves = catalogue.shelves(self.books, self.title)
        library = opds.Library(self.title, base, shelves, search=True)
        if name == "opensearch.xml":
            return opds.search_description(library)
        # OpenSearch leaves the parameter's name to the server, OPDS 2.0 does not.
        parameter = "q" if name.endswith(".xml") else "query"
        found = catalogue.searched(self.books, asked.get(parameter, "")[:_QUERY], parameter)
        number = _number(asked.get("page", ""), found.pages)
        if name.endswith(".xml"):
            return opds.page_atom(library, found, number)
        return opds.page_json(library, found, number).encode()


#: Characters of a query: more than anyone types.
_QUERY = 200


def _number(text: str, most: int) -> int:
    found = int(text[:9]) if text.isascii() and text.isdigit() else 1
    return min(max(found, 1), most)
