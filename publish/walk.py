"""Walking the document: its passages, its plain text, its chapters, its images."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from publish.model import (
    Article,
    Block,
    Blocks,
    Break,
    Cell,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Metadata,
    Note,
    PageMark,
    Paragraph,
    Quote,
    Sentence,
    Strong,
    Table,
    Text,
)


class Role(StrEnum):
    """What a passage is to its reader; narration and styles go by it."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    ITEM = "item"
    CAPTION = "caption"
    CREDIT = "credit"
    CELL = "cell"
    NOTE = "note"
    CODE = "code"
    IMAGE = "image"


PassageMap = Callable[[Inlines, Role], Inlines]


def plain_text(inlines: Inlines, *, notes: bool = False, alt: bool = False) -> str:
    """The characters of `inlines` in order. Notes and the alt text of images only when asked."""
    if len(inlines) == 1 and type(inlines[0]) is Text:
        return inlines[0].value  # most passages are nothing else
    return "".join(_pieces(inlines, notes, alt))


def _pieces(inlines: Inlines, notes: bool, alt: bool) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(value) | CodeSpan(value):
                yield value
            case LineBreak():
                yield "\n"
            case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                yield from _pieces(inline.children, notes, alt)
            case Note():
                if notes:
                    yield from _pieces(inline.children, notes, alt)
            case Image():
                if alt and inline.alt:
                    yield inline.alt
            case PageMark():
                pass
            case _:
                assert_never(inline)


def block_text(block: Block) -> str:
    """The characters of a block; its passages joined by line ends."""
    if isinstance(block, Code):
        return block.value
    return "\n".join(plain_text(p.content) for p in passages((block,)))


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of inlines that belongs together: a paragraph, a caption, a cell."""

    content: Inlines
    role: Role


def passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Every passage of `blocks` in reading order (notes stay inside their passage)."""
    found: list[Passage] = []

    def note(inlines: Inlines, role: Role) -> Inlines:
        found.append(Passage(inlines, role))
        return inlines

    for block in blocks:
        map_passages(block, note)
        yield from found
        found.clear()


def map_passages(block: Block, change: PassageMap, role: Role = Role.PARAGRAPH) -> Block:
    """`block` with each of its passages replaced by ``change(content, role)``, in reading order.

    An unchanged block is returned as the same object, so that a caller can see by identity what
    was touched. `role` is what a plain paragraph counts as here (an item, a quotation).
    """
    match block:
        case Heading():
            content = change(block.content, Role.HEADING)
            return block if content is block.content else replace(block, content=content)
        case Paragraph():
            content = change(block.content, role)
            return block if content is block.content else replace(block, content=content)
        case Quote():
            blocks = _map_blocks(block.blocks, change, Role.QUOTE)
            who = change(block.attribution, Role.ATTRIBUTION) if block.attribution else ()
            if blocks is block.blocks and who is block.attribution:
                return block
            return replace(block, blocks=blocks, attribution=who)
        case Listing():
            items = tuple(_map_blocks(item, change, Role.ITEM) for item in block.items)
            if all(a is b for a, b in zip(items, block.items, strict=True)):
                return block
            return replace(block, items=items)
        case Figure():
            caption = change(block.caption, Role.CAPTION) if block.caption else ()
            credit = change(block.credit, Role.CREDIT) if block.credit else ()
            if caption is block.caption and credit is block.credit:
                return block
            return replace(block, caption=caption, credit=credit)
        case Table():
            caption = change(block.caption, Role.CAPTION) if block.caption else ()
            rows = tuple(tuple(_map_cell(cell, change) for cell in row) for row in block.rows)
            same = all(
                a is b
                for new, old in zip(rows, block.rows, strict=True)
                for a, b in zip(new, old, strict=True)
            )
            if same and caption is block.caption:
                return block
            return replace(block, rows=rows, caption=caption)
        case Code() | Break():
            return block
        case _:
            assert_never(block)


def _map_blocks(blocks: Blocks, change: PassageMap, role: Role) -> Blocks:
    new = tuple(map_passages(block, change, role) for block in blocks)
    return blocks if all(a is b for a, b in zip(new, blocks, strict=True)) else new


def _map_cell(cell: Cell, change: PassageMap) -> Cell:
    content = change(cell.content, Role.CELL)
    return cell if content is cell.content else replace(cell, content=content)


# Sections.


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of an article that an edition keeps together: a file, an audio chapter.

    `heading` is None for what stands before the first heading; it is not in `blocks`.
    """

    heading: Heading | None
    blocks: Blocks


def chapters(blocks: Blocks) -> tuple[Chapter, ...]:
    """`blocks` cut at the headings of their highest level; one chapter where there is none.

    What stands before the first such heading is a chapter of its own, left out when empty.
    """
    top = min((b.level for b in blocks if isinstance(b, Heading)), default=0)
    found: list[Chapter] = []
    heading: Heading | None = None
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == top:
            if heading or run:
                found.append(Chapter(heading, tuple(run)))
            heading, run = block, []
        else:
            run.append(block)
    if heading or run or not found:
        found.append(Chapter(heading, tuple(run)))
    return tuple(found)


# Front matter.


@dataclass(frozen=True, slots=True)
class Front:
    """What stands above the text, from the metadata; empty where nothing is known."""

    title: Inlines = ()
    subtitle: Inlines = ()
    byline: Inlines = ()
    dateline: Inlines = ()

    def passages(self) -> Iterator[Passage]:
        """The passages that are there, in reading order."""
        for content, role in (
            (self.title, Role.TITLE),
            (self.subtitle, Role.SUBTITLE),
            (self.byline, Role.BYLINE),
            (self.dateline, Role.DATELINE),
        ):
            if content:
                yield Passage(content, role)


def first_id(inlines: Inlines) -> str:
    """The id of the first sentence in `inlines`; empty when there is none."""
    for inline in inlines:
        if isinstance(inline, Sentence):
            return inline.id
    return ""


def language_of(meta: Metadata) -> str:
    """The article's language; English where nothing is known, as everywhere in this package."""
    return meta.language or "en"


def has_text(article: Article) -> bool:
    """Whether anything would be left to read."""
    return any(plain_text(p.content).strip() for p in passages(article.blocks)) or any(
        isinstance(b, Code) and b.value.strip() for b in article.blocks
    )


def flatten(inlines: Inlines) -> Iterator[Inline]:
    """Every inline and those inside it, parents first."""
    for inline in inlines:
        yield inline
        match inline:
            case Emphasis() | Strong() | Link() | Foreign() | Sentence() | Note():
                yield from flatten(inline.children)
            case _:
                pass


def images(blocks: Iterable[Block]) -> Iterator[Image]:
    """Every image of `blocks` in reading order."""
    for block in blocks:
        if isinstance(block, Figure) and block.image:
            yield block.image
        if isinstance(block, Quote):
            yield from images(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from images(item)
        else:
            for passage in passages((block,)):
                yield from (i for i in flatten(passage.content) if isinstance(i, Image))
