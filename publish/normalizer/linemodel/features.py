"""Features of the lines of a page, all measured on whole arrays.

No feature knows a language: words count by shape, by length, and by how often the page itself
uses them. What languages add comes from tables of words (`words.Table`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel import ends, places, tallies
from publish.normalizer.linemodel import words as _words
from publish.normalizer.linemodel.characters import Kind
from publish.normalizer.linemodel.columns import Columns, Floats
from publish.normalizer.linemodel.tallies import BUCKET_BITS, TOPIC_LETTERS, Tallies
from publish.normalizer.linemodel.words import Grams, Hashes, Indices, Runs, Words

__all__ = ["BUCKET_BITS", "Page", "Seen", "Topics", "measure", "measured", "see"]

# What stands at the ends of a line without being seen: spaces, joiners, marks of direction.
_BLANKS = ends.UNSEEN + (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
# Columns of what a line shows by itself: those taken as they are, and logarithms.
_SHAPES = 15 + len(Kind) - Kind.CASELESS + ends.OPENING + ends.CLOSING
_SHAPE_LOGS = 7
_HEAD_WORDS = 4  # words that make the beginning of a line
# As bytes: NumPy would compare an array of bytes with a `Kind` in 64 bits.
_UPPER, _DIGIT = np.array([Kind.UPPER, Kind.DIGIT], np.uint8)


@dataclass(frozen=True, slots=True)
class Topics:
    """The words of a page that can tell its subject: long ones that are no numbers.

    `line` and `bucket` (of the word's hash) run over the words; `named` marks capitalised ones.
    """

    line: NDArray[np.intp]
    bucket: NDArray[np.intp]
    named: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page that hold anything: their numbers, features and grams."""

    numbers: NDArray[np.intp]
    features: Floats
    grams: Grams
    sizes: Floats  # words a line
    topics: Topics


@dataclass(frozen=True, slots=True)
class Seen:
    """The lines of a page that hold anything, before they are measured: which of those given they
    are, their numbers, and words."""

    at: Indices
    numbers: Indices
    words: Words
    runs: Runs
    grams: Grams
    sizes: Floats  # words a line


def see(lines: Sequence[str], numbers: Sequence[int] | None = None) -> Seen:
    """Find the words of the lines of one page.

    Args:
        numbers: of the lines, from 0, where blank lines between them are not given.
    """
    stripped = [line.strip() for line in lines]
    words = _words.split(list(filter(None, stripped)))
    if np.count_nonzero(words.corners[::2] == ends.BLANK):
        stripped = [line.strip(_BLANKS) for line in lines]
        words = _words.split(list(filter(None, stripped)))
    at = np.fromiter(map(len, stripped), np.intp, len(stripped)).nonzero()[0]
    runs = words.runs()
    # In scripts without spaces two ideographs make a word.
    sizes = np.float32(0.5) * words.counts[Kind.IDEOGRAPH]
    sizes += words.many
    found = at if numbers is None else np.array(numbers, np.intp)[at]
    return Seen(at, found, words, runs, _words.grams(words, runs), sizes)


def measure(lines: Sequence[str]) -> Page:
    """Measure the lines of one page."""
    return measured(see(lines))


def measured(seen: Seen) -> Page:
    """Measure lines whose words were found."""
    numbers, words, runs, sizes = seen.numbers, seen.words, seen.runs, seen.sizes
    bucket = tallies.buckets(words)
    topical = ((words.length >= TOPIC_LETTERS) & (words.initial != _DIGIT)).nonzero()[0]
    topics = Topics(words.line[topical], bucket[topical], words.initial[topical] == _UPPER)
    if not len(numbers):
        return Page(numbers, np.zeros((0, 0), np.float32), seen.grams, sizes, topics)
    columns = Columns(_SHAPES + 1 + places.PLAIN, _SHAPE_LOGS + 2 + places.LOGS, len(numbers))
    told = tallies.tally(words, runs, bucket)
    marked = _add_shapes(columns, words, told, sizes)
    _add_repeats(columns, words, runs, sizes)
    places.add(columns, numbers, told.prose, sizes, marked)
    return Page(numbers, columns.table(), seen.grams, sizes, topics)


def _add_shapes(columns: Columns, words: Words, told: Tallies, sizes: Floats) -> Floats:
    """What a line shows by itself, and how its words stand to the page's. Gives which lines begin
    as items of a list."""
    counts = words.counts
    length = np.add.reduce(counts)
    letters = np.add.reduce(counts[: Kind.IDEOGRAPH + 1])
    per_word = 1 / np.maximum(sizes, 1)
    stops = counts[Kind.STOP]

    logs = columns.logs(_SHAPE_LOGS)
    logs[0], logs[1], logs[2], logs[3] = sizes, length, stops, told.counts[8]
    logs[4], logs[5], logs[6] = counts[Kind.QUOTE], counts[Kind.BULLET], counts[Kind.COLON]

    rows = columns.plain(13)
    np.divide(letters, length, out=rows[0])
    np.minimum(letters * per_word, 15, out=rows[1])
    np.divide(counts[Kind.UPPER], np.maximum(letters, 1), out=rows[2])
    np.minimum(sizes / (stops + 1), 40, out=rows[3])
    np.multiply(told.counts[:6], per_word, out=rows[4:10])
    np.multiply(told.uses, per_word, out=rows[10])
    np.multiply(told.counts[6:8], per_word, out=rows[11:13])
    rows = columns.plain(2)
    np.divide(told.counts[10:], np.maximum(told.counts[8:10], 1), out=rows)
    rows = columns.plain(len(Kind) - Kind.CASELESS)
    np.multiply(counts[Kind.CASELESS :], per_word, out=rows)
    np.minimum(rows, 4, out=rows)

    opening = columns.plain(ends.OPENING)
    first, second, last, before = words.corners
    ends.opening(first, second, opening)
    ends.closing(last, before, columns.plain(ends.CLOSING))
    marked: Floats = opening[ends.MARKED]
    return marked


def _add_repeats(columns: Columns, words: Words, runs: Runs, sizes: Floats) -> None:
    """Lines, and the beginnings of lines, that the page has more than once."""
    repeats = np.zeros((2, len(sizes)), np.float32)
    earlier = columns.plain(1)[0]
    earlier[:] = 0
    if len(runs.begin):
        # A word in another place of its line is another: the third one counts five times.
        through = np.zeros(len(words.line) + 1, np.uint64)
        placed = through[1:]
        placed += np.arange(1, 2 * len(placed), 2, dtype=np.uint64)
        placed -= (2 * runs.begin).view(np.uint64).repeat(runs.length)
        placed *= words.hash
        np.add.accumulate(placed, out=placed)
        stops = np.empty((2, len(runs.begin)), np.intp)
        np.add(runs.begin, runs.length, out=stops[0])
        np.add(runs.begin, np.minimum(runs.length, _HEAD_WORDS), out=stops[1])
        found, second = _repeats(through[stops] - through[runs.begin])
        repeats[:, runs.line], earlier[runs.line] = found, second[0]
    logs = columns.logs(2)
    logs[0] = repeats[0]
    np.multiply(repeats[1], sizes >= _HEAD_WORDS, out=logs[1])


def _repeats(hashes: Hashes) -> tuple[Indices, NDArray[np.bool_]]:
    """How many others of its row share each hash, and whether one of them came before. The lowest
    bits, as many as number the columns, are left out of account."""
    rows, count = hashes.shape
    bits = np.uint64(count.bit_length())
    keys = hashes >> bits
    keys <<= bits
    keys |= np.arange(count, dtype=np.uint64)
    keys.sort(axis=1)
    order = (keys & np.uint64((1 << int(bits)) - 1)).view(np.intp)
    keys >>= bits
    fresh = np.ones(hashes.shape, bool)
    np.not_equal(keys[:, 1:], keys[:, :-1], out=fresh[:, 1:])
    bounds = np.empty(np.count_nonzero(fresh) + 1, np.intp)
    bounds[:-1], bounds[-1] = fresh.ravel().nonzero()[0], hashes.size
    many = bounds[1:] - bounds[:-1]
    others = np.empty(hashes.shape, np.intp)
    earlier = np.empty(hashes.shape, bool)
    row = np.arange(rows)[:, None]
    others[row, order] = (many - 1).repeat(many).reshape(hashes.shape)
    earlier[row, order] = ~fresh
    return others, earlier
