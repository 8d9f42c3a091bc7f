"""Lists: lines that begin with a bullet or with numbers that count up."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.model import Article, Block, Blocks, Listing, Origin, Paragraph, Text
from publish.normalizer.rules.rule import Lines, with_blocks

_BULLET = re.compile(r"[-*•·▪●○◦■‣⁃–+] +(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)] +(?=\S)")
_MARK = re.compile(rf"{_BULLET.pattern}|{_NUMBER.pattern}")


def mark(article: Article, lines: Lines) -> Article:
    """Make runs of bulleted or numbered lines lists.

    A bullet makes a list by itself; numbers must count up over neighbouring lines (a numbered
    heading has paragraphs below it).
    """
    blocks = article.blocks
    found = [
        (at, line)
        for at, line in enumerate(lines)
        if line and not line[0].isalpha() and len(line) > 2 and _MARK.match(line)
    ]
    new: list[Block] = []
    items: list[tuple[Block, str]] = []
    number = start = done = 0
    changed = False

    def close() -> None:
        nonlocal number, changed
        if items and (not number or len(items) > 1):
            new.append(_listing(items, number > 0, start))
            changed = True
        else:
            new.extend(block for block, _ in items)
        items.clear()
        number = 0

    for at, line in found:
        if at != done:
            close()
            new += blocks[done:at]
        done = at + 1
        match = _BULLET.match(line)
        if match:
            if number:
                close()
        elif match := _NUMBER.match(line):
            value = int(match[1])
            if not number or value != number + 1:
                close()
                start = value
            number = value
        if match:
            items.append((blocks[at], line[match.end() :]))
    close()
    return with_blocks(article, [*new, *blocks[done:]]) if changed else article


def _listing(items: list[tuple[Block, str]], ordered: bool, start: int) -> Listing:
    rows: tuple[Blocks, ...] = tuple(
        (Paragraph((Text(text),), block.origin),) for block, text in items
    )
    return Listing(rows, ordered, start if ordered else 1, span(items[0][0], items[-1][0]))


def span(first: Block, last: Block) -> Origin | None:
    """The origin of what was made of the blocks from `first` to `last`."""
    if first.origin and last.origin:
        return replace(first.origin, last_line=last.origin.last_line)
    return first.origin
