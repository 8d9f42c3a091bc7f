"""What a rule is. Every rule is a pure function from an article to an article.

A rule says what it does by returning another article, in which the blocks that it did not touch
are the same objects; the runner finds out what became of the others, and writes it down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from publish.model import (
    Article,
    Block,
    Blocks,
    Emphasis,
    Foreign,
    Heading,
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
from publish.walk import map_passages, plain_text

Apply: TypeAlias = Callable[[Article], Article]
#: How sure a rule is of what it did, by ``id()`` of a block that it replaced or removed.
Scores: TypeAlias = Mapping[int, float]


class Kind(StrEnum):
    """What a rule does to a line."""

    REMOVES = "removed"
    REPAIRS = "repaired"
    MOVES = "moved to the metadata"
    MARKS = "recognised"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: as ``--keep`` takes it.
        what: what it does, for people: completes "because it is ...".
        confidence: how sure it is, 0 to 1.
    """

    name: str
    kind: Kind
    what: str
    apply: Apply = field(repr=False)
    confidence: float = 0.95

    def run(self, article: Article) -> tuple[Article, Scores]:
        """The article after the rule, and a confidence where it differs from the rule's own."""
        return self.apply(article), {}


@dataclass(frozen=True, slots=True)
class TextRule(Rule):
    """A rule that looks at each run of characters by itself."""

    @classmethod
    def of(cls, name: str, what: str, fix: Callable[[str], str], confidence: float = 1.0) -> Rule:
        """A rule that replaces each text by ``fix(text)``, which must return its argument
        itself where there is nothing to do."""
        return cls(name, Kind.REPAIRS, what, lambda article: map_text(article, fix), confidence)


#: Looks at a line and says how sure it is that the line is debris; 0 for a line to keep.
Judge: TypeAlias = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class PhraseRule(Rule):
    """A rule that removes lines of one family of the debris data.

    The runner looks a line up once for all neighbouring rules of this kind; applied by itself
    such a rule does the same.
    """


@dataclass(frozen=True, slots=True)
class ScoredRule(Rule):
    """A rule whose confidence differs from block to block."""

    scored: Callable[[Article], tuple[Article, Scores]] = field(
        default=lambda article: (article, {}), repr=False
    )

    def run(self, article: Article) -> tuple[Article, Scores]:
        """The article after the rule, and how sure it is of each block."""
        return self.scored(article)


# Tools that rules share.


def line_of(block: Block) -> str | None:
    """The text of a paragraph or heading; None for other blocks."""
    if isinstance(block, Paragraph | Heading):
        content = block.content
        if len(content) == 1 and type(content[0]) is Text:
            return content[0].value
        return plain_text(content)
    return None


def plain_line(block: Block) -> str | None:
    """The text of a paragraph that holds nothing but text; None for all else."""
    if type(block) is Paragraph and len(block.content) == 1:
        inline = block.content[0]
        if type(inline) is Text:
            return inline.value
    return None


def adjacent(first: Block, second: Block) -> bool:
    """Whether two blocks stand on neighbouring lines, no blank line between them."""
    a, b = first.origin, second.origin
    return bool(a and b and a.source == b.source and a.last_line + 1 == b.first_line)


def with_blocks(article: Article, blocks: list[Block]) -> Article:
    """`article` with these blocks."""
    return replace(article, blocks=tuple(blocks))


def drop_lines(article: Article, judge: Judge) -> tuple[Article, Scores]:
    """`article` without the lines that `judge` calls debris, also in quotes and lists."""
    scores: dict[int, float] = {}
    blocks = _drop(article.blocks, judge, scores)
    if blocks is article.blocks:
        return article, scores
    return replace(article, blocks=blocks), scores


def _drop(blocks: Blocks, judge: Judge, scores: dict[int, float]) -> Blocks:
    kept: list[Block] = []
    changed = False
    for block in blocks:
        new: Block | None = block
        line = line_of(block)
        if line is not None:
            if score := judge(line):
                scores[id(block)] = score
                new = None
        elif isinstance(block, Quote):
            new = _drop_in_quote(block, judge, scores)
        elif isinstance(block, Listing):
            new = _drop_in_listing(block, judge, scores)
        changed = changed or new is not block
        if new is not None:
            kept.append(new)
    return tuple(kept) if changed else blocks


def _drop_in_quote(block: Quote, judge: Judge, scores: dict[int, float]) -> Block | None:
    inner = _drop(block.blocks, judge, scores)
    if inner is block.blocks:
        return block
    return replace(block, blocks=inner) if inner else None


def _drop_in_listing(block: Listing, judge: Judge, scores: dict[int, float]) -> Block | None:
    items = tuple(_drop(item, judge, scores) for item in block.items)
    if all(a is b for a, b in zip(items, block.items, strict=True)):
        return block
    left = tuple(item for item in items if item)
    return replace(block, items=left) if left else None


def map_text(article: Article, fix: Callable[[str], str]) -> Article:
    """`article` with each run of characters replaced by ``fix(text)``.

    Blocks of which nothing visible is left are dropped.
    """

    def change(inlines: Inlines, _role: object) -> Inlines:
        return map_inlines(inlines, fix)

    kept: list[Block] = []
    changed = False
    for block in article.blocks:
        new: Block = block
        if type(block) is Paragraph and len(block.content) == 1:  # the common case, made quick
            inline = block.content[0]
            if type(inline) is Text:
                value = fix(inline.value)
                if value is not inline.value:
                    changed = True
                    if value and not value.isspace():
                        kept.append(replace(block, content=(Text(value),)))
                    continue
                kept.append(block)
                continue
        new = map_passages(block, change)
        changed = changed or new is not block
        kept.append(new)
    return with_blocks(article, kept) if changed else article


def map_inlines(inlines: Inlines, fix: Callable[[str], str]) -> Inlines:
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
