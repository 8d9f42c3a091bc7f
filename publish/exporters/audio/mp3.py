"""MP3 with ID3v2.3 chapters."""

from __future__ import annotations

from pathlib import Path

from publish.edition import Edition
from publish.exporters.audio import id3
from publish.exporters.audio.sounding import narration_of
from publish.exporters.audio.tags import tags_of
from publish.files import atomic_path
from publish.narration.encoding import write_mp3
from publish.report import Notice


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as one MP3 whose ``CHAP`` and ``CTOC`` frames name the chapters.

    Raises:
        NarrationError: something could not be spoken.
        OutputError: the file cannot be written.
    """
    narration = narration_of(edition)
    timeline = narration.timeline()
    with atomic_path(target) as path:
        write_mp3(narration, range(len(timeline)), path)
        id3.write(path, tags_of(edition), timeline)
    return ()
