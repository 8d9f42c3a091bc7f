"""A table of features, put together column by column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

Block = NDArray[np.generic] | float


class Columns:
    """Columns of features in order, one or several at a time as rows of an array; those added as
    `logs` become log(1 + x) all at once."""

    __slots__ = ("_lines", "_logs", "_plain")

    def __init__(self, lines: int) -> None:
        self._lines = lines
        self._plain: list[Block] = []
        self._logs: list[Block] = []

    def add(self, *blocks: Block) -> None:
        self._plain += blocks

    def logs(self, *blocks: Block) -> None:
        self._logs += blocks

    def table(self) -> Floats:
        """Lines by columns: the plain ones, then the logarithms. Each column is contiguous."""
        counts = [_rows(block) for block in (*self._plain, *self._logs)]
        columns = np.empty((sum(counts), self._lines), np.float32)
        at = 0
        for count, block in zip(counts, (*self._plain, *self._logs), strict=True):
            columns[at : at + count] = block
            at += count
        logs = columns[sum(counts[: len(self._plain)]) :]
        np.log1p(logs, out=logs)
        return columns.T


def _rows(block: Block) -> int:
    return len(block) if isinstance(block, np.ndarray) and block.ndim == 2 else 1
