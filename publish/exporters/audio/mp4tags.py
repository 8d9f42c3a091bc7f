"""Apple's metadata of an audiobook: the items of ``ilst``."""

from __future__ import annotations

import struct

from publish.exporters.audio.tags import Tags

_UTF8, _JPEG, _PNG, _INTEGER = 1, 13, 14, 21
_AUDIOBOOK = 2


def items(tags: Tags) -> bytes:
    """`tags` as the content of ``ilst``."""
    texts = (
        (b"\xa9nam", tags.title),
        (b"\xa9ART", tags.artist),
        (b"aART", tags.artist),
        (b"\xa9alb", tags.album),
        (b"\xa9day", tags.date),
        (b"\xa9gen", tags.genre),
        (b"\xa9cmt", tags.comment),
        (b"desc", tags.description),
        (b"ldes", tags.description),
        (b"\xa9nrt", tags.narrator),
        (b"\xa9pub", tags.publisher),
        (b"cprt", tags.rights),
        (b"\xa9too", tags.encoder),
    )
    found = [_item(name, _UTF8, text.encode("utf-8")) for name, text in texts if text]
    found.append(_item(b"stik", _INTEGER, bytes((_AUDIOBOOK,))))
    if tags.track:
        found.append(_item(b"trkn", 0, struct.pack(">HHHH", 0, tags.track, tags.tracks, 0)))
    if tags.cover:
        kind = _PNG if tags.cover.startswith(b"\x89PNG") else _JPEG
        found.append(_item(b"covr", kind, tags.cover))
    return b"".join(found)


def _item(name: bytes, kind: int, value: bytes) -> bytes:
    data = struct.pack(">I4sII", 16 + len(value), b"data", kind, 0) + value
    return struct.pack(">I4s", 8 + len(data), name) + data
