"""Section headings: short lines without a sentence's end, with text below them."""

from __future__ import annotations

import re

from publish.model import Article, Block, Code, Heading, Listing, Paragraph, Quote, Table, Text
from publish.normalizer.rules.opening import OPEN_END
from publish.normalizer.rules.rule import adjacent, plain_line, with_blocks

#: 98 of 100 headings of the measured articles are shorter.
_LONGEST = 90
_MOST_WORDS = 14
#: What a heading heads: a paragraph of at least a sentence's length, or a list, quote or table.
_TEXT = 60
_MARKED = re.compile(r"(#{1,6}) +(.+?)(?: +#+)?")
_LETTER = re.compile(r"[^\W\d_]")
_LAST = (".", "!", "…", "。", "！", '"', "”", "»", ")", "|")


def mark(article: Article) -> Article:
    """Make such lines headings of the first level, or of the level their marks give."""
    blocks = article.blocks
    new: list[Block] = []
    changed = False
    for index, block in enumerate(blocks):
        line = plain_line(block)
        heading = None
        if line is not None and len(line) <= _LONGEST + 8:
            if line[0] == "#" and (marked := _MARKED.fullmatch(line)):
                heading = Heading(len(marked[1]), (Text(marked[2]),), block.origin)
            elif is_heading(line) and index + 1 < len(blocks):
                below = blocks[index + 1]
                if _heads(below) and not (index and _continues(blocks[index - 1], block)):
                    heading = Heading(1, block.content, block.origin)  # type: ignore[union-attr]
        changed = changed or heading is not None
        new.append(heading or block)
    return with_blocks(article, new) if changed else article


def is_heading(line: str) -> bool:
    """Whether a line by itself could be a heading."""
    if not 2 < len(line) <= _LONGEST or line.endswith(_LAST) or line.endswith(OPEN_END):
        return False
    first = line[0]
    if not (first.isupper() or first.isdigit() or first in "¿¡“\"'‘«" or first.isalpha()):
        return False
    if first.islower() and first.isascii():
        return False
    if len(line.split()) > _MOST_WORDS:
        return False
    return len(_LETTER.findall(line)) >= len(line) * 0.6


def _heads(block: Block) -> bool:
    if isinstance(block, Listing | Quote | Table | Code):
        return True
    line = plain_line(block)
    if line is not None:
        return len(line) >= _TEXT
    return isinstance(block, Paragraph)


def _continues(above: Block, block: Block) -> bool:
    """Whether a line follows a paragraph without a blank line between them."""
    return isinstance(above, Paragraph) and adjacent(above, block)
