"""The features of lines written out one by one, as the arrays must have them."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from publish.normalizer.linemodel import tallies
from publish.normalizer.linemodel.characters import PLANE, Kind, kinds
from publish.normalizer.linemodel.words import split

WORD_KINDS = (Kind.LOWER, Kind.UPPER, Kind.CASELESS, Kind.IDEOGRAPH, Kind.DIGIT)
MARKERS = "*+•-–·◦▪o●■"


def kind(character: str) -> Kind:
    assert ord(character) < PLANE
    return Kind(int(kinds()[ord(character)]))


@dataclass
class Line:
    """A line of a page, its number, its words, and how often it has each kind of character."""

    text: str
    number: int
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        runs = itertools.groupby(self.text, lambda one: kind(one) in WORD_KINDS)
        self.words = ["".join(run) for is_word, run in runs if is_word]

    def count(self, *which: Kind) -> int:
        return sum(kind(one) in which for one in self.text)

    @property
    def size(self) -> float:
        return len(self.words) + self.count(Kind.IDEOGRAPH) / 2

    @property
    def prose(self) -> bool:
        capital = sum(kind(word[0]) == Kind.UPPER for word in self.words)
        long = len(self.words) >= 12 and capital * 2 <= len(self.words)
        return long and self.count(Kind.STOP) > 0

    @property
    def marked(self) -> bool:
        return self.text[0] in MARKERS and kind((self.text + " ")[1]) == Kind.SPACE


def features(texts: Sequence[str]) -> list[list[float]]:
    """A row a line that holds anything; its lines must be stripped."""
    lines = [Line(text, number) for number, text in enumerate(texts) if text]
    rows = []
    for at in range(len(lines)):
        plain = (*shape(lines, at), *places(lines, at))
        logs = (*counted(lines, at), *counted_places(lines, at))
        rows.append([*map(float, plain), *map(math.log1p, logs)])
    return rows


@cache
def bucket(word: str) -> int:
    """Words are counted by their buckets: a few pairs of words share one."""
    return int(tallies.buckets(split([word]))[0])


def topical(word: str) -> bool:
    return len(word) >= 5 and kind(word[0]) != Kind.DIGIT


def shouted(word: str) -> bool:
    letters = (word[0], (word + " ")[1], word[-1])
    return all(kind(letter) == Kind.UPPER for letter in letters)


def shape(lines: list[Line], at: int) -> Iterator[float]:
    """What a line shows by itself, and how its words stand to the page's."""
    line = lines[at]
    uses = Counter(bucket(word) for one in lines for word in one.words)
    in_prose = Counter(bucket(word) for one in lines if one.prose for word in one.words)
    words, size = line.words, max(line.size, 1)
    letters = line.count(Kind.LOWER, Kind.UPPER, Kind.CASELESS, Kind.IDEOGRAPH)
    yield letters / len(line.text)
    yield min(letters / size, 15)
    yield line.count(Kind.UPPER) / max(letters, 1)
    yield min(line.size / (line.count(Kind.STOP) + 1), 40)
    starts = [kind(word[0]) for word in words]
    small = [w for w, s in zip(words, starts, strict=True) if s not in (Kind.UPPER, Kind.DIGIT)]
    yield starts.count(Kind.UPPER) / size
    yield sum(map(shouted, words)) / size
    yield starts.count(Kind.DIGIT) / size
    yield len(small) / size
    yield sum(len(word) <= 3 for word in small) / size
    yield sum(len(word) >= 8 for word in words) / size
    yield sum(math.log1p(uses[bucket(word)]) for word in words) / size
    yield sum(uses[bucket(word)] == 1 for word in words) / size
    yield sum(uses[bucket(word)] > uses.total() // 100 for word in words) / size
    subjects = [word for word in words if topical(word)]
    named = [word for word in subjects if kind(word[0]) == Kind.UPPER]
    for some in (subjects, named):
        yield sum(in_prose[bucket(word)] > line.prose for word in some) / max(len(some), 1)
    for one in list(Kind)[Kind.CASELESS :]:
        yield min(line.count(one) / size, 4)
    yield from opening(line)
    yield from closing(line)
    yield bool(words) and folded(line) in map(folded, lines[:at])


def folded(line: Line) -> list[str]:
    return [word.lower() for word in line.words]


def opening(line: Line) -> Iterator[bool]:
    first, second = (line.text + " ")[:2]
    for one in (Kind.LOWER, Kind.UPPER, Kind.DIGIT, Kind.QUOTE, Kind.BRACKET):
        yield kind(first) == one
    yield kind(first) == Kind.DASH and not line.marked
    yield kind(first) == Kind.HANDLE
    yield line.marked
    yield line.marked and first != "*"
    yield kind(first) == Kind.DIGIT and second in ".)"


def closing(line: Line) -> Iterator[bool]:
    before, last = (" " + line.text)[-2:]
    dots = last == "…" or before + last == ".."
    closed = kind(last) in (Kind.QUOTE, Kind.BRACKET)
    yield kind(last) == Kind.STOP and not dots
    ended = closed or kind(last) == Kind.STOP
    yield ended and kind(before) in (Kind.STOP, Kind.PAUSE)
    yield dots
    yield closed
    for one in (Kind.COLON, Kind.PAUSE, Kind.DIGIT, Kind.BULLET):
        yield kind(last) == one
    yield last == "?"


def gaps(lines: list[Line]) -> list[int]:
    numbers = [-1, *(line.number for line in lines)]
    return [after - before - 1 for before, after in itertools.pairwise(numbers)]


def block(lines: list[Line], at: int) -> tuple[int, list[Line]]:
    """The lines between blank ones that the line is among, and its place there."""
    gap = gaps(lines)
    begin = max(i for i in range(at + 1) if i == 0 or gap[i])
    end = min([i for i in range(at + 1, len(lines)) if gap[i]], default=len(lines))
    return at - begin, lines[begin:end]


def said(lines: Sequence[Line]) -> float:
    return sum(line.size for line in lines)


def ran(lines: Sequence[Line]) -> float:
    return sum(line.size for line in lines if line.prose)


def places(lines: list[Line], at: int) -> Iterator[float]:
    """Where a line stands: in its block, among the page's prose, in the page."""
    gap = gaps(lines)
    yield min(gap[at], 3)
    yield min([*gap, 1][at + 1], 3)
    yield lines[at].prose
    _, around = block(lines, at)
    yield sum(line.marked for line in around) / len(around)
    whole, spoken = max(ran(lines), 1), max(said(lines), 1)
    yield ran(lines[:at]) / whole
    yield ran(lines[: at + 1]) / whole
    yield said(lines[:at]) / spoken
    yield whole / spoken
    for true in ([line.marked for line in lines], [line.prose for line in lines], gap):
        yield sum(map(bool, true)) / len(lines)


def counted(lines: list[Line], at: int) -> Iterator[float]:
    """Of these, too, the logarithms are features."""
    line = lines[at]
    yield line.size
    yield len(line.text)
    yield line.count(Kind.STOP)
    yield sum(map(topical, line.words))
    for one in (Kind.QUOTE, Kind.BULLET, Kind.COLON):
        yield line.count(one)
    yield (list(map(folded, lines)).count(folded(line)) - 1) * bool(line.words)
    heads = [folded(one)[:4] for one in lines]
    yield (heads.count(heads[at]) - 1) * bool(line.words) * (line.size >= 4)


def counted_places(lines: list[Line], at: int) -> Iterator[float]:
    inside, around = block(lines, at)
    yield len(around)
    yield said(around) / len(around)
    yield inside
    yield len(around) - 1 - inside
    for total in (ran, said):
        yield total(lines[:at])
        yield total(lines[at + 1 :])
    for reach in (2, 5, 12):
        near = lines[max(at - reach, 0) : at + 1 + reach]
        yield ran(lines[max(at - reach, 0) : at])
        yield ran(lines[at + 1 : at + 1 + reach])
        yield said(near) / len(near)
    prose = [index for index, line in enumerate(lines) if line.prose]
    yield min([50, *(at - index for index in prose if index < at)])
    yield min([50, *(index - at for index in prose if index > at)])
    yield at
    yield len(lines) - 1 - at
    yield len(lines)
    yield max(said(lines), 1)
    yield math.sqrt(sum(line.size**2 for line in lines) / len(lines))
