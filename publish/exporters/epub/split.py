"""Where a book is cut into content documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from publish.model import Block, Blocks, Code, Figure, Heading, Listing, Paragraph, Quote
from publish.walk import Chapter, chapters, passages, plain_text

T = TypeVar("T")

# An article up to this many characters (about 6,000 English words) stays one document: a page
# break at every heading of a short text helps nobody.
WHOLE = 40_000
# A document above this slows page turns on e-ink readers; with marks around each sentence it is
# about 120 kB of XHTML, well below the 300 kB at which older readers fail.
LARGEST = 60_000
# Short chapters share a document until it holds this much, so that 5,000 one-line sections do not
# become 5,000 files.
SMALL = 8_000


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, or a stretch of one that is too long. `heading` is None where it goes on."""

    heading: Heading | None
    blocks: Blocks
    continued: bool = False


def weight(block: Block) -> int:
    """The characters of a block, notes included."""
    if isinstance(block, Code):
        return len(block.value)
    inside = sum(len(plain_text(p.content, notes=True)) for p in passages((block,)))
    return inside + (200 if isinstance(block, Figure) else 0)


def documents(blocks: Blocks) -> Iterator[tuple[Section, ...]]:
    """The sections of each content document of one article, in order; at least one document."""
    found = chapters(blocks)
    weights = [[weight(block) for block in chapter.blocks] for chapter in found]
    if sum(map(sum, weights)) <= WHOLE:
        yield tuple(Section(chapter.heading, chapter.blocks) for chapter in found)
        return
    shared: list[Section] = []
    size = 0
    for chapter, each in zip(found, weights, strict=True):
        total = sum(each)
        if shared and size + total > SMALL:
            yield tuple(shared)
            shared, size = [], 0
        if total > LARGEST:
            yield from _pieces(chapter, each)
            continue
        shared.append(Section(chapter.heading, chapter.blocks))
        size += total
    if shared:
        yield tuple(shared)


def _pieces(chapter: Chapter, weights: list[int]) -> Iterator[tuple[Section, ...]]:
    """A long chapter in pieces: cut before a block, best before a heading, never after one."""
    run: list[Block] = []
    size = 0
    first = True
    parts = [
        (part, weight(part) if each > LARGEST else each)
        for block, each in zip(chapter.blocks, weights, strict=True)
        for part in (divided(block) if each > LARGEST else (block,))
    ]
    for block, each in parts:
        heading = isinstance(block, Heading)
        full = size + each > LARGEST or (heading and size > LARGEST // 2)
        if full and run:
            behind = [run.pop()] if isinstance(run[-1], Heading) and not heading else []
            if run:
                yield (Section(chapter.heading if first else None, tuple(run), not first),)
                first, size = False, 0
            run = behind
        run.append(block)
        size += each
    yield (Section(chapter.heading if first else None, tuple(run), not first),)


def divided(block: Block) -> Iterator[Block]:
    """A block too large for one document in parts that look like it: a paragraph between its
    sentences, a list between its items, a quotation between its blocks. Others stay whole."""
    match block:
        case Paragraph(content):
            for part in _runs(content, lambda inline: len(plain_text((inline,), notes=True))):
                yield replace(block, content=part)
        case Listing(items, start=start):
            for chunk in _runs(items, lambda item: sum(map(weight, item))):
                yield replace(block, items=chunk, start=start)
                start += len(chunk)
        case Quote(blocks, attribution):
            inner = [part for each in blocks for part in _if_large(each)]
            runs = list(_runs(inner, weight))
            for at, run in enumerate(runs, 1):
                yield replace(block, blocks=run, attribution=attribution if at == len(runs) else ())
        case _:
            yield block


def _if_large(block: Block) -> Iterable[Block]:
    return divided(block) if weight(block) > LARGEST else (block,)


def _runs(things: Iterable[T], size: Callable[[T], int]) -> Iterator[tuple[T, ...]]:
    """`things` in runs of at most half a document, each of at least one thing; one run at least."""
    run: list[T] = []
    total = 0
    for thing in things:
        each = size(thing)
        if run and total + each > LARGEST // 2:
            yield tuple(run)
            run, total = [], 0
        run.append(thing)
        total += each
    yield tuple(run)
