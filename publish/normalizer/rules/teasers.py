"""Teasers: the headlines of other articles below a heading such as "Related articles".

The heading is debris by its name. What stands below it is not, and reads like a list or like
headings of the article; left behind, it would be read as the article's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from publish.model import Article, Block, Listing
from publish.normalizer.phrases import phrases
from publish.normalizer.rules.rule import Lines, adjacent, plain_line, without

#: In 404 pages whose lines were labelled, lists inside an article under such a heading hold 315
#: words of debris and 24 of the article's, plain lines 204 and 47. Tables of contents and tags are
#: left to the line model: half of the gold texts keep them.
_FEWEST = 2
_MOST = 40
_LONGEST_HEADING = 60
#: Words of a headline, of one without a list's mark, and of what is no heading of a section.
_LONGEST, _SHORTEST, _SECTION = 25, 4, 8
#: Words of a paragraph that a section's heading may stand above.
_PROSE = 25
_MARK = re.compile(r"(?:[-*•▪●○◦■+]|\d{1,3}[.)]) +")
#: A headline ends in a word, a question or an exclamation.
_SENTENCE = re.compile(r"[.:;,…。][\"”’»)\]]*$")
#: "More:", "Read more:", no longer sentence that leads into a list of the author's.
_LEAD = 2


def drop(article: Article, lines: Lines) -> Article:
    """`article` without the teasers below its headings of links; the headings stay, for the rule
    that knows them by name."""
    headings = [at for at, line in enumerate(lines) if line is not None and _heads(line)]
    if not headings:
        return article
    blocks = article.blocks
    tight = [False, *(adjacent(above, block) for above, block in pairwise(blocks))]
    gone: list[Block] = [blocks[at] for at in _found(headings, lines, tight)]
    for at in headings:
        if at + 1 < len(blocks) and _is_list(blocks[at + 1]):
            gone.append(blocks[at + 1])
    return without(article, gone) if gone else article


def found(lines: Sequence[str], tight: Sequence[bool]) -> list[int]:
    """Which of the lines of a page, none of them blank, are teasers.

    Args:
        tight: whether a line follows the one above without a blank line between.
    """
    return _found([at for at, line in enumerate(lines) if _heads(line)], lines, tight)


def _found(
    headings: Sequence[int], lines: Sequence[str | None], tight: Sequence[bool]
) -> list[int]:
    gone: list[int] = []
    for at in headings:
        if not gone or at > gone[-1]:
            gone += range(at + 1, at + 1 + _below(lines[at + 1 : at + 2 + _MOST], tight[at + 1 :]))
    return gone


def _heads(line: str) -> bool:
    if len(line) > _LONGEST_HEADING:
        return False
    hit = phrases().look_up(line)
    if hit is None or hit.family != "related":
        return False
    return hit.heads_links or (line.rstrip().endswith(":") and line.count(" ") < _LEAD)


def _below(lines: Sequence[str | None], tight: Sequence[bool]) -> int:
    """How many of the first lines are teasers."""
    marked = bool(lines) and lines[0] is not None and bool(_MARK.match(lines[0]))
    count = 0
    for line in lines:
        if line is None or bool(_MARK.match(line)) != marked:
            break
        if not _is_headline(line):
            if marked:
                return 0
            break
        if not marked and line.count(" ") + 1 < _SHORTEST:
            break
        count += 1
    if (
        not marked
        and 0 < count < len(lines)
        and not (tight[count - 1] and not tight[count])
        and _is_section(lines[count - 1], lines[count])
    ):
        count -= 1
    return count if _FEWEST <= count <= _MOST else 0


def _is_list(block: Block) -> bool:
    """Whether a block is a list of nothing but headlines."""
    if not isinstance(block, Listing) or not _FEWEST <= len(block.items) <= _MOST:
        return False
    return all(len(item) == 1 and _is_headline(plain_line(item[0])) for item in block.items)


def _is_headline(line: str | None) -> bool:
    if line is None:
        return False
    words = _MARK.sub("", line, count=1).strip()
    return bool(words) and words.count(" ") < _LONGEST and not _SENTENCE.search(words)


def _is_section(line: str | None, below: str | None) -> bool:
    """Whether the last of the lines may head the paragraph below them."""
    return (line or "").count(" ") + 1 < _SECTION and (below or "").count(" ") + 1 >= _PROSE
