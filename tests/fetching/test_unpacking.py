"""Unpacking answers."""

from __future__ import annotations

import gzip
import os
import zlib

import pytest

from publish.fetching.unpacking import UnpackingError, unpacked

TEXT = os.urandom(100_000) + bytes(3_000_000) + b"The end."


def raw(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("size", [7, 1000, 10_000_000])
@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("X-GZIP, identity", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw(TEXT)),
        ("gzip", gzip.compress(TEXT) + b"junk that follows"),
    ],
)
def test_what_was_packed_comes_back(encoding: str, data: bytes, size: int) -> None:
    assert b"".join(unpacked(pieces(data, size), encoding)) == TEXT


def test_a_piece_is_small_however_much_it_stands_for() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert max(map(len, unpacked([bomb], "gzip"))) <= 1 << 16


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,deflate", "br", "zstd", "gzip"])
def test_what_is_not_unpacked(encoding: str) -> None:
    with pytest.raises(UnpackingError):
        list(unpacked([b"not packed"], encoding))
