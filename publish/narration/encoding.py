"""Chapters of a narration as sound files, for every edition that carries any."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from publish.narration.codecs import FLAC, MP3, OPUS, VORBIS, Codec, packets
from publish.narration.narration import ChapterTiming, Narration


class Sink(Protocol):
    """A file to write to, as far as FFmpeg needs one."""

    def write(self, data: bytes, /) -> int: ...
    def tell(self) -> int: ...
    def seek(self, place: int, whence: int = ..., /) -> int: ...


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of sound file, as FFmpeg names it.

    Attributes:
        options: of the muxer. ``bitexact`` keeps times and random numbers out of the file.
    """

    format: str
    codec: Codec
    options: tuple[tuple[str, str], ...] = ()


#: The Xing/LAME frame holds the encoder's delay and padding; tags are left to others.
MP3_FILE = Container("mp3", MP3, options=(("write_xing", "1"), ("id3v2_version", "0")))
OPUS_FILE = Container("ogg", OPUS)
FLAC_FILE = Container("flac", FLAC)
VORBIS_FILE = Container("ogg", VORBIS)


def mp3_chapter(narration: Narration, chapter: int) -> bytes:
    """A chapter as an MP3 file without tags.

    The file begins with a frame that holds the encoder's delay and padding. Decoders that heed it
    (FFmpeg, browsers, most readers) play exactly the chapter, so that the cues of the timeline hold
    as they are; one that does not is late by 50 ms throughout.

    Returns:
        The file. The same narration gives the same bytes.

    Raises:
        NarrationError: an utterance could not be spoken.
    """
    out = io.BytesIO()
    encode_file(narration, (chapter,), out, MP3_FILE)
    return out.getvalue()


def portion(timeline: Sequence[ChapterTiming], chapters: Sequence[int]) -> list[ChapterTiming]:
    """The timing of `chapters` one behind the other, as if there were no others."""
    found: list[ChapterTiming] = []
    at = 0.0
    for chapter in chapters:
        found.append(replace(timeline[chapter], start=at))
        at += timeline[chapter].duration
    return found


def encode_file(
    narration: Narration,
    chapters: Sequence[int],
    target: Path | Sink,
    container: Container,
    *,
    prepare: Callable[[Any], None] | None = None,
    joined: bool = True,
) -> None:
    """Write chapters one behind the other as one file, as the speech comes in.

    Args:
        prepare: is given PyAV's container before anything is written, for tags and chapters.
        joined: let all processes encode, where the codec can be joined; else this one does.
    """
    import av

    rate = narration.sample_rate
    options = {**dict(container.options), "fflags": "+bitexact"}
    where = str(target) if isinstance(target, Path) else target
    codec = _tuned(container.codec, narration)
    with av.open(where, "w", format=container.format, options=options) as out:
        stream = out.add_stream(codec.name, rate=codec.rate or rate, options=codec.settings())
        assert isinstance(stream, av.AudioStream)
        stream.layout = codec.layout
        if codec.bit_rate:
            stream.bit_rate = codec.bit_rate
        if prepare:
            prepare(out)
        if joined and _joins(codec, rate):
            for packet in _packets(narration, chapters, stream, codec):
                out.mux(packet)
            return
        for frame in _frames(narration, chapters, rate):
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def encode_ahead(narration: Narration, files: Sequence[Sequence[int]], codec: Codec) -> None:
    """Have the sound of several files encoded by all processes; `encode_file` then finds it done.

    A file that is shorter than a minute or two is no work for more than one process.

    Args:
        files: the chapters of each.

    Raises:
        NarrationError: an utterance could not be spoken.
    """
    codec = _tuned(codec, narration)
    if _joins(codec, narration.sample_rate):
        narration.prepare(codec, files)


def _tuned(codec: Codec, narration: Narration) -> Codec:
    """`codec` as the narration's mastering asks for it."""
    if codec == MP3 and narration.mp3_bit_rate:
        return replace(codec, bit_rate=narration.mp3_bit_rate)
    return codec


def _joins(codec: Codec, rate: int) -> bool:
    """Whether packets of `codec` can be joined, and it takes sound of `rate` samples a second."""
    import av

    rates = av.Codec(codec.name, "w").audio_rates or (rate,)
    return bool(codec.frame) and (codec.rate or rate) in rates


def _packets(
    narration: Narration, chapters: Sequence[int], stream: Any, codec: Codec
) -> Iterator[Any]:
    """What `stream` is made of, encoded by all processes."""
    import av
    import numpy as np

    rate = codec.rate or narration.sample_rate
    frame = codec.at(rate).frame
    # The encoder's own packets tell where the sound begins and ends in the first and last of them;
    # those of a short silence tell the same, when it fills its last frame as far.
    timeline, own = narration.timeline(), narration.sample_rate
    length = sum(round(timeline[chapter].duration * own) for chapter in chapters)
    length = round(length * rate / own)
    like = list(packets(np.zeros(4 * frame + length % frame, np.int16), rate, codec))
    at = like[0].pts
    held: Any = None
    for stretch in narration.packets(codec, chapters):
        start = 0
        for size in stretch.sizes:
            if held is not None:
                yield held
            packet = av.Packet(stretch.data[start : start + size])
            packet.stream = stream
            packet.time_base = Fraction(1, rate)
            packet.pts = packet.dts = at
            packet.duration = frame
            if held is None:
                _copy_skip(like[0], packet)
            held = packet
            at += frame
            start += size
    if held is not None:
        held.duration = like[-1].duration
        _copy_skip(like[-1], held)
        yield held


def _copy_skip(source: Any, target: Any) -> None:
    if source.has_sidedata("skip_samples"):
        target.set_sidedata(source.get_sidedata("skip_samples"))


def _frames(narration: Narration, chapters: Sequence[int], rate: int) -> Iterator[Any]:
    import av
    import numpy as np

    at = 0
    for chapter in chapters:
        for piece in narration.pcm(chapter):
            samples = np.frombuffer(piece, "<i2").astype(np.int16)[None, :]
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.sample_rate = rate
            frame.time_base = Fraction(1, rate)
            frame.pts = at
            at += samples.shape[1]
            yield frame
