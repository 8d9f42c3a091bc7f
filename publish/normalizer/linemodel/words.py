"""Words of a run of lines as 64-bit hashes, and tables of words to look them up in.

A word is a run of letters and digits. Its hash is a polynomial over its letters, modulo 2**64,
scattered; it does not tell the cases of a letter apart. Hashes of two neighbours, of a line's first
word and of its last one are made from the words' own, so one table answers for all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.characters import Kind, analyse, mix

Hashes = NDArray[np.uint64]
Indices = NDArray[np.intp]

_BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse modulo 2**64
_INVERSE = pow(_BASE, -1, 2**64)
_PAIR = np.uint64(0xD6E8FEB86659FD93)
_FIRST = np.uint64(0xA3B195354A39B70D)
_LAST = np.uint64(0x1B03738712FAD5C9)
_SLOT_BITS = 17
# As bytes: against a member of `Kind` NumPy would compare in 64 bits.
_LOWER, _UPPER, _DIGIT, _SPACE = (
    np.uint8(kind) for kind in (Kind.LOWER, Kind.UPPER, Kind.DIGIT, Kind.SPACE)
)
# Work on this many characters at a time: the arrays of a pass then stay in the cache.
_CHUNK = 1 << 16
# What a longer line holds past this many characters does not change what kind of line it is.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Runs:
    """The words of each line that has any: first word, how many, number of the line."""

    begin: Indices
    length: Indices
    line: Indices
    lines: int

    def sum(self, rows: Sequence[NDArray[np.generic]]) -> NDArray[np.float32]:
        """Sums of values of the words, a row each, over each line."""
        sums = np.zeros((len(rows), self.lines), np.float32)
        if len(self.begin):
            stacked = np.empty((len(rows), len(rows[0])), np.float32)
            for index, row in enumerate(rows):
                stacked[index] = row
            sums[:, self.line] = np.add.reduceat(stacked, self.begin, axis=1)
        return sums


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some lines, with what their characters add up to.

    `line`, `hash`, `length` and `initial` (the Kind of the first character) run over the words;
    `shouted` marks words in capitals, by their first two letters and their last one. `counts`
    has a row a line and a column a Kind; `ends` has the first two and the last two code points
    of each line, `edges` their kinds.
    """

    line: Indices
    hash: Hashes
    length: Indices
    initial: NDArray[np.uint8]
    shouted: NDArray[np.bool_]
    counts: NDArray[np.intp]
    ends: NDArray[np.uint32]
    edges: NDArray[np.uint8]

    @property
    def lines(self) -> int:
        return len(self.counts)

    def runs(self) -> Runs:
        """Where the words of each line begin."""
        many = np.bincount(self.line, minlength=self.lines)
        line = many.nonzero()[0]
        length = many[line]
        return Runs(np.add.accumulate(length) - length, length, line, self.lines)


@cache
def _powers(base: int) -> Hashes:
    powers = np.full(_CHUNK + _LONGEST + 2, base, np.uint64)
    powers[0] = 1
    return np.cumprod(powers)


def split(lines: Sequence[str]) -> Words:
    """The words of lines, none of which may be empty or begin or end with a space."""
    if not lines:
        return _split_chunk([], 0)
    if max(map(len, lines)) > _LONGEST:
        lines = [line if len(line) <= _LONGEST else line[:_LONGEST] for line in lines]
    parts = [_split_chunk(lines[begin:end], begin) for begin, end in _chunks(lines)]
    if len(parts) == 1:
        return parts[0]
    return Words(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in (field.name for field in fields(Words))
        )
    )


def _chunks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line and the one after the last of each chunk."""
    ends = np.fromiter(map(len, lines), np.intp, len(lines))
    ends += 1
    np.add.accumulate(ends, out=ends)
    begin = size = 0
    while begin < len(lines):
        end = int(ends.searchsorted(size + _CHUNK)) + 1
        yield begin, min(end, len(lines))
        begin, size = end, int(ends[min(end, len(lines)) - 1])


def _split_chunk(lines: Sequence[str], offset: int) -> Words:
    text = analyse(" " + " ".join(lines) + " ")
    kind = text.kind
    is_word = kind <= _DIGIT
    bounds = (is_word[1:] != is_word[:-1]).nonzero()[0]
    bounds += 1
    start, stop = bounds[0::2], bounds[1::2]  # the text begins and ends with a space
    length = stop - start

    count = len(lines)
    sizes = np.fromiter(map(len, lines), np.intp, count)
    ends = np.add.accumulate(sizes + 1)  # of the space behind each line
    begins = ends - sizes
    rows = np.arange(count)
    line = np.repeat(rows, _between(start, ends))

    rare = ((kind != _LOWER) & (kind != _SPACE)).nonzero()[0]
    flat = np.repeat(rows * len(Kind), _between(rare, ends))
    flat += kind[rare]
    counts = np.bincount(flat, minlength=count * len(Kind)).reshape(count, len(Kind))
    in_words = np.bincount(line, length, minlength=count).astype(np.intp)
    counts[:, Kind.LOWER] = in_words - np.add.reduce(counts[:, : Kind.DIGIT + 1], axis=1)
    counts[:, Kind.SPACE] = sizes - np.add.reduce(counts, axis=1)

    at = np.empty((count, 4), np.intp)
    at[:, 0], at[:, 1], at[:, 2], at[:, 3] = begins, begins + 1, ends - 1, ends - 2
    if len(start):
        product = text.letter * _powers(_BASE)[: len(kind)]
        hashes = mix(np.add.reduceat(product, start) * _powers(_INVERSE)[start])
    else:
        hashes = np.zeros(0, np.uint64)
    initial = kind[start]
    shouted = initial == _UPPER
    capital = shouted.nonzero()[0]
    shouted[capital] = (kind[start[capital] + 1] == _UPPER) & (kind[stop[capital] - 1] == _UPPER)
    return Words(line + offset, hashes, length, initial, shouted, counts, text.code[at], kind[at])


def _between(places: Indices, ends: Indices) -> Indices:
    """How many of the `places`, given in order, lie before each of the `ends` and not before the
    one above."""
    found = places.searchsorted(ends)
    found[1:] -= found[:-1].copy()
    return found


@dataclass(frozen=True, slots=True)
class Grams:
    """Hashes of what tables are asked for, each with its line: words, pairs, line edges."""

    line: Indices
    hash: Hashes


def grams(words: Words) -> Grams:
    """Single words, pairs of neighbours, and the first and last words and pairs of each line."""
    h, line = words.hash, words.line
    if not len(h):
        return Grams(line, h)
    breaks = (line[1:] != line[:-1]).nonzero()[0]
    opens = np.zeros(len(breaks) + 1, np.intp)
    opens[1:] = breaks + 1
    closes = np.full(len(breaks) + 1, len(line) - 1)
    closes[:-1] = breaks
    pair = h[:-1] * _PAIR + h[1:]
    pair[breaks] = 0  # no word of one line goes with one of the next
    pair_line = line[1:]
    first = h[opens] * _FIRST
    last = h[closes] * _LAST
    edge_line = line[opens]
    return Grams(
        np.concatenate((line, pair_line, edge_line, edge_line)),
        np.concatenate((h, pair, first, last)),
    )


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

    def find(self, sought: Grams) -> tuple[Indices, Indices]:
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
