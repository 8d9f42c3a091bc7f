"""What a rule is. Every rule is a pure function from an article to an article.

A rule says what it does by returning another article, in which the blocks that it did not touch
are the same objects; the runner finds out what became of the others, and writes it down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from typing import TypeAlias

from publish.model import Article
from publish.normalizer.rules.blocks import Each, Judge, drop_line, map_blocks
from publish.normalizer.rules.lines import Lines, lines_of

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
    REDUCES = "removed, or reduced to what it says"
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
