"""The library as one accessible page: a list that can be searched, a link for every edition."""

from __future__ import annotations

from html import escape
from importlib import resources
from string import Template

from publish.exporters import FORMATS
from publish.library import opds
from publish.library.shelf import Book, File

_SUMMARIES = {f.name: f.summary for f in FORMATS}


def index(books: tuple[Book, ...], title: str, *, podcast: bool) -> str:
    """The page's HTML: works without its script, which only narrows the list while one types.

    Args:
        books: the newest first.
        title: of the library.
        podcast: whether there is a podcast feed beside the page.
    """
    folder = resources.files("publish.library") / "data"
    feeds = [("opds.xml", "OPDS catalogue, for e-readers")]
    if podcast:
        feeds.insert(0, ("podcast.xml", "Podcast feed, for podcast players"))
    count = f"{len(books)} articles" if len(books) != 1 else "1 article"
    return Template((folder / "index.html").read_text("utf-8")).substitute(
        title=escape(title),
        count=count,
        style=(folder / "index.css").read_text("utf-8"),
        script=(folder / "index.js").read_text("utf-8"),
        alternates="\n".join(_alternate(href, title) for href, _ in feeds),
        feeds="\n".join(f'<li><a href="{href}">{name}</a></li>' for href, name in feeds),
        books="\n".join(_book(book) for book in books),
    )


def _alternate(href: str, title: str) -> str:
    """What tells browsers and players of a feed. Both kinds of an OPDS root are one type."""
    kind = "application/rss+xml" if href == "podcast.xml" else opds.CATALOGUE
    name = escape(title, quote=True)
    return f'<link rel="alternate" type="{kind}" href="{href}" title="{name}">'


def _book(book: Book) -> str:
    about = _line("about", ", ".join(book.authors), book.publisher, book.published)
    length = _line("length", book.length)
    links = "\n".join(_link(book, file) for file in book.files)
    own = _language(book)
    subtitle = f"<p {own}>{escape(book.subtitle)}</p>\n" if book.subtitle else ""
    return (
        f'<li class="book">\n<h2 {own}>{escape(book.title)}</h2>\n{subtitle}{about}{length}'
        f'<ul class="editions">\n{links}\n</ul>\n</li>'
    )


def _line(kind: str, *parts: str) -> str:
    line = escape(" · ".join(part for part in parts if part))
    return f'<p class="{kind}">{line}</p>\n' if line else ""


def _language(book: Book) -> str:
    """The attributes of what is in the book's language; the page's own words are English."""
    return f'lang="{escape(book.language, quote=True)}" dir="auto"'


def _link(book: Book, file: File) -> str:
    name = _SUMMARIES.get(file.format, file.format or file.path.suffix.lstrip("."))
    name = name[:1].upper() + name[1:]
    hidden = f'<span class="hidden"><span {_language(book)}>{escape(book.title)}</span>, </span>'
    return (
        f'<li><a href="{escape(file.href, quote=True)}" '
        f'type="{escape(file.media_type, quote=True)}">{hidden}{escape(name)}</a> '
        f"({_size(file.size)})</li>"
    )


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"
