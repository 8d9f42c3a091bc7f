"""Features of the lines of a page, all measured on whole arrays.

No feature knows a language: words count by shape, by length, and by how often the page itself
uses them. What languages add comes from tables of words (`words.Table`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel import words as _words
from publish.normalizer.linemodel.characters import KINDS, Kind, kinds
from publish.normalizer.linemodel.words import Grams, Words

Floats = NDArray[np.float32]

BUCKET_BITS = 13  # words of a page are counted in this many bits' worth of buckets
# What stands at the ends of a line without being seen: spaces, joiners, marks of direction.
_BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202f\u205f\u2060"
    "\u2066\u2067\u2068\u2069\u3000\ufeff\xad"
)
_TOPIC_LETTERS = 5  # shorter words say little about the subject
_PROSE_WORDS = 12  # with a sentence's end, a line of this many words is taken for prose
_REACH = (2, 5, 12)  # lines either side over which prose is added up
_MARKERS = np.zeros(0x10000, bool)
_MARKERS[[ord(c) for c in "*+•-–·◦▪o●■"]] = True


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


def measure(lines: Sequence[str]) -> Page:
    """Measure the lines of one page."""
    stripped = [line.strip(_BLANKS) for line in lines]
    kept = [number for number, line in enumerate(stripped) if line]
    words = _words.split([stripped[number] for number in kept])
    numbers = np.array(kept, np.intp)
    sizes = _sizes(words)
    bucket = (words.hash >> np.uint64(64 - BUCKET_BITS)).astype(np.intp)
    topical = np.flatnonzero((words.length >= _TOPIC_LETTERS) & (words.initial != Kind.DIGIT))
    topics = Topics(words.line[topical], bucket[topical], words.initial[topical] == Kind.UPPER)
    columns = _line_columns(words, sizes)
    columns += _page_columns(words, sizes, bucket)
    columns += _place_columns(words, numbers, sizes)
    features = np.empty((len(kept), len(columns)), np.float32)
    for index, column in enumerate(columns):
        features[:, index] = column
    return Page(numbers, features, _words.grams(words), sizes.astype(np.float32), topics)


Column = NDArray[np.generic]


def _sizes(words: Words) -> NDArray[np.float64]:
    """Words a line; in scripts without spaces two ideographs make one."""
    count = np.bincount(words.line, minlength=words.lines).astype(np.float64)
    return count + words.counts[:, Kind.IDEOGRAPH] / 2


def _per_line(words: Words, values: NDArray[np.generic]) -> NDArray[np.float64]:
    return np.bincount(words.line, values, minlength=words.lines).astype(np.float64, copy=False)


def _line_columns(words: Words, sizes: NDArray[np.float64]) -> list[Column]:
    """What a line shows by itself."""
    counts = words.counts.astype(np.float64)
    length = counts.sum(1)
    letters = counts[:, [Kind.LOWER, Kind.UPPER, Kind.CASELESS, Kind.IDEOGRAPH]].sum(1)
    per_word = 1 / np.maximum(sizes, 1)
    initial = words.initial
    lower = (initial == Kind.LOWER) | (initial == Kind.CASELESS) | (initial == Kind.IDEOGRAPH)
    kind = kinds()[words.ends]
    first, second, last, before = kind.T
    code = words.ends
    marked = _MARKERS[code[:, 0]] & (second == Kind.SPACE)
    numbered = (first == Kind.DIGIT) & ((code[:, 1] == ord(".")) | (code[:, 1] == ord(")")))
    stops = counts[:, Kind.STOP]
    dots = (code[:, 2] == ord("…")) | ((code[:, 2] == ord(".")) & (code[:, 3] == ord(".")))
    closing = (last == Kind.QUOTE) | (last == Kind.BRACKET)
    columns: list[Column] = [
        np.log1p(sizes),
        np.log1p(length),
        letters / np.maximum(length, 1),
        np.minimum(letters * per_word, 15),
        counts[:, Kind.UPPER] / np.maximum(letters, 1),
        _per_line(words, initial == Kind.UPPER) * per_word,
        _per_line(words, words.shouted) * per_word,
        _per_line(words, initial == Kind.DIGIT) * per_word,
        _per_line(words, lower) * per_word,
        _per_line(words, lower & (words.length <= 3)) * per_word,
        _per_line(words, words.length >= 8) * per_word,
        np.minimum(sizes / (stops + 1), 40),
        np.log1p(stops),
        np.minimum(stops * per_word, 2),
        np.minimum(counts[:, Kind.SPACE] / np.maximum(sizes, 1), 4),
    ]
    columns += [
        np.minimum(counts[:, one] * per_word, 2)
        for one in range(KINDS)
        if one not in (Kind.LOWER, Kind.UPPER, Kind.SPACE, Kind.STOP)
    ]
    columns += [np.log1p(counts[:, one]) for one in (Kind.QUOTE, Kind.BULLET, Kind.COLON)]
    columns += [first == one for one in (Kind.LOWER, Kind.UPPER, Kind.DIGIT, Kind.QUOTE)]
    columns += [(first == Kind.BRACKET), (first == Kind.DASH) & ~marked, first == Kind.HANDLE]
    columns += [marked, numbered, marked & (code[:, 0] != ord("*"))]
    columns += [
        (last == Kind.STOP) & ~dots,
        (closing | (last == Kind.STOP)) & ((before == Kind.STOP) | (before == Kind.PAUSE)),
        dots,
        closing,
        last == Kind.COLON,
        last == Kind.PAUSE,
        last == Kind.DIGIT,
        last == Kind.BULLET,
        code[:, 2] == ord("?"),
    ]
    return columns


def _page_columns(
    words: Words, sizes: NDArray[np.float64], bucket: NDArray[np.intp]
) -> list[Column]:
    """How a line's words and its whole stand to the rest of the page."""
    per_word = 1 / np.maximum(np.bincount(words.line, minlength=words.lines), 1)
    total = np.bincount(bucket, minlength=1 << BUCKET_BITS)
    uses = total[bucket]
    prose = _is_prose(words, sizes)
    topical = (words.length >= _TOPIC_LETTERS) & (words.initial != Kind.DIGIT)
    in_prose = prose[words.line]
    subject = np.bincount(bucket[in_prose], minlength=1 << BUCKET_BITS)
    elsewhere = (subject[bucket] - in_prose) > 0
    many_topical = np.maximum(_per_line(words, topical), 1)
    named = (words.initial == Kind.UPPER) & topical
    whole = np.zeros(words.lines, np.uint64)
    head = np.zeros(words.lines, np.uint64)
    opens = np.zeros(words.lines, bool)
    if len(words.line):
        begin = np.flatnonzero(np.diff(words.line, prepend=-1))
        with_words = words.line[begin]
        order = np.arange(len(words.line)) - np.repeat(
            begin, np.diff(begin, append=len(words.line))
        )
        placed = words.hash * (2 * order.astype(np.uint64) + np.uint64(1))
        whole[with_words] = np.add.reduceat(placed, begin)
        head[with_words] = np.add.reduceat(np.where(order < 4, placed, np.uint64(0)), begin)
        opens[with_words] = True
    repeats, earlier = _repeats(whole, opens)
    heads, _ = _repeats(head, opens & (sizes >= 4))
    return [
        _per_line(words, np.log(uses)) * per_word,
        _per_line(words, uses == 1) * per_word,
        _per_line(words, uses * 100 > len(uses)) * per_word,
        _per_line(words, elsewhere & topical) / many_topical,
        _per_line(words, elsewhere & named) / np.maximum(_per_line(words, named), 1),
        np.log1p(many_topical),
        np.log1p(repeats),
        earlier,
        np.log1p(heads),
    ]


def _repeats(
    hashes: NDArray[np.uint64], counted: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """How many other lines share each line's hash, and whether one of them came before."""
    _, at, inverse, count = np.unique(
        hashes, return_index=True, return_inverse=True, return_counts=True
    )
    return (count[inverse] - 1) * counted, (at[inverse] < np.arange(len(hashes))) & counted


def _is_prose(words: Words, sizes: NDArray[np.float64]) -> NDArray[np.bool_]:
    capitals = _per_line(words, words.initial == Kind.UPPER)
    return (
        (sizes >= _PROSE_WORDS)
        & (words.counts[:, Kind.STOP] > 0)
        & (capitals <= 0.5 * np.maximum(sizes, 1))
    )


def _place_columns(
    words: Words, numbers: NDArray[np.intp], sizes: NDArray[np.float64]
) -> list[Column]:
    """Where a line stands: in its block, among the page's prose, in the page."""
    count = len(numbers)
    if not count:
        return [sizes] * PLACES
    at = np.arange(count)
    gap = np.diff(numbers, prepend=-1) - 1
    after = np.append(gap[1:], 1)
    prose = _is_prose(words, sizes)
    marked = _MARKERS[words.ends[:, 0]] & (kinds()[words.ends[:, 1]] == Kind.SPACE)

    opens = gap > 0
    opens[0] = True
    begin = np.flatnonzero(opens)
    block = np.cumsum(opens) - 1
    many = np.diff(begin, append=count)
    block_words = np.add.reduceat(sizes, begin) / many
    block_marked = np.add.reduceat(marked.astype(np.float64), begin) / many
    inside = at - begin[block]

    weight = np.where(prose, sizes, 0)
    ran = np.concatenate(([0], np.cumsum(weight)))
    said = np.concatenate(([0], np.cumsum(sizes)))
    whole = max(float(ran[-1]), 1)
    columns: list[Column] = [
        np.minimum(gap, 3),
        np.minimum(after, 3),
        np.log1p(many[block]),
        np.log1p(block_words[block]),
        block_marked[block],
        np.log1p(inside),
        np.log1p(many[block] - 1 - inside),
        prose,
        ran[:-1] / whole,
        ran[1:] / whole,
        np.log1p(ran[:-1]),
        np.log1p(ran[-1] - ran[1:]),
        said[:-1] / max(float(said[-1]), 1),
        np.log1p(said[:-1]),
        np.log1p(said[-1] - said[1:]),
    ]
    for reach in _REACH:
        low, high = np.maximum(at - reach, 0), np.minimum(at + 1 + reach, count)
        columns += [
            np.log1p(ran[:-1] - ran[low]),
            np.log1p(ran[high] - ran[1:]),
            np.log1p((said[high] - said[low]) / (high - low)),
        ]
    before = np.maximum.accumulate(np.where(prose, at, -50))
    behind = np.minimum.accumulate(np.where(prose, at, count + 50)[::-1])[::-1]
    shifted = np.concatenate(([-50], before[:-1]))
    ahead = np.append(behind[1:], count + 50)
    columns += [np.log1p(np.minimum(at - shifted, 50)), np.log1p(np.minimum(ahead - at, 50))]
    columns += [np.log1p(at), np.log1p(count - 1 - at)]
    page = (
        np.log1p(count),
        np.log1p(float(said[-1])),
        whole / max(float(said[-1]), 1),
        float(marked.mean()),
        float(prose.mean()),
        float((gap > 0).mean()),
        float(np.log1p(np.sqrt((sizes**2).mean()))),
    )
    columns += [np.full(count, value) for value in page]
    return columns


PLACES = 15 + 3 * len(_REACH) + 4 + 7
