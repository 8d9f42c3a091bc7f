"""Where a book is cut into content documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publish.model import Block, Blocks, Code, Figure, Heading
from publish.walk import Chapter, chapters, passages, plain_text

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
    for block, each in zip(chapter.blocks, weights, strict=True):
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
