"""Hard-wrapped text: lines cut at a fixed width, joined to paragraphs again.

A line end is a wrap where the next line's first word would not have fit: that is how every
program wraps, and no author breaks lines that way by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from publish.model import Article, Block, Paragraph, Text
from publish.normalizer.rules.blocks import adjacent, with_blocks
from publish.normalizer.rules.lines import Lines
from publish.normalizer.rules.opening import SENTENCE_END

#: Mail and Gutenberg texts wrap at 60 to 80, some scrapes at 100; narrower columns are verse.
_NARROWEST, _WIDEST = 45, 110
#: Of the line ends inside runs of adjacent lines at least this share must be wraps, and at least
#: so many: lists and verse stay under a third.
_LEAST_SHARE, _LEAST_WRAPS = 0.6, 3
#: A paragraph has three lines or more; of a run of so many, none of whose ends is a wrap, nothing
#: is told: the head of a letter. Nor is anything of the end of a line of half the width.
_PARAGRAPH = 3
#: A stray long line (an address, a table) does not hide that the rest is wrapped.
_OUTLIERS = 0.02
#: What no line of a paragraph begins with: an item, a time of day, a number alone.
_ITEM = re.compile(r"(?:[-*•·▪+–—>]|\d{1,3}[.)]|[a-z]\)) |\d{1,2}[:.]\d\d\b|\d+$")


def join(article: Article, lines: Lines) -> Article:
    """Join the lines of a hard-wrapped article."""
    blocks = article.blocks
    width = _width(blocks, lines)
    if not (width or lines.memory.cuts):
        return article
    new: list[Block] = []
    run: list[int] = []
    for index, line in enumerate(lines):
        if run and line is not None and _wraps(blocks, lines, index - 1, width):
            run.append(index)
            continue
        new.extend(_joined(blocks, lines, run))
        run = [index]
    new.extend(_joined(blocks, lines, run))
    return with_blocks(article, new)


def _width(blocks: Sequence[Block], lines: Lines) -> int:
    """The width the text was wrapped at; 0 when it was not."""
    lengths = sorted([len(line) for line in lines if line is not None])
    if len(lengths) <= _LEAST_WRAPS:
        return 0
    width = lengths[int((len(lengths) - 1) * (1 - _OUTLIERS))]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    ends = [i for i in range(len(blocks) - 1) if adjacent(blocks[i], blocks[i + 1])]
    wraps = count = 0
    for run in _neighbours(ends):
        found = sum(_wraps(blocks, lines, i, width) for i in run)
        wraps += found
        if found or len(run) < _PARAGRAPH - 1:
            count += sum(len(lines[i] or "") >= width / 2 for i in run)
    return width if wraps >= _LEAST_WRAPS and wraps >= _LEAST_SHARE * count else 0


def _neighbours(ends: Sequence[int]) -> Iterator[list[int]]:
    """The line ends of each run of adjacent lines."""
    for _, run in groupby(enumerate(ends), lambda pair: pair[1] - pair[0]):
        yield [end for _, end in run]


def _wraps(blocks: Sequence[Block], lines: Lines, index: int, width: int) -> bool:
    line, after = lines[index], lines[index + 1]
    if line is None or after is None:
        return False
    origin = blocks[index + 1].origin
    if origin and origin.first_line in lines.memory.cuts:
        # What parted a paragraph in two was taken away.
        if not after[:1].islower() and (not width or line.endswith(SENTENCE_END)):
            return False
        if not width:
            return True
    elif not (width and adjacent(blocks[index], blocks[index + 1])):
        return False
    if _ITEM.match(after):
        return False
    word = after.split(" ", 1)[0]
    return len(line) + 1 + len(word) > width and len(line) <= width * 1.2


def _joined(blocks: Sequence[Block], lines: Lines, run: Sequence[int]) -> list[Block]:
    if len(run) < 2:
        return [blocks[i] for i in run]
    # Only the last two characters matter to the next line: all of a long text is not copied anew.
    done: list[str] = []
    tail = lines[run[0]] or ""
    for index in run[1:]:
        done.append(tail[:-2])
        tail = glue(tail[-2:], lines[index] or "")
    text = "".join((*done, tail))
    first, last = blocks[run[0]], blocks[run[-1]]
    origin = first.origin
    if origin and last.origin:
        origin = replace(origin, last_line=last.origin.last_line)
    return [Paragraph((Text(text),), origin)]


def glue(text: str, more: str) -> str:
    """Two lines of one paragraph as one: a hyphen at the end of a line goes where it splits a
    word in two, and stays where a capital or a digit follows."""
    if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and more[:1].islower():
        return text[:-1] + more
    if _wide(text[-1:]) and _wide(more[:1]):
        return text + more
    return f"{text} {more}"


def _wide(char: str) -> bool:
    """Whether a character belongs to a script that is written without spaces."""
    return "\u2e80" <= char <= "\ud7ff" or "\uff00" <= char <= "\uffef"
