"""Running heads and page numbers in text that was copied out of a paged document.

They stand where a page ends, most often in the middle of a sentence, and their numbers on the outer
side of left and right pages: either tells them from the numbered headings of chapters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from publish.model import Article
from publish.normalizer.lengths import word_count
from publish.normalizer.rules.blocks import without
from publish.normalizer.rules.lines import Lines
from publish.normalizer.rules.opening import SENTENCE_END

#: Characters of a running head.
_LONGEST = 90
#: Pages, and lines of a page: a column of a leaflet has twenty.
_FEWEST, _LEAST_APART = 3, 8
#: From one head to the next one the pages of a book go up by one, or by two where left and right
#: pages differ; a page with a picture has none.
_MOST_PAGES = 4
#: Share of the heads that stand in the middle of a sentence, two at least, as a heading never does:
#: that goes on below in a small letter, behind a line of prose. Where paragraphs are short, no more
#: than half of the pages end in one.
_LEAST_CUT, _FEWEST_CUTS = 0.2, 2
#: Words of a line that is cut off: the entries of a table have fewer.
_WORDS = 5
_NUMBER = re.compile(r"(\d{1,4})")
_OF = re.compile(r"(\d{1,4}) ?(?:/|of|de|von|di|van|из|sur) ?\d{1,4}")
_MARKS = "-–—|•·"
_EDGE = " \t[]()" + _MARKS


def drop(article: Article, lines: Lines) -> Article:
    """`article` without its running heads and page numbers; where they stood is noted in the lines'
    memory, for the rule that joins paragraphs."""
    heads = _places(lines)
    if not heads:
        return article
    blocks = article.blocks
    below = (at + 1 for at in heads if at + 1 not in heads and at + 1 < len(blocks))
    lines.memory.cuts.update(origin.first_line for at in below if (origin := blocks[at].origin))
    return without(article, [blocks[at] for at in heads])


def _places(lines: Lines) -> set[int]:
    """Which of the lines are running heads or page numbers."""
    numbered: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for at in lines.places(_ended_by_number):
        key, number = _parted(lines[at] or "")
        if number:
            numbered[key].append((at, number))
    runs = [run for group in numbered.values() for run in _ascending(group)]
    if not runs:
        return set()
    found: set[int] = set()
    count = Counter(lines)
    again = {at for at, line in enumerate(lines) if count[line] > 1}  # maybe a head's second line
    for heads in runs:
        cuts = sum(_cuts(at, {*heads, *again}, lines) for at in heads)
        if cuts >= max(_LEAST_CUT * len(heads), _FEWEST_CUTS) or _mirrored(heads, lines):
            found.update(heads)
    if found:
        found.update(_beside(found, lines))
    return found


def _ended_by_number(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that begin or end in the number of a page."""
    return [
        line
        for line in lines
        if len(line) <= _LONGEST
        and ((short := line.strip(_EDGE))[:1].isdecimal() or short[-1:].isdecimal())
    ]


def _parted(line: str) -> tuple[tuple[str, ...], int]:
    """The words of a line in the order of the alphabet, and the number at one of its ends, or 0.

    On left pages the number stands before the words, on right ones behind them, and the words
    themselves may change places.
    """
    words = _OF.sub(r"\1", line).strip(_EDGE).split()
    if not words:
        return (), 0
    for end in (0, -1):
        if number := _NUMBER.fullmatch(words[end]):
            del words[end]
            kept = (word.casefold() for word in words if word.strip(_MARKS))
            return tuple(sorted(kept)), int(number[1])
    return (), 0


def _ascending(group: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The runs of lines whose numbers go up as those of pages do."""
    runs: list[list[int]] = []
    last: list[int] = []
    for at, page in group:
        # Other numbers may stand on lines of their own between those of the pages.
        fitting = [n for n, before in enumerate(last) if 0 < page - before <= _MOST_PAGES]
        if fitting:
            runs[fitting[-1]].append(at)
            last[fitting[-1]] = page
        else:
            runs.append([at])
            last.append(page)
    # The last page may be short.
    return [
        run
        for run in runs
        if len(run) >= _FEWEST and median(b - a for a, b in pairwise(run)) >= _LEAST_APART
    ]


def _mirrored(heads: Sequence[int], lines: Sequence[str | None]) -> bool:
    """Whether the number stands before the words on some pages, and behind them on others."""
    first = {
        _NUMBER.fullmatch((lines[at] or "").strip(_EDGE).split()[0]) is not None for at in heads
    }
    return len(first) == 2


def _cuts(head: int, heads: set[int], lines: Sequence[str | None]) -> bool:
    """Whether a head stands in the middle of a sentence."""
    text = (at for at in range(head - 1, -1, -1) if _is_text(at, heads, lines))
    above = lines[next(text, head)] or ""
    text = (at for at in range(head + 1, len(lines)) if _is_text(at, heads, lines))
    below = lines[next(text, head)] or ""
    ended = word_count(above) < _WORDS or above.endswith(SENTENCE_END)
    return not ended and below[:1].islower()


def _is_text(at: int, heads: set[int], lines: Sequence[str | None]) -> bool:
    """Whether a line is one of text, and no second line of a head."""
    line = lines[at]
    return at not in heads and line is not None and " " in line and not _is_spaced(line)


def _is_spaced(line: str) -> bool:
    """Whether a line is one word with its letters apart: "S N O W D R O P S"."""
    return len(line) > 2 and set(map(len, line.split(" "))) == {1}


def _beside(heads: set[int], lines: Lines) -> set[int]:
    """Lines that stand beside heads again and again: their second lines."""
    near = defaultdict(set)
    for at in heads:
        for other in (at - 1, at + 1):
            if 0 <= other < len(lines) and other not in heads and (line := lines[other]):
                near[line].add(other)
    again = [found for line, found in near.items() if len(line) <= _LONGEST and len(found) > 1]
    return set().union(*again)
