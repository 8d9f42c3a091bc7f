"""What a run has to say: changes made, content that could not be carried, and progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from publish.model import Origin


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the normalizer did, as the runner saw it.

    Attributes:
        rule: the rule's name, as ``--keep`` takes it.
        before: the text that was there; of a source's lines exactly those lines.
        after: what it became; empty when it was removed.
        origin: the lines of the source.
        confidence: 0 to 1: how sure the rule is.
    """

    rule: str
    before: str
    after: str
    origin: Origin | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a reader or exporter could not carry over, or had to guess.

    Attributes:
        code: a stable name for programs, such as ``image-without-alt``.
        message: one sentence for people.
    """

    code: str
    message: str
    origin: Origin | None = None


class Listener(Protocol):
    """Who is told how far the work is. The command line shows it; a library user may ignore it."""

    def begin(self, task: str, total: float | None = None) -> None:
        """A task starts; `total` is its size in any unit, None when unknown."""

    def advance(self, amount: float = 1.0) -> None:
        """`amount` more of the task is done."""

    def end(self) -> None:
        """The task is done."""


class Silent:
    """The listener that shows nothing."""

    def begin(self, task: str, total: float | None = None) -> None:
        """Take note of nothing."""

    def advance(self, amount: float = 1.0) -> None:
        """Take note of nothing."""

    def end(self) -> None:
        """Take note of nothing."""
