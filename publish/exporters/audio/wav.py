"""WAV: the speech, uncompressed."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

from publish.exporters.audio.tags import Tags
from publish.narration.encoding import portion
from publish.narration.narration import Narration

#: What a WAV's 32-bit sizes can tell; longer sound is written as RF64 (EBU Tech 3306).
_MOST = 0xFFFF_FFFF - 1024


def write(narration: Narration, chapters: Sequence[int], path: Path, tags: Tags) -> None:
    """Write chapters one behind the other: 16-bit mono.

    Chapters stand in a ``cue`` chunk with their titles, as editors of sound read them.
    """
    timeline = portion(narration.timeline(), chapters)
    rate = narration.sample_rate
    length = sum(round(t.duration * rate) for t in timeline)
    marks = _marks([(round(t.start * rate), t.title) for t in timeline])
    with path.open("wb") as file:
        file.write(_header(length, rate, marks))
        for chapter in chapters:
            for piece in narration.pcm(chapter):
                file.write(piece)
        file.write(marks)


def _header(samples: int, rate: int, after: bytes) -> bytes:
    size = 2 * samples
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16)
    whole = 4 + 36 + len(form) + 8 + size + len(after)
    if whole > _MOST:
        sizes = struct.pack("<4sIQQQI", b"ds64", 28, whole, size, samples, 0)
        return b"RF64\xff\xff\xff\xffWAVE" + sizes + form + b"data\xff\xff\xff\xff"
    # The place that ds64 would take is kept, so that both forms are laid out alike.
    filler = struct.pack("<4sI28x", b"JUNK", 28)
    return struct.pack("<4sI4s", b"RIFF", whole, b"WAVE") + filler + form + _chunk(b"data", size)


def _chunk(name: bytes, size: int) -> bytes:
    return struct.pack("<4sI", name, size)


def _marks(starts: list[tuple[int, str]]) -> bytes:
    """Chapters as ``cue`` points with ``labl`` titles; only where the 32-bit places reach."""
    kept = [(at, title) for at, title in starts if at <= 0xFFFF_FFFF]
    points = b"".join(
        struct.pack("<II4sIII", number, at, b"data", 0, 0, at)
        for number, (at, _) in enumerate(kept, 1)
    )
    cue = _chunk(b"cue ", 4 + len(points)) + struct.pack("<I", len(kept)) + points
    labels = b"adtl"
    for number, (_, title) in enumerate(kept, 1):
        text = title.encode("utf-8") + b"\0"
        label = struct.pack("<I", number) + text
        labels += _chunk(b"labl", len(label)) + label + bytes(len(label) % 2)
    return cue + _chunk(b"LIST", len(labels)) + labels
