"""What stands in a folder of editions: read from the state files that builds leave there."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from publish.errors import InputMissing
from publish.state import FILE_NAME

#: IANA media types by ending; the longest ending that fits wins.
MEDIA_TYPES = {
    ".brf": "application/x-brf",
    ".changes.json": "application/json",
    ".daisy.zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".flac": "audio/flac",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".lrc": "text/plain",
    ".m3u8": "audio/mpegurl",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".md": "text/markdown",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".pdf": "application/pdf",
    ".pef": "application/x-pef+xml",
    ".png": "image/png",
    ".srt": "application/x-subrip",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".wav": "audio/wav",
    ".xml": "application/xml",
    ".zip": "application/zip",
}

#: What becomes of an address when it is taken for a path.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:[/\\]", re.I)

#: What the names of a book's pictures end in: see `publish.library.covers`.
COVER, THUMBNAIL = ".cover.jpg", ".thumbnail.jpg"

#: What a podcast client plays, in order of preference: MP3 plays everywhere, WAV hardly.
AUDIO = (".mp3", ".m4b", ".ogg", ".opus", ".flac", ".wav")


@dataclass(frozen=True, slots=True)
class File:
    """One edition on disk. `href` is relative to the library's root, percent-encoded."""

    path: Path
    href: str
    format: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Book:
    """One article or bound book with all its editions.

    Attributes:
        id: a URN that stays the same while the source does.
        seconds: of speech; 0 where there is none.
        cover, thumbnail: pictures of it, where they were made.
    """

    id: str
    title: str
    subtitle: str
    authors: tuple[str, ...]
    publisher: str
    published: str
    modified: str
    language: str
    source: str
    words: int
    seconds: float
    files: tuple[File, ...]
    cover: File | None = None
    thumbnail: File | None = None

    @property
    def audio(self) -> File | None:
        """The file that a podcast client should play."""
        for ending in AUDIO:
            for file in self.files:
                if file.path.name.endswith(ending) and file.format != "epub-audio":
                    return file
        return None

    @property
    def length(self) -> str:
        """How long it is, in words for people; empty where that is not known."""
        parts = []
        if self.words:
            parts.append(f"{self.words:,} words" if self.words != 1 else "1 word")
        if self.seconds:
            minutes = max(1, round(self.seconds / 60))
            parts.append(f"{minutes} minutes of speech" if minutes != 1 else "1 minute of speech")
        return ", ".join(parts)

    def with_ending(self, *endings: str) -> File | None:
        """The first file with one of `endings`."""
        for ending in endings:
            for file in self.files:
                if file.path.name.endswith(ending):
                    return file
        return None


def picture_beside(edition: Path, ending: str) -> Path:
    """Where a picture of `edition`, an EPUB, stands; `ending` is `COVER` or `THUMBNAIL`."""
    stem = edition.name.removesuffix(".epub").removesuffix(".audio")
    return edition.with_name(f"{stem}{ending}")


def with_pictures(book: Book, root: Path) -> Book:
    """`book` with the pictures that are there of it."""
    edition = book.with_ending(".epub")
    if edition is None:
        return book
    large, small = (picture_beside(edition.path, ending) for ending in (COVER, THUMBNAIL))
    try:
        return replace(book, cover=_file(large, root, ""), thumbnail=_file(small, root, ""))
    except OSError:
        return book


def printable(text: str) -> str:
    """`text` without the characters that XML and UTF-8 cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and not _barred(c)))


def _barred(c: str) -> bool:
    return "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff"


def media_type(name: str) -> str:
    """The IANA media type of a file called `name`."""
    fitting = [ending for ending in MEDIA_TYPES if name.lower().endswith(ending)]
    return MEDIA_TYPES[max(fitting, key=len)] if fitting else "application/octet-stream"


def books(root: Path) -> tuple[Book, ...]:
    """Every book in `root` and the folders below it, the newest first.

    Raises:
        InputMissing: there is no such folder, or no build has left editions there.
    """
    if _ADDRESS.match(str(root)):
        raise InputMissing(
            f"{root} is no folder of this machine.", "Copy the library to one, and name that."
        )
    if not root.is_dir():
        raise InputMissing(f"There is no folder {root}.", "Build something first: publish build")
    found = list(_books(root))
    if not found:
        raise InputMissing(
            f"{root} holds no editions made by publish.", "Build something first: publish build"
        )
    found.sort(key=lambda book: (book.title.casefold(), book.id))
    found.sort(key=lambda book: book.published, reverse=True)
    return tuple(found)


def _books(root: Path) -> Iterator[Book]:
    for state in sorted(root.rglob(FILE_NAME)):
        try:
            table = json.loads(state.read_text("utf-8"))
            about = table["article"]
            editions = sorted(table["editions"].items())
            files = tuple(
                _file(state.parent / name, root, str(entry.get("format", "")))
                for name, entry in editions
                if (state.parent / name).is_file()
            )
            if files:
                book = _book(about, files, state.parent.relative_to(root))
                yield with_pictures(book, root)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue  # a damaged state file hides its book until the next build mends it


def _file(path: Path, root: Path, format_name: str) -> File:
    href = "/".join(quote(part) for part in path.relative_to(root).parts)
    return File(path, href, format_name, media_type(path.name), path.stat().st_size)


def _book(about: dict[str, object], files: tuple[File, ...], folder: Path) -> Book:
    def text(name: str) -> str:
        return printable(str(about.get(name, "") or ""))

    name = f"publish:{text('source')}:{folder.as_posix()}"
    authors = about.get("authors", ())
    seconds, words = about.get("seconds", 0), about.get("words", 0)
    return Book(
        id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
        title=text("title") or folder.name,
        subtitle=text("subtitle"),
        authors=tuple(printable(str(a)) for a in authors) if isinstance(authors, list) else (),
        publisher=text("publisher"),
        published=text("published"),
        modified=text("modified"),
        language=text("language") or "en",
        source=text("source"),
        words=words if isinstance(words, int) else 0,
        seconds=float(seconds) if isinstance(seconds, int | float) else 0.0,
        files=files,
    )
