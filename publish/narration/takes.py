"""A take: an utterance as an engine said it, looked over, trimmed and measured."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from publish.narration.engines import EngineFault, Speech, Word
from publish.narration.loudness import Floats, Samples, energies
from publish.narration.ondemand import OnDemand

#: Quieter than this is silence: -54 dB of full scale, below speech and above a voice's own noise.
_SILENCE = 65

#: Seconds kept before the first and after the last sound, so that no breath of it is cut.
_LEAD, _TAIL = 0.01, 0.04

# What a whole utterance may last, at 175 words a minute. eSpeak speaks 13 to 17 characters a
# second, digits at least one; the bounds stand well outside what any voice does, and well inside
# a file that was cut short, a silent gap or ten minutes for a word.
_LEAST_A_CHARACTER = 0.012
_MOST_A_CHARACTER = 1.6
_MOST_MORE = 8.0
#: Below this many characters nothing is too short ("I." lasts 0.2 s).
_SHORT = 24

#: Of the times of words, behind the point.
_DIGITS = 5


class Words(OnDemand[Word]):
    """Words in 16 bytes each, where a tuple of them takes 130: a long book has a million.

    Places are exact below 2**24 characters, times within 0.1 ms in the first quarter of an hour.
    They are rounded as the cache keeps them, so that what was just spoken and what was kept agree.
    """

    __slots__ = ("rows",)

    def __init__(self, words: Iterable[Word] = ()) -> None:
        rows = [(word.first, word.last, word.start, word.end) for word in words]
        self.rows = np.array(rows, np.float64).round(_DIGITS).astype(np.float32).reshape(-1, 4)

    @classmethod
    def of(cls, rows: Floats) -> Words:
        """Words from their rows, as `rows` has them."""
        made = cls()
        made.rows = rows
        return made

    def __len__(self) -> int:
        return len(self.rows)

    def made(self, at: int) -> Word:
        """The word at `at`."""
        first, last, start, end = self.rows[at].tolist()
        return Word(int(first), int(last), start, end)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and np.array_equal(self.rows, other.rows)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Take:
    """What the cache keeps of an utterance besides its samples.

    Attributes:
        samples: how many there are.
        rate: samples a second.
        words: where the engine gives them; seconds from the start of the take.
        hops: the energy of each 100 ms, for the loudness.
    """

    samples: int
    rate: int
    words: Words = field(default_factory=Words)
    hops: Floats = field(default_factory=lambda: np.zeros(0, np.float32), compare=False)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.samples / self.rate

    def head(self) -> dict[str, Any]:
        """As the cache keeps it."""
        words = [
            (w.first, w.last, round(w.start, _DIGITS), round(w.end, _DIGITS)) for w in self.words
        ]
        hops = base64.b64encode(self.hops.astype("<f4").tobytes()).decode("ascii")
        return {"samples": self.samples, "rate": self.rate, "words": words, "hops": hops}


def take_from(head: dict[str, Any]) -> Take:
    """A take as the cache kept it."""
    words = Words(Word(*word) for word in head["words"])
    hops = np.frombuffer(base64.b64decode(head["hops"]), "<f4").astype(np.float32)
    return Take(head["samples"], head["rate"], words, hops)


def make_take(speech: Speech, text: str, rate: int) -> tuple[Take, bytes]:
    """Look `speech` over, trim the silence around it and measure it.

    Args:
        text: what was to be said.
        rate: words a minute.

    Raises:
        EngineFault: it is silent, far too short or far too long for the text, or no sound at all.
    """
    if not 4000 <= speech.rate <= 192_000:
        raise EngineFault(f"the sound has {speech.rate} samples a second")
    samples: Samples = np.frombuffer(speech.pcm[: len(speech.pcm) // 2 * 2], "<i2").astype(np.int16)
    start, end = 0, len(samples)
    if not speech.exact:
        start, end = _sounding(samples, speech.rate)
        look_over((end - start) / speech.rate, text, rate)
    kept = samples[start:end]
    words = Words(
        _moved(word, start / speech.rate, len(kept) / speech.rate) for word in speech.words
    )
    take = Take(len(kept), speech.rate, words, energies(kept, speech.rate))
    return take, kept.astype("<i2").tobytes()


def _sounding(samples: Samples, rate: int) -> tuple[int, int]:
    # -32768 has no positive 16-bit counterpart, so the absolute value is not taken.
    loud = np.flatnonzero((samples > _SILENCE) | (samples < -_SILENCE))
    if not len(loud):
        return 0, 0
    start = max(0, int(loud[0]) - round(_LEAD * rate))
    return start, min(len(samples), int(loud[-1]) + 1 + round(_TAIL * rate))


def look_over(seconds: float, text: str, rate: int) -> None:
    """Raise `EngineFault` when `seconds` of sound cannot be `text` at `rate` words a minute."""
    characters = sum(c.isalnum() for c in text)
    if not characters:
        return
    pace = 175 / rate
    if not seconds:
        raise EngineFault("only silence came back")
    if characters >= _SHORT and seconds < characters * _LEAST_A_CHARACTER * pace:
        raise EngineFault(f"{seconds:.2f} seconds came back for {characters} characters")
    if seconds > _MOST_MORE + characters * _MOST_A_CHARACTER * pace:
        raise EngineFault(f"{seconds:.0f} seconds came back for {characters} characters")


def _moved(word: Word, by: float, most: float) -> Word:
    start = min(max(word.start - by, 0.0), most)
    return Word(word.first, word.last, start, min(max(word.end - by, start), most))


def join_takes(pieces: list[tuple[Take, bytes, int]], gap: float) -> tuple[Take, bytes]:
    """Takes of a text's pieces as one, with `gap` seconds between them.

    Args:
        pieces: each take, its samples, and where its text starts in the whole text.
    """
    rate = pieces[0][0].rate
    pause = bytes(2 * round(gap * rate))
    sound: list[bytes] = []
    words: list[Word] = []
    at = 0
    for take, pcm, offset in pieces:
        if sound:
            sound.append(pause)
            at += len(pause) // 2
        words += [
            Word(w.first + offset, w.last + offset, w.start + at / rate, w.end + at / rate)
            for w in take.words
        ]
        sound.append(pcm)
        at += take.samples
    whole = b"".join(sound)
    samples = np.frombuffer(whole, "<i2").astype(np.int16)
    return Take(at, rate, Words(words), energies(samples, rate)), whole
