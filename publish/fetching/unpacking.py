"""Unpacking an answer (Content-Encoding) bit by bit, so that a bomb cannot fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

#: What is asked for. Brotli and Zstandard are not: a few of their bytes may stand for a gigabyte,
#: which their packages unpack at one go.
ACCEPTED = "gzip, deflate"
#: Bytes that are unpacked at a time.
_STEP = 1 << 16
_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


class UnpackingError(Exception):
    """What came is damaged, or packed in a way that is not read; the message says how."""


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """What `pieces` hold, in pieces that are small however much it is.

    Args:
        encoding: the header ``Content-Encoding``.

    Raises:
        UnpackingError
    """
    names = [name for each in encoding.lower().split(",") if (name := each.strip())]
    names = [name for name in names if name != "identity"]
    if not names:
        yield from pieces
        return
    if len(names) > 1:  # no server needs it, and twice a thousandfold is a millionfold
        raise UnpackingError(f"it is packed several times over ({', '.join(names)[:80]})")
    if names[0] not in ("gzip", "x-gzip", "deflate"):
        raise UnpackingError(f"it is packed in a way that was not asked for ({names[0][:40]})")
    try:
        yield from _inflated(pieces, names[0] == "deflate")
    except zlib.error as error:
        raise UnpackingError(f"it is damaged ({error})") from error


def _inflated(pieces: Iterable[bytes], deflate: bool) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_ZLIB if deflate else _GZIP)
    first = deflate
    for piece in pieces:
        rest = piece
        while rest and not unpacker.eof:
            try:
                out = unpacker.decompress(rest, _STEP)
            except zlib.error:
                if not first:
                    raise
                # Some servers leave out the head of zlib that the standard asks for.
                unpacker = zlib.decompressobj(_RAW)
                out = unpacker.decompress(rest, _STEP)
            first = False
            rest = unpacker.unconsumed_tail
            yield out
    yield unpacker.flush()
