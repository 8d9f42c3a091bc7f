"""Series of entries (books, places, tools) of one form, told by the labels that all have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

#: How many entries make a series, and how many lines each of them has, from its label to the next.
_FEWEST, _SHORTEST, _LONGEST = 4, 3, 20
#: Characters in which the colon behind a label stands: "What our readers said about the book: ".
_LABEL = 60
_WORDS = 2
#: Characters that lines with the same label begin with.
_START = 3


def spans(lines: Sequence[str]) -> Iterator[range]:
    """The lines of each series, from its first label to its last; of what is below that nobody can
    tell where it ends."""
    for places in _labels(lines).values():
        if len(places) < _FEWEST:
            continue
        start = 0
        for end in range(1, len(places) + 1):
            if end == len(places) or places[end] - places[end - 1] > _LONGEST:
                yield from _series(places[start:end])
                start = end


def _series(places: Sequence[int]) -> Iterator[range]:
    if len(places) < _FEWEST:
        return
    if min(after - before for before, after in pairwise(places)) >= _SHORTEST:
        yield range(places[0], places[-1])


def _labels(lines: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Where the lines stand that open with the same words, or with the same word before a colon."""
    found: dict[str, list[int]] = defaultdict(list)
    # Most lines begin as no others do.
    starts = [line[:_START] for line in lines]
    often = {start for start, count in Counter(starts).items() if count >= _FEWEST}
    for at, line in enumerate(lines):
        if starts[at] not in often:
            continue
        words = line.split(" ", _WORDS)
        if len(words) <= _WORDS:
            continue
        found[f"{words[0]} {words[1]}"].append(at)
        if ":" in line and line.find(":") < _LABEL:
            found[f"{words[0]}:"].append(at)
    return found
