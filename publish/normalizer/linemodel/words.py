"""Words of a run of lines as 64-bit hashes, and tables of words to look them up in.

A word is a run of letters and digits. Its hash is a polynomial over its letters, modulo 2**64,
scattered; it does not tell the cases of a letter apart. Hashes of two neighbours, of a line's first
word and of its last one are made from the words' own, so one table answers for all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.characters import Kind, analyse, mix
from publish.normalizer.linemodel.ends import faces

Hashes = NDArray[np.uint64]
Indices = NDArray[np.intp]
Number = TypeVar("Number", bound=np.generic)

_BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse modulo 2**64
_INVERSE = pow(_BASE, -1, 2**64)
_PAIR = np.uint64(0xD6E8FEB86659FD93)
_FIRST = np.uint64(0xA3B195354A39B70D)
_LAST = np.uint64(0x1B03738712FAD5C9)
_SLOT_BITS = 17
# As bytes: against a member of `Kind` NumPy would compare in 64 bits.
_LOWER, _UPPER, _DIGIT = np.array([Kind.LOWER, Kind.UPPER, Kind.DIGIT], np.uint8)
_NONE = len(Kind)  # stands for the spaces between the lines where characters are counted
_CORNERS = np.array([[0], [1], [-1], [-2]])
# Work on this many characters at a time: the arrays of a pass then stay in the cache.
_CHUNK = 1 << 16
# What a longer line holds past this many characters does not change what kind of line it is.
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Runs:
    """The words of each line that has any: first word, how many, number of the line."""

    begin: Indices
    length: Indices
    line: Indices
    lines: int

    def sum(self, values: NDArray[Number]) -> NDArray[Number]:
        """Sums over each line of values of the words, which run along the last axis."""
        if len(self.begin) == self.lines:
            whole: NDArray[Number] = np.add.reduceat(values, self.begin, axis=-1)
            return whole
        sums = np.zeros((*values.shape[:-1], self.lines), values.dtype)
        if len(self.begin):
            sums[..., self.line] = np.add.reduceat(values, self.begin, axis=-1)
        return sums


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some lines, with what their characters add up to.

    `line`, `hash`, `length` and `initial` (the Kind of the first character) run over the words;
    `shouted` marks words in capitals, by their first two letters and their last one. `many` is how
    many words each line has. `counts` has a row a Kind and a column a line; `corners` has the faces
    (see `ends`) of each line's first two characters, its last one and the one before that, a row
    each.
    """

    line: Indices
    hash: Hashes
    length: Indices
    initial: NDArray[np.uint8]
    shouted: NDArray[np.bool_]
    many: Indices
    counts: NDArray[np.float32]
    corners: NDArray[np.uint8]

    @property
    def lines(self) -> int:
        return len(self.many)

    def runs(self) -> Runs:
        """Where the words of each line begin."""
        line = self.many.nonzero()[0]
        length = self.many[line]
        return Runs(np.add.accumulate(length) - length, length, line, self.lines)


@cache
def _powers(base: int) -> Hashes:
    powers = np.full(_CHUNK + LONGEST + 3, base, np.uint64)
    powers[0] = 1
    return np.cumprod(powers)


def split(lines: Sequence[str]) -> Words:
    """The words of lines, none of which may be empty or begin or end with a space."""
    sizes = np.fromiter(map(len, lines), np.intp, len(lines))
    if len(lines) and sizes.max() > LONGEST:
        lines = [line if len(line) <= LONGEST else line[:LONGEST] for line in lines]
        np.minimum(sizes, LONGEST, out=sizes)
    ends = np.add.accumulate(sizes + 1)
    if not len(lines) or ends[-1] <= _CHUNK:
        return _split_chunk(lines, sizes, ends, 0)
    parts = []
    for begin, stop in _chunks(ends):
        before = ends[begin - 1] if begin else 0
        sizes_, ends_ = sizes[begin:stop], ends[begin:stop] - before
        parts.append(_split_chunk(lines[begin:stop], sizes_, ends_, begin))
    return Words(
        *(
            np.concatenate([getattr(part, name) for part in parts], axis=-1)
            for name in (field.name for field in fields(Words))
        )
    )


def _chunks(ends: Indices) -> Iterator[tuple[int, int]]:
    """The first line and the one after the last of each chunk of lines that end there."""
    begin = size = 0
    while begin < len(ends):
        end = min(int(ends.searchsorted(size + _CHUNK)) + 1, len(ends))
        yield begin, end
        begin, size = end, int(ends[end - 1])


def _split_chunk(lines: Sequence[str], sizes: Indices, ends: Indices, offset: int) -> Words:
    """The words of some lines of these sizes; `ends` has the place of the space behind each."""
    text = analyse(" ".join(("", *lines, "")))
    kind = text.kind
    is_word = kind <= _DIGIT
    bounds = (is_word[1:] != is_word[:-1]).nonzero()[0]  # the text begins and ends with a space
    start, last = bounds[0::2] + 1, bounds[1::2]
    initial = kind[start]
    shouted = initial == _UPPER
    capital = shouted.nonzero()[0]
    shouted[capital] = (kind[start[capital] + 1] == _UPPER) & (kind[last[capital]] == _UPPER)

    begins = ends - sizes
    first = np.empty(len(lines) + 1, np.intp)
    first[:-1] = start.searchsorted(begins)
    first[-1] = len(start)
    many = first[1:] - first[:-1]
    line = np.arange(offset, offset + len(lines)).repeat(many)

    # The letters of each word, each times a power for its place, add up to a difference of sums
    # from the beginning: what lies between words counts nothing.
    through = text.letter
    through *= _powers(_BASE)[: len(kind)]
    np.add.accumulate(through, out=through)
    through = through[bounds]
    hashes = through[1::2] - through[0::2]
    hashes *= _powers(_INVERSE)[start]

    corners = np.empty((4, len(lines)), np.intp)
    np.add(begins, _CORNERS[:2], out=corners[:2])
    np.add(ends, _CORNERS[2:], out=corners[2:])
    return Words(
        line,
        mix(hashes),
        last + 1 - start,
        initial,
        shouted,
        many,
        _counts(kind, sizes, ends),
        faces().take(text.code[corners]),
    )


def _counts(kind: NDArray[np.uint8], sizes: Indices, ends: Indices) -> NDArray[np.float32]:
    """How many characters of each kind lines of these sizes have, which end at `ends`: a row a
    kind, a column a line. Overwrites the kinds between the lines."""
    kind[0] = kind[ends] = _NONE
    # Most characters are small letters: those are what is missing.
    rare = (kind != _LOWER).nonzero()[0]
    above = np.zeros(len(ends) + 1, np.intp)
    above[1:] = rare.searchsorted(ends, "right")
    cell = np.arange(len(sizes)).repeat(above[1:] - above[:-1])
    cell += kind[rare] * np.intp(len(sizes))
    counts = np.bincount(cell, minlength=(_NONE + 1) * len(sizes)).reshape(_NONE + 1, len(sizes))
    found = counts[:_NONE].astype(np.float32)
    found[Kind.LOWER] = sizes - np.add.reduce(found)
    return found


@dataclass(frozen=True, slots=True)
class Grams:
    """Hashes of what tables are asked for, each with its line: words, pairs, line edges."""

    line: Indices
    hash: Hashes


def grams(words: Words, runs: Runs) -> Grams:
    """Single words, pairs of neighbours, and the first and last words and pairs of each line."""
    h, line = words.hash, words.line
    if not len(h):
        return Grams(line, h)
    pair = h[:-1] * _PAIR
    pair += h[1:]
    pair[runs.begin[1:] - 1] = 0  # no word of one line goes with one of the next
    first = h[runs.begin] * _FIRST
    last = h[runs.begin + (runs.length - 1)] * _LAST
    return Grams(
        np.concatenate((line, line[1:], runs.line, runs.line)),
        np.concatenate((h, pair, first, last)),
    )


Hits = tuple[Indices, Indices]  # lines, and the numbers of the entries that they have


class Table:
    """Numbered entries, found by hash. An entry is written as `word`, `two words`, `^first`,
    or `last$`."""

    __slots__ = ("_hashes", "_known", "_slots")

    def __init__(self, entries: Sequence[str]) -> None:
        self._hashes = _entry_hashes(entries)
        self._known = np.zeros(1 << _SLOT_BITS, bool)  # the first bits of the entries' hashes
        self._known[_first_bits(self._hashes)] = True
        self._slots = np.full(1 << _SLOT_BITS, -1, np.int32)
        numbers = np.arange(len(entries))
        # Of entries that meet in one slot the earliest stays: they are listed by weight.
        self._slots[self._slot(self._hashes)[::-1]] = numbers[::-1]

    @staticmethod
    def _slot(hashes: Hashes) -> Indices:
        return _first_bits(mix(hashes))

    def hits(self, sought: Grams) -> Grams:
        """Those grams that are in the table."""
        found, _ = self._look_up(sought)
        return Grams(sought.line[found], sought.hash[found])

    def find(self, sought: Grams) -> Hits:
        """The lines and the entry numbers of the grams that are in the table."""
        found, number = self._look_up(sought)
        return sought.line[found], number

    def _look_up(self, sought: Grams) -> tuple[Indices, Indices]:
        """Which of the grams are in the table, and the numbers of their entries."""
        # Most are not, as their first bits tell.
        likely = self._known[_first_bits(sought.hash)].nonzero()[0]
        hashes = sought.hash[likely]
        number = self._slots[self._slot(hashes)].astype(np.intp)
        right = ((number >= 0) & (self._hashes[number] == hashes)).nonzero()[0]
        return likely[right], number[right]


def _first_bits(hashes: Hashes) -> Indices:
    return (hashes >> np.uint64(64 - _SLOT_BITS)).view(np.intp)


def _entry_hashes(entries: Sequence[str]) -> Hashes:
    words = split([entry.strip("^$") for entry in entries])
    first = np.searchsorted(words.line, np.arange(len(entries)))
    found = words.hash[first]
    pairs = np.flatnonzero(np.bincount(words.line, minlength=len(entries)) == 2)
    opens = np.array([entry.startswith("^") for entry in entries], bool)
    closes = np.array([entry.endswith("$") for entry in entries], bool)
    made = np.where(opens, found * _FIRST, np.where(closes, found * _LAST, found))
    made[pairs] = found[pairs] * _PAIR + words.hash[first[pairs] + 1]
    return made
