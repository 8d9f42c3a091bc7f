"""Which lines of a page are its article's: `classify` scores them, `choose` decides."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.columns import Floats
from publish.normalizer.linemodel.features import Seen, measured, see
from publish.normalizer.linemodel.network import Outputs, load, sigmoid
from publish.normalizer.linemodel.words import Hits

# Keeping each line above half the F1 that can be reached maximises the expected F1 (Lipton et
# al. 2014, "Optimal thresholding of classifiers to maximize F1 measure"); out of fold the curve
# is flat between 0.2 and 0.4; at 0.4 windows lose six words of a thousand more.
KEEP = 0.25
# Below this confidence the text is not taken for a page dump, and nothing of it is debris. Out
# of fold 0.95 touches 4 of 318 clean articles for the 9 of 0.8, at the same F1.
DUMP = 0.95
# Kept lines further apart than this many others make separate clusters; one with less than this
# share of the largest cluster's words is debris that reads like prose. Out of fold: F1 of whole
# pages +0.003, of windows +0.001, words lost +0.002.
GAP = 5
SMALL = 0.1
_STRAGGLER = 0.4  # takes such a line's probability below KEEP, and leaves it among the doubtful
# A page dump has furniture: short lines that look like debris and hold words that go with it.
# Out of fold this halves the clean articles taken for dumps and costs no page.
FURNITURE = ("advert", "comment", "legal", "nav", "related", "share", "subscribe")
_FURNITURE_WORDS = 8
_FURNITURE_KEEP = 0.2
# An article that would be less than this share of the page's words has not been found, and nothing
# goes. Of 808 windows and pages out of fold none is left with less; networks trained otherwise left
# 0 to 2 % of four pages, and had lost 97 % of the article. Of the three that are left with 6 to
# 17 % one, of 92 words, has lost half.
_FOUND = 0.05


Probabilities = Floats


@dataclass(frozen=True, slots=True)
class LineScores:
    """Floats, a value a line given: that it belongs to the article's body (`keep`), that
    it is the article's title, its byline, or the line of its date.

    A blank line takes the lower `keep` of the lines around it and has no role. `dump` is the
    confidence that the lines are a page with debris around an article, not a clean article.
    """

    keep: Probabilities
    title: Probabilities
    byline: Probabilities
    date: Probabilities
    dump: float


def classify(
    lines: Sequence[str], numbers: Sequence[int] | None = None, *, furnished: bool = False
) -> LineScores:
    """Score the lines of one page, in order.

    Args:
        numbers: of the lines, from 0, where blank lines between them are not given.
        furnished: it is known that the page has furniture, more than these lines show.
    """
    return _scores(see(lines, numbers), None, len(lines), furnished)


def classify_furnished(
    lines: Sequence[str], numbers: Sequence[int] | None = None
) -> LineScores | None:
    """The same; None, and much sooner, where no short line has a word that goes with furniture:
    then the text is no page dump, whatever the network would say of it.
    """
    seen = see(lines, numbers)
    line, entry = hits = load().vocabulary.table.find(seen.grams)
    if not np.count_nonzero(seen.sizes[line[_furniture()[entry]]] <= _FURNITURE_WORDS):
        return None
    return _scores(seen, hits, len(lines))


@cache
def _furniture() -> NDArray[np.bool_]:
    """Which entries of the vocabulary go with furniture."""
    return load().vocabulary.having(FURNITURE)


def _scores(seen: Seen, hits: Hits | None, count: int, furnished: bool = False) -> LineScores:
    scores, dump = np.zeros((count, 4), np.float32), 0.0
    if len(seen.at):
        chances, dump = judge(load().run(measured(seen), hits), seen.sizes, furnished)
        if len(seen.at) == count:
            scores = chances
        else:
            scores[seen.at] = chances
            scores[:, 0] = _filled(chances[:, 0], seen.at, count)
    return LineScores(scores[:, 0], scores[:, 1], scores[:, 2], scores[:, 3], dump)


def judge(outputs: Outputs, sizes: Floats, furnished: bool = False) -> tuple[Floats, float]:
    """Floats from the network's outputs, of each line and of the page's being a dump."""
    chances = sigmoid(outputs.lines)
    short = (sizes <= _FURNITURE_WORDS) & (chances[:, 0] < _FURNITURE_KEEP)
    at = short.nonzero()[0]
    furnished = furnished or any(np.count_nonzero(outputs.kinds[n][at]) for n in FURNITURE)
    dump = 1 / (1 + math.exp(min(-outputs.dump, 30))) if furnished else 0.0
    keep = chances[:, 0]
    if len(stragglers := _stragglers(keep, sizes)):
        keep[stragglers] *= _STRAGGLER
    if np.add.reduce(sizes[keep >= KEEP]) < _FOUND * np.add.reduce(sizes):
        dump = 0.0
    return chances, dump


def _stragglers(keep: Floats, sizes: Floats) -> NDArray[np.intp]:
    """Lines to keep that stand in small clusters, far from the article."""
    at = (keep >= KEEP).nonzero()[0]
    apart = at[1:] - at[:-1] > GAP
    if not np.count_nonzero(apart):
        return at[:0]  # one cluster, or none
    opens = np.empty(len(at), bool)
    opens[0] = True
    opens[1:] = apart
    weight = np.add.reduceat(sizes[at] * keep[at], np.flatnonzero(opens))
    small = weight < SMALL * weight.max()
    found: NDArray[np.intp] = at[small[np.cumsum(opens) - 1]]
    return found


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


def _filled(keep: Floats, at: NDArray[np.intp], count: int) -> Floats:
    """The values of so many lines from those at these places, that hold anything: blank ones take
    the lower value of the nearest of them."""
    lower = np.empty(len(keep) + 1, np.float32)
    lower[0], lower[-1] = keep[0], keep[-1]
    np.minimum(keep[1:], keep[:-1], out=lower[1:-1])
    # Each line and the blank ones before it, and those behind the last.
    many = np.empty(len(keep) + 1, np.intp)
    many[0], many[-1] = at[0] + 1, count - 1 - at[-1]
    np.subtract(at[1:], at[:-1], out=many[1:-1])
    filled = lower.repeat(many)
    filled[at] = keep
    return filled
