"""Boosted trees, evaluated for all units of a page at once with NumPy; the weights are data."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from publish.readers.article.features import Matrix, names
from publish.readers.article.lexicon import Lexicon

#: Rows that are followed through the trees at a time: what is held of them fits in the cache.
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees laid out in arrays, the deepest first: node -> column, threshold, and the next node
    where the value is not above it; where it is, the next node is the one after that.

    A leaf leads to itself, for nothing is above its threshold.

    Attributes:
        places: of each tree as it was given, where it is now.
        live: at each level, how many trees are deeper.
    """

    roots: npt.NDArray[np.intp]
    places: npt.NDArray[np.intp]
    live: tuple[int, ...]
    column: npt.NDArray[np.intp]
    threshold: npt.NDArray[np.float32]
    below: npt.NDArray[np.intp]
    value: npt.NDArray[np.float32]

    def probabilities(self, rows: Matrix) -> npt.NDArray[np.float32]:
        """The probability of each row that it belongs to the article."""
        parts = [self._values(rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS)]
        if not parts:
            return np.zeros(0, np.float32)
        out: npt.NDArray[np.float32] = 1.0 / (1.0 + np.exp(-np.concatenate(parts).sum(axis=1)))
        return out

    def _values(self, rows: Matrix) -> npt.NDArray[np.float32]:
        """What each tree says of each row."""
        flat = np.ascontiguousarray(rows).ravel()
        start = np.arange(len(rows)) * rows.shape[1]
        at = np.repeat(self.roots[:, None], len(rows), axis=1)
        for count in self.live:
            here = at[:count]
            above = flat.take(self.column.take(here) + start) > self.threshold.take(here)
            at[:count] = self.below.take(here) + above
        return np.ascontiguousarray(self.value.take(at)[self.places].T)


@lru_cache(maxsize=1)
def trained() -> tuple[Forest, Lexicon]:
    """The weights that ``benchmarks/train_article.py`` made.

    Raises:
        ValueError: the weights are for other features than those of this version.
    """
    text = files("publish.readers.article").joinpath("weights.json").read_text(encoding="utf-8")
    data = json.loads(text)
    if data["columns"] != names():
        raise ValueError("weights.json was trained on other features: run train_article.py")
    return forest(data["trees"]), Lexicon(data["classes"], data["words"])


def forest(trees: list[list[list[float]]]) -> Forest:
    """Trees as arrays. A node is ``[column, threshold, below, above]`` or, for a leaf, ``[value]``;
    nodes are numbered within their tree, the first is its root."""
    laid = [_levels(tree) for tree in trees]
    order = sorted(range(len(trees)), key=lambda number: len(laid[number]), reverse=True)
    roots: list[int] = []
    nodes: list[tuple[int, float, int, float]] = []
    for number in order:
        roots.append(len(nodes))
        after = len(nodes) + 1
        for level in laid[number]:
            for node in level:
                if len(node) == 1:
                    nodes.append((0, math.inf, len(nodes), node[0]))
                else:
                    nodes.append((int(node[0]), node[1], after, 0.0))
                    after += 2
    depths = [len(laid[number]) - 1 for number in order]
    column, threshold, below, value = zip(*nodes, strict=True)
    return Forest(
        np.array(roots, np.intp),
        np.argsort(order),
        tuple(sum(depth > level for depth in depths) for level in range(max(depths))),
        np.array(column, np.intp),
        np.array(threshold, np.float32),
        np.array(below, np.intp),
        np.array(value, np.float32),
    )


def _levels(tree: list[list[float]]) -> list[list[list[float]]]:
    """The nodes of a tree from its root down, those that one leads to side by side."""
    levels = [[tree[0]]]
    while below := [tree[int(n)] for node in levels[-1] if len(node) > 1 for n in node[2:4]]:
        levels.append(below)
    return levels
