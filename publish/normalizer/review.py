"""A pass over the doubtful changes, one question after the other.

Only the state and the outcome are here; asking is the command line's work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from publish.normalizer.runner import Normalized
from publish.report import Change

#: Below this a person is asked. Named debris has 0.9 and more; the line model is right in 98 of
#: 100 lines above.
DOUBTFUL = 0.8

#: Cleans the article again without these changes.
Again = Callable[[tuple[Change, ...]], Normalized]


@dataclass(frozen=True, slots=True)
class Review:
    """How far a review is. `keep` and `accept` answer the question at hand.

    Attributes:
        questions: the doubtful changes in the order of the source's lines.
        at: how many are answered.
        kept: those whose lines stay as they were.
    """

    questions: tuple[Change, ...]
    at: int = 0
    kept: tuple[Change, ...] = ()

    @property
    def question(self) -> Change | None:
        """The change to decide on; None when all are decided."""
        return self.questions[self.at] if self.at < len(self.questions) else None

    def accept(self) -> Review:
        """The change is right."""
        return replace(self, at=min(self.at + 1, len(self.questions)))

    def keep(self) -> Review:
        """The change is wrong: its lines stay as they were."""
        change = self.question
        return replace(self.accept(), kept=(*self.kept, change)) if change else self

    def back(self) -> Review:
        """Decide on the one before again."""
        if not self.at:
            return self
        change = self.questions[self.at - 1]
        kept = tuple(each for each in self.kept if each is not change)
        return replace(self, at=self.at - 1, kept=kept)

    def finish(self, again: Again, first: Normalized) -> Normalized:
        """The article after the answers; `first` itself where all changes were right."""
        return again(self.kept) if self.kept else first


def start(first: Normalized, doubtful: float = DOUBTFUL) -> Review:
    """The review of a cleaned article: changes that lose or move something and are not sure.

    A change that only says what a line is loses nothing and is not asked about.
    """
    asked = [
        change
        for change in first.changes
        if change.confidence < doubtful and change.origin and change.after != change.before
    ]
    asked.sort(key=lambda change: change.origin.first_line if change.origin else 0)
    return Review(tuple(asked))
