"""Where announcements and notes stand: the ids and the asides inside a passage."""

from __future__ import annotations

from typing import assert_never

from publish.model import (
    Blocks,
    Break,
    Cell,
    Code,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Listing,
    Note,
    Paragraph,
    Quote,
    Sentence,
    Strong,
    Table,
)
from publish.walk import flatten


def asides(inlines: Inlines) -> list[Inline]:
    """Notes and images of a sentence in order; what a note holds is the note's own."""
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Note() | Image():
                found.append(inline)
            case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                found.extend(asides(inline.children))
            case _:
                pass
    return found


def first_in(inlines: Inlines) -> str:
    """The id of the first sentence in `inlines`, at any depth."""
    return next((i.id for i in flatten(inlines) if isinstance(i, Sentence)), "")


def first_in_rows(rows: tuple[tuple[Cell, ...], ...]) -> str:
    return next((id for row in rows for cell in row if (id := first_in(cell.content))), "")


def first_in_blocks(blocks: Blocks) -> str:
    """The id of the first sentence, picture or code in `blocks`."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                id = first_in(block.content)
            case Quote():
                id = first_in_blocks(block.blocks) or first_in(block.attribution)
            case Listing():
                id = first_in_blocks(tuple(inner for item in block.items for inner in item))
            case Figure():
                id = (block.image.id if block.image else "") or first_in(block.caption)
                id = id or first_in(block.credit)
            case Table():
                id = first_in(block.caption) or first_in_rows(block.rows)
            case Code():
                id = block.id
            case Break():
                id = ""
            case _:
                assert_never(block)
        if id:
            return id
    return ""
