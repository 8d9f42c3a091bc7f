"""Loudness after ITU-R BS.1770-4 and EBU R128, from energies that can be kept and added up.

A stretch of sound is reduced to the K-weighted mean square of each 100 ms; four of them in a row
are a gating block. So the loudness of a book is had from what was noted of each utterance when it
was spoken, without hearing it again. The weighting is applied in the frequency domain to each
100 ms by itself (Parseval); against FFmpeg's ``ebur128`` on whole books this is within 0.1 LU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Samples: TypeAlias = npt.NDArray[np.int16]
Floats: TypeAlias = npt.NDArray[np.float32]

HOPS_A_SECOND = 10
_ABSOLUTE_GATE = -70.0  # LUFS, BS.1770-4
_RELATIVE_GATE = -10.0  # LU, BS.1770-4
#: Energies that are looked at at once: two hours of them take 3 MB.
_AT_ONCE = 1 << 16
_OFFSET = -0.691  # dB, BS.1770-4: 997 Hz at 0 dB full scale reads -3.01


@lru_cache(maxsize=4)
def _weights(rate: int, size: int) -> npt.NDArray[np.float32]:
    """|H|² of the K-weighting at the frequencies of a real FFT over `size` samples.

    The two filters' analogue prototypes as every implementation of BS.1770 at another rate than
    48 kHz takes them: a shelf at 1682 Hz and a high-pass at 38 Hz.
    """
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    k = np.tan(np.pi * 1681.974450955533 / rate)
    q, gain = 0.7071752369554196, 3.999843853973347
    high = 10 ** (gain / 20)
    band = high**0.4996667741545416
    shelf = (
        (high + band * k / q + k * k)
        + 2 * (k * k - high) * z
        + (high - band * k / q + k * k) * z * z
    ) / ((1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z * z)
    k = np.tan(np.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    first = (1 - 2 * z + z * z) / (
        1 + (2 * (k * k - 1) * z + (1 - k / q + k * k) * z * z) / (1 + k / q + k * k)
    )
    # The high-pass's numerator is 1 -2 1 without the bilinear gain: as the standard's table has it.
    power = np.abs(shelf * first) ** 2
    power[1:-1] *= 2  # a real FFT holds each frequency but the ends once for two
    if size % 2:
        power[-1] *= 2
    weights: npt.NDArray[np.float32] = (power / size**2).astype(np.float32)
    return weights


def energies(samples: Samples | Floats, rate: int, full_scale: float = 32768) -> Floats:
    """The K-weighted mean square of each 100 ms of `samples`, in parts of `full_scale`.

    The last, shorter one is filled up with silence.
    """
    hop = rate // HOPS_A_SECOND
    count = -(-len(samples) // hop)
    if not count:
        return np.zeros(0, np.float32)
    padded = np.zeros(count * hop, np.float32)
    padded[: len(samples)] = samples
    padded *= np.float32(1 / full_scale)
    spectrum = np.fft.rfft(padded.reshape(count, hop), axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    return np.asarray(power @ _weights(rate, hop).astype(power.dtype), np.float32)


def integrated(hops: Floats) -> float:
    """The integrated loudness, in LUFS, of the 100 ms energies in `hops`; -inf for silence."""
    return integrated_over(lambda: (hops,))


def integrated_over(pieces: Callable[[], Iterable[Floats]]) -> float:
    """The same of energies in pieces, one behind the other, which are asked for twice."""
    floor = _power(_ABSOLUTE_GATE)
    mean = _mean_above(floor, pieces())
    if mean is None:
        return float("-inf")
    level = _mean_above(max(floor, mean * 10 ** (_RELATIVE_GATE / 10)), pieces())
    return float("-inf") if level is None else _level(level)


def _mean_above(floor: float, pieces: Iterable[Floats]) -> float | None:
    """The mean of the gating blocks louder than `floor`; None where there are none."""
    total, count = 0.0, 0
    for blocks in _blocks(pieces):
        kept = blocks[blocks > floor]
        total += float(kept.sum())
        count += len(kept)
    return total / count if count else None


def _blocks(pieces: Iterable[Floats]) -> Iterator[npt.NDArray[np.float64]]:
    """The gating blocks, some hours of them at once."""
    waiting: list[Floats] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _AT_ONCE:
            hops = np.concatenate(waiting)
            yield _fours(hops)
            waiting = [hops[-3:]]
            size = 3
    if size < 4:
        waiting.append(np.zeros(4 - size, np.float32))
    yield _fours(np.concatenate(waiting))


def _fours(hops: Floats) -> npt.NDArray[np.float64]:
    total = np.cumsum(np.concatenate([[0.0], hops.astype(np.float64)]))
    blocks: npt.NDArray[np.float64] = (total[4:] - total[:-4]) / 4
    return blocks


def _power(level: float) -> float:
    return float(10 ** ((level - _OFFSET) / 10))


def _level(power: float) -> float:
    return float(_OFFSET + 10 * np.log10(power))
