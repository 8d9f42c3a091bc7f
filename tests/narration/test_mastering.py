from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import numpy.typing as npt
import pytest

from publish.errors import UnknownName
from publish.narration.loudness import Samples, energies, integrated
from publish.narration.mastering import (
    made_up,
    master,
    profile_named,
    resample,
    resampled_length,
    room_tone,
    true_peaks,
    wanted_gain,
)

RATE = 22_050


def speechlike(seconds: float, level: float, seed: int = 1) -> Samples:
    """Noise that swells and rests as syllables do."""
    chance = np.random.default_rng(seed)
    at = np.arange(round(seconds * RATE)) / RATE
    noise = np.convolve(chance.standard_normal(len(at)), np.ones(6) / 6, "same")
    sound = noise * np.maximum(0, np.sin(2 * np.pi * 2.5 * at)) ** 2
    return np.rint(sound / np.abs(sound).max() * 32767 * 10 ** (level / 20)).astype(np.int16)


def reference(samples: Samples, rate: int) -> tuple[float, float]:
    """FFmpeg's integrated loudness and true peak."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=rate, format="s16", layout="mono", time_base=Fraction(1, rate)
    )
    meter = graph.add("ebur128", "metadata=1:peak=true")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    level, peak = 0.0, 0.0
    for start in range(0, len(samples), rate):
        block = samples[None, start : start + rate].copy()
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        graph.push(frame)
        while True:
            try:
                out = sink.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            level = float(out.metadata.get("lavfi.r128.I", level))
            peak = max(peak, float(out.metadata.get("lavfi.r128.true_peaks_ch0", peak)))
    return level, peak


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_loudness_is_that_of_the_reference(rate: int) -> None:
    sound = resample(speechlike(30, -6), RATE, rate)
    assert integrated(energies(sound, rate)) == pytest.approx(reference(sound, rate)[0], abs=0.1)


def test_quiet_passages_do_not_count() -> None:
    loud = speechlike(10, -6)
    with_pauses = np.concatenate([loud, np.zeros(30 * RATE, np.int16), loud])
    alone = integrated(energies(np.concatenate([loud, loud]), RATE))
    assert integrated(energies(with_pauses, RATE)) == pytest.approx(alone, abs=0.2)


def test_silence_has_no_loudness_and_no_gain() -> None:
    silence = np.zeros(RATE, np.int16)
    hops = energies(silence, RATE)
    assert integrated(hops) == float("-inf")
    assert wanted_gain(lambda: [(hops, 1.0)], -18) == 0


@pytest.mark.parametrize("level", [-30.0, -12.0, -1.0])
def test_the_target_is_met_below_the_ceiling(level: float) -> None:
    sound = speechlike(20, level)
    hops = energies(sound, RATE)
    gain = made_up([(RATE, sound)], wanted_gain(lambda: [(hops, 0.5)], -20), -1.5)
    done = master(sound, RATE, gain, -1.5)
    loudness, peak = reference(done, RATE)
    assert loudness == pytest.approx(-20, abs=0.4)
    assert 20 * np.log10(peak) <= -1.5 + 0.2


def test_what_is_below_the_ceiling_is_only_made_louder() -> None:
    sound = speechlike(2, -20)
    expected = np.rint(sound.astype(np.float32) * np.float32(10 ** (6 / 20)))
    assert np.array_equal(master(sound, RATE, 6.0, -1.5), expected)


def test_true_peaks_between_samples_are_seen() -> None:
    """A sine of a quarter of the rate, sampled at 45 degrees, peaks 3 dB above its samples."""
    at = np.arange(1000)
    sound: npt.NDArray[np.float32] = np.sin(np.pi / 2 * at + np.pi / 4).astype(np.float32)
    _, peaks = true_peaks(sound, 0.5)
    assert peaks[20:-20].max() == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(("rate", "wanted"), [(22_050, 44_100), (24_000, 22_050), (16_000, 48_000)])
def test_resampling_keeps_length_and_place(rate: int, wanted: int) -> None:
    sound = np.zeros(rate, np.int16)
    sound[rate // 2 : rate // 2 + rate // 100] = 20_000
    there = resample(sound, rate, wanted)
    assert len(there) == resampled_length(len(sound), rate, wanted)
    begun = int(np.flatnonzero(there > 10_000)[0])
    assert begun == pytest.approx(wanted / 2, abs=wanted * 0.001)


def test_room_tone_is_faint_and_always_the_same() -> None:
    tone = room_tone(RATE, -75)
    assert np.array_equal(tone, room_tone(RATE, -75))
    assert 20 * np.log10(np.sqrt((tone / 32768.0**1) ** 2).mean()) < -70
    assert not room_tone(100, None).any()


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(UnknownName, match="podcast"):
        profile_named("podcst")
