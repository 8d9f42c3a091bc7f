"""From an edition to an EPUB file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from ebooklib import epub

from publish.edition import Edition
from publish.exporters.cover import cover
from publish.exporters.epub.accessibility import Claim, Content, claims, conforms
from publish.exporters.epub.documents import (
    LABEL,
    STYLESHEET,
    Document,
    Pages,
    title_of,
)
from publish.exporters.epub.extras import cover_page, sources_page, title_page
from publish.exporters.epub.navigation import Landmark, contents, nav_page, ncx
from publish.exporters.epub.overlay import (
    ACTIVE_CLASS,
    PLAYING_CLASS,
    Overlay,
    clips,
    clock,
    overlay,
)
from publish.exporters.epub.package import modified, new_book, sources
from publish.exporters.epub.sound import Track, tracks
from publish.exporters.epub.writer import MadeItem, RawNav, RawNcx, RawPage, Writer
from publish.exporters.markup import shorten
from publish.exporters.pictures import Pictures
from publish.files import atomic_path
from publish.registry import unknown_name
from publish.report import Notice
from publish.walk import language_of
from publish.wording import wording

if TYPE_CHECKING:
    from publish.narration.narration import Narration

#: The stylesheet of each profile.
PROFILES = {"dyslexic": "dyslexic.css", "large-print": "large-print.css"}


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as an EPUB without sound.

    Raises:
        InputUnusable: the user's own cover cannot be read.
        OutputError: the file cannot be written.
    """
    return _Builder(edition, None).write(target)


def export_audio(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as an EPUB that reads itself aloud.

    Raises:
        NarrationError: something could not be spoken, or there is no narration.
        InputUnusable, OutputError: as `export`.
    """
    from publish.exporters.audio import narration_of

    return _Builder(edition, narration_of(edition)).write(target)


class _Builder:
    """Builds one book; with a narration, one that reads itself aloud."""

    def __init__(self, edition: Edition, narration: Narration | None) -> None:
        self.timeline = narration.timeline() if narration else ()
        if narration and edition.options.epub.words:
            from publish.exporters.epub.words import timed_words

            edition, self.timeline = timed_words(edition, self.timeline)
        self.edition = edition
        self.narration = narration
        self.words = wording(language_of(edition.meta))
        self.pictures = Pictures()
        pages = Pages(edition, self.pictures)
        self.articles = list(pages.articles())
        self.front = cover(edition)
        self.tracks: tuple[Track, ...] = ()
        self.overlays = self._overlays()
        self.facts = pages.facts

    def _overlays(self) -> dict[str, Overlay]:
        """The overlay of each page that has one, by the page's name."""
        if self.narration is None:
            return {}
        shown = (anchor.id for document in self.articles for anchor in document.anchors)
        heard = clips(self.timeline, self.narration.script, shown)
        self.tracks, placed = tracks(heard, self.articles)
        made = (overlay(document, placed) for document in self.articles)
        return {each.document: each for each in made if each}

    def write(self, target: Path) -> tuple[Notice, ...]:
        """Write the book and say what it could not carry over."""
        content = self._content()
        variant = "audio" if self.narration else "text"
        book = new_book(self.edition, self._claims(content), variant=variant)
        self._fill(book)
        self._add_pictures(book)
        self._add_sound(book)
        with atomic_path(target) as temporary:
            Writer(temporary, book, modified(self.edition)).write()
        return (*self.pictures.notices, *self.facts.notices, *self._unclaimed(content))

    def _content(self) -> Content:
        return Content(
            described=self.pictures.described,
            undescribed=self.pictures.undescribed,
            animated=sum(picture.animated for picture in self.pictures.kept.values()),
            headings=self.facts.headings,
            pages=sum(len(document.pages) for document in self.articles),
            narrator=self.narration.narrator if self.narration and self.overlays else "",
        )

    def _claims(self, content: Content) -> Iterator[Claim]:
        yield from claims(content, self.words, self.edition.options.epub.certifier)
        if content.pages:
            meta = self.edition.meta
            known = sources(self.edition) or (title_of(meta, self.edition.parts),)
            yield Claim("pageBreakSource", known[0])
        if self.overlays:
            for each in self.overlays.values():
                yield Claim("media:duration", clock(each.duration), refines=each.id)
            total = sum(each.duration for each in self.overlays.values())
            yield Claim("media:duration", clock(total))
            yield Claim("media:narrator", content.narrator)
            yield Claim("media:active-class", ACTIVE_CLASS)
            yield Claim("media:playback-active-class", PLAYING_CLASS)

    def _unclaimed(self, content: Content) -> Iterator[Notice]:
        if self.edition.options.epub.certifier and not conforms(content):
            yield Notice(
                "epub-not-certified",
                "The book is not marked as certified: pictures lack descriptions, or move.",
            )

    def _fill(self, book: epub.EpubBook) -> None:
        """Put the pages and the ways through them into `book`, in reading order."""
        edition, words, articles = self.edition, self.words, self.articles
        opening = [cover_page(edition, self.front)]
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
        markup = nav_page(points, landmarks, articles, words, book.language)
        nav = RawNav("nav.xhtml", words["contents"], markup)
        items = {
            document.name: RawPage(
                document.id,
                document.name,
                document.title,
                document.xhtml,
                self.overlays[document.name].id if document.name in self.overlays else None,
            )
            for document in [*opening, *articles, *closing]
        }
        book.set_cover(self.front.name, self.front.data, create_page=False)
        for item in (nav, *items.values()):
            book.add_item(item)
        label = shorten(book.title, LABEL)
        made = ncx(points, articles, uid=book.uid, title=label, language=book.language)
        book.add_item(RawNcx(made))
        style = stylesheet(edition.options.epub.profiles, aloud=bool(self.overlays))
        book.add_item(epub.EpubItem("style", STYLESHEET, "text/css", style))
        order = [items[document.name] for document in opening]
        if shown:
            order.append(nav)
        book.spine = [*order, *(items[document.name] for document in [*articles, *closing])]

    def _add_pictures(self, book: epub.EpubBook) -> None:
        for picture in self.pictures.kept.values():
            name = f"image-{picture.name.rpartition('/')[2]}"
            book.add_item(epub.EpubItem(name, picture.name, picture.media_type, picture.data))

    def _add_sound(self, book: epub.EpubBook) -> None:
        """The overlays, and the sound of each chapter that they play."""
        narration = self.narration
        if narration is None:
            return
        for each in self.overlays.values():
            book.add_item(epub.EpubSMIL(each.id, each.name, each.smil.encode("utf-8")))
        from publish.narration.codecs import MP3
        from publish.narration.encoding import encode_ahead

        whole = [(track.whole,) for track in self.tracks if track.whole is not None]
        encode_ahead(narration, whole, MP3)
        for track in self.tracks:
            make = partial(track.write, narration)
            book.add_item(MadeItem(track.id, track.name, "audio/mpeg", make))


def stylesheet(profiles: Sequence[str] = (), *, aloud: bool = False) -> bytes:
    """The book's CSS, with that of the profiles after it. Raises `UnknownName`.

    Args:
        aloud: with the marks of what is being read, which a book without sound may not have.
    """
    folder = resources.files("publish.exporters.epub") / "data"
    for name in profiles:
        if name not in PROFILES:
            raise unknown_name("EPUB profile", name, list(PROFILES))
    names = ["style.css", *(PROFILES[name] for name in profiles)]
    names += ["aloud.css"] if aloud else []
    return b"\n".join((folder / name).read_bytes() for name in names)
