"""The networks that score lines: dilated convolutions over the lines of a page.

    features, words' vectors -> layer -> convolutions (2) -> the page as a whole
        -> what stands above and below, words shared with lines that look kept
        -> convolutions (2) -> the article as one run of lines
        -> convolution -> scores

All of it is plain matrix work on float32 arrays with a column a line. Several such networks, which
differ by the random numbers of their training alone, score each line; their mean takes fewer words
of clean articles than any of them does. The weights are trained, and written, by
`benchmarks/train_line_model.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import LibController, ThreadpoolController

from publish.normalizer.linemodel import surroundings
from publish.normalizer.linemodel.columns import Floats
from publish.normalizer.linemodel.features import Page
from publish.normalizer.linemodel.layers import Layer, Lines, added, beside, with_ones
from publish.normalizer.linemodel.surroundings import PASSED, PLACED, SHARED
from publish.normalizer.linemodel.vocabulary import Vocabulary, read_learned, vocabulary
from publish.normalizer.linemodel.words import Hits

WEIGHTS = "weights.json"

_CLIP = 4.0  # standard deviations; what lies further out says no more
_HALF = np.float32(0.5)


class Stored(TypedDict):
    """The weights as they are stored: of each network by the names of its layers, and the scale of
    the features and the reach of the convolutions, which all share."""

    dilations: Sequence[int]
    mean: Sequence[float]
    deviation: Sequence[float]
    networks: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Logits: a row a line (keep, title, byline, date), and one for the page (is it a dump)."""

    lines: Floats
    dump: float
    kinds: Mapping[str, Floats]  # how many words of each kind of the lexicon each line has


class Network:
    """Networks of one shape that were trained apart, run side by side; `run` scores one page with
    the means of what they give. Arrays have one of them after another along their first axis."""

    __slots__ = (
        *(
            "_around",
            "_bounds",
            "_convolutions",
            "_dump",
            "_highest",
            "_input",
            "_lowest",
            "_marks",
        ),
        *("_output", "_page", "_placed", "vocabulary"),
    )

    def __init__(self, vocabulary: Vocabulary, weights: Stored) -> None:
        self.vocabulary = vocabulary
        mean, deviation = (np.array(weights[name]) for name in ("mean", "deviation"))
        stored = weights["networks"]
        # The features are scaled and clipped, the vectors of words are neither.
        self._lowest = (mean - _CLIP * deviation).astype(np.float32)[:, None]
        self._highest = (mean + _CLIP * deviation).astype(np.float32)[:, None]
        merged = [
            _merged(
                {name: np.array(value, np.float64) for name, value in one.items()}, mean, deviation
            )
            for one in stored
        ]
        layers = {name: np.stack([one[name] for one in merged]) for name in merged[0]}
        self._input = _apart(layers["input"], len(mean))
        self._convolutions = [
            (layers[f"convolution.{index}"], step)
            for index, step in enumerate(weights["dilations"])
        ]
        self._page, self._marks, self._around = (layers[n] for n in ("page", "marks", "around"))
        self._bounds, self._placed = layers["bounds"], layers["placed"]
        self._output, self._dump = layers["output"], layers["dump"]

    def run(self, page: Page, hits: Hits | None = None) -> Outputs:
        """The outputs for one page; `hits` are its words that the vocabulary has, if known."""
        # The matrices are small: a second thread only waits for the first, and costs as much
        # processor time again.
        with _one_thread():
            return self._run(page, hits or self.vocabulary.table.find(page.grams))

    def _run(self, page: Page, hits: Hits) -> Outputs:
        told = self.vocabulary.rows(hits, page.sizes)
        count = len(page.sizes)
        inputs = with_ones((), page.features.shape[1] + len(told), count)
        inputs[: page.features.shape[1]] = page.features.T
        inputs[page.features.shape[1] : -1] = told
        scaled = inputs[: len(self._lowest)]
        np.maximum(scaled, self._lowest, out=scaled)  # twice as quick as to clip
        np.minimum(scaled, self._highest, out=scaled)

        networks, width = self._input.shape[:2]
        lines = Lines(networks, width, count)
        hidden, values = lines.hidden, lines.values
        np.matmul(self._input, inputs, out=hidden)
        np.maximum(hidden, 0, out=hidden)
        for convolution in self._convolutions[:2]:
            lines.convolve(*convolution)
        weights = surroundings.weigh(page.sizes)
        whole = _apply(self._page, _pool(weights, hidden))
        hidden += np.maximum(whole, 0)[..., None]

        marks = np.tanh(self._marks @ values)
        around = with_ones((networks,), SHARED + PASSED + marks.shape[1] - 1, count)
        early = marks[:, 0] * _HALF
        early += _HALF
        surroundings.shared(early, page.topics, around[:, :SHARED])
        surroundings.passed(early, page.sizes, around[:, SHARED : SHARED + PASSED])
        strongest = surroundings.seen(marks[:, 1:], around[:, SHARED + PASSED : -1])
        hidden += self._around @ around

        for convolution in self._convolutions[2:-1]:
            lines.convolve(*convolution)
        run = with_ones((networks,), PLACED, count)
        surroundings.placed(self._bounds @ values, run[:, :-1])
        hidden += self._placed @ run
        lines.convolve(*self._convolutions[-1])

        scores = self._output @ values
        evidence = np.concatenate((_pool(weights, hidden), strongest), axis=1)
        dump = _mean(_apply(self._dump, evidence))
        return Outputs(_mean(scores).T, float(dump[0]), self.vocabulary.by_name(told.T))


def _merged(
    weights: Mapping[str, NDArray[np.float64]],
    mean: NDArray[np.float64],
    deviation: NDArray[np.float64],
) -> dict[str, Floats]:
    """The layers of one network as it runs them."""

    def layer(name: str) -> Layer:
        return Layer(weights[name + ".weight"].T, weights[name + ".bias"])

    vectors = (0, len(weights["input.weight"]) - len(mean))
    factor = np.pad(1 / deviation, vectors, constant_values=1)
    layers = {
        "input": layer("input").taking(factor, np.pad(-mean / deviation, vectors)),
        "page": layer("page"),
        # The logistic function of a value is a half of the hyperbolic tangent of its half, and a
        # half; the greatest of some values is so, too.
        "marks": beside(layer("early"), layer("marks")).giving(0.5),
        "around": added(
            layer("shared").taking(*surroundings.SHARED_SCALE),
            layer("passed").taking(*surroundings.PASSED_SCALE),
            layer("seen").taking(0.5, 0.5),
        ),
        "bounds": layer("bounds").giving((1 / surroundings.STEEPEST, 1, 1, 1)),
        "placed": layer("placed").taking(*surroundings.PLACED_SCALE),
        "output": layer("output"),
    }
    pooled, seen = 2 * len(weights["input.bias"]), len(weights["seen.weight"])
    shift = np.repeat((0.0, 0.5), (pooled, seen))
    layers["dump"] = layer("dump").taking(np.where(shift, 0.5, 1), shift)
    for name in weights:
        if name.startswith("convolution.") and name.endswith(".weight"):
            layers[name.removesuffix(".weight")] = layer(name.removesuffix(".weight")).convolving()
    return {name: one.matrix() for name, one in layers.items()}


def _apart(matrices: Floats, common: int) -> Floats:
    """Matrices that take the same columns at first, and then vectors of their own: as ones that
    take the vectors of all."""
    count, _, columns = matrices.shape
    vector = columns - common - 1
    apart = np.zeros((count, matrices.shape[1], common + count * vector + 1), np.float32)
    apart[..., :common], apart[..., -1] = matrices[..., :common], matrices[..., -1]
    for number, matrix in enumerate(matrices):
        begin = common + number * vector
        apart[number, :, begin : begin + vector] = matrix[:, common:-1]
    return apart


def _apply(matrices: Floats, values: Floats) -> Floats:
    """What a layer gives of values that lack the one at their end."""
    given: Floats = (matrices[..., :-1] @ values[..., None])[..., 0]
    given += matrices[..., -1]
    return given


def _pool(weights: Floats, hidden: Floats) -> Floats:
    """The means of the values of lines, with each row of weights."""
    means: Floats = weights @ hidden.swapaxes(1, 2)
    return means.reshape(len(hidden), -1)


def _mean(values: Floats) -> Floats:
    """The mean over the networks."""
    total: Floats = np.add.reduce(values)
    total /= len(values)
    return total


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let the libraries that multiply matrices use one thread."""
    before = [(library, library.get_num_threads()) for library in _libraries()]
    several = [(library, threads) for library, threads in before if threads > 1]
    for library, _ in several:
        library.set_num_threads(1)
    try:
        yield
    finally:
        for library, threads in several:
            library.set_num_threads(threads)


@cache
def _libraries() -> tuple[LibController, ...]:
    return tuple(ThreadpoolController().select(user_api="blas").lib_controllers)


def sigmoid(values: Floats) -> Floats:
    """The logistic function."""
    half: Floats = np.tanh(values * _HALF)
    half *= _HALF
    half += _HALF
    return half


@cache
def load() -> Network:
    """The networks that ship with the package."""
    weights = files("publish.normalizer.linemodel").joinpath(WEIGHTS).read_text(encoding="utf-8")
    return Network(vocabulary(read_learned()), json.loads(weights))
