"""Features of the lines of a page, all measured on whole arrays.

No feature knows a language: words count by shape, by length, and by how often the page itself
uses them. What languages add comes from tables of words (`words.Table`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel import words as _words
from publish.normalizer.linemodel.characters import Kind
from publish.normalizer.linemodel.columns import Columns, Floats
from publish.normalizer.linemodel.words import Grams, Runs, Words

BUCKET_BITS = 13  # words of a page are counted in this many bits' worth of buckets
# What stands at the ends of a line without being seen: spaces, joiners, marks of direction.
_BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202f\u205f\u2060"
    "\u2066\u2067\u2068\u2069\u3000\ufeff\xad"
)
_TOPIC_LETTERS = 5  # shorter words say little about the subject
_PROSE_WORDS = 12  # with a sentence's end, a line of this many words is taken for prose
_REACH = np.array([[2], [5], [12]])  # lines either side over which prose is added up
# As bytes: NumPy would compare an array of bytes with a `Kind` in 64 bits.
_UPPER, _DIGIT, _IDEOGRAPH = np.array([Kind.UPPER, Kind.DIGIT, Kind.IDEOGRAPH], np.uint8)
_FIRST_KINDS = np.array(
    [[Kind.LOWER], [Kind.UPPER], [Kind.DIGIT], [Kind.QUOTE], [Kind.BRACKET]], np.uint8
)
_LAST_KINDS = np.array([[Kind.COLON], [Kind.PAUSE], [Kind.DIGIT], [Kind.BULLET]], np.uint8)
_FAR = 50  # lines to the nearest prose; further is all the same
_HEAD_WORDS = 4  # words that make the beginning of a line
_MARKERS = np.array([[ord(character)] for character in "*+•-–·◦▪o●■"], np.uint32)


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
    """The lines of a page that hold anything, before they are measured: numbers and words."""

    numbers: NDArray[np.intp]
    words: Words
    runs: Runs
    grams: Grams
    sizes: Floats  # words a line


def see(lines: Sequence[str]) -> Seen:
    """Find the words of the lines of one page."""
    stripped = [line.strip(_BLANKS) for line in lines]
    kept = [number for number, line in enumerate(stripped) if line]
    words = _words.split([stripped[number] for number in kept])
    runs = words.runs()
    # In scripts without spaces two ideographs make a word.
    sizes = np.float32(0.5) * words.counts[:, Kind.IDEOGRAPH].astype(np.float32)
    sizes[runs.line] += runs.length
    return Seen(np.array(kept, np.intp), words, runs, _words.grams(words), sizes)


def measure(lines: Sequence[str]) -> Page:
    """Measure the lines of one page."""
    return measured(see(lines))


def measured(seen: Seen) -> Page:
    """Measure lines whose words were found."""
    numbers, words, runs, sizes = seen.numbers, seen.words, seen.runs, seen.sizes
    bucket = (words.hash >> np.uint64(64 - BUCKET_BITS)).view(np.intp)
    topical = ((words.length >= _TOPIC_LETTERS) & (words.initial != _DIGIT)).nonzero()[0]
    topics = Topics(words.line[topical], bucket[topical], words.initial[topical] == _UPPER)
    if not len(numbers):
        return Page(numbers, np.zeros((0, 0), np.float32), seen.grams, sizes, topics)
    columns = Columns(len(numbers))
    sums = _sum_words(words, runs, bucket)
    marked = _is_marked(words)
    _add_shapes(columns, words, sums, sizes, marked)
    _add_repeats(columns, words, runs, sums, sizes)
    _add_places(columns, numbers, sums.prose, sizes, marked)
    return Page(numbers, columns.table(), seen.grams, sizes, topics)


class _Sum(IntEnum):
    """What the words of a line add up to."""

    WORDS = 0
    CAPITAL = 1
    SHOUTED = 2
    NUMBER = 3
    SMALL = 4  # without a capital
    SHORT = 5  # without a capital, three letters at most
    LONG = 6
    USES = 7  # the logarithm of how often the page has the word
    ONCE = 8  # words that the page has nowhere else
    COMMON = 9  # words that make more than a hundredth of the page
    TOPICAL = 10
    NAMED = 11  # topical and capitalised
    ELSEWHERE = 12  # topical words that prose on other lines has
    NAMED_ELSEWHERE = 13


@dataclass(frozen=True, slots=True)
class _Sums:
    """A row of `values` for each _Sum, a column a line; and which lines are prose."""

    values: Floats
    prose: NDArray[np.bool_]

    @property
    def words(self) -> Floats:
        words: Floats = self.values[_Sum.WORDS]
        return words


def _sum_words(words: Words, runs: Runs, bucket: NDArray[np.intp]) -> _Sums:
    initial, length = words.initial, words.length
    capital = initial == _UPPER
    number = initial == _DIGIT
    small = initial <= _IDEOGRAPH
    small &= ~capital
    topical = (length >= _TOPIC_LETTERS) & ~number
    total = np.bincount(bucket, minlength=1 << BUCKET_BITS)
    uses = total[bucket]
    first = np.zeros((2, runs.lines), np.float32)
    first[_Sum.WORDS, runs.line] = runs.length
    first[_Sum.CAPITAL] = runs.sum([capital])
    prose = (
        (first[0] >= _PROSE_WORDS)
        & (words.counts[:, Kind.STOP] > 0)
        & (first[1] <= 0.5 * np.maximum(first[0], 1))
    )
    in_prose = prose[words.line]
    subject = np.bincount(bucket[in_prose], minlength=1 << BUCKET_BITS)
    elsewhere = topical & (subject[bucket] > in_prose)
    rest = runs.sum(
        [
            words.shouted,
            number,
            small,
            small & (length <= 3),
            length >= 8,
            np.log1p(uses, dtype=np.float32),
            uses == 1,
            uses > len(uses) // 100,
            topical,
            topical & capital,
            elsewhere,
            elsewhere & capital,
        ]
    )
    return _Sums(np.concatenate((first, rest)), prose)


def _add_shapes(
    columns: Columns, words: Words, sums: _Sums, sizes: Floats, marked: NDArray[np.bool_]
) -> None:
    """What a line shows by itself, and how its words stand to the page's."""
    counts = words.counts.T.astype(np.float32)
    length = np.add.reduce(counts)
    letters = np.add.reduce(counts[: Kind.IDEOGRAPH + 1])
    per_word = 1 / np.maximum(sizes, 1)
    first, _, last, before = words.edges.T
    opener, closer = words.ends[:, 0], words.ends[:, 2]
    stops = counts[Kind.STOP]
    dots = (closer == ord("…")) | ((closer == ord(".")) & (words.ends[:, 3] == ord(".")))
    stopped = last == Kind.STOP
    closing = (last == Kind.QUOTE) | (last == Kind.BRACKET)
    columns.logs(sizes, length, stops, sums.values[_Sum.TOPICAL])
    columns.logs(counts[[Kind.QUOTE, Kind.BULLET, Kind.COLON]])
    columns.add(
        letters / length,
        np.minimum(letters * per_word, 15),
        counts[Kind.UPPER] / np.maximum(letters, 1),
        np.minimum(sizes / (stops + 1), 40),
        sums.values[_Sum.CAPITAL : _Sum.COMMON + 1] * per_word,
        sums.values[[_Sum.ELSEWHERE, _Sum.NAMED_ELSEWHERE]]
        / np.maximum(sums.values[[_Sum.TOPICAL, _Sum.NAMED]], 1),
        np.minimum(counts[Kind.CASELESS :] * per_word, 4),
        first == _FIRST_KINDS,
        (first == Kind.DASH) & ~marked,
        first == Kind.HANDLE,
        marked,
        marked & (opener != ord("*")),
        (first == Kind.DIGIT) & ((words.ends[:, 1] == ord(".")) | (words.ends[:, 1] == ord(")"))),
        stopped & ~dots,
        (closing | stopped) & ((before == Kind.STOP) | (before == Kind.PAUSE)),
        dots,
        closing,
        last == _LAST_KINDS,
        closer == ord("?"),
    )


def _is_marked(words: Words) -> NDArray[np.bool_]:
    """Whether each line begins as an item of a list."""
    opener = words.ends[:, 0]
    listed: NDArray[np.bool_] = np.logical_or.reduce(opener == _MARKERS, axis=0)
    listed &= words.edges[:, 1] == Kind.SPACE
    return listed


def _add_repeats(columns: Columns, words: Words, runs: Runs, sums: _Sums, sizes: Floats) -> None:
    """Lines, and the beginnings of lines, that the page has more than once."""
    at = np.arange(len(words.line)) - np.repeat(runs.begin, runs.length)
    placed = words.hash * (2 * at.astype(np.uint64) + np.uint64(1))
    whole = np.zeros(words.lines, np.uint64)
    head = np.zeros(words.lines, np.uint64)
    if len(runs.begin):
        whole[runs.line] = np.add.reduceat(placed, runs.begin)
        placed[at >= _HEAD_WORDS] = 0
        head[runs.line] = np.add.reduceat(placed, runs.begin)
    repeats, earlier = _repeats(whole)
    heads, _ = _repeats(head)
    columns.logs(repeats * (sums.words > 0), heads * (sizes >= _HEAD_WORDS))
    columns.add(earlier & (sums.words > 0))


def _repeats(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """How many other lines share each line's hash, and whether one of them came before."""
    order = np.argsort(hashes, kind="stable")
    fresh = np.empty(len(hashes), bool)
    fresh[0] = True
    ordered = hashes[order]
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    begin = fresh.nonzero()[0]
    many = np.empty_like(begin)
    many[:-1] = begin[1:]
    many[-1] = len(hashes)
    many -= begin
    repeats = np.empty(len(hashes), np.intp)
    repeats[order] = np.repeat(many - 1, many)
    earlier = np.empty(len(hashes), bool)
    earlier[order] = ~fresh
    return repeats, earlier


def _add_places(
    columns: Columns,
    numbers: NDArray[np.intp],
    prose: NDArray[np.bool_],
    sizes: Floats,
    marked: NDArray[np.bool_],
) -> None:
    """Where a line stands: in its block, among the page's prose, in the page."""
    count = len(numbers)
    at = np.arange(count)
    gap = np.empty(count + 1, np.intp)
    gap[0], gap[-1] = numbers[0], 1
    gap[1:-1] = numbers[1:] - numbers[:-1] - 1

    opens = gap[:-1] > 0
    opens[0] = True
    begin = opens.nonzero()[0]
    block = np.add.accumulate(opens, dtype=np.intp) - 1
    many = np.bincount(block)
    inside = at - begin[block]
    columns.add(np.minimum(gap[:-1], 3), np.minimum(gap[1:], 3), prose)
    columns.add((np.add.reduceat(marked.astype(np.float32), begin) / many)[block])
    columns.logs(
        many[block],
        (np.add.reduceat(sizes, begin) / many)[block],
        inside,
        many[block] - 1 - inside,
    )

    ran = np.zeros(count + 1)
    np.add.accumulate(sizes * prose, out=ran[1:])
    said = np.zeros(count + 1)
    np.add.accumulate(sizes, out=said[1:])
    whole, spoken = max(float(ran[-1]), 1), max(float(said[-1]), 1)
    columns.add(ran[:-1] / whole, ran[1:] / whole, said[:-1] / spoken)
    columns.logs(ran[:-1], ran[-1] - ran[1:], said[:-1], said[-1] - said[1:])
    low, high = np.maximum(at - _REACH, 0), np.minimum(at + 1 + _REACH, count)
    near = (ran[:-1] - ran[low], ran[high] - ran[1:], (said[high] - said[low]) / (high - low))
    # Reach by reach: prose before, prose after, words a line.
    for row in range(len(_REACH)):
        columns.logs(*(values[row] for values in near))
    before = np.full(count + 1, -_FAR)
    np.maximum.accumulate(np.where(prose, at, -_FAR), out=before[1:])
    behind = np.full(count + 1, count + _FAR)
    behind[:-1] = np.minimum.accumulate(np.where(prose, at, count + _FAR)[::-1])[::-1]
    columns.logs(np.minimum(at - before[:-1], _FAR), np.minimum(behind[1:] - at, _FAR))
    columns.logs(at, count - 1 - at)
    columns.add(whole / spoken)
    columns.add(*(np.count_nonzero(true) / count for true in (marked, prose, gap[:-1])))
    columns.logs(count, spoken, math.sqrt(float(sizes @ sizes) / count))
