"""From an edition to an EPUB file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from ebooklib import epub

from publish.edition import Edition
from publish.exporters.cover import cover
from publish.exporters.epub.accessibility import Claim, Content, claims
from publish.exporters.epub.documents import (
    LABEL,
    STYLESHEET,
    Document,
    Pages,
    title_of,
)
from publish.exporters.epub.extras import cover_page, sources_page, title_page
from publish.exporters.epub.navigation import Landmark, contents, nav_page, ncx
from publish.exporters.epub.package import modified, new_book, sources
from publish.exporters.epub.writer import RawNav, RawNcx, RawPage, Writer
from publish.exporters.markup import shorten
from publish.exporters.pictures import Picture, Pictures
from publish.files import atomic_path
from publish.report import Notice
from publish.walk import language_of
from publish.wording import wording


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as an EPUB without sound. Raises `OutputError`."""
    pictures = Pictures()
    pages = Pages(edition, pictures)
    articles = list(pages.articles())
    front = cover(edition)
    content = Content(
        described=pictures.described,
        undescribed=pictures.undescribed,
        animated=sum(picture.animated for picture in pictures.kept.values()),
        headings=pages.facts.headings,
        pages=sum(len(document.pages) for document in articles),
    )
    book = new_book(edition, _claims(edition, content), variant="text")
    _fill(book, edition, articles, front)
    for picture in pictures.kept.values():
        name = picture.name.rpartition("/")[2]
        book.add_item(
            epub.EpubItem(f"image-{name}", picture.name, picture.media_type, picture.data)
        )
    with atomic_path(target) as temporary:
        Writer(temporary, book, modified(edition)).write()
    return (*pictures.notices, *pages.facts.notices)


def _claims(edition: Edition, content: Content) -> Iterator[Claim]:
    yield from claims(content, wording(language_of(edition.meta)))
    if content.pages:
        known = sources(edition) or (title_of(edition.meta, edition.parts),)
        yield Claim("pageBreakSource", known[0])


def _fill(book: epub.EpubBook, edition: Edition, articles: list[Document], front: Picture) -> None:
    """Put the pages and the ways through them into `book`, in reading order."""
    words = wording(language_of(edition.meta))
    opening = [cover_page(edition, front)]
    closing: list[Document] = []
    if edition.bound:
        opening.append(title_page(edition))
        index = sources_page(edition, articles)
        closing = [index] if index else []
    points = contents([*articles, *closing], bound=edition.bound)
    # A contents page would only delay a single short article.
    shown = len(articles) > 1
    landmarks = [
        Landmark("cover", words["cover"], opening[0].name),
        *([Landmark("toc", words["contents"], "nav.xhtml#toc")] if shown else []),
        Landmark("bodymatter", words["start"], f"{articles[0].name}#start"),
    ]
    label = shorten(book.title, LABEL)
    nav = RawNav(
        "nav.xhtml",
        words["contents"],
        nav_page(points, landmarks, articles, words, book.language),
    )
    items = {
        document.name: RawPage(document.id, document.name, document.title, document.xhtml, None)
        for document in [*opening, *articles, *closing]
    }
    book.set_cover(front.name, front.data, create_page=False)
    for item in (nav, *items.values()):
        book.add_item(item)
    book.add_item(RawNcx(ncx(points, articles, uid=book.uid, title=label, language=book.language)))
    book.add_item(epub.EpubItem("style", STYLESHEET, "text/css", stylesheet()))
    order = [items[document.name] for document in opening]
    if shown:
        order.append(nav)
    book.spine = [*order, *(items[document.name] for document in [*articles, *closing])]


def stylesheet() -> bytes:
    """The book's CSS."""
    return (resources.files("publish.exporters.epub") / "data" / "style.css").read_bytes()
