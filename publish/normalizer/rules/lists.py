"""Lists: lines that begin with a bullet or with numbers that count up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from publish.model import Article, Block, Blocks, Listing, Origin, Paragraph, Text
from publish.normalizer.phrases import phrases
from publish.normalizer.rules.blocks import with_blocks
from publish.normalizer.rules.lines import Lines, line_of

_BULLET = re.compile(r"[-*•·▪●○◦■‣⁃–+] +(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)] +(?=\S)")
#: What a list's mark begins with, where that is ASCII.
_FIRST = frozenset("-*+0123456789")
#: What a line of a list begins with.
MARK = re.compile(rf"{_BULLET.pattern}|{_NUMBER.pattern}")
_COLONS = (":", "：")
#: Words of the shortest lead-in; shorter ones are labels over a row of buttons ("Find us:").
_LEAD_WORDS = 4


def mark(article: Article, lines: Lines) -> Article:
    """Make runs of bulleted or numbered lines lists.

    A bullet makes a list by itself; numbers must count up over neighbouring lines (a numbered
    heading has paragraphs below it).
    """
    blocks = article.blocks
    new: list[Block] = []
    items: list[tuple[Block, str]] = []
    number = start = done = 0
    changed = False

    def close() -> None:
        nonlocal number, changed
        if items and (not number or len(items) > 1) and not _is_dialogue(items):
            new.append(_listing(items, number > 0, start))
            changed = True
        else:
            new.extend(block for block, _ in items)
        items.clear()
        number = 0

    for at in lines.places(_marked):
        line = lines[at] or ""
        match = MARK.match(line)
        assert match
        if at != done:
            close()
            new += blocks[done:at]
        done = at + 1
        value = int(match[1] or 0)
        if not match[1]:
            if number:
                close()
        else:
            if not number or value != number + 1:
                close()
                start = value
            number = value
        items.append((blocks[at], line[match.end() :]))
    close()
    return with_blocks(article, [*new, *blocks[done:]]) if changed else article


def _marked(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that bear the mark of a list."""
    return [
        line
        for line in lines
        if ((first := line[0]) in _FIRST or not first.isascii())
        and len(line) > 2
        and MARK.match(line)
    ]


def runs(lines: Sequence[str]) -> Iterator[list[int]]:
    """The places of neighbouring lines that bear the mark of a list, each run by itself."""
    marked = [
        at for at, line in enumerate(lines) if not line[:1].isalpha() and MARK.match(line.lstrip())
    ]
    for _, run in groupby(enumerate(marked), lambda pair: pair[1] - pair[0]):
        yield [at for _, at in run]


def led_in(blocks: Blocks, lines: Lines, at: int) -> bool:
    """Whether the block at `at` is a bulleted line, or a list, that a line ending in a colon leads
    in ("Tap one of these:"): then its items are the author's own, whatever their words."""
    line = lines[at]
    if line is None and type(blocks[at]) is not Listing:
        return False
    while at > 0 and (line is None or _BULLET.match(line)):
        at -= 1
        above, line = line, lines[at]
        if line is None:
            return False
        if line.endswith(_COLONS) and not _BULLET.match(line):
            return leads(line)
        if above is None:
            return False
    return False


def leads(line: str) -> bool:
    """Whether a line is a sentence that leads in a list."""
    return (
        line.endswith(_COLONS)
        and line.count(" ") >= _LEAD_WORDS - 1
        and not phrases().look_up(line)
    )


def _is_dialogue(items: list[tuple[Block, str]]) -> bool:
    """Whether lines behind long dashes are what people say to each other: one of them asks or
    calls, or there is but one."""
    if not all((line_of(block) or "").startswith(("–", "—", "―")) for block, _ in items):
        return False
    return len(items) == 1 or any(text.endswith(("?", "!", "…")) for _, text in items)


def _listing(items: list[tuple[Block, str]], ordered: bool, start: int) -> Listing:
    rows: list[Blocks] = [(Paragraph((Text(text),), block.origin),) for block, text in items]
    return Listing(tuple(rows), ordered, start if ordered else 1, span(items[0][0], items[-1][0]))


def span(first: Block, last: Block) -> Origin | None:
    """The origin of what was made of the blocks from `first` to `last`."""
    if first.origin and last.origin:
        return replace(first.origin, last_line=last.origin.last_line)
    return first.origin
