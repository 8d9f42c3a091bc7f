"""Chapters of a narration as files of their own or one behind the other, for every edition."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import IO

from publish.narration.codecs import MP3, Codec
from publish.narration.narration import Narration


def mp3_chapter(narration: Narration, chapter: int, codec: Codec = MP3) -> bytes:
    """A chapter as an MP3 file without tags.

    The file begins with a Xing/LAME frame that holds the encoder's delay and padding. Decoders
    that heed it (FFmpeg, browsers, most readers) play exactly the chapter, so that the cues of the
    timeline hold as they are; one that does not is late by 50 ms throughout.

    Returns:
        The file. The same narration gives the same bytes.

    Raises:
        NarrationError: an utterance could not be spoken.
    """
    out = io.BytesIO()
    _encode(narration, (chapter,), out, codec)
    return out.getvalue()


def write_mp3(
    narration: Narration, chapters: Sequence[int], path: Path, codec: Codec = MP3
) -> None:
    """Chapters one behind the other as one MP3 file without tags, as the speech comes in."""
    with path.open("w+b") as file:
        _encode(narration, chapters, file, codec)


def _encode(narration: Narration, chapters: Iterable[int], file: IO[bytes], codec: Codec) -> None:
    import av
    import numpy as np

    rate = narration.sample_rate
    # write_xing puts delay and padding into the file; id3v2_version=0 leaves the tags to others.
    options = {"write_xing": "1", "id3v2_version": "0", "fflags": "+bitexact"}
    with av.open(file, "w", format="mp3", options=options) as container:
        stream = container.add_stream(codec.name, rate=rate, options=dict(codec.options))
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        stream.bit_rate = codec.bit_rate
        at = 0
        for chapter in chapters:
            for piece in narration.pcm(chapter):
                samples = np.frombuffer(piece, "<i2").astype(np.int16)[None, :]
                frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
                frame.sample_rate = rate
                frame.time_base = Fraction(1, rate)
                frame.pts = at
                at += samples.shape[1]
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
