"""Opus, FLAC and Ogg Vorbis: Vorbis comments with chapters and cover."""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from publish.exporters.audio.tags import Tags
from publish.narration.encoding import (
    FLAC_FILE,
    OPUS_FILE,
    VORBIS_FILE,
    Container,
    encode_file,
    portion,
)
from publish.narration.narration import Narration

_FRONT_COVER = 3


def write_opus(narration: Narration, chapters: Sequence[int], path: Path, tags: Tags) -> None:
    """Write chapters as Ogg Opus."""
    _write(narration, chapters, path, tags, OPUS_FILE)


def write_flac(narration: Narration, chapters: Sequence[int], path: Path, tags: Tags) -> None:
    """Write chapters as FLAC."""
    _write(narration, chapters, path, tags, FLAC_FILE)


def write_ogg(narration: Narration, chapters: Sequence[int], path: Path, tags: Tags) -> None:
    """Write chapters as Ogg Vorbis."""
    _write(narration, chapters, path, tags, VORBIS_FILE)


def _write(
    narration: Narration, chapters: Sequence[int], path: Path, tags: Tags, container: Container
) -> None:
    timeline = portion(narration.timeline(), chapters)

    def prepare(out: Any) -> None:
        # FFmpeg would round a chapter's seconds, and writes none into FLAC.
        for number, t in enumerate(timeline, 1):
            out.metadata[f"CHAPTER{number:03}"] = _clock(t.start)
            out.metadata[f"CHAPTER{number:03}NAME"] = t.title
        out.metadata.update(_comments(tags))

    encode_file(narration, chapters, path, container, prepare=prepare)


def _clock(seconds: float) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _comments(tags: Tags) -> dict[str, str]:
    known = {
        "TITLE": tags.title,
        "ARTIST": tags.artist,
        "ALBUM": tags.album,
        "DATE": tags.date,
        "GENRE": tags.genre,
        "COMMENT": tags.comment,
        "DESCRIPTION": tags.description,
        "PERFORMER": tags.narrator,
        "ORGANIZATION": tags.publisher,
        "COPYRIGHT": tags.rights,
        "LANGUAGE": tags.language,
        "ENCODED-BY": tags.encoder,
        "TRACKNUMBER": str(tags.track or ""),
        "TRACKTOTAL": str(tags.tracks or ""),
        "METADATA_BLOCK_PICTURE": _picture(tags.cover),
    }
    return {name: text for name, text in known.items() if text}


def _picture(cover: bytes) -> str:
    """The cover as a comment: a FLAC picture block in base64 (its measures may be 0: unknown)."""
    if not cover:
        return ""
    kind = b"image/png" if cover.startswith(b"\x89PNG") else b"image/jpeg"
    head = struct.pack(">II", _FRONT_COVER, len(kind)) + kind
    block = head + struct.pack(">IIIIII", 0, 0, 0, 0, 0, len(cover)) + cover
    return base64.b64encode(block).decode("ascii")
