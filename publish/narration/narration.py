"""The spoken article, made once and shared by every edition with audio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from publish.narration.codecs import Codec
from publish.narration.script import Script
from publish.report import Notice


@dataclass(frozen=True, slots=True)
class WordCue:
    """When a word is heard: characters ``first:last`` of the utterance's text, in seconds.

    `start` and `end` count from the start of the chapter.
    """

    first: int
    last: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cue:
    """When an utterance is heard, in seconds from the start of its chapter (pause excluded)."""

    id: str
    start: float
    end: float
    words: Sequence[WordCue] = ()


@dataclass(frozen=True, slots=True)
class ChapterTiming:
    """A chapter as it sounds. `start` counts from the start of the edition; seconds."""

    title: str
    part: int
    chapter: int
    start: float
    duration: float
    cues: Sequence[Cue]


@dataclass(frozen=True, slots=True)
class Packets:
    """A stretch of a chapter, encoded by itself, which ends in silence.

    The first packets are the encoder's lead-in. Stretches are joined by their order: what an
    encoder has to say beyond the frames of its stretch is left out of all but the last, and the
    lead-in of the next, where all is silent too, takes its place.

    Attributes:
        samples: how long the stretch is heard.
        sizes: of the packets, in bytes, in order.
        data: the packets, one behind the other.
    """

    chapter: int
    samples: int
    sizes: tuple[int, ...]
    data: bytes


class Narration(Protocol):
    """What exporters with audio are given: exact timings, and the sound itself as a stream.

    The speech is made when it is first needed and kept, so that many editions cost one synthesis.
    """

    @property
    def script(self) -> Script:
        """What is said."""

    @property
    def sample_rate(self) -> int:
        """Samples a second."""

    @property
    def mp3_bit_rate(self) -> int:
        """Bits a second that its mastering asks of MP3 files; 0 where it asks for none."""

    @property
    def narrator(self) -> str:
        """The engine and its voice, for the metadata."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is not said as it was meant; known once something was said."""

    def timeline(self) -> tuple[ChapterTiming, ...]:
        """When everything is heard. Exact to the sample. Raises `NarrationError`."""

    def pcm(self, chapter: int) -> Iterator[bytes]:
        """The mastered sound of a chapter, pauses included: 16-bit little-endian mono.

        Raises:
            NarrationError: an utterance could not be spoken, after retries.
        """

    def configuration(self, codec: Codec) -> bytes:
        """What a decoder must know of `packets` (AudioSpecificConfig for AAC).

        Raises:
            NarrationError: an utterance could not be spoken, or the encoder does not start.
        """

    def prepare(self, codec: Codec, files: Sequence[Sequence[int]]) -> None:
        """Have `packets` of several files, the chapters of each given, encoded at once.

        Raises:
            NarrationError: an utterance could not be spoken, after retries.
        """

    def packets(self, codec: Codec, chapters: Sequence[int] | None = None) -> Iterator[Packets]:
        """`chapters` (all when None) as one file, encoded in order, by all processes at once.

        Args:
            codec: one whose packets can be joined (`Codec.frame`).

        Raises:
            NarrationError: an utterance could not be spoken, after retries.
        """
