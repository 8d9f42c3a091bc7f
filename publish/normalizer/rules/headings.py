"""Section headings: short lines without a sentence's end, with text below them."""

from __future__ import annotations

import re
from functools import lru_cache

from publish.model import Article, Block, Code, Heading, Listing, Paragraph, Quote, Table, Text
from publish.normalizer.rules.blocks import adjacent, with_blocks
from publish.normalizer.rules.lines import Lines
from publish.normalizer.rules.opening import OPEN_END

#: 98 of 100 headings of the measured articles are shorter.
_LONGEST, _LONGEST_MARK = 90, 8
_MOST_WORDS = 14
#: What a heading heads: a paragraph of at least a sentence's length, or a list, quote or table.
_TEXT = 60
_MARKED = re.compile(r"(#{1,6}) +(.+?)(?: +#+)?")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_LAST = (".", "!", "…", "。", "！", '"', "”", "»", ")", "|")


def mark(article: Article, lines: Lines) -> Article:
    """Make such lines headings of the first level, or of the level their marks give."""
    blocks = article.blocks
    new: list[Block] = []
    done = 0
    below = [*lines[1:], ""]
    short = [
        (at, line)
        for at, (line, next_one) in enumerate(zip(lines, below, strict=False))
        if line
        and len(line) <= _LONGEST + _LONGEST_MARK
        and (next_one is None or len(next_one) >= _TEXT or line[0] == "#")
    ]
    for at, line in short:
        block = blocks[at]
        if line[0] == "#" and (marked := _MARKED.fullmatch(line)):
            heading = Heading(len(marked[1]), (Text(marked[2]),), block.origin)
        elif (
            at + 1 < len(blocks)
            and _heads(blocks[at + 1], lines[at + 1])
            and is_heading(line)
            and not (at and _continues(blocks[at - 1], block))
            and not _goes_on(block, blocks[at + 1], lines[at + 1])
        ):
            heading = Heading(1, (Text(line),), block.origin)
        else:
            continue
        new += blocks[done:at]
        new.append(heading)
        done = at + 1
    return with_blocks(article, [*new, *blocks[done:]]) if done else article


@lru_cache(maxsize=1024)  # the second round asks again about every line that is none
def is_heading(line: str) -> bool:
    """Whether a line by itself could be a heading."""
    if not 2 < len(line) <= _LONGEST or line.endswith(_LAST) or line.endswith(OPEN_END):
        return False
    first = line[0]
    if not (first.isupper() or first.isdigit() or first in "¿¡“\"'‘«" or first.isalpha()):
        return False
    if first.islower() and first.isascii():
        return False
    if line.count(" ") >= _MOST_WORDS and len(line.split()) > _MOST_WORDS:
        return False
    letters = line.replace(" ", "")
    if not letters.isalpha():
        letters = _NO_LETTERS.sub("", letters)
    return len(letters) >= len(line) * 0.6


def _heads(block: Block, line: str | None) -> bool:
    if line is not None:
        return len(line) >= _TEXT
    return isinstance(block, Listing | Quote | Table | Code | Paragraph)


def _goes_on(block: Block, below: Block, line: str | None) -> bool:
    """Whether the sentence of a line goes on in the one right below it."""
    return bool(line) and (line or "")[0].islower() and adjacent(block, below)


def _continues(above: Block, block: Block) -> bool:
    """Whether a line follows a paragraph without a blank line between them."""
    return isinstance(above, Paragraph) and adjacent(above, block)
