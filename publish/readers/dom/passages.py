"""Passages taken apart and put together: what converting blocks does with runs of inlines."""

from __future__ import annotations

import re

from publish.model import Block, Code, CodeSpan, Figure, Inline, Inlines, LineBreak, Text
from publish.readers.inlines import strip_breaks, tidy
from publish.walk import passages


def cut(content: Inlines) -> list[Inlines]:
    """`content` cut where line breaks meet; single breaks stay."""
    parts: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, LineBreak) and parts[-1] and isinstance(parts[-1][-1], LineBreak):
            parts.append([])
        else:
            parts[-1].append(inline)
    return [p for p in (strip_breaks(tuple(part)) for part in parts) if p]


def as_passage(blocks: list[Block]) -> Inlines:
    """Blocks as one passage, for places that hold no blocks: cells, captions, notes."""
    out: list[Inline] = []
    for block in blocks:
        parts: list[Inlines] = []
        if isinstance(block, Figure) and block.image:
            parts.append((block.image,))
        elif isinstance(block, Code):
            parts.append(_code_lines(block))
        parts.extend(passage.content for passage in passages((block,)))
        for part in parts:
            out.extend((LineBreak(), *part) if out else part)
    return tuple(out)


def _code_lines(block: Code) -> Inlines:
    out: list[Inline] = []
    for line in block.value.split("\n"):
        if line.strip():
            out.extend((LineBreak(), CodeSpan(line)) if out else (CodeSpan(line),))
    return tuple(out)


def both(caption: Inlines, credit: Inlines) -> Inlines:
    """A caption and its credit as one passage."""
    return (*caption, LineBreak(), *credit) if caption and credit else caption or credit


def without_dash(inlines: Inlines) -> Inlines:
    """An attribution without the dash before it."""
    if inlines and isinstance(inlines[0], Text):
        return tidy((Text(re.sub(r"^\s*[—–―-]+\s*", "", inlines[0].value)), *inlines[1:]))
    return inlines
