"""What a rule is. Every rule is a pure function from an article to an article.

A rule says what it does by returning another article, in which the blocks that it did not touch
are the same objects; the runner finds out what became of the others, and writes it down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import inf
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
from publish.normalizer.rules.lines import Lines, line_of, lines_of, plain_line
from publish.walk import map_passages

Apply: TypeAlias = Callable[[Article], Article]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure a rule is of what it did to a block, and what it made of it, where that is not
    another block: the value that went to the metadata."""

    confidence: float
    after: str = ""


#: Verdicts by ``id()`` of a block that was replaced or removed.
Scores: TypeAlias = Mapping[int, Verdict]
Scored: TypeAlias = tuple[Article, Scores]
#: Gives the lines of an article.
Shown: TypeAlias = Callable[[Article], Lines]


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

    def run(self, article: Article, shown: Shown = lines_of) -> Scored:
        """The article after the rule, and a confidence where it differs from the rule's own.

        Args:
            shown: gives the lines of an article to a rule that reads them.
        """
        return self.apply(article), {}


#: Mends a block by itself; returns its argument where there is nothing to do, None where nothing
#: visible is left.
Each: TypeAlias = Callable[[Block], Block | None]
#: Mends a run of characters; returns its argument itself where there is nothing to do.
Fix: TypeAlias = Callable[[str], str]
#: Looks at a line and says how sure it is that the line is debris; 0 for a line to keep.
Judge: TypeAlias = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class TextRule(Rule):
    """A rule that mends each block by itself.

    Attributes:
        guarded: it does nothing to a line that is `characters.spotless`.
    """

    each: Each = field(default=lambda block: block, repr=False)
    guarded: bool = False

    @classmethod
    def of(
        cls, name: str, what: str, each: Each, confidence: float = 1.0, *, guarded: bool = False
    ) -> TextRule:
        """A rule that replaces each block by ``each(block)``."""

        def apply(article: Article) -> Article:
            return map_blocks(article, each)

        return cls(name, Kind.REPAIRS, what, apply, confidence, each, guarded)


@dataclass(frozen=True, slots=True)
class LineRule(Rule):
    """A rule that looks at each line by itself and removes what it calls debris.

    Attributes:
        family: of the debris data, where the rule is one of those; the runner looks a line up
            once for all of them.
        longest: characters of the longest line that `judge` may give more than 0.
        initials: what such a line begins with, where it is ASCII; None where it may be anything.
    """

    judge: Judge = field(default=lambda line: 0.0, repr=False)
    family: str = ""
    longest: float = inf
    initials: frozenset[str] | None = None

    @classmethod
    def of(
        cls,
        name: str,
        what: str,
        judge: Judge,
        *,
        family: str = "",
        longest: float = inf,
        initials: frozenset[str] | None = None,
    ) -> LineRule:
        """A rule that removes the lines for which `judge` gives more than 0."""

        def apply(article: Article) -> Article:
            return map_blocks(article, lambda block: drop_line(block, judge))

        return cls(name, Kind.REMOVES, what, apply, 0.95, judge, family, longest, initials)

    def likely(self, lines: Iterable[str]) -> list[str]:
        """Those of `lines` that `judge` may give more than 0."""
        longest, initials = self.longest, self.initials
        if initials is None:
            return [line for line in lines if len(line) <= longest]
        return [
            line
            for line in lines
            if len(line) <= longest and ((first := line[:1]) in initials or not first.isascii())
        ]


@dataclass(frozen=True, slots=True)
class ScoredRule(Rule):
    """A rule whose confidence differs from block to block."""

    scored: Callable[[Article, Lines], tuple[Article, Scores]] = field(
        default=lambda article, lines: (article, {}), repr=False
    )

    @classmethod
    def of(
        cls, name: str, kind: Kind, what: str, scored: Callable[[Article, Lines], Scored]
    ) -> ScoredRule:
        """A rule that gives the article after it, and how sure it is of each block."""

        def apply(article: Article) -> Article:
            return scored(article, lines_of(article))[0]

        return cls(name, kind, what, apply, scored=scored)

    def run(self, article: Article, shown: Shown = lines_of) -> Scored:
        """The article after the rule, and a confidence where it differs from the rule's own."""
        return self.scored(article, shown(article))


@dataclass(frozen=True, slots=True)
class ShapeRule(Rule):
    """A rule that looks at an article's lines and how they stand to each other."""

    shape: Callable[[Article, Lines], Article] = field(
        default=lambda article, lines: article, repr=False
    )

    @classmethod
    def of(
        cls,
        name: str,
        kind: Kind,
        what: str,
        shape: Callable[[Article, Lines], Article],
        confidence: float,
    ) -> ShapeRule:
        """A rule that gives the article after it."""

        def apply(article: Article) -> Article:
            return shape(article, lines_of(article))

        return cls(name, kind, what, apply, confidence, shape)

    def run(self, article: Article, shown: Shown = lines_of) -> Scored:
        """The article after the rule, and a confidence where it differs from the rule's own."""
        return self.shape(article, shown(article)), {}


# Tools that rules share.


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
