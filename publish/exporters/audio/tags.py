"""What an audio file says of itself, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish import __version__
from publish.edition import Edition
from publish.wording import wording


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags that every format carries as it can; empty where nothing is known.

    Attributes:
        track: number of the file among `tracks`, where a file holds a chapter; else 0.
    """

    title: str
    artist: str
    album: str
    date: str
    genre: str
    comment: str
    description: str
    narrator: str
    publisher: str
    rights: str
    language: str
    cover: bytes = field(default=b"", repr=False)
    track: int = 0
    tracks: int = 0
    encoder: str = f"publish {__version__}"


def tags_of(edition: Edition) -> Tags:
    """The tags of `edition`, from its metadata and its narration."""
    meta = edition.meta
    words = wording(meta.language or "en")
    title = meta.title or words["untitled"]
    narrator = edition.narration.narrator if edition.narration else ""
    return Tags(
        title=title,
        artist=words.join(meta.authors) or meta.publisher,
        album=title,
        date=meta.published,
        genre="Audiobook",
        comment=words.say("source", meta.source) if meta.source else "",
        description=meta.subtitle,
        narrator=narrator,
        publisher=meta.publisher,
        rights=meta.rights,
        language=meta.language,
        cover=edition.options.cover,
    )
