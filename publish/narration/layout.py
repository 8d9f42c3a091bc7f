"""Where everything lies in the sound, to the sample; and where the sound may be cut for encoding.

A chapter is a run of segments of about a minute. A segment is a whole number of frames and ends
in silence, so that segments can be encoded apart, by several processes, and their packets joined:
what overlaps at a joint holds nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publish.narration.ondemand import OnDemand

#: Samples of an AAC frame: what a segment's length is a multiple of.
FRAME = 1024

#: Samples of silence at a segment's end: an encoder's delay and the overlap of two frames, which
#: for MP3 is 1105 and at most 1152 samples.
QUIET = 3 * FRAME

#: Seconds after which a segment ends with the next utterance. Shorter ones cost start-up of the
#: encoder and rounding of pauses (half a frame each), longer ones leave a processor idle at the end
#: and make an edit dearer.
SEGMENT = 60.0

#: Seconds of silence for a chapter in which nothing is said.
EMPTY = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """An utterance in its chapter: samples from the chapter's start, its length, its pause."""

    start: int
    length: int
    pause: int

    @property
    def end(self) -> int:
        """Where the pause starts."""
        return self.start + self.length


class Places(OnDemand[Placed]):
    """Utterances in their chapter, in 24 bytes each."""

    __slots__ = ("numbers",)

    def __init__(self, placed: Iterable[Placed] = ()) -> None:
        self.numbers = array("q")
        for each in placed:
            self.add(each.start, each.length, each.pause)

    def add(self, start: int, length: int, pause: int) -> None:
        """Put one more behind the others."""
        self.numbers.extend((start, length, pause))

    def __len__(self) -> int:
        return len(self.numbers) // 3

    def made(self, at: int) -> Placed:
        """The place of the utterance at `at`."""
        return Placed(*self.numbers[3 * at : 3 * at + 3])


@dataclass(frozen=True, slots=True)
class Segment:
    """Utterances ``first:last`` of a chapter, and how many samples they take with their pauses."""

    first: int
    last: int
    length: int


@dataclass(frozen=True, slots=True)
class ChapterLayout:
    """A chapter to the sample."""

    placed: Places
    segments: tuple[Segment, ...]

    @property
    def length(self) -> int:
        """Samples of the chapter."""
        return sum(segment.length for segment in self.segments)


def lay_out(utterances: Iterable[tuple[int, float]], rate: int) -> ChapterLayout:
    """Place utterances, each given as its samples and the pause after it in seconds."""
    given: Sequence[tuple[int, float]] = tuple(utterances)
    if not given:
        length = -(-round(EMPTY * rate) // FRAME) * FRAME
        return ChapterLayout(Places(), (Segment(0, 0, length),))
    placed = Places()
    segments: list[Segment] = []
    start = begun = first = 0
    for index, (length, seconds) in enumerate(given):
        pause = round(seconds * rate)
        end = start + length - begun  # from the segment's start
        if end + pause >= SEGMENT * rate or index == len(given) - 1:
            whole = -(-(end + max(pause, QUIET)) // FRAME) * FRAME
            pause = whole - end
            segments.append(Segment(first, index + 1, whole))
            first = index + 1
            begun += whole
        placed.add(start, length, pause)
        start += length + pause
    return ChapterLayout(placed, tuple(segments))
