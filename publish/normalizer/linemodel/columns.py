"""A table of features, filled column by column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Columns:
    """Columns of features in order, handed out as rows of an array to be written to; those handed
    out as `logs` become log(1 + x) all at once, and stand behind the others."""

    __slots__ = ("_logs", "_plain", "_rows")

    def __init__(self, plain: int, logs: int, lines: int) -> None:
        self._rows = np.empty((plain + logs, lines), np.float32)
        self._plain, self._logs = 0, plain

    def plain(self, count: int) -> Floats:
        """The next so many columns, a row each."""
        self._plain += count
        return self._rows[self._plain - count : self._plain]

    def logs(self, count: int) -> Floats:
        """The next so many columns of which the logarithms are taken, a row each."""
        self._logs += count
        return self._rows[self._logs - count : self._logs]

    def table(self) -> Floats:
        """Lines by columns, once all are written. Each column is contiguous."""
        logs = self._rows[self._plain :]
        np.log1p(logs, out=logs)
        return self._rows.T
