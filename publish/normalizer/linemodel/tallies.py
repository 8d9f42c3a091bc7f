"""What the words of each line add up to: capitals, numbers, words that prose elsewhere has.

Words fall into few classes, so what a word counts for is read from tables. Four counts lie side by
side in one 64-bit number: a sum of such numbers is four sums, and none can run over into the next,
for no line has more than `words.LONGEST` characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.characters import Kind
from publish.normalizer.linemodel.columns import Floats
from publish.normalizer.linemodel.words import Hashes, Indices, Runs, Words

BUCKET_BITS = 13  # words of a page are counted in this many bits' worth of buckets
TOPIC_LETTERS = 5  # shorter words say little about the subject
_LONG_LETTERS = 8
_SHORT_LETTERS = 3
_PROSE_WORDS = 12  # with a sentence's end, a line of this many words is taken for prose
_COMMON_SHARE = 100  # a word that makes more than such a part of the page is common
_BUCKET_SHIFT = np.uint64(64 - BUCKET_BITS)
# Words are counted twice in one number: all of them below this bit, those in prose above it.
_PROSE_BIT = 26
_PROSE = float(1 << _PROSE_BIT)
_BELOW = (1 << _PROSE_BIT) - 1
# The class of a word: its initial's kind, whether it is in capitals, and its length, as one number;
# and what the page tells of it, as bits behind that.
_LENGTHS, _INITIALS, _STATES = _LONG_LETTERS + 1, Kind.DIGIT + 1, 8
_PER_INITIAL, _WHEN_SHOUTED = np.array([_LENGTHS, _INITIALS * _LENGTHS], np.uint8)


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts of words, a column a line: a row each of

    0. capitalised ones, those in capitals, numbers, those without a capital
    4. those without a capital that have three letters at most, long ones, those that the page has
       nowhere else, those that make more than a hundredth of it
    8. topical ones, capitalised ones among these, and those of both that prose on other lines has

    `uses` is the sum of the logarithms of how often the page has each word, `prose` marks the
    lines that read like prose.
    """

    counts: Floats
    uses: Floats
    prose: NDArray[np.bool_]


def buckets(words: Words) -> Indices:
    """The bucket of each word."""
    return (words.hash >> _BUCKET_SHIFT).view(np.intp)


def tally(words: Words, runs: Runs, bucket: Indices) -> Tallies:
    """Count the words of each line; `bucket` is what `buckets` gives."""
    plain, stated = _tables()
    sort = np.minimum(words.length, _LONG_LETTERS).astype(np.uint8)
    sort += words.initial * _PER_INITIAL
    sort += words.shouted.view(np.uint8) * _WHEN_SHOUTED
    sums = np.empty((3, words.lines), np.uint64)
    sums[0] = runs.sum(plain.take(sort))
    capital = sums[0].view(np.uint16)[::4]
    prose = words.many >= _PROSE_WORDS
    prose &= words.counts[Kind.STOP] > 0
    prose &= capital <= words.many // 2

    in_prose = prose[words.line]
    both = np.bincount(bucket, in_prose * _PROSE + 1, 1 << BUCKET_BITS)[bucket].astype(np.intp)
    uses = both & _BELOW
    both >>= _PROSE_BIT
    state = (both > in_prose).view(np.uint8)
    for true in (uses > len(uses) // _COMMON_SHARE, uses == 1):
        state += state
        state += true.view(np.uint8)
    stated_sort = sort * np.intp(_STATES)
    stated_sort += state
    sums[1:] = runs.sum(stated.take(stated_sort, axis=1))
    # From four counts in each number to a row for each count.
    counts = sums.view(np.uint16).reshape(3, words.lines, 4).transpose(0, 2, 1).astype(np.float32)
    logs = np.log1p(uses, dtype=np.float32)
    return Tallies(counts.reshape(12, words.lines), runs.sum(logs), prose)


@cache
def _tables() -> tuple[Hashes, Hashes]:
    """What a word of each class counts for: the first four counts; and, two rows, the others, which
    depend on what the page tells of it, too."""
    classes = list(product((False, True), range(_INITIALS), range(_LENGTHS)))
    plain = [_plain(*one) for one in classes]
    states = list(product((False, True), repeat=3))
    stated = [
        _stated(initial, length, *state) for _, initial, length in classes for state in states
    ]
    return _packed(plain)[0], _packed(stated)


def _plain(shouted: bool, initial: int, _length: int) -> tuple[bool, ...]:
    return (
        initial == Kind.UPPER,
        shouted,
        initial == Kind.DIGIT,
        initial not in (Kind.UPPER, Kind.DIGIT),
    )


def _stated(initial: int, length: int, met: bool, common: bool, once: bool) -> tuple[bool, ...]:
    topical = length >= TOPIC_LETTERS and initial != Kind.DIGIT
    named = topical and initial == Kind.UPPER
    small = initial not in (Kind.UPPER, Kind.DIGIT)
    return (
        *(small and length <= _SHORT_LETTERS, length >= _LONG_LETTERS, once, common),
        *(topical, named, topical and met, named and met),
    )


def _packed(rows: list[tuple[bool, ...]]) -> Hashes:
    """A row of numbers of four counts each."""
    counts = np.array(rows, np.uint16)
    packed = np.ascontiguousarray(counts).view(np.uint64).T.copy()
    packed.flags.writeable = False
    return packed
