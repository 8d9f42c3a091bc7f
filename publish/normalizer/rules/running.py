"""Running heads and page numbers in text that was copied out of a paged document.

They stand where a page ends, most often in the middle of a sentence, and their numbers on the outer
side of left and right pages: either tells them from the numbered headings of chapters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
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
#: The same of heads without a number.
_LEAST_CUT_ALIKE = 0.5
#: Words of a line that is cut off, and its characters, a share of those that a long line of the
#: text has: the entries of a table and the lines of a poem are shorter than that, most of them.
_WORDS = 5
_NARROWEST, _FULL, _WIDEST = 40, 0.8, 80
_NUMBER = re.compile(r"(\d{1,4})")
#: A head without a number: words, and no line of a program.
_TITLE = re.compile(r"[A-Z0-9“‘'\"][\w ,.:!?’‘“”'\"&–—-]{3,89}")
_OF = re.compile(r"(\d{1,4}) ?(?:/|of|de|von|di|van|из|sur) ?\d{1,4}")
#: So many groups of lines at most are tried in pairs.
_MOST_SIDES = 20
#: The place of a line, and the number at one of its ends.
_Numbered = tuple[int, int]
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
    numbered: dict[tuple[str, ...], list[_Numbered]] = defaultdict(list)
    for at in lines.places(_ended_by_number):
        key, number = _parted(lines[at] or "")
        if number:
            numbered[key].append((at, number))
    groups = [*numbered.values(), *_both_sides(numbered)]
    runs = [run for group in groups for run in _ascending(group)]
    alike: dict[str, list[int]] = defaultdict(list)
    if len(lines.texts) < len(lines):
        for at, line in enumerate(lines):
            if line and _TITLE.fullmatch(line):
                alike[line].append(at)
    repeated = [places for places in alike.values() if _is_series(places)]
    if not (runs or repeated):
        return set()
    width = max(_NARROWEST, min(_FULL * _widest(lines), _WIDEST))
    # What stands more than once may be the second line of a head.
    other = {at for places in alike.values() if len(places) > 1 for at in places}
    other.update(at for run in runs for at in run)
    found: set[int] = set()
    for heads in [*runs, *repeated]:
        cuts = sum(_cuts(at, other, lines, width) for at in heads)
        share = _LEAST_CUT if heads in runs else _LEAST_CUT_ALIKE
        if cuts >= max(share * len(heads), _FEWEST_CUTS) or _mirrored(heads, lines):
            found.update(heads)
    if found:
        found.update(_beside(found, lines))
    return found


def _both_sides(numbered: Mapping[tuple[str, ...], list[_Numbered]]) -> Iterator[list[_Numbered]]:
    """Left and right pages together, whose heads have other words: the author's and the title's."""
    often = [group for words, group in numbered.items() if words and len(group) > 1]
    for one, two in combinations(often[:_MOST_SIDES], 2):
        both = sorted([*one, *two])
        if all(left[1] < right[1] for left, right in pairwise(both)):
            yield both


def _widest(lines: Sequence[str | None]) -> int:
    """The characters of a long line, of which a tenth are longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


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


def _ascending(group: Sequence[_Numbered]) -> list[list[int]]:
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
    return [run for run in runs if _is_series(run)]


def _is_series(places: Sequence[int]) -> bool:
    """Whether lines are as many, and as far apart, as the heads of pages."""
    if len(places) < _FEWEST:
        return False
    return median(two - one for one, two in pairwise(places)) >= _LEAST_APART


def _mirrored(heads: Sequence[int], lines: Sequence[str | None]) -> bool:
    """Whether the number stands before the words on some pages, and behind them on others."""
    words = [(lines[at] or "").strip(_EDGE).split() for at in heads]
    ends = {(bool(_NUMBER.fullmatch(w[0])), bool(_NUMBER.fullmatch(w[-1]))) for w in words if w}
    return {(True, False), (False, True)} <= ends


def _cuts(head: int, heads: set[int], lines: Sequence[str | None], width: float) -> bool:
    """Whether a head stands in the middle of a sentence, below a line of this many characters."""
    text = (at for at in range(head - 1, -1, -1) if _is_text(at, heads, lines))
    above = lines[next(text, head)] or ""
    text = (at for at in range(head + 1, len(lines)) if _is_text(at, heads, lines))
    below = lines[next(text, head)] or ""
    full = len(above) >= width and word_count(above) >= _WORDS
    return full and not above.endswith((*SENTENCE_END, ":")) and below[:1].islower()


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
