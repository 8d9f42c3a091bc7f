"""The network that scores lines: dilated convolutions over the lines of a page.

    features, words' vectors -> layer -> convolutions (2) -> the page as a whole
        -> what stands above and below, words shared with lines that look kept
        -> convolutions (2) -> the article as one run of lines
        -> convolution -> scores

All of it is plain matrix work on float32 arrays with a column a line. Its weights are trained, and
written, by `benchmarks/train_line_model.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
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


@dataclass(frozen=True, slots=True)
class Outputs:
    """Logits: a row a line (keep, title, byline, date), and one for the page (is it a dump)."""

    lines: Floats
    dump: float
    kinds: Mapping[str, Floats]  # how many words of each kind of the lexicon each line has


class Network:
    """A trained network; `run` scores one page."""

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

    def __init__(self, vocabulary: Vocabulary, weights: Mapping[str, object]) -> None:
        self.vocabulary = vocabulary
        arrays = {name: np.array(value, np.float64) for name, value in weights.items()}
        mean, deviation = arrays["mean"], arrays["deviation"]

        def layer(name: str) -> Layer:
            return Layer(arrays[name + ".weight"].T, arrays[name + ".bias"])

        # The features are scaled and clipped, the vectors of words are neither.
        self._lowest = (mean - _CLIP * deviation).astype(np.float32)[:, None]
        self._highest = (mean + _CLIP * deviation).astype(np.float32)[:, None]
        vectors = (0, arrays["input.weight"].shape[0] - len(mean))
        factor = np.pad(1 / deviation, vectors, constant_values=1)
        self._input = layer("input").taking(factor, np.pad(-mean / deviation, vectors)).matrix()
        self._convolutions = [
            (layer(f"convolution.{index}").convolving().matrix(), int(step))
            for index, step in enumerate(arrays["dilations"])
        ]
        self._page = layer("page").matrix()
        # The logistic function of a value is a half of the hyperbolic tangent of its half, and a
        # half; the greatest of some values is so, too.
        self._marks = beside(layer("early"), layer("marks")).giving(0.5).matrix()
        self._around = added(
            layer("shared").taking(*surroundings.SHARED_SCALE),
            layer("passed").taking(*surroundings.PASSED_SCALE),
            layer("seen").taking(0.5, 0.5),
        ).matrix()
        self._bounds = layer("bounds").giving((1 / surroundings.STEEPEST, 1, 1, 1)).matrix()
        self._placed = layer("placed").taking(*surroundings.PLACED_SCALE).matrix()
        self._output = layer("output").matrix()
        pooled, seen = np.zeros(2 * len(self._input)), np.full(len(arrays["seen.weight"]), 0.5)
        shift = np.concatenate((pooled, seen))
        self._dump = layer("dump").taking(np.where(shift, 0.5, 1), shift).matrix()

    def run(self, page: Page, hits: Hits | None = None) -> Outputs:
        """The outputs for one page; `hits` are its words that the vocabulary has, if known."""
        # The matrices are small: a second thread only waits for the first, and costs as much
        # processor time again.
        with _one_thread():
            return self._run(page, hits or self.vocabulary.table.find(page.grams))

    def _run(self, page: Page, hits: Hits) -> Outputs:
        told = self.vocabulary.rows(hits, page.sizes)
        inputs = with_ones(page.features.shape[1] + len(told), len(page.sizes))
        inputs[: page.features.shape[1]] = page.features.T
        inputs[page.features.shape[1] : -1] = told
        scaled = inputs[: len(self._lowest)]
        np.maximum(scaled, self._lowest, out=scaled)  # twice as quick as to clip
        np.minimum(scaled, self._highest, out=scaled)

        lines = Lines(len(self._input), len(page.sizes))
        hidden, values = lines.hidden, lines.values
        np.matmul(self._input, inputs, out=hidden)
        np.maximum(hidden, 0, out=hidden)
        for convolution in self._convolutions[:2]:
            lines.convolve(*convolution)
        weights = surroundings.weigh(page.sizes)
        whole = _apply(self._page, _pool(weights, hidden))
        hidden += np.maximum(whole, 0)[:, None]

        marks = np.tanh(self._marks @ values)
        around = with_ones(SHARED + PASSED + len(marks) - 1, len(page.sizes))
        early = marks[0] * _HALF
        early += _HALF
        surroundings.shared(early, page.topics, around[:SHARED])
        surroundings.passed(early, page.sizes, around[SHARED : SHARED + PASSED])
        strongest = surroundings.seen(marks[1:], around[SHARED + PASSED : -1])
        hidden += self._around @ around

        for convolution in self._convolutions[2:-1]:
            lines.convolve(*convolution)
        run = with_ones(PLACED, len(page.sizes))
        surroundings.placed(self._bounds @ values, run[:-1])
        hidden += self._placed @ run
        lines.convolve(*self._convolutions[-1])

        scores = self._output @ values
        dump = _apply(self._dump, np.concatenate((_pool(weights, hidden), strongest)))
        return Outputs(scores.T, float(dump[0]), self.vocabulary.by_name(told.T))


def _apply(matrix: Floats, values: Floats) -> Floats:
    """What a layer gives of values that lack the one at their end."""
    given: Floats = matrix[:, :-1] @ values
    given += matrix[:, -1]
    return given


def _pool(weights: Floats, hidden: Floats) -> Floats:
    """The means of the values of lines, with each row of weights."""
    means: Floats = (weights @ hidden.T).ravel()
    return means


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
    """The network that ships with the package."""
    weights = files("publish.normalizer.linemodel").joinpath(WEIGHTS).read_text(encoding="utf-8")
    return Network(vocabulary(read_learned()), json.loads(weights))
