"""The MP4 writer by itself, with packets made up: lengths that no test could speak."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from publish.exporters.audio import mp4
from publish.narration.codecs import AAC, encode, extradata
from publish.narration.loudness import Samples

RATE = 22_050


def silence(samples: int) -> Samples:
    import numpy as np

    return np.zeros(samples, np.int16)


@pytest.mark.parametrize("hours", [1, 30, 100])
def test_books_of_any_length(tmp_path: Path, hours: int) -> None:
    """Beyond 24 hours, beyond what 32 bits count in samples (54 h), beyond 255 chapters."""
    packet = encode(silence(4096), RATE, AAC)[2]
    length = hours * 3600 * RATE // 1024 * 1024
    count = length // 1024 + 1

    def packets() -> Iterator[tuple[list[int], bytes]]:
        for start in range(0, count, 10_000):
            number = min(10_000, count - start)
            yield [len(packet)] * number, packet * number

    marks = [mp4.Mark(f"Chapter {n}", n * 60, (n + 1) * 60) for n in range(hours * 60 - 1)]
    marks.append(mp4.Mark("The end", (hours * 60 - 1) * 60, length / RATE))
    sound = mp4.Sound(count, RATE, 1024, 1024, length, 64_000, extradata(RATE, AAC))
    path = tmp_path / "book.m4b"
    with path.open("wb") as file:
        mp4.write(file, sound, packets(), marks, b"")
    with av.open(str(path)) as container:
        assert container.duration == pytest.approx(length / RATE * av.time_base, abs=2000)
        found = container.chapters()
        assert len(found) == len(marks)
        last = found[-1]
        assert last["metadata"]["title"] == "The end"
        assert float(last["start"] * last["time_base"]) == (hours * 60 - 1) * 60
        stream = container.streams.audio[0]
        container.seek(int((length / RATE - 60) / stream.time_base), stream=stream)
        frame = next(container.decode(audio=0))
        assert frame.time == pytest.approx(length / RATE - 60, abs=0.1)


def test_a_wrong_number_of_packets_is_an_error(tmp_path: Path) -> None:
    sound = mp4.Sound(3, RATE, 1024, 1024, 2048, 64_000, extradata(RATE, AAC))
    with (tmp_path / "x.m4b").open("wb") as file, pytest.raises(ValueError, match="2 of 3"):
        mp4.write(file, sound, [([1, 1], b"ab")], [], b"")
