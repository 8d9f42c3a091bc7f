"""The library as accessible web pages: one page with everything while it is small, else a page that
leads to its shelves. All work without script, which only searches.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template

from publish.exporters import FORMATS
from publish.library import opds
from publish.library.catalogue import FOLDER, PAGE, Shelf
from publish.library.shelf import Book, File

#: Books up to which one page holds all: 1.2 MB, which a screen reader still goes through at ease.
WHOLE = 500
#: The titles of a large library, for its search.
TITLES = f"{FOLDER}/titles.js"

_SUMMARIES = {f.name: f.summary for f in FORMATS}
_FEEDS = (
    ("podcast.xml", "application/rss+xml", "Podcast feed, for podcast players"),
    # Both kinds of an OPDS root are one type.
    ("opds.xml", opds.CATALOGUE, "OPDS catalogue, for e-readers"),
)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a library.

    Attributes:
        books: the newest first.
        shelves: as the catalogue has them.
        podcast: whether there is a podcast feed beside them.
    """

    title: str
    books: tuple[Book, ...]
    shelves: tuple[Shelf, ...]
    podcast: bool

    def all(self) -> Iterator[tuple[str, str]]:
        """Each file's name, relative to the library's root, and what it holds."""
        if len(self.books) <= WHOLE:
            yield "index.html", self._whole()
            return
        for shelf in self.shelves:
            for number in range(1, shelf.pages + 1):
                yield shelf.address(number, "html"), self._shelf(shelf, number)
        yield TITLES, self._titles()
        yield "index.html", self._root()

    def _whole(self) -> str:
        books = "\n".join(_book(book) for book in self.books)
        main = f'{_part("search.html")}<ul class="books">\n{books}\n</ul>'
        return self._page(self.title, self._head(), main, _part("narrow.js"))

    def _root(self) -> str:
        links = "\n".join(
            f'<li><a href="{shelf.address(1, "html")}">{escape(shelf.title)}</a> '
            f"({_articles(len(shelf.books))})</li>"
            for shelf in self.shelves
        )
        results = '<ul id="results" class="results" hidden></ul>\n'
        main = (
            f'{_part("search.html")}{results}<h2>Shelves</h2>\n<ul class="shelves">\n{links}\n</ul>'
        )
        return self._page(self.title, self._head(), main, _part("search.js"))

    def _shelf(self, shelf: Shelf, number: int) -> str:
        first = (number - 1) * PAGE
        books = shelf.page(number)
        where = f"Articles {first + 1:,} to {first + len(books):,} of {len(shelf.books):,}."
        if shelf.pages > 1:
            where = f"Page {number} of {shelf.pages}. {where}"
        steps = [("../index.html", self.title)]
        for name, page in (
            ("First page", 1 if number > 1 else 0),
            ("Previous page", number - 1),
            ("Next page", number + 1 if number < shelf.pages else 0),
            ("Last page", shelf.pages if number < shelf.pages else 0),
        ):
            if page:
                steps.append((f"../{shelf.address(page, 'html')}", name))
        links = "\n".join(f'<li><a href="{href}">{escape(name)}</a></li>' for href, name in steps)
        head = f'<p>{where}</p>\n<nav aria-label="Pages">\n<ul>\n{links}\n</ul>\n</nav>'
        listed = "\n".join(_book(book, "../") for book in books)
        again = f'<nav aria-label="Pages, again">\n<ul>\n{links}\n</ul>\n</nav>'
        main = f'<ul class="books">\n{listed}\n</ul>\n{again}'
        title = f"{shelf.title}, page {number}" if shelf.pages > 1 else shelf.title
        return self._page(f"{title} – {self.title}", head, main, "", heading=shelf.title)

    def _titles(self) -> str:
        """What is searched in a large library: a script, since pages from a file may load those."""
        rows = []
        for shelf in self.shelves:
            if not shelf.whole:  # each book is on one such shelf
                for at, book in enumerate(shelf.books):
                    address = shelf.address(at // PAGE + 1, "html")
                    about = " · ".join(_about(book))
                    place = f"{address}#{_anchor(book)}"
                    rows.append([book.title, about, place, book.language, book.subtitle])
        table = json.dumps(rows, separators=(",", ":"))
        return f"window.titles = {table};\n"

    def _head(self) -> str:
        count = _articles(len(self.books))
        feeds = "\n".join(
            f'<li><a href="{href}">{name}</a></li>' for href, _, name in self._feeds()
        )
        return (
            f"<p>{count}, each in several editions: to read, to listen to, to print.</p>\n"
            f'<nav aria-label="Feeds">\n<ul>\n{feeds}\n</ul>\n</nav>'
        )

    def _feeds(self) -> tuple[tuple[str, str, str], ...]:
        return _FEEDS if self.podcast else _FEEDS[1:]

    def _page(self, title: str, head: str, main: str, script: str, *, heading: str = "") -> str:
        named = escape(self.title, quote=True)
        alternates = "\n".join(
            f'<link rel="alternate" type="{kind}" href="{href}" title="{named}">'
            for href, kind, _ in self._feeds()
        )
        return Template(_part("page.html")).substitute(
            title=escape(title),
            heading=escape(heading or title),
            head=head,
            main=main,
            alternates="" if heading else alternates,
            style=_part("page.css"),
            script=f"<script>\n{script}</script>" if script else "",
        )


def _part(name: str) -> str:
    return (resources.files("publish.library") / "data" / name).read_text("utf-8")


def _book(book: Book, up: str = "") -> str:
    about = _line("about", _about(book))
    length = _line("length", [book.length])
    links = "\n".join(_link(book, file, up) for file in book.files)
    own = _language(book)
    subtitle = f"<p {own}>{escape(book.subtitle)}</p>\n" if book.subtitle else ""
    picture = ""
    if book.thumbnail:  # the title stands beside it, so that it says nothing more
        address = escape(f"{up}{book.thumbnail.href}", quote=True)
        picture = f'<img class="cover" src="{address}" alt="" loading="lazy">\n'
    return (
        f'<li class="book" id="{_anchor(book)}">\n{picture}<h2 {own}>{escape(book.title)}</h2>\n'
        f'{subtitle}{about}{length}<ul class="editions">\n{links}\n</ul>\n</li>'
    )


def _about(book: Book) -> list[str]:
    parts = (", ".join(book.authors), book.publisher, book.published)
    return [part for part in parts if part]


def _anchor(book: Book) -> str:
    return f"b{book.id.rpartition('-')[2]}"


def _articles(count: int) -> str:
    return f"{count:,} articles" if count != 1 else "1 article"


def _line(kind: str, parts: list[str]) -> str:
    line = escape(" · ".join(part for part in parts if part))
    return f'<p class="{kind}">{line}</p>\n' if line else ""


def _language(book: Book) -> str:
    """The attributes of what is in the book's language; the page's own words are English."""
    return f'lang="{escape(book.language, quote=True)}" dir="auto"'


def _link(book: Book, file: File, up: str) -> str:
    name = _SUMMARIES.get(file.format, file.format or file.path.suffix.lstrip("."))
    name = name[:1].upper() + name[1:]
    hidden = f'<span class="hidden"><span {_language(book)}>{escape(book.title)}</span>, </span>'
    return (
        f'<li><a href="{up}{escape(file.href, quote=True)}" '
        f'type="{escape(file.media_type, quote=True)}">{hidden}{escape(name)}</a> '
        f"({_size(file.size)})</li>"
    )


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    return f"{size / 1_000_000:.1f}\u00a0MB"
