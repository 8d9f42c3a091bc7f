"""From the words that were spoken back to the words that are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from publish.narration.engines import Word

_TOKEN = re.compile(r"\S+")


def map_words(
    text: str, spoken: str, words: Sequence[Word]
) -> Iterator[tuple[int, int, float, float]]:
    """Times of the written words of `text`: first and last character, start and end in seconds.

    Where writing and speech differ ("$5" and "five dollars"), the written run takes the time of all
    that was said for it.

    Args:
        words: with places in `spoken`.
    """
    if not words:
        return
    written = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    said = [(m.start(), m.end()) for m in _TOKEN.finditer(spoken)]
    times = _times(said, words)
    a = [text[first:last] for first, last in written]
    b = [spoken[first:last] for first, last in said]
    if a == b:
        changes = [("equal", 0, len(a), 0, len(b))]
    else:
        changes = list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())
    for kind, i, k, j, m in changes:
        if kind == "equal" or k - i == m - j:
            for own, other in zip(range(i, k), range(j, m), strict=True):
                if time := times[other]:
                    yield *written[own], *time
        elif k > i:
            heard = [time for time in times[j:m] if time]
            if heard:
                yield written[i][0], written[k - 1][1], heard[0][0], heard[-1][1]


def _times(
    tokens: Sequence[tuple[int, int]], words: Sequence[Word]
) -> list[tuple[float, float] | None]:
    """For each token the time of the words inside it."""
    times: list[tuple[float, float] | None] = []
    index = 0
    for first, last in tokens:
        inside: list[Word] = []
        while index < len(words) and words[index].first < last:
            if words[index].last > first:
                inside.append(words[index])
            index += 1
        times.append((inside[0].start, inside[-1].end) if inside else None)
    return times
