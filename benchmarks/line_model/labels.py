"""Labels mended where the derived ones are known to err, for training.

A label was derived from the gold text by the line's words alone: where the page has a line oftener
than the article (a table of contents has each heading, a teaser the first sentence), every copy
was called the article's. Of two copies the one in the place of the gold text is meant.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

KEEP, TITLE, DEBRIS, BLANK = "K", "T", "D", "."
WORD = re.compile(r"[^\W_]+")

_ANCHOR_WORDS = 5  # a shorter line may be in both texts by chance


def mended(lines: Sequence[str], labels: str, gold: Sequence[str]) -> str:
    """`labels` with copies of article lines outside the article as debris."""
    kept = [at for at, label in enumerate(labels) if label == KEEP]
    said = {at: plain(lines[at]) for at in kept}
    places = _places(gold)
    copies: dict[str, list[int]] = defaultdict(list)
    for at in kept:
        copies[said[at]].append(at)
    anchors = _rising(
        (ats[0], places[text][0])
        for text, ats in copies.items()
        if len(ats) == 1 and text.count(" ") + 1 >= _ANCHOR_WORDS and len(places[text]) == 1
    )
    found = list(labels)
    for text, ats in copies.items():
        wanted = places.get(text)
        if not text or not wanted or len(ats) <= len(wanted):
            continue
        # Of copies that fit as well the last: the text follows its heading, not the contents.
        order = sorted(ats, key=lambda at: (_off(at, wanted, anchors), -at))
        for at in order[len(wanted) :]:
            found[at] = DEBRIS
    return "".join(found)


def plain(text: str) -> str:
    """The words of `text` alone, in small letters."""
    return " ".join(WORD.findall(text.lower()))


def _places(gold: Sequence[str]) -> dict[str, list[int]]:
    """For the text of each gold line, the lines that have it."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(gold):
        places[plain(line)].append(at)
    return places


def _rising(pairs: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rise on both sides."""
    ends: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    ordered = sorted(pairs)
    for number, (_, place) in enumerate(ordered):
        at = bisect.bisect_left(ends, place)
        before.append(chosen[at - 1] if at else -1)
        if at == len(ends):
            ends.append(place)
            chosen.append(number)
        else:
            ends[at], chosen[at] = place, number
    run = []
    number = chosen[-1] if chosen else -1
    while number >= 0:
        run.append(ordered[number])
        number = before[number]
    return run[::-1]


def _off(at: int, places: Sequence[int], anchors: Sequence[tuple[int, int]]) -> int:
    """By how many gold lines a page line lies outside the gap that its neighbours leave."""
    after = bisect.bisect(anchors, (at, -1))
    low = anchors[after - 1][1] if after else -1
    high = anchors[after][1] if after < len(anchors) else max(places) + 1
    return min(max(low - place, place - high, 0) for place in places)
