"""Lists: lines that begin with a bullet or with numbers that count up."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.model import Article, Block, Blocks, Listing, Origin, Paragraph, Text
from publish.normalizer.rules.rule import plain_line, with_blocks

_BULLET = re.compile(r"[-*•·▪●○◦■‣⁃–+] +(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)] +(?=\S)")


def mark(article: Article) -> Article:
    """Make runs of bulleted or numbered lines lists.

    A bullet makes a list by itself; numbers must count up over neighbouring lines (a numbered
    heading has paragraphs below it).
    """
    new: list[Block] = []
    items: list[tuple[Block, str]] = []
    number = start = 0
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

    for block in article.blocks:
        line = plain_line(block)
        match = None
        if line is not None and len(line) > 2 and not line[0].isalpha():
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
        if match and line is not None:
            items.append((block, line[match.end() :]))
        else:
            close()
            new.append(block)
    close()
    return with_blocks(article, new) if changed else article


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
