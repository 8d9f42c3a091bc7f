"""What rules do to the blocks of an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from publish.model import (
    Article,
    Block,
    Blocks,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Link,
    Listing,
    Note,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from publish.normalizer.rules.lines import line_of, plain_line
from publish.walk import map_passages

#: Mends a block by itself; returns its argument where there is nothing to do, None where nothing
#: visible is left.
Each: TypeAlias = Callable[[Block], Block | None]
#: Mends a run of characters; returns its argument itself where there is nothing to do.
Fix: TypeAlias = Callable[[str], str]
#: Looks at a line and says how sure it is that the line is debris; 0 for a line to keep.
Judge: TypeAlias = Callable[[str], float]


def without(article: Article, gone: Sequence[Block]) -> Article:
    """`article` without the blocks in `gone` (the objects themselves, not their equals)."""
    ids = set(map(id, gone))
    return replace(article, blocks=tuple([b for b in article.blocks if id(b) not in ids]))


def adjacent(first: Block, second: Block) -> bool:
    """Whether two blocks stand on neighbouring lines, no blank line between them."""
    a, b = first.origin, second.origin
    return bool(a and b and a.source == b.source and a.last_line + 1 == b.first_line)


def with_blocks(article: Article, blocks: list[Block]) -> Article:
    """`article` with these blocks."""
    return replace(article, blocks=tuple(blocks))


def map_blocks(article: Article, change: Each) -> Article:
    """`article` with each block replaced by ``change(block)``, or dropped where that is None."""
    blocks = _map(article.blocks, change)
    return article if blocks is article.blocks else replace(article, blocks=blocks)


def _map(blocks: Blocks, change: Each) -> Blocks:
    new = [change(block) for block in blocks]
    if all(a is b for a, b in zip(new, blocks, strict=True)):
        return blocks
    return tuple(block for block in new if block is not None)


def drop_line(block: Block, judge: Judge) -> Block | None:
    """`block` without the lines that `judge` calls debris, also inside quotes and lists."""
    line = line_of(block)
    if line is not None:
        return None if judge(line) else block
    if isinstance(block, Quote):
        inner = _map(block.blocks, lambda b: drop_line(b, judge))
        if inner is block.blocks:
            return block
        return replace(block, blocks=inner) if inner else None
    if isinstance(block, Listing):
        items = tuple(_map(item, lambda b: drop_line(b, judge)) for item in block.items)
        if all(a is b for a, b in zip(items, block.items, strict=True)):
            return block
        left = tuple(item for item in items if item)
        if left and block.ordered:
            return block  # an item that has a number is one of the author's steps
        return replace(block, items=left) if left else None
    return block


def fixing(fix: Fix) -> Each:
    """What mends each run of characters of a block by `fix`."""
    return lambda block: fix_block(block, fix)


def fix_block(block: Block, fix: Fix) -> Block | None:
    """`block` with each run of characters mended; None where nothing visible is left of it."""
    line = plain_line(block)
    if line is None:
        return map_passages(block, lambda inlines, _role: map_inlines(inlines, fix))
    fixed = fix(line)
    if fixed is line:
        return block
    if not fixed or fixed.isspace():
        return None
    return Paragraph((Text(fixed),), block.origin)


def map_inlines(inlines: Inlines, fix: Fix) -> Inlines:
    """`inlines` with each `Text` replaced; the same tuple where nothing changed."""
    new: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(value):
                fixed = fix(value)
                new.append(inline if fixed is value else Text(fixed))
            case Emphasis() | Strong() | Link() | Note() | Foreign():
                children = map_inlines(inline.children, fix)
                same = children is inline.children
                new.append(inline if same else replace(inline, children=children))
            case _:
                new.append(inline)
    if all(a is b for a, b in zip(new, inlines, strict=True)):
        return inlines
    return tuple(new)
