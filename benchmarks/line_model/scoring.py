"""Scores of chosen lines: 4-gram shingle F1, averaged over pages."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")

Shingles = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Score:
    pages: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.4f}  P {self.precision:.3f}  R {self.recall:.3f}  ({self.pages})"


def shingles(text: str, size: int = 4) -> Shingles:
    words = _WORD.findall(text)
    return Counter(
        tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)) if words
    )


def score(pairs: Iterable[tuple[str, Shingles]]) -> Score:
    """The score of texts against the shingles of their gold texts."""
    precision, recall = [], []
    pages = 0
    for text, gold in pairs:
        found = shingles(text)
        common = (found & gold).total()
        pages += 1
        if found:
            precision.append(common / found.total())
        if gold:
            recall.append(common / gold.total())
    return Score(pages, _mean(precision), _mean(recall))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
