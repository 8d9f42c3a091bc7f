"""The segments of a sound file as an encoder is given them, each apart from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publish.narration.codecs import Codec
from publish.narration.layout import ChapterLayout, Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of a chapter in its file.

    Attributes:
        length: samples at the codec's own rate.
        lead: samples of silence before it, which the piece before has lent to make its packets
            whole.
        whole: samples of whole packets that it gives, its lead among them; 0 for the last piece of
            a file, which gives all.
    """

    chapter: int
    segment: Segment
    length: int
    lead: int
    whole: int


def pieces(
    layouts: Sequence[ChapterLayout], chapters: Sequence[int], rate: int, codec: Codec
) -> list[Piece]:
    """The pieces of a file that holds `chapters` one behind the other.

    Where the codec has a rate of its own, places are rounded to its samples each by itself, so
    that nothing adds up.

    Args:
        rate: samples a second of the layouts.
    """
    own, frame = codec.rate or rate, codec.at(rate).frame
    segments = [(chapter, segment) for chapter in chapters for segment in layouts[chapter].segments]
    found: list[Piece] = []
    at = start = 0
    for number, (chapter, segment) in enumerate(segments, 1):
        at += segment.length
        end = round(at * own / rate)
        lead, length = start % frame, end - start
        whole = (lead + length) // frame * frame if number < len(segments) else 0
        found.append(Piece(chapter, segment, length, lead, whole))
        start = end
    return found
