from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from pydub import AudioSegment

from publish.edition import Options
from publish.exporters import EXPORTERS
from publish.exporters.audio import WRITERS, export_m4b, export_wav
from publish.narration import studio
from publish.narration.narration import Narration
from publish.narration.recording import Recording
from tests.narration.speaking import chapters, edition_of
from tests.samples import every_block, picture

Sound = npt.NDArray[np.float32]


def decoded(path: Path, rate: int) -> Sound:
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
        frames = [*container.decode(audio=0), None]
        pieces = [out.to_ndarray()[0] for frame in frames for out in resampler.resample(frame)]
    return np.concatenate(pieces)


def source(narration: Narration) -> Sound:
    count = len(narration.timeline())
    data = b"".join(b"".join(narration.pcm(chapter)) for chapter in range(count))
    return np.frombuffer(data, "<i2").astype(np.float32) / 32768


@pytest.mark.parametrize("ending", list(WRITERS))
def test_the_decoded_file_holds_the_speech_at_its_times(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book.{ending}"
    with edition_of(every_block(), tmp_path / "cache", engine="espeak", rate=300) as edition:
        assert edition.narration
        EXPORTERS.get(ending)(edition, path)
        rate = edition.narration.sample_rate
        want, got = source(edition.narration), decoded(path, rate)
        assert abs(len(got) - len(want)) <= 1152
        for chapter in edition.narration.timeline():
            for cue in chapter.cues:
                first = round((chapter.start + cue.start) * rate)
                piece = want[first : first + rate // 2]
                if len(piece) < rate // 2 or not piece.any():
                    continue
                near = got[max(0, first - 1000) : first + len(piece) + 1000]
                lag = int(np.argmax(np.correlate(near, piece, "valid"))) - min(first, 1000)
                assert abs(lag) < 0.002 * rate


@pytest.mark.parametrize(
    ("ending", "profile", "noise"),
    [
        ("m4b", "audiobook", 0.01),
        ("mp3", "acx", 0.01),
        ("opus", "audiobook", 0.02),
        ("ogg", "audiobook", 0.04),
    ],
)
def test_stretches_that_were_encoded_apart_join_without_a_trace(
    tmp_path: Path, ending: str, profile: str, noise: float
) -> None:
    """In the silence around a joint nothing is heard, and what follows is in its place."""
    path = tmp_path / f"book.{ending}"
    article = chapters(2, 32)
    with edition_of(article, tmp_path / "c", engine="espeak", profile=profile) as edition:
        narration = edition.narration
        assert isinstance(narration, Recording)
        EXPORTERS.get(ending)(edition, path)
        rate = narration.sample_rate
        want, got = source(narration), decoded(path, rate)
        lengths = [s.length for layout in narration._layout for s in layout.segments]
    assert len(lengths) > 3
    assert abs(len(got) - len(want)) <= (16 if ending == "opus" else 0)  # brought to 48 kHz
    got = np.pad(got, (0, 16))[: len(want)]
    for joint in accumulate(lengths[:-1]):
        # Nearer to the next sound than a frame, an encoder's echo of it may be heard.
        assert np.abs(got[joint - 2400 : joint - 1000]).max() < 0.005
        last = joint + rate // 3
        lag = np.argmax(np.correlate(got[joint - 300 : last + 300], want[joint:last]))
        assert abs(int(lag) - 300) < 0.002 * rate
    assert np.sqrt(np.mean((got - want) ** 2)) < noise


@pytest.mark.parametrize("ending", ["m4b", "mp3", "opus", "flac", "ogg"])
def test_chapters_tags_and_cover(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book.{ending}"
    with edition_of(every_block(), tmp_path / "cache") as edition:
        assert edition.narration
        EXPORTERS.get(ending)(replace(edition, options=Options(cover=picture())), path)
        starts = [t.start for t in edition.narration.timeline()]
    with av.open(str(path)) as container:
        found = container.chapters()
        assert [c["metadata"]["title"] for c in found] == [
            "The Boats of Port Merrow",
            "The seventh boat",
            "After the storm",
        ]
        assert [float(c["start"] * c["time_base"]) for c in found] == pytest.approx(
            starts, abs=1e-3
        )
        both = {**container.streams.audio[0].metadata, **container.metadata}
        tags = {name.lower(): text for name, text in both.items()}
        assert tags["title"] == tags["album"] == "The Boats of Port Merrow"
        assert tags["artist"] == "Ana Reyes and Tom Okafor"
        assert tags["date"] == "2024-03-09"
        assert tags["genre"] == "Audiobook"
        assert any(stream.type == "video" for stream in container.streams)


def test_pydub_reads_it(tmp_path: Path) -> None:
    with edition_of(chapters(2), tmp_path / "cache") as edition:
        assert edition.narration
        seconds = sum(t.duration for t in edition.narration.timeline())
        export_wav(edition, tmp_path / "book.wav")
    assert AudioSegment.from_file(tmp_path / "book.wav").duration_seconds == pytest.approx(seconds)


@pytest.mark.parametrize("engine", ["espeak", "pyttsx3"])
def test_the_same_bytes_whatever_the_number_of_workers(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "_WORTH_A_PROCESS", 100)  # or one would do for so little
    made = []
    for jobs in (1, 3):
        path = tmp_path / f"{jobs}.m4b"
        article = chapters(3, 12)
        with edition_of(article, tmp_path / f"c{jobs}", jobs=jobs, engine=engine) as edition:
            assert isinstance(edition.narration, Recording)
            assert edition.narration.speaker.workers.jobs == jobs
            export_m4b(edition, path)
        made.append(path.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("ending", ["mp3", "opus", "flac", "ogg", "wav"])
def test_the_same_bytes_twice(tmp_path: Path, ending: str) -> None:
    made = []
    with edition_of(chapters(2), tmp_path / "cache", engine="espeak") as edition:
        for number in (1, 2):
            EXPORTERS.get(ending)(edition, tmp_path / f"{number}.{ending}")
            made.append((tmp_path / f"{number}.{ending}").read_bytes())
    assert made[0] == made[1]


def test_more_chapters_than_a_byte_counts(tmp_path: Path) -> None:
    path = tmp_path / "book.m4b"
    with edition_of(chapters(300, 1), tmp_path / "cache") as edition:
        assert edition.narration
        export_m4b(edition, path)
        lengths = [t.duration for t in edition.narration.timeline()]
    with av.open(str(path)) as container:
        found = container.chapters()
    assert len(found) == 300
    ends = [float(c["end"] * c["time_base"]) for c in found]
    assert ends == pytest.approx(list(accumulate(lengths)), abs=2e-3)
