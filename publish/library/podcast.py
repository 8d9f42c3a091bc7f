"""A podcast feed: RSS 2.0 with the iTunes and Podcasting 2.0 tags, by feedgen.

Tags after https://help.apple.com/itc/podcasts_connect (itunes) and
https://podcastindex.org/namespace/1.0 (podcast).
"""

from __future__ import annotations

import datetime
import json
import uuid
from pathlib import Path
from typing import Any

from publish.errors import extra_missing
from publish.library.shelf import Book, File
from publish.report import Notice

_PODCAST = "https://podcastindex.org/namespace/1.0"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
#: What the podcast namespace makes a feed's ``guid`` of, with the feed's address.
_GUIDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


def feed(
    books: tuple[Book, ...], base: str, title: str, artwork: str = ""
) -> tuple[bytes, tuple[Notice, ...]]:
    """The feed of all books that have an audio edition.

    Args:
        base: the address under which the library's root is served, with a slash at its end.
        title: of the whole podcast.
        artwork: the address of its picture, relative to the root; empty for none.

    Returns:
        The RSS document, and a notice for each book without audio.

    Raises:
        NeedsExtra: feedgen is not installed.
    """
    try:
        from feedgen.feed import FeedGenerator
    except ImportError:
        raise extra_missing("The podcast feed", "serve") from None

    spoken = [(book, book.audio) for book in books]
    notices = tuple(
        Notice("no-audio", f"“{book.title}” has no audio edition and is not in the podcast feed.")
        for book, audio in spoken
        if audio is None
    )
    generator = FeedGenerator()
    generator.load_extension("podcast")
    generator.register_extension("transcripts", _feed_extension(), _entry_extension())
    generator.title(title)
    generator.id(base)
    generator.link(href=f"{base}podcast.xml", rel="self")
    generator.link(href=base, rel="alternate")  # the last one is RSS's own link
    generator.description(f"{title}: articles read aloud.")
    generator.generator("publish")
    languages = [book.language for book, audio in spoken if audio]
    generator.language(max(languages, key=languages.count, default="en"))
    generator.podcast.itunes_author(title)
    generator.podcast.itunes_category("Education")
    if artwork:
        # feedgen takes only addresses that end in .jpg or .png, which ours does.
        generator.podcast.itunes_image(base + artwork)
        generator.image(url=base + artwork, title=title, link=base)
    generator.transcripts.guid = _guid(f"{base}podcast.xml")
    generator.lastBuildDate(_newest(books))
    for book, audio in spoken:
        if audio:
            _add(generator, book, audio, base)
    return generator.rss_str(pretty=True), notices


def chapters(audio: Path) -> str:
    """The chapters of an audio file as Podcasting 2.0's JSON; empty where it has none."""
    import av

    try:
        with av.open(str(audio)) as container:
            found = [
                {
                    "startTime": round(float(chapter["start"] * (chapter["time_base"] or 0)), 3),
                    "title": str(chapter["metadata"].get("title", "")),
                }
                for chapter in container.chapters()
            ]
    except (av.FFmpegError, OSError):
        return ""
    if len(found) < 2:
        return ""
    return json.dumps({"version": "1.2.0", "chapters": found}, ensure_ascii=False, indent=1) + "\n"


def chapters_name(audio: File) -> str:
    """The address of an audio file's chapters, relative to the library's root."""
    return audio.href.rsplit(".", 1)[0] + ".chapters.json"


def _add(generator: Any, book: Book, audio: File, base: str) -> None:
    entry = generator.add_entry(order="append")
    entry.guid(book.id, permalink=False)
    entry.title(book.title)
    entry.description(book.subtitle or f"{book.title}, read aloud.")
    entry.enclosure(base + audio.href, str(audio.size), audio.media_type)
    if book.source.startswith(("http://", "https://")):
        entry.link(href=book.source, rel="alternate")
    when = moment(book.published)
    if when:
        entry.pubDate(when)
    for author in book.authors:
        entry.author(name=author, email="")
    named = ", ".join(book.authors) or book.publisher
    entry.podcast.itunes_author(named or None)
    entry.podcast.itunes_duration(_clock(book.seconds) if book.seconds else None)
    extra = entry.transcripts
    for ending in (".vtt", ".srt"):
        file = book.with_ending(ending)
        if file:
            extra.links.append((base + file.href, file.media_type, book.language))
    if book.cover:
        # Not itunes:image, which has to be a square.
        extra.picture = base + book.cover.href
    beside = audio.path.with_suffix(".chapters.json")
    if beside.is_file():
        extra.chapters = base + chapters_name(audio)


def moment(date: str) -> datetime.datetime | None:
    """Noon in UTC of an ISO 8601 date, whose day then is the same in nearly every time zone."""
    try:
        day = datetime.date.fromisoformat((date + "-01-01")[:10] if len(date) < 10 else date[:10])
    except ValueError:
        return None
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)


def _newest(books: tuple[Book, ...]) -> datetime.datetime:
    # Not the clock: the same library gives the same feed.
    moments = [moment(book.modified or book.published) for book in books]
    known = [each for each in moments if each]
    return max(known, default=datetime.datetime(2000, 1, 1, 12, tzinfo=datetime.UTC))


def _guid(address: str) -> str:
    """The feed's id in the podcast namespace: of its address without scheme and last slashes."""
    return str(uuid.uuid5(_GUIDS, address.partition("://")[2].rstrip("/")))


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _feed_extension() -> type:
    from feedgen.ext.base import BaseExtension
    from feedgen.util import xml_elem

    class Feed(BaseExtension):  # type: ignore[misc]
        def __init__(self) -> None:
            self.guid = ""

        def extend_ns(self) -> dict[str, str]:
            return {"podcast": _PODCAST}

        def extend_rss(self, rss: Any) -> Any:
            channel = rss[0]
            # feedgen knows the old values only, "yes" and "no".
            xml_elem(f"{{{_ITUNES}}}explicit", channel).text = "false"
            xml_elem(f"{{{_PODCAST}}}guid", channel).text = self.guid
            xml_elem(f"{{{_PODCAST}}}medium", channel).text = "podcast"
            return rss

    return Feed


def _entry_extension() -> type:
    from feedgen.ext.base import BaseEntryExtension
    from feedgen.util import xml_elem

    class Entry(BaseEntryExtension):  # type: ignore[misc]
        def __init__(self) -> None:
            self.links: list[tuple[str, str, str]] = []
            self.chapters = ""
            self.picture = ""

        def extend_rss(self, entry: Any) -> Any:
            xml_elem(f"{{{_ITUNES}}}explicit", entry).text = "false"
            for url, media_type, language in self.links:
                node = xml_elem(f"{{{_PODCAST}}}transcript", entry)
                node.set("url", url)
                node.set("type", media_type)
                node.set("language", language)
            if self.chapters:
                node = xml_elem(f"{{{_PODCAST}}}chapters", entry)
                node.set("url", self.chapters)
                node.set("type", "application/json+chapters")
            if self.picture:
                xml_elem(f"{{{_PODCAST}}}images", entry).set("srcset", f"{self.picture} 600w")
            return entry

    return Entry
