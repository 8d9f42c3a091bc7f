"""Boosted trees, evaluated for all units of a page at once with NumPy; the weights are data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from publish.readers.article.features import Matrix, names
from publish.readers.article.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees laid out in arrays: node -> column, threshold, the next node where the value is not
    above it, and how many nodes further the next one is where it is.

    A leaf leads to itself, so that a fixed number of steps reaches the leaf of every row.
    """

    roots: npt.NDArray[np.intp]
    column: npt.NDArray[np.intp]
    threshold: npt.NDArray[np.float32]
    below: npt.NDArray[np.intp]
    step: npt.NDArray[np.intp]
    value: npt.NDArray[np.float32]
    depth: int

    def probabilities(self, rows: Matrix) -> npt.NDArray[np.float32]:
        """The probability of each row that it belongs to the article."""
        count = len(rows)
        if not count:
            return np.zeros(0, np.float32)
        at = np.repeat(self.roots[None, :], count, axis=0)
        flat = np.ascontiguousarray(rows).ravel()
        start = (np.arange(count) * rows.shape[1])[:, None]
        for _ in range(self.depth):
            above = flat.take(start + self.column.take(at)) > self.threshold.take(at)
            at = self.below.take(at) + above * self.step.take(at)
        total = self.value.take(at).sum(axis=1)
        out: npt.NDArray[np.float32] = 1.0 / (1.0 + np.exp(-total))
        return out


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
    roots: list[int] = []
    nodes: list[tuple[int, float, int, int, float]] = []
    depth = 0
    for tree in trees:
        base = len(nodes)
        roots.append(base)
        levels = {0: 0}
        for number, node in enumerate(tree):
            if len(node) == 1:
                nodes.append((0, 0.0, base + number, base + number, node[0]))
                depth = max(depth, levels[number])
            else:
                below, above = int(node[2]), int(node[3])
                levels[below] = levels[above] = levels[number] + 1
                nodes.append((int(node[0]), node[1], base + below, base + above, 0.0))
    columns = list(zip(*nodes, strict=True))
    return Forest(
        np.array(roots, np.intp),
        np.array(columns[0], np.intp),
        np.array(columns[1], np.float32),
        np.array(columns[2], np.intp),
        np.array(columns[3], np.intp) - np.array(columns[2], np.intp),
        np.array(columns[4], np.float32),
        depth,
    )
