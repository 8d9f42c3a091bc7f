"""The library as one accessible page: a list that can be searched, a link for every edition."""

from __future__ import annotations

from html import escape
from importlib import resources
from string import Template

from publish.exporters import FORMATS
from publish.library.shelf import Book, File

_SUMMARIES = {f.name: f.summary for f in FORMATS}


def index(books: tuple[Book, ...], title: str, *, podcast: bool) -> str:
    """The page's HTML: works without its script, which only narrows the list while one types."""
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
        feeds="\n".join(f'<li><a href="{href}">{name}</a></li>' for href, name in feeds),
        books="\n".join(_book(book) for book in books),
    )


def _book(book: Book) -> str:
    about = [", ".join(book.authors), book.publisher, book.published]
    if book.words:
        about.append(f"{book.words:,} words")
    if book.seconds:
        about.append(f"{max(1, round(book.seconds / 60))} minutes of speech")
    line = escape(" · ".join(part for part in about if part))
    links = "\n".join(_link(book, file) for file in book.files)
    subtitle = f"<p>{escape(book.subtitle)}</p>\n" if book.subtitle else ""
    return (
        f'<li class="book" lang="{escape(book.language, quote=True)}">\n'
        f"<h2>{escape(book.title)}</h2>\n{subtitle}"
        + (f'<p class="about">{line}</p>\n' if line else "")
        + f'<ul class="editions">\n{links}\n</ul>\n</li>'
    )


def _link(book: Book, file: File) -> str:
    name = _SUMMARIES.get(file.format, file.format or file.path.suffix.lstrip("."))
    hidden = f'<span class="hidden">{escape(book.title)}, </span>'
    return (
        f'<li lang="en"><a href="{escape(file.href, quote=True)}" '
        f'type="{escape(file.media_type, quote=True)}">{hidden}{escape(name)}</a> '
        f"({_size(file.size)})</li>"
    )


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"
