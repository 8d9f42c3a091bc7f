"""Teasers: headlines of other articles, below a heading such as "Related articles" or as cards.

The heading is debris by its name. What stands below it is not, and reads like a list or like
headings of the article; left behind, it would be read as the article's. Cards have no heading: each
is a headline with its author or date below, and there are several in a row. In a menu's cards the
headline may run into its summary (`glued`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from publish.model import Article, Block, Listing
from publish.normalizer import bylines, dates, names
from publish.normalizer.lengths import word_count
from publish.normalizer.phrases import Hit
from publish.normalizer.rules import glued
from publish.normalizer.rules.blocks import adjacent, without
from publish.normalizer.rules.lines import Lines, plain_line
from publish.normalizer.rules.lists import MARK

#: In 404 labelled windows, what goes from inside an article below such a heading is 434 words of
#: debris and 25 of the article's. Tables of contents and tags are left to the line model: below
#: those stood 359 words of debris and 298 of the article's.
_FEWEST = 2
_MOST = 40
_LONGEST_HEADING = 60
#: Words of a headline, and of one without a list's mark.
_LONGEST, _SHORTEST = 25, 4
#: Words of a paragraph that a heading may stand above.
_PROSE = 20
#: A headline ends in a word, a question or an exclamation.
_SENTENCE = re.compile(r"[.:;,…。][\"”’»)\]]*$")
#: "More:", "Read more:", no longer sentence that leads into a list of the author's.
_LEAD = 2
#: In the same windows rows of three cards and more are 876 words of debris, 5 of the articles.
_FEWEST_CARDS = 3
_MOST_DETAILS = 3
#: Lines of a card with a paragraph, and those above its date.
_STORY, _ABOVE_DATE = 4, 2
_LONGEST_DETAIL = 60
#: Characters of such a line with its mark.
_LONGEST_MARKED = 120
_SHORTEST_TITLE = 3


def drop(article: Article, lines: Lines) -> Article:
    """`article` without the teasers below its headings of links; the headings stay, for the rule
    that knows them by name."""
    headings = _headings(lines)
    blocks = article.blocks
    gone: list[Block] = []
    if headings:
        tight = [False, *(adjacent(above, block) for above, block in pairwise(blocks))]
        gone += (blocks[at] for at in _found(headings, lines, tight))
    gone += (blocks[at] for at in (*_rows(lines), *glued.above_text(lines)))
    for at in headings:
        if at + 1 < len(blocks) and _is_list(blocks[at + 1]):
            gone.append(blocks[at + 1])
    lines.memory.gone += len(set(map(id, gone)))
    return without(article, gone) if gone else article


def found(lines: Sequence[str], tight: Sequence[bool]) -> set[int]:
    """Which of the lines of a page, none of them blank, are teasers.

    Args:
        tight: whether a line follows the one above without a blank line between.
    """
    page = Lines(lines)
    return {*_found(_headings(page), lines, tight), *_rows(page), *glued.above_text(page)}


def _rows(lines: Lines) -> list[int]:
    """The lines of all rows of cards."""
    details = lines.places(_details)
    if len(details) < _FEWEST_CARDS:
        return []
    return [*_cards(details, lines), *_stories(details, lines)]


def _stories(details: Sequence[int], lines: Lines) -> list[int]:
    """The lines of cards that show a paragraph, too: headline, author, date and paragraph, each on
    a line of its own, again and again."""
    gone: list[int] = []
    starts: list[int] = []
    for at in details:
        start = at - _ABOVE_DATE
        if start < 0 or not _is_story(lines[start : start + _STORY]):
            continue
        if starts and start != starts[-1] + _STORY:
            gone += _row(starts, starts[-1] + _STORY, lines)
            starts = []
        starts.append(start)
    if starts:
        gone += _row(starts, starts[-1] + _STORY, lines)
    return gone


def _is_story(lines: Sequence[str | None]) -> bool:
    """Whether four lines are a headline, an author, a date and a paragraph."""
    if len(lines) < _STORY:
        return False
    title, author, _, text = lines
    who = _detail(author or "")
    named = bool(who) and (names.is_name(who) or bylines.opens(who))
    return named and _is_title(title) and bool(text) and _SENTENCE.search(text or "") is not None


def _cards(details: Sequence[int], lines: Lines) -> list[int]:
    """The lines of headlines with their authors and dates, several in a row."""
    within = set(details)
    gone: list[int] = []
    starts: list[int] = []
    end = -1
    for first in details:
        if first < end:
            continue
        start = first - 1
        if start in within or start < 0 or not _is_title(lines[start]):
            continue
        if start != end:
            gone += _row(starts, end, lines)
            starts = []
        starts.append(start)
        end = first
        while end in within and end - first < _MOST_DETAILS:
            end += 1
    return [*gone, *_row(starts, end, lines)]


def _row(starts: Sequence[int], end: int, lines: Lines) -> range:
    """The lines of neighbouring cards, if they are enough. The last may be the title of the
    article, where its text stands below and none above."""
    if len(starts) < _FEWEST_CARDS:
        return range(0)
    above = lines[starts[0] - 1] if starts[0] else ""
    if end < len(lines) and _is_prose(lines[end]) and not _is_prose(above):
        end = starts[-1]
    return range(starts[0], end)


def _is_prose(line: str | None) -> bool:
    return word_count(line or "") >= _PROSE


def _is_title(line: str | None) -> bool:
    return _is_headline(line) and (line or "").count(" ") + 1 >= _SHORTEST_TITLE


def _details(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that say who wrote something, or when."""
    words = {line: text for line in lines if (text := _detail(line))}
    signed = set(bylines.opening(words.values()))
    return [line for line, text in words.items() if text in signed or dates.date_line(text)]


def _detail(line: str) -> str:
    """A line that is short enough to be a detail, without its mark; empty for a longer one."""
    if len(line) > _LONGEST_MARKED:
        return ""
    text = _unmarked(line)
    return text if len(text) <= _LONGEST_DETAIL else ""


def _found(
    headings: Sequence[int], lines: Sequence[str | None], tight: Sequence[bool]
) -> list[int]:
    gone: list[int] = []
    for at in headings:
        if not gone or at > gone[-1]:
            gone += range(at + 1, at + 1 + _below(lines[at + 1 : at + 2 + _MOST], tight[at + 1 :]))
    return gone


def _headings(lines: Lines) -> list[int]:
    """The lines that head links to other articles."""
    known = lines.known().items()
    likely = [(line, hit) for line, hit in known if hit.family == "related"]
    return lines.places_of({line for line, hit in likely if _heads(line, hit)})


def _heads(line: str, hit: Hit) -> bool:
    if len(line) > _LONGEST_HEADING:
        return False
    return hit.heads_links or (line.rstrip().endswith(":") and line.count(" ") < _LEAD)


def _below(lines: Sequence[str | None], tight: Sequence[bool]) -> int:
    """How many of the first lines are teasers."""
    marked = bool(lines) and lines[0] is not None and bool(MARK.match(lines[0]))
    count = 0
    for line in lines:
        if line is None or bool(MARK.match(line)) != marked:
            break
        if not _is_headline(line):
            if marked:
                return 0
            break
        if not marked and _details((line,)):
            count -= 1  # the line above it is the title of the article
            break
        if not marked and line.count(" ") + 1 < _SHORTEST:
            break
        count += 1
    # The last line above a paragraph may be its heading, unless it stands with the others.
    if (
        not marked
        and 0 < count < len(lines)
        and not (tight[count - 1] and not tight[count])
        and _is_prose(lines[count])
    ):
        count -= 1
    return count if _FEWEST <= count <= _MOST else 0


def _is_list(block: Block) -> bool:
    """Whether a block is a list of nothing but headlines."""
    if not isinstance(block, Listing) or not _FEWEST <= len(block.items) <= _MOST:
        return False
    return all(len(item) == 1 and _is_headline(plain_line(item[0])) for item in block.items)


def _unmarked(line: str) -> str:
    """A line without the mark of a list."""
    mark = None if line[:1].isalpha() else MARK.match(line)
    return line[mark.end() if mark else 0 :].strip()


def _is_headline(line: str | None) -> bool:
    if line is None:
        return False
    words = _unmarked(line)
    return bool(words) and words.count(" ") < _LONGEST and not _SENTENCE.search(words)
