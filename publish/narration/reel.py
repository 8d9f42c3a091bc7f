"""The takes of a script, all of them: in memory the few bytes of each that are asked for again and
again, the rest in a file of the moment. A book has a hundred thousand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from publish.files import output_error
from publish.narration.loudness import Floats
from publish.narration.takes import Take, Words

#: Bytes of a key (`cache.key_of`) as it is kept here.
_KEY = 20
#: Bytes of words and energies up to which no file is made: those of an hour and a half.
_IN_MEMORY = 1 << 20
#: Numbers of 32 bits that a word takes.
_WORD = 4


class Reel:
    """A take for each utterance, counted through the script from 0; utterances may share one.

    Args:
        keys: of the takes, one for each utterance; empty where nothing is said.
        folder: where the file of the moment may lie; it has no name, or loses it when it is closed.
    """

    def __init__(self, keys: Iterable[str], folder: Path) -> None:
        self._folder = folder
        self._keys = b"".join(bytes.fromhex(key) or bytes(_KEY) for key in keys)
        named = np.frombuffer(self._keys, f"S{_KEY}")
        _, first, take = np.unique(named, return_index=True, return_inverse=True)
        self._first = np.asarray(first, np.int32)
        self._take = np.asarray(take, np.int32)
        self._samples = np.zeros(len(first), np.int64)
        self._rate = np.zeros(len(first), np.int32)
        self._words = np.zeros(len(first), np.int32)
        self._hops = np.zeros(len(first), np.int32)
        self._place = np.full(len(first), -1, np.int64)
        self._file = tempfile.SpooledTemporaryFile[bytes](_IN_MEMORY, dir=str(folder))
        self._end = 0

    def __len__(self) -> int:
        return len(self._take)

    def __del__(self) -> None:
        self._file.close()

    def takes(self) -> Iterator[int]:
        """For each take the first utterance that has it, in order."""
        return (number for number in np.sort(self._first).tolist() if self.said(number))

    def keep(self, number: int, take: Take) -> None:
        """Put in the take of utterance `number`. Raises `OutputError`."""
        at = self._take[number]
        words = take.words.rows
        try:
            self._file.seek(self._end)
            self._file.write(words.astype(np.float32).tobytes())
            self._file.write(take.hops.astype(np.float32).tobytes())
        except OSError as error:
            raise output_error(self._folder, error) from error
        self._samples[at], self._rate[at] = take.samples, take.rate
        self._words[at], self._hops[at] = len(words), len(take.hops)
        self._place[at] = self._end
        self._end += 4 * (words.size + take.hops.size)

    def key(self, number: int) -> str:
        """The key of the take in the cache; empty where nothing is said."""
        key = self._keys[_KEY * number : _KEY * (number + 1)]
        return key.hex() if any(key) else ""

    def said(self, number: int) -> bool:
        """Whether anything is said."""
        return any(self._keys[_KEY * number : _KEY * (number + 1)])

    def take(self, number: int) -> int:
        """Which take it is: a number that orders takes as their keys do."""
        return int(self._take[number])

    def first(self, take: int) -> int:
        """The first utterance that has a take."""
        return int(self._first[take])

    def kept(self, number: int) -> bool:
        """Whether the take was put in."""
        return bool(self._place[self._take[number]] >= 0)

    def samples(self, number: int) -> int:
        """How many samples the take has."""
        return int(self._samples[self._take[number]])

    def rate(self, number: int) -> int:
        """Its samples a second; 0 where nothing is said."""
        return int(self._rate[self._take[number]])

    def rates(self) -> Iterator[int]:
        """The rates of all utterances that are heard, in order."""
        return (int(rate) for rate in self._rate[self._take] if rate)

    def timed(self, number: int) -> bool:
        """Whether the times of its words are known."""
        return bool(self._words[self._take[number]])

    def words(self, number: int) -> Words:
        """Its words; seconds from its start."""
        at = self._take[number]
        rows = self._read(int(self._place[at]), _WORD * int(self._words[at]))
        return Words.of(rows.reshape(-1, _WORD))

    def hops(self, number: int) -> Floats:
        """The energy of each 100 ms."""
        at = self._take[number]
        behind = 4 * _WORD * int(self._words[at])
        return self._read(int(self._place[at]) + behind, int(self._hops[at]))

    def _read(self, place: int, count: int) -> Floats:
        if not count:
            return np.zeros(0, np.float32)
        self._file.seek(place)
        return np.frombuffer(self._file.read(4 * count), np.float32)
