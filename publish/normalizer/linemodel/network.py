"""The network that scores lines: dilated convolutions over the lines of a page.

    features, words' vectors -> layer -> convolutions (2) -> the page as a whole
        -> what stands above and below, words shared with lines that look kept
        -> convolutions (2) -> the article as one run of lines
        -> convolution -> scores

All of it is plain matrix work on float32 arrays. Its weights are trained, and written in this
layout, by `benchmarks/train_line_model.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from threadpoolctl import ThreadpoolController

from publish.normalizer.linemodel.columns import Floats
from publish.normalizer.linemodel.features import BUCKET_BITS, Page, Topics
from publish.normalizer.linemodel.vocabulary import Vocabulary, read_learned, vocabulary

WEIGHTS = "weights.json"

_CLIP = 4.0  # standard deviations; what lies further out says no more


@dataclass(frozen=True, slots=True)
class Outputs:
    """Logits: a row a line (keep, title, byline, date), and one for the page (is it a dump)."""

    lines: Floats
    dump: float
    kinds: Mapping[str, Floats]  # how many words of each kind of the lexicon each line has


Layer = tuple[Floats, Floats]  # weight and bias


@dataclass(frozen=True, slots=True)
class _Convolution:
    """The taps of a convolution: what the line before, the line itself and the one after add."""

    before: Floats
    here: Floats
    after: Floats
    bias: Floats

    @classmethod
    def of(cls, weight: Floats, bias: Floats) -> _Convolution:
        """From a matrix that has the taps side by side."""
        before, here, after = (np.ascontiguousarray(tap) for tap in np.hsplit(weight, 3))
        return cls(before, here, after, bias)


def _beside(*layers: Layer) -> Layer:
    """One layer that gives what all of `layers` give of the same values, side by side."""
    return np.concatenate([w for w, _ in layers], 1), np.concatenate([b for _, b in layers])


def _below(*layers: Layer) -> Layer:
    """One layer that gives the sum of what `layers` give, their values side by side."""
    bias = np.add.reduce([b for _, b in layers])
    return np.concatenate([w for w, _ in layers]), np.asarray(bias, np.float32)


class Network:
    """A trained network; `run` scores one page."""

    __slots__ = (
        *("_convolutions", "_deviation", "_dilations", "_layers", "_mean", "_vectors"),
        "vocabulary",
    )

    def __init__(self, vocabulary: Vocabulary, weights: Mapping[str, object]) -> None:
        self.vocabulary = vocabulary
        arrays = {name: np.array(value, np.float32) for name, value in weights.items()}
        self._mean, self._deviation = arrays.pop("mean"), arrays.pop("deviation")
        self._dilations = [int(step) for step in arrays.pop("dilations")]
        layers = {
            name.removesuffix(".weight"): (weight, arrays[name.removesuffix("weight") + "bias"])
            for name, weight in arrays.items()
            if name.endswith(".weight")
        }
        self._convolutions = [
            _Convolution.of(*layers.pop(f"convolution.{index}"))
            for index in range(len(self._dilations))
        ]
        # Layers of the same lines, and layers that are added up, are one matrix each.
        layers["early, marks"] = _beside(layers.pop("early"), layers.pop("marks"))
        above = (layers.pop(name) for name in ("shared", "passed", "seen"))
        layers["shared, passed, seen"] = _below(*above)
        weight, bias = layers["input"]
        known = len(self._mean)  # the rest weighs the words' vectors, which are not scaled
        layers["input"], self._vectors = (weight[:known], bias), weight[known:]
        self._layers = layers

    def run(self, page: Page) -> Outputs:
        """The outputs for one page."""
        # The matrices are small: a second thread only waits for the first, and costs as much
        # processor time again.
        with _algebra().limit(limits=1, user_api="blas"):
            return self._run(page)

    def _run(self, page: Page) -> Outputs:
        kinds, vectors = self.vocabulary.look_up(page)
        inputs = np.concatenate((page.features, kinds), 1)
        sizes = page.sizes
        inputs -= self._mean
        inputs /= self._deviation
        np.maximum(inputs, -_CLIP, out=inputs)
        np.minimum(inputs, _CLIP, out=inputs)
        hidden = self._layer("input", inputs)
        hidden += vectors @ self._vectors
        np.maximum(hidden, 0, out=hidden)
        hidden = self._convolve(hidden, 0)
        hidden = self._convolve(hidden, 1)
        hidden += np.maximum(self._layer("page", _pool(hidden, sizes)), 0)
        marks = sigmoid(self._layer("early, marks", hidden))
        early, seen = marks[:, 0], _seen(marks[:, 1:])
        around = np.concatenate((_shared(early, page.topics), _passed(early, sizes), seen), 1)
        hidden += self._layer("shared, passed, seen", around)
        last = len(self._dilations) - 1
        for index in range(2, last):
            hidden = self._convolve(hidden, index)
        hidden += self._layer("placed", _placed(self._layer("bounds", hidden)))
        hidden = self._convolve(hidden, last)
        lines = self._layer("output", hidden)
        half = seen.shape[1] // 2
        evidence = np.concatenate((_pool(hidden, sizes), seen[-1, :half], seen[0, half:]))
        dump = self._layer("dump", evidence)
        return Outputs(lines, float(dump[0]), self.vocabulary.by_name(kinds))

    def _layer(self, name: str, values: Floats) -> Floats:
        weight, bias = self._layers[name]
        total: Floats = values @ weight
        total += bias
        return total

    def _convolve(self, hidden: Floats, index: int) -> Floats:
        taps = self._convolutions[index]
        step = self._dilations[index]
        reach = max(len(hidden) - step, 0)
        total = hidden @ taps.here
        total += taps.bias
        total[step:] += hidden[:reach] @ taps.before
        total[:reach] += hidden[step:] @ taps.after
        np.maximum(total, 0, out=total)
        hidden += total
        return hidden


@cache
def _algebra() -> ThreadpoolController:
    return ThreadpoolController()


def _pool(hidden: Floats, sizes: Floats) -> Floats:
    """The mean over lines beside the mean over words."""
    share = sizes / max(float(sizes.sum()), 1.0)
    return np.concatenate((np.add.reduce(hidden, 0) / len(hidden), share @ hidden))


def _shared(early: Floats, topics: Topics) -> Floats:
    """How far a line's topical words also stand in lines that look kept, and in others.

    Six values a line: the shares of its words met in kept lines, met in debris, and kept among
    all their uses; the first and last of these over capitalised words alone; and the first
    again, damped for lines of few words.
    """
    line, bucket, named = topics.line, topics.bucket, topics.named
    shares = np.zeros((len(early), 6), np.float32)
    if not len(line):
        return shares - np.float32(0.5)
    own = early[line]
    uses = np.bincount(bucket, minlength=1 << BUCKET_BITS)[bucket]
    kept = np.bincount(bucket, own, minlength=1 << BUCKET_BITS)[bucket]
    kept = np.maximum(kept - own, 0)
    lost = np.maximum(uses - 1 - kept, 0)
    values = np.empty((5, len(line)))
    np.divide(kept, kept + 1, out=values[0])
    np.divide(lost, lost + 1, out=values[1])
    np.divide(kept, kept + lost + 1, out=values[2])
    np.multiply(values[0], named, out=values[3])
    np.multiply(values[2], named, out=values[4])
    # The words stand in the order of their lines.
    many = np.bincount(line, minlength=len(early))
    rows = many.nonzero()[0]
    many = many[rows]
    begin = np.add.accumulate(many) - many
    sums = np.add.reduceat(values, begin, axis=1)
    columns = np.empty((6, len(rows)))
    np.divide(sums[:3], many, out=columns[:3])
    np.divide(
        sums[3:], np.maximum(np.add.reduceat(named, begin, dtype=np.intp), 1), out=columns[3:5]
    )
    np.divide(sums[0], many + 2, out=columns[5])
    shares[rows] = columns.T
    return shares * 2 - np.float32(0.5)


def _passed(early: Floats, sizes: Floats) -> Floats:
    """Words likely kept before each line and after it, as a share and as logarithms."""
    words = early * sizes
    through = np.add.accumulate(words)
    before = through - words
    after = through[-1] - through
    share = before / (through[-1] + 1)
    values = np.empty((len(early), 3), np.float32)
    values[:, 0] = 2 * share - 1
    values[:, 1] = before
    values[:, 2] = np.maximum(after, 0)
    logs = values[:, 1:]
    np.log1p(logs, out=logs)
    logs /= 4
    logs -= 1
    return values


def _seen(marks: Floats) -> Floats:
    """The highest value of each mark so far from the top, and so far from the bottom."""
    half = marks.shape[1] // 2
    down = np.maximum.accumulate(marks[:, :half], 0)
    up = np.maximum.accumulate(marks[::-1, half:], 0)[::-1]
    return np.concatenate((down, up), 1)


def _placed(bounds: Floats) -> Floats:
    """How likely each line stands inside the article, behind it, at its beginning, at its end,
    below its title, and is its title.

    An article is one run of lines with one beginning and one end: each such run is weighed by
    what its lines, its first and its last line score, and the chances are those of all runs
    together (a semi-Markov model with one segment; Sarawagi and Cohen 2004).
    """
    bounds = bounds.astype(np.float64)
    inside = 3 * np.tanh(bounds[:, 0] / 3)
    opens, closes, title = np.minimum(np.maximum(bounds[:, 1:].T, -8), 8)
    through = np.add.accumulate(inside)
    start = opens - through + inside
    stop = closes + through
    begun = np.logaddexp.accumulate(start)
    ending = np.logaddexp.accumulate(stop[::-1])[::-1]
    total = np.logaddexp.reduce(begun + stop)
    closing = np.exp(begun + stop - total)
    named = np.exp(title - np.logaddexp(np.logaddexp.reduce(title), 0))
    chances = np.empty((len(bounds), 6), np.float32)
    chances[:, 0] = np.exp(begun + ending - total)
    chances[:, 1] = np.add.accumulate(closing) - closing
    chances[:, 2] = np.exp(start + ending - total)
    chances[:, 3] = closing
    chances[:, 4] = np.add.accumulate(named)
    chances[:, 5] = named
    chances *= 2
    chances -= 1
    return chances


def sigmoid(values: Floats) -> Floats:
    """The logistic function."""
    chance = np.exp(np.minimum(-values, np.float32(30)))
    chance += 1
    return np.asarray(np.reciprocal(chance, out=chance), np.float32)


@cache
def load() -> Network:
    """The network that ships with the package."""
    weights = files("publish.normalizer.linemodel").joinpath(WEIGHTS).read_text(encoding="utf-8")
    return Network(vocabulary(read_learned()), json.loads(weights))
