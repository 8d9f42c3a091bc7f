"""MP3 with ID3v2.3 chapters."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from publish.exporters.audio import id3
from publish.exporters.audio.tags import Tags
from publish.narration.encoding import MP3_FILE, encode_file, portion
from publish.narration.narration import Narration


def write(narration: Narration, chapters: Sequence[int], path: Path, tags: Tags) -> None:
    """Write chapters as one MP3 whose ``CHAP`` and ``CTOC`` frames name them."""
    timeline = portion(narration.timeline(), chapters)
    with path.open("w+b") as file:
        # The tag comes first, and the encoder behind it: a tag that is put in front of a finished
        # file means to write all of it again.
        file.write(id3.render(tags, timeline if len(timeline) > 1 or not tags.track else ()))
        encode_file(narration, chapters, _Behind(file), MP3_FILE)


class _Behind:
    """A file whose beginning is where another one was when this was made."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.start = file.tell()

    def write(self, data: bytes) -> int:
        return self.file.write(data)

    def tell(self) -> int:
        return self.file.tell() - self.start

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_SET:
            place += self.start
        return self.file.seek(place, whence) - self.start
