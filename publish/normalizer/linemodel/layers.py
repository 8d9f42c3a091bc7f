"""Layers of the network as matrices over the lines of a page, a column a line.

What is computed of a layer's values before another takes them, such as a product or a sum with a
number, is multiplied into the weights when they are read: it then costs no step on each page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from publish.normalizer.linemodel.columns import Floats


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights, a row for each value given and a column for each one taken, and a bias."""

    weight: NDArray[np.float64]
    bias: NDArray[np.float64]

    def taking(self, factor: ArrayLike, shift: ArrayLike) -> Layer:
        """The layer that gives the same for values not yet multiplied by `factor` and raised by
        `shift`, of which there may be one for all."""
        shifts = np.broadcast_to(shift, self.weight.shape[1])
        return Layer(self.weight * np.asarray(factor), self.bias + self.weight @ shifts)

    def giving(self, factor: ArrayLike) -> Layer:
        """The layer that gives its values multiplied by `factor`."""
        factors = np.broadcast_to(factor, len(self.bias))
        return Layer(self.weight * factors[:, None], self.bias * factors)

    def convolving(self) -> Layer:
        """From a layer that gives what the lines before add, then what the lines themselves do and
        what those behind do: one that gives the sum, and takes the lines themselves last."""
        before, here, behind = np.vsplit(self.weight, 3)
        return Layer(np.concatenate((before, behind, here), axis=1), self.bias)

    def matrix(self) -> Floats:
        """The layer as a matrix, for columns that end in a one."""
        return np.column_stack((self.weight, self.bias)).astype(np.float32)


def beside(*layers: Layer) -> Layer:
    """One layer that gives what all of `layers` give of the same values, one after another."""
    weights = np.concatenate([one.weight for one in layers])
    return Layer(weights, np.concatenate([one.bias for one in layers]))


def added(*layers: Layer) -> Layer:
    """One layer that gives the sum of what `layers` give, each of its own values."""
    weights = np.concatenate([one.weight for one in layers], axis=1)
    return Layer(weights, np.sum([one.bias for one in layers], axis=0))


class Lines:
    """Values of lines, for each of several networks: `hidden` is to be written, `values` has a row
    of ones below it."""

    __slots__ = ("_all", "_before", "_behind", "_rows", "hidden", "values")

    def __init__(self, networks: int, rows: int, lines: int) -> None:
        # Above: room for what the lines before and behind have.
        self._all = with_ones((networks,), 3 * rows, lines)
        self._before, self._behind = self._all[:, :rows], self._all[:, rows : 2 * rows]
        self.hidden = self._all[:, 2 * rows : -1]
        self.values = self._all[:, 2 * rows :]
        # The same rows of a network one behind the other.
        self._rows = self._all[:, :-1].reshape(networks, 3, rows * lines)

    def convolve(self, weights: Floats, step: int) -> None:
        """Add what a layer gives, where that is more than nothing, of the values of the lines so
        many steps before, of those so many behind, and of the lines themselves."""
        rows = self._rows
        rows[:, 0, step:] = rows[:, 2, :-step]
        rows[:, 1, :-step] = rows[:, 2, step:]
        self._before[..., :step] = 0
        self._behind[..., -step:] = 0
        given: Floats = weights @ self._all
        np.maximum(given, 0, out=given)
        self.hidden += given


def with_ones(networks: tuple[int, ...], rows: int, lines: int) -> Floats:
    """So many rows to be written, with a row of ones below them; for each of the networks, if a
    number of them is given."""
    values = np.empty((*networks, rows + 1, lines), np.float32)
    values[..., -1, :] = 1
    return values
