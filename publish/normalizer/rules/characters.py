"""A quick look at a line: most lines have nothing wrong with their characters."""

from __future__ import annotations

from collections.abc import Iterable

from publish.model import Block, Figure, Heading, Inlines, Listing, Quote, Text
from publish.normalizer.rules.encoding import SUSPECT
from publish.normalizer.rules.rule import plain_line


def spotless(line: str) -> bool:
    """Whether no repair of characters or spaces has anything to do in `line`.

    What is printable in Python's sense holds no control, no invisible character, and no space
    but the plain one.
    """
    return (
        line.isprintable()
        and "  " not in line
        and "&" not in line
        and line[:1] != " "
        and line[-1:] != " "
        and (line.isascii() or not SUSPECT.search(line))
    )


def spotless_lines(lines: Iterable[str | None]) -> list[bool]:
    """Which of `lines` are `spotless`; what is no line is not."""
    return [line is not None and spotless(line) for line in lines]


def _spotless(content: Inlines) -> bool:
    """Whether a passage holds nothing but characters that are `spotless`."""
    if len(content) == 1:
        return isinstance(content[0], Text) and spotless(content[0].value)
    return not content


def spotless_block(block: Block) -> bool:
    """Whether a block holds nothing but plain passages, and all of them are `spotless`."""
    line = plain_line(block)
    if line is not None:
        return spotless(line)
    match block:
        case Listing():
            return all(spotless_block(inner) for item in block.items for inner in item)
        case Quote(attribution=()):
            return all(map(spotless_block, block.blocks))
        case Heading():
            return _spotless(block.content)
        case Figure():
            return _spotless(block.caption) and _spotless(block.credit)
        case _:
            return False
