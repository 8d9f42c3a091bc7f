"""M4B: AAC in MP4 with chapters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from publish.edition import Edition
from publish.exporters.audio import mp4, mp4tags
from publish.exporters.audio.sounding import narration_of
from publish.exporters.audio.tags import tags_of
from publish.files import atomic_path
from publish.narration.codecs import AAC, extradata
from publish.narration.layout import FRAME
from publish.narration.narration import Narration, Packets
from publish.report import Notice


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as an audiobook.

    The edit list leaves out the encoder's lead-in of one frame, so that what is heard starts at
    zero and every time of the narration's timeline holds in the decoded file.

    Raises:
        NarrationError: something could not be spoken.
        OutputError: the file cannot be written.
    """
    narration = narration_of(edition)
    timeline = narration.timeline()
    marks = [mp4.Mark(t.title, t.start, t.start + t.duration) for t in timeline]
    rate = narration.sample_rate
    length = sum(round(t.duration * rate) for t in timeline)
    packets = length // FRAME + 1
    config = extradata(rate, AAC)
    sound = mp4.Sound(packets, rate, FRAME, FRAME, length, AAC.bit_rate, config)
    with atomic_path(target) as path, path.open("wb") as file:
        mp4.write(file, sound, _joined(narration), marks, mp4tags.items(tags_of(edition)))
    return ()


def _joined(narration: Narration) -> Iterator[tuple[Sequence[int], bytes]]:
    """The packets of all stretches: the last of each gives way to the first of the next."""
    before: Packets | None = None
    for packets in narration.packets(AAC):
        if before is not None:
            yield before.sizes[:-1], before.data[: len(before.data) - before.sizes[-1]]
        before = packets
    if before is not None:
        yield before.sizes, before.data
