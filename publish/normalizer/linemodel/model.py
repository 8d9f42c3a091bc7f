"""Which lines of a page are its article's: `classify` scores them, `choose` decides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.features import measure
from publish.normalizer.linemodel.network import load

# Keeping each line above half the F1 that can be reached maximises the expected F1 (Lipton et
# al. 2014, "Optimal thresholding of classifiers to maximize F1 measure"); out of fold the curve
# is flat between 0.35 and 0.5, and the lower end loses fewer words of the article.
KEEP = 0.42
# Below this confidence the text is not taken for a page dump, and nothing of it is debris.
DUMP = 0.5

Probabilities = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LineScores:
    """Probabilities, a value a line given: that it belongs to the article's body (`keep`), that
    it is the article's title, its byline, or the line of its date.

    A blank line takes the lower `keep` of the lines around it and has no role. `dump` is the
    confidence that the lines are a page with debris around an article, not a clean article.
    """

    keep: Probabilities
    title: Probabilities
    byline: Probabilities
    date: Probabilities
    dump: float


def classify(lines: Sequence[str]) -> LineScores:
    """Score the lines of one page, in order, blank ones included."""
    page = measure(lines)
    scores = np.zeros((len(lines), 4), np.float32)
    if not len(page.numbers):
        return LineScores(scores[:, 0], scores[:, 1], scores[:, 2], scores[:, 3], 0.0)
    outputs = load().run(page)
    scores[page.numbers] = 1 / (1 + np.exp(-np.clip(outputs.lines, -30, 30)))
    keep = _fill(scores[:, 0], page.numbers)
    dump = 1 / (1 + float(np.exp(-np.clip(outputs.dump, -30, 30))))
    return LineScores(keep, scores[:, 1], scores[:, 2], scores[:, 3], dump)


def looks_like_dump(lines: Sequence[str]) -> bool:
    """Whether the lines are a page with debris around its article.

    A clean article is not, and must not be touched.
    """
    return classify(lines).dump >= DUMP


def choose(scores: LineScores) -> NDArray[np.bool_]:
    """Which lines to keep: all where the text does not look like a page dump."""
    if scores.dump < DUMP:
        return np.ones(len(scores.keep), bool)
    return scores.keep >= KEEP


def _fill(keep: Probabilities, numbers: NDArray[np.intp]) -> Probabilities:
    """Give blank lines the lower value of the nearest lines that hold anything."""
    at = np.searchsorted(numbers, np.arange(len(keep)))
    after = keep[numbers[np.minimum(at, len(numbers) - 1)]]
    before = keep[numbers[np.maximum(at - 1, 0)]]
    filled = np.minimum(before, after)
    filled[numbers] = keep[numbers]
    return filled
