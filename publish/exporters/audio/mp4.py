"""Writing an audiobook in MP4 (ISO 14496-12, -14; Apple's metadata and chapter track).

FFmpeg's muxer, fed with ready packets, costs 4 µs and 73 bytes of memory a packet: of a book of
240,000 s that is 20 s and 380 MB. Here the sizes of the packets go into the file as they come, to
their place in the index, which stands before the sound, so that a player can start at once.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

import numpy as np

_UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_TRACK_SOUND, _TRACK_CHAPTERS, _TRACK_COVER = 1, 2, 3

#: Time units a second of the movie and of the chapter track.
MOVIE_SCALE = 1000

#: Packets that lie together in the file. Half a megabyte at most: what players read at once.
_CHUNK = 256

#: Nero's chapter list counts in one byte; the chapter track, which has no such limit, is what
#: players go by where there is one.
_NERO_MOST = 255


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter: its title, its start and its end in seconds."""

    title: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sound:
    """The encoded sound.

    Attributes:
        packets: how many there are.
        frame: samples a packet.
        priming: samples at the start that are not heard.
        length: samples that are heard.
        bit_rate: about how many bits a second there will be.
        config: AudioSpecificConfig.
    """

    packets: int
    rate: int
    frame: int
    priming: int
    length: int
    bit_rate: int
    config: bytes


def write(
    file: BinaryIO,
    sound: Sound,
    data: Iterable[tuple[Sequence[int], bytes]],
    marks: Sequence[Mark],
    tags: bytes,
) -> None:
    """Write a whole file.

    Args:
        file: must be seekable: the index is filled in at the end, in the place kept for it.
        data: packets in order, in runs: the size of each in bytes, and all of them joined.
        tags: the content of ``ilst``, as `mp4tags.items` makes it.

    Raises:
        ValueError: `data` holds another number of packets than `sound` says.
    """
    head = _box(b"ftyp", b"M4B ", struct.pack(">I", 0), b"M4B mp42isom")
    texts = [_chapter_sample(mark.title) for mark in marks]
    # Twice what is to be expected decides about 64-bit places: an encoder keeps its rate better.
    expected = sound.packets * sound.frame / sound.rate * sound.bit_rate / 8
    wide = 2 * expected + sum(map(len, texts)) > 0xF000_0000
    chunks = _Chunks()
    before, after = _moov(sound, chunks, texts, marks, tags, 0, wide)
    sizes = len(head) + len(before)
    begin = sizes + 4 * sound.packets + len(after) + 16
    for run, packets in data:
        if chunks.packets + len(run) > sound.packets:
            raise ValueError(f"more than {sound.packets} packets")
        file.seek(sizes + 4 * chunks.packets)
        file.write(np.array(run, ">u4").tobytes())
        file.seek(begin + chunks.total)
        file.write(packets)
        chunks.add(run)
    if chunks.packets != sound.packets:
        raise ValueError(f"{chunks.packets} of {sound.packets} packets")
    file.seek(begin + chunks.total)
    for text in texts:
        file.write(text)
    length = chunks.total + sum(map(len, texts)) + 16
    before, after = _moov(sound, chunks, texts, marks, tags, begin, wide)
    file.seek(0)
    file.write(head + before)
    file.seek(begin - 16 - len(after))
    file.write(after + struct.pack(">I4sQ", 1, b"mdat", length))


class _Chunks:
    """What the index says of the packets besides their sizes."""

    def __init__(self) -> None:
        self.packets = self.total = self.largest = 0
        self.starts = array("Q")

    def add(self, run: Sequence[int]) -> None:
        """Take note of the sizes of the packets that come next."""
        first = -self.packets % _CHUNK
        ends = np.cumsum(np.array([0, *run], np.int64)) + self.total
        self.starts.extend(ends[:-1][first::_CHUNK].tolist())
        self.packets += len(run)
        self.total = int(ends[-1])
        self.largest = max(self.largest, *run) if run else self.largest


def _moov(
    sound: Sound,
    chunks: _Chunks,
    texts: Sequence[bytes],
    marks: Sequence[Mark],
    tags: bytes,
    begin: int,
    wide: bool,
) -> tuple[bytes, bytes]:
    """The index, in two parts: the sizes of the packets stand between them."""
    duration = round(sound.length / sound.rate * MOVIE_SCALE)
    packets = sound.packets
    places = np.zeros(-(-packets // _CHUNK), np.int64)
    places[: len(chunks.starts)] = chunks.starts
    places += begin
    refers = _box(b"tref", _box(b"chap", struct.pack(">I", _TRACK_CHAPTERS))) if marks else b""
    stbl = (
        _box(b"stsd", _full(0, 0), struct.pack(">I", 1), _sound_entry(sound, chunks)),
        _box(b"stts", _full(0, 0), struct.pack(">III", 1, packets, sound.frame)),
        _box(b"stsc", _full(0, 0), _chunk_runs(packets)),
    )
    minf = (_box(b"smhd", _full(0, 0), bytes(4)), _data_reference())
    mdia = (_mdhd(sound.rate, packets * sound.frame), _hdlr(b"soun", b"Sound"))
    sizes = (_full(0, 0), struct.pack(">II", 0, packets))
    trak = (
        _tkhd(_TRACK_SOUND, 7, duration, sounds=True),
        _edit(duration, sound.priming),
        refers,
    )
    rest = _chapter_track(texts, marks, duration, begin + chunks.total, wide) if marks else b""
    rest += _box(b"udta", _nero(marks), _meta(tags))
    before = after = b""
    for kind, first, last in (
        (b"stsz", sizes, b""),
        (b"stbl", stbl, _offsets(places, wide)),
        (b"minf", minf, b""),
        (b"mdia", mdia, b""),
        (b"trak", trak, b""),
        (b"moov", (_mvhd(duration),), rest),
    ):
        before, after = b"".join((*first, before)), after + last
        size = 8 + len(before) + 4 * packets + len(after)
        before = struct.pack(">I4s", size, kind) + before
    return before, after


def _chapter_track(
    texts: Sequence[bytes], marks: Sequence[Mark], duration: int, begin: int, wide: bool
) -> bytes:
    """Apple's chapters: a text track, not shown, that the sound refers to."""
    ticks = [round(mark.start * MOVIE_SCALE) for mark in marks] + [duration]
    lengths = [max(0, b - a) for a, b in pairwise(ticks)]
    stts = b"".join(struct.pack(">II", 1, length) for length in lengths)
    style = struct.pack(">Ii", 0, 1) + bytes(6 + 8 + 8 + 2 + 2 + 1 + 2 + 6)
    entry = _box(b"text", bytes(6), struct.pack(">H", 1), style, b"\0")
    sizes = b"".join(struct.pack(">I", len(text)) for text in texts)
    table = [
        _box(b"stsd", _full(0, 0), struct.pack(">I", 1), entry),
        _box(b"stts", _full(0, 0), struct.pack(">I", len(lengths)), stts),
        _box(b"stsc", _full(0, 0), struct.pack(">IIII", 1, 1, len(texts), 1)),
        _box(b"stsz", _full(0, 0), struct.pack(">II", 0, len(texts)), sizes),
        _offsets(np.array([begin]), wide),
    ]
    generic = _box(
        b"gmhd",
        _box(b"gmin", _full(0, 0), struct.pack(">HHHHHH", 0x40, 0x8000, 0x8000, 0x8000, 0, 0)),
        _box(b"text", _UNITY),
    )
    return _box(
        b"trak",
        _tkhd(_TRACK_CHAPTERS, 2, duration, sounds=False),
        _box(
            b"mdia",
            _mdhd(MOVIE_SCALE, duration),
            _hdlr(b"text", b"Chapters"),
            _box(b"minf", generic, _data_reference(), _box(b"stbl", *table)),
        ),
    )


def _chapter_sample(title: str) -> bytes:
    text = title.encode("utf-8")[:65_535].decode("utf-8", "ignore").encode("utf-8")
    # "encd" names the encoding: 256 is UTF-8.
    return struct.pack(">H", len(text)) + text + struct.pack(">I4sI", 12, b"encd", 0x100)


def _nero(marks: Sequence[Mark]) -> bytes:
    """Nero's chapter list, which older players read: as many as it can count, or none."""
    if not marks or len(marks) > _NERO_MOST:
        return b""
    entries = b""
    for mark in marks:
        title = mark.title.encode("utf-8")[:255].decode("utf-8", "ignore").encode("utf-8")
        entries += struct.pack(">QB", round(mark.start * 10_000_000), len(title)) + title
    return _box(b"chpl", _full(1, 0), bytes(4), struct.pack(">B", len(marks)), entries)


def _sound_entry(sound: Sound, chunks: _Chunks) -> bytes:
    seconds = sound.packets * sound.frame / sound.rate
    average = round(chunks.total * 8 / seconds) if seconds else 0
    most = round(chunks.largest * 8 * sound.rate / sound.frame)
    decoder = _descriptor(
        4,
        struct.pack(">BB", 0x40, 0x15)
        + chunks.largest.to_bytes(3, "big")
        + struct.pack(">II", most, average)
        + _descriptor(5, sound.config),
    )
    stream = _descriptor(3, struct.pack(">HB", 0, 0) + decoder + _descriptor(6, b"\x02"))
    fields = struct.pack(">HHIHHHHI", 0, 0, 0, 1, 16, 0, 0, sound.rate << 16)
    reference = bytes(6) + struct.pack(">H", 1)
    return _box(b"mp4a", reference, fields, _box(b"esds", _full(0, 0), stream))


def _descriptor(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes((size >> shift & 0x7F) | (0x80 if shift else 0) for shift in (21, 14, 7, 0))
    return bytes((tag,)) + length + content


def _edit(duration: int, priming: int) -> bytes:
    """What is heard starts after the encoder's lead-in."""
    if duration > 0xFFFF_FFFF:
        entry = struct.pack(">QqHH", duration, priming, 1, 0)
        return _box(b"edts", _box(b"elst", _full(1, 0), struct.pack(">I", 1), entry))
    entry = struct.pack(">IiHH", duration, priming, 1, 0)
    return _box(b"edts", _box(b"elst", _full(0, 0), struct.pack(">I", 1), entry))


def _chunk_runs(packets: int) -> bytes:
    whole, rest = divmod(packets, _CHUNK)
    runs = []
    if whole:
        runs.append((1, _CHUNK, 1))
    if rest:
        runs.append((whole + 1, rest, 1))
    return struct.pack(">I", len(runs)) + b"".join(struct.pack(">III", *run) for run in runs)


def _offsets(places: np.ndarray, wide: bool) -> bytes:
    kind, number = (b"co64", ">u8") if wide else (b"stco", ">u4")
    count = struct.pack(">I", len(places))
    return _box(kind, _full(0, 0), count, places.astype(number).tobytes())


def _mvhd(duration: int) -> bytes:
    rest = struct.pack(">IHH8x", 0x10000, 0x100, 0) + _UNITY + bytes(24)
    last = struct.pack(">I", _TRACK_COVER)
    if duration > 0xFFFF_FFFF:
        times = struct.pack(">QQIQ", 0, 0, MOVIE_SCALE, duration)
        return _box(b"mvhd", _full(1, 0), times, rest, last)
    return _box(b"mvhd", _full(0, 0), struct.pack(">IIII", 0, 0, MOVIE_SCALE, duration), rest, last)


def _tkhd(track: int, flags: int, duration: int, *, sounds: bool) -> bytes:
    rest = struct.pack(">8xHHHH", 0, 1 if sounds else 0, 0x100 if sounds else 0, 0)
    rest += _UNITY + bytes(8)
    if duration > 0xFFFF_FFFF:
        times = struct.pack(">QQIIQ", 0, 0, track, 0, duration)
        return _box(b"tkhd", _full(1, flags), times, rest)
    return _box(b"tkhd", _full(0, flags), struct.pack(">IIIII", 0, 0, track, 0, duration), rest)


def _mdhd(scale: int, duration: int) -> bytes:
    undetermined = struct.pack(">HH", 0x55C4, 0)
    if duration > 0xFFFF_FFFF:
        times = struct.pack(">QQIQ", 0, 0, scale, duration)
        return _box(b"mdhd", _full(1, 0), times, undetermined)
    return _box(b"mdhd", _full(0, 0), struct.pack(">IIII", 0, 0, scale, duration), undetermined)


def _hdlr(kind: bytes, name: bytes) -> bytes:
    return _box(b"hdlr", _full(0, 0), bytes(4), kind, bytes(12), name + b"\0")


def _data_reference() -> bytes:
    here = _box(b"url ", _full(0, 1))
    return _box(b"dinf", _box(b"dref", _full(0, 0), struct.pack(">I", 1), here))


def _meta(tags: bytes) -> bytes:
    handler = _box(b"hdlr", _full(0, 0), bytes(4), b"mdir", b"appl", bytes(9))
    return _box(b"meta", _full(0, 0), handler, _box(b"ilst", tags))


def _full(version: int, flags: int) -> bytes:
    return struct.pack(">I", version << 24 | flags)


def _box(kind: bytes, *content: bytes) -> bytes:
    size = 8 + sum(map(len, content))
    return b"".join((struct.pack(">I4s", size, kind), *content))
