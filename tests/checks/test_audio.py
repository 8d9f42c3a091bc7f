from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from publish.checks import Severity, check
from publish.exporters import EXPORTERS
from tests.narration.speaking import chapters, edition_of


def codes(path: Path) -> dict[str, str]:
    return {finding.code: finding.message for finding in check(path).findings}


@pytest.mark.parametrize("ending", ["m4b", "mp3", "opus", "flac", "ogg", "wav"])
def test_what_publish_makes_is_valid_and_measured(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book.{ending}"
    with edition_of(chapters(2, 4), tmp_path / "cache", engine="espeak") as edition:
        EXPORTERS.get(ending)(edition, path)
    outcome = check(path)
    if ending != "wav":  # which has no place for a title
        assert outcome.passed, list(outcome.lines())
    assert [row[0] for row in outcome.measures] == ["Chapter", "Whole", "Chapter 1", "Chapter 2"]
    assert {row[3].split()[-1] for row in outcome.measures[1:]} == {"LUFS"}
    table = list(outcome.lines())[-4:]
    assert len({line.index(row[1]) for line, row in zip(table, outcome.measures, strict=True)}) == 1
    assert "profile" in codes(path) and "audiobook" in codes(path)["profile"]


def test_the_profile_of_the_shops_is_met(tmp_path: Path) -> None:
    article = chapters(2, 8)
    with edition_of(article, tmp_path / "c", engine="espeak", profile="acx") as edition:
        for ending in ("flac", "mp3"):
            EXPORTERS.get(ending)(edition, tmp_path / f"book.{ending}")
            assert "acx" in codes(tmp_path / f"book.{ending}")["profile"]
    with av.open(str(tmp_path / "book.mp3")) as container:
        assert container.streams.audio[0].rate == 44_100
        sizes = {packet.size for packet in container.demux(audio=0) if packet.size}
    assert sizes == {626, 627}  # 192 kb/s, constant: 144 * 192000 / 44100, with and without a pad
    assert "acx" not in codes(sound(tmp_path / "a.wav", tone(20, -20)))["profile"]  # 16 kHz


def test_a_file_that_is_cut_short_is_faulty(tmp_path: Path) -> None:
    path = tmp_path / "book.m4b"
    with edition_of(chapters(2), tmp_path / "cache", engine="espeak") as edition:
        EXPORTERS.get("m4b")(edition, path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    outcome = check(path)
    assert not outcome.passed
    assert {f.code for f in outcome.findings if f.severity == Severity.ERROR} & {
        "undecodable",
        "duration",
    }


def test_a_file_of_something_else_is_faulty(tmp_path: Path) -> None:
    path = tmp_path / "book.mp3"
    path.write_bytes(b"This is a letter, not a song. " * 50)
    assert not check(path).passed


def sound(path: Path, samples: np.ndarray, rate: int = 16_000) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def tone(seconds: float, level: float) -> np.ndarray:
    at = np.arange(round(seconds * 16_000)) / 16_000
    return np.sin(2 * np.pi * 1000 * at) * 32767 * 10 ** (level / 20)


def test_silence_gaps_and_clipping_are_found(tmp_path: Path) -> None:
    assert "silence" in codes(sound(tmp_path / "a.wav", np.zeros(160_000)))
    gap = np.concatenate([tone(5, -20), np.zeros(12 * 16_000), tone(5, -20)])
    assert "12 seconds" in codes(sound(tmp_path / "b.wav", gap))["gap"]
    assert "clipping" in codes(sound(tmp_path / "c.wav", tone(5, 0)))


def test_levels_are_those_of_the_standard(tmp_path: Path) -> None:
    """A sine of 1000 Hz at -20 dB of full scale reads -23 LUFS and -23 dB RMS."""
    _, row = check(sound(tmp_path / "a.wav", tone(20, -20))).measures
    assert row[:2] == ("Whole", "from 0:00:00")
    assert row[3:6] == ("-23.0 LUFS", "-23.0 dB RMS", "-20.0 dBTP peak")
