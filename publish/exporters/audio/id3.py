"""ID3v2.3 tags with chapters, by mutagen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from publish.exporters.audio.tags import Tags
from publish.narration.narration import ChapterTiming

#: A table of contents counts its entries in one byte, so that a long book has tables in a table.
_MOST = 255

#: Milliseconds are 32 bits in a CHAP frame: 49 days.
_UNKNOWN = 0xFFFF_FFFF

#: Bytes of the header of a tag, and of that of a frame.
_HEADER = 10


def render(tags: Tags, chapters: Sequence[ChapterTiming] = ()) -> bytes:
    """`tags` and `chapters` as they stand at the head of an MP3.

    ID3v2.3, since that is the one version every player reads (and what the chapter standard was
    written for).
    """
    id3 = _library()
    frames = id3.ID3()
    texts = (
        (id3.TIT2, tags.title),
        (id3.TPE1, tags.artist),
        (id3.TALB, tags.album),
        (id3.TCON, tags.genre),
        (id3.TPUB, tags.publisher),
        (id3.TCOP, tags.rights),
        (id3.TDRC, tags.date),
        (id3.TSSE, tags.encoder),
        (id3.TIT3, tags.description),
        (id3.TRCK, f"{tags.track}/{tags.tracks}" if tags.track else ""),
    )
    for frame, text in texts:
        if text:
            frames.add(frame(encoding=3, text=[text]))
    if tags.comment:
        frames.add(id3.COMM(encoding=3, lang="und", desc="", text=[tags.comment]))
    if tags.narrator:
        frames.add(id3.TXXX(encoding=3, desc="NARRATOR", text=[tags.narrator]))
    if tags.cover:
        kind = "image/png" if tags.cover.startswith(b"\x89PNG") else "image/jpeg"
        frames.add(id3.APIC(encoding=3, mime=kind, type=3, desc="", data=tags.cover))
    _chapters(frames, chapters)
    frames.update_to_v23()
    out = io.BytesIO()
    frames.save(out, v1=0, v2_version=3, padding=lambda info: 0)
    return _in_order(out.getvalue())


def _in_order(tag: bytes) -> bytes:
    """The tag with its chapters last, as they follow: mutagen sorts frames by their size."""
    frames: list[tuple[int, int, bytes]] = []
    at = _HEADER
    while at + _HEADER <= len(tag) and tag[at]:
        name, size = tag[at : at + 4], int.from_bytes(tag[at + 4 : at + 8], "big")
        whole = tag[at : at + _HEADER + size]
        at += len(whole)
        start = 0
        if name == b"CHAP":
            behind = whole.index(0, _HEADER) + 1  # the element's id ends in a zero
            start = int.from_bytes(whole[behind : behind + 4], "big")
        frames.append(({b"CHAP": 2, b"CTOC": 1}.get(name, 0), start, whole))
    frames.sort(key=lambda frame: frame[:2])
    return tag[:_HEADER] + b"".join(whole for _, _, whole in frames)


def _chapters(frames: Any, chapters: Sequence[ChapterTiming]) -> None:
    id3 = _library()
    names: list[str] = []
    for number, chapter in enumerate(chapters):
        name = f"chp{number}"
        title = id3.TIT2(encoding=3, text=[chapter.title])
        frames.add(
            id3.CHAP(
                element_id=name,
                start_time=round(chapter.start * 1000),
                end_time=round((chapter.start + chapter.duration) * 1000),
                start_offset=_UNKNOWN,
                end_offset=_UNKNOWN,
                sub_frames=[title],
            )
        )
        names.append(name)
    if not names:
        return
    groups = [names[i : i + _MOST] for i in range(0, len(names), _MOST)]
    top, ordered = id3.CTOCFlags.TOP_LEVEL, id3.CTOCFlags.ORDERED
    if len(groups) == 1:
        frames.add(_contents("toc", top | ordered, names))
        return
    tables = [f"toc{number}" for number in range(1, len(groups) + 1)]
    frames.add(_contents("toc", top | ordered, tables))
    for name, group in zip(tables, groups, strict=True):
        frames.add(_contents(name, ordered, group))


def _contents(name: str, flags: int, children: Sequence[str]) -> Any:
    return _library().CTOC(
        element_id=name, flags=flags, child_element_ids=list(children), sub_frames=[]
    )


def _library() -> Any:
    """mutagen's frames; the library has no types."""
    return import_module("mutagen.id3")
