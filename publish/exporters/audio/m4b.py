"""MP4: AAC with chapters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publish.exporters.audio import mp4, mp4tags
from publish.exporters.audio.tags import Tags
from publish.narration.codecs import AAC
from publish.narration.encoding import portion
from publish.narration.layout import FRAME
from publish.narration.narration import Narration


def write(narration: Narration, chapters: Sequence[int], path: Path, tags: Tags) -> None:
    """Write chapters as an audiobook.

    The edit list leaves out the encoder's lead-in of one frame, so that what is heard starts at
    zero and every time of the narration's timeline holds in the decoded file.
    """
    timeline = portion(narration.timeline(), chapters)
    marks = [mp4.Mark(t.title, t.start, t.start + t.duration) for t in timeline]
    rate = narration.sample_rate
    length = sum(round(t.duration * rate) for t in timeline)
    config = narration.configuration(AAC)
    sound = mp4.Sound(length // FRAME + 1, rate, FRAME, FRAME, length, AAC.bit_rate, config)
    packets = ((each.sizes, each.data) for each in narration.packets(AAC, chapters))
    with path.open("wb") as file:
        mp4.write(file, sound, packets, marks, mp4tags.items(tags))
