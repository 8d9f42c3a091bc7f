"""Mastering: one loudness for the whole narration, and no peak above the ceiling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from publish.narration.loudness import (
    HOPS_A_SECOND,
    Floats,
    Samples,
    energies,
    integrated,
    integrated_over,
)
from publish.registry import unknown_name

Indices: TypeAlias = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the sound is brought to.

    Attributes:
        loudness: LUFS, integrated over the whole narration.
        ceiling: true peak, in dB of full scale. Half a decibel below what players and shops ask
            for, since a lossy encoder adds that much to a peak.
        rate: samples a second; 0 for the engine's own.
        tone: level of the room tone in the silence that ends a chapter, in dB; None for none.
        mp3: bits a second of MP3 files; 0 for what the encoder is set to.
    """

    name: str
    loudness: float
    ceiling: float
    rate: int = 0
    tone: float | None = None
    mp3: int = 0


#: `acx`: RMS between -23 and -18 dB, peaks below -3 dB, noise below -60 dB, 44.1 kHz, 192 kb/s.
#: Speech of -19.5 LUFS has an RMS of about -20.5 dB with its pauses.
PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("audiobook", -18.0, -1.5),
        Profile("podcast", -16.0, -1.5),
        Profile("acx", -19.5, -3.5, rate=44_100, tone=-75.0, mp3=192_000),
    )
}

#: Gains are whole tenths of a decibel: an edit of one sentence then leaves them, and with them
#: all that is encoded already, as they are.
_STEP = 0.1

#: No voice is brought up by more than this: below lies noise, not speech. In dB.
_MOST_GAIN = 30.0

# What the limiter takes is made up for in two steps, which leaves less than 0.1 dB, and up to 3 dB:
# a voice that loses more has peaks that no gain can help.
_TRIES = 2
_MOST_LOST = 3.0

# The limiter looks at blocks of 16 samples and turns down over 20 ms on either side of a peak.
_BLOCK = 16
_REACH = 0.02


def profile_named(name: str) -> Profile:
    """The profile called `name`. Raises `UnknownName`."""
    if name not in PROFILES:
        raise unknown_name("mastering profile", name, list(PROFILES))
    return PROFILES[name]


def wanted_gain(spoken: Callable[[], Iterable[tuple[Floats, float]]], loudness: float) -> float:
    """The gain, in dB, that brings a voice to a loudness (LUFS), were there no limiter.

    Args:
        spoken: the energies of all takes of the voice, with the pauses after them in seconds;
            asked for twice.
    """

    def pieces() -> Iterator[Floats]:
        for hops, pause in spoken():
            yield hops
            yield np.zeros(round(pause * HOPS_A_SECOND), np.float32)

    level = integrated_over(pieces)
    if level == float("-inf"):
        return 0.0
    return _stepped(min(loudness - level, _MOST_GAIN))


def made_up(samples: Sequence[tuple[int, Samples]], wanted: float, ceiling: float) -> float:
    """The gain, in dB, with which `wanted` is left behind the limiter.

    Args:
        samples: a few takes of the voice with their rates, on which it is tried.
    """
    gain = wanted
    for _ in range(_TRIES if samples else 0):
        lost = gain - _change(samples, gain, ceiling)
        gain = min(wanted + min(lost, _MOST_LOST), _MOST_GAIN)
    return _stepped(gain)


def _stepped(gain: float) -> float:
    return float(round(round(gain / _STEP) * _STEP, 3))


def _change(samples: Sequence[tuple[int, Samples]], gain: float, ceiling: float) -> float:
    """By how much mastering with `gain` changes the loudness of `samples`, in LU."""
    before = np.concatenate([energies(sound, rate) for rate, sound in samples])
    after = np.concatenate(
        [energies(master(sound, rate, gain, ceiling), rate) for rate, sound in samples]
    )
    if integrated(before) == float("-inf"):
        return gain
    return integrated(after) - integrated(before)


def master(samples: Samples, rate: int, gain: float, ceiling: float) -> Samples:
    """`samples` with `gain` applied and true peaks held below `ceiling` (both in dB)."""
    if not len(samples):
        return samples
    loud = samples.astype(np.float32)
    loud *= np.float32(10 ** (gain / 20))
    top = 32768 * 10 ** (ceiling / 20)
    if np.abs(loud).max() > top * 0.7:  # between samples, speech rises by less than 3 dB
        _limit(loud, rate, top)
    np.rint(loud, out=loud)
    return loud.astype(np.int16)


def _limit(sound: Floats, rate: int, top: float) -> None:
    where, peaks = true_peaks(sound, top * 0.7)
    over = peaks > top
    if not over.any():
        return
    blocks = -(-len(sound) // _BLOCK) + 1
    need = np.ones(blocks, np.float32)
    np.minimum.at(need, where[over] // _BLOCK, (top / peaks[over]).astype(np.float32))
    reach = max(1, round(_REACH * rate / _BLOCK))
    # The least over a window, then the mean over the same window: smooth, and never too high.
    # One block more on each side, for what is interpolated between the blocks' middles.
    wide = np.pad(need, 2 * reach + 1, constant_values=1.0)
    views = np.lib.stride_tricks.sliding_window_view(wide, 2 * (reach + 1) + 1)
    lowest = views.min(axis=1)
    total = np.cumsum(np.concatenate([[0.0], lowest.astype(np.float64)]))
    width = len(lowest) - blocks + 1
    smooth = (total[width:] - total[:-width]) / width
    # Between the blocks' middles the gain is a line. Most blocks and their neighbours have none.
    turned = np.convolve(smooth < 1, (True, True, True), "same")[: len(sound) // _BLOCK + 1]
    at = (np.flatnonzero(turned)[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
    at = at[at < len(sound)]
    middles = np.arange(blocks) * _BLOCK + (_BLOCK - 1) / 2
    sound[at] *= np.interp(at, middles, smooth).astype(np.float32)


def true_peaks(sound: Floats, floor: float) -> tuple[Indices, Floats]:
    """Where `sound` exceeds `floor`, and the peak there at four times the sample rate.

    Interpolated with a windowed sinc of 12 samples, the length that BS.1770-4 annex 2 uses.
    """
    where = np.flatnonzero(np.abs(sound) > floor)
    peaks = np.abs(sound[where])
    padded = np.pad(sound, 6)
    taps = np.arange(-5, 7)
    near = padded[where[:, None] + 6 + taps]
    for part in (0.25, 0.5, 0.75):
        kernel = np.sinc(taps - part) * np.cos(np.pi * (taps - part) / 14) ** 2
        kernel /= kernel.sum()
        np.maximum(peaks, np.abs(near @ kernel.astype(np.float32)), out=peaks)
    return where, peaks


def resample(samples: Samples, rate: int, wanted: int) -> Samples:
    """`samples` at another rate; exactly ``resampled_length`` of them."""
    if rate == wanted or not len(samples):
        return samples
    import av

    converter = av.AudioResampler(format="s16", layout="mono", rate=wanted)
    frame = av.AudioFrame.from_ndarray(samples[None, :].copy(), format="s16", layout="mono")
    frame.sample_rate = rate
    pieces = [out.to_ndarray()[0] for f in (frame, None) for out in converter.resample(f)]
    sound = np.concatenate(pieces)
    length = resampled_length(len(samples), rate, wanted)
    return np.pad(sound[:length], (0, max(0, length - len(sound)))).astype(np.int16)


def resampled_length(samples: int, rate: int, wanted: int) -> int:
    """How many samples `samples` become at another rate."""
    return round(samples * wanted / rate)


def room_tone(length: int, level: float | None) -> Samples:
    """`length` samples of faint noise at `level` dB, the same every time; silence for None."""
    if level is None:
        return np.zeros(length, np.int16)
    noise = np.random.Generator(np.random.PCG64(0)).standard_normal(length)
    return np.rint(noise * 32768 * 10 ** (level / 20)).astype(np.int16)
