"""Where a line stands: in its block, among the page's prose, in the page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.columns import Columns, Floats

PLAIN, LOGS = 11, 24  # columns
_REACHES = (2, 5, 12)  # lines either side over which prose is added up
_MARGIN = max(_REACHES)
_FAR = 50  # lines to the nearest prose; further is all the same
_GAP = 3  # blank lines; more are all the same


def add(
    columns: Columns,
    numbers: NDArray[np.intp],
    prose: NDArray[np.bool_],
    sizes: Floats,
    marked: Floats,
) -> None:
    """Add the columns of lines of these numbers and sizes in words; `prose` and `marked` tell
    which read like prose, and which begin as items of a list."""
    count = len(numbers)
    gap = np.empty(count + 1, np.float32)
    gap[0], gap[-1] = numbers[0], 1
    np.subtract(numbers[1:], numbers[:-1], out=gap[1:-1], casting="unsafe")
    gap[1:-1] -= 1
    opens = gap[:-1] > 0
    rows = columns.plain(PLAIN)
    np.minimum(gap[:-1], _GAP, out=rows[0])
    np.minimum(gap[1:], _GAP, out=rows[1])
    rows[2] = prose
    at = np.arange(count, dtype=np.float32)
    rows[3] = _add_blocks(columns, opens, at, marked, sizes)
    whole, spoken = _add_sums(columns, rows[4:7], prose, sizes)
    _add_distances(columns.logs(2), prose, at)
    rows[7] = whole / spoken
    rows[8] = marked.sum() / count
    rows[9] = np.count_nonzero(prose) / count
    rows[10] = np.count_nonzero(gap[:-1]) / count
    logs = columns.logs(5)
    logs[0], logs[1] = at, at[::-1]
    logs[2] = count
    logs[3] = spoken
    logs[4] = (float(sizes @ sizes) / count) ** 0.5


def _add_blocks(
    columns: Columns, opens: NDArray[np.bool_], at: Floats, marked: Floats, sizes: Floats
) -> Floats:
    """Lines between blank ones: how many, their words, and the line's place among them. Gives the
    share of the block's lines that are marked."""
    opens[0] = True
    begin = opens.nonzero()[0]
    many = np.empty_like(begin)
    np.subtract(begin[1:], begin[:-1], out=many[:-1])
    many[-1] = len(at) - begin[-1]
    blocks = np.empty((4, len(begin)), np.float32)
    np.add.reduceat(marked, begin, out=blocks[0])
    np.add.reduceat(sizes, begin, out=blocks[1])
    blocks[:2] /= many
    blocks[2], blocks[3] = many, begin
    of_line: Floats = blocks.repeat(many, axis=1)
    logs = columns.logs(4)
    logs[0], logs[1] = of_line[2], of_line[1]
    np.subtract(at, of_line[3], out=logs[2])
    np.subtract(of_line[2] - 1, logs[2], out=logs[3])
    share: Floats = of_line[0]
    return share


def _add_sums(
    columns: Columns, shares: Floats, prose: NDArray[np.bool_], sizes: Floats
) -> tuple[float, float]:
    """Words before and after the line, in all lines and in prose: of the page, as `shares` and as
    they are, and of the lines around. Gives the words of all prose and of all lines, 1 at least."""
    count = len(sizes)
    # Sums from the page's beginning to before each line, of words in prose, words, and lines; with
    # as many more on either side as a reach goes beyond the page.
    through = np.zeros((3, count + 1 + 2 * _MARGIN), np.float32)
    inner = through[:, _MARGIN + 1 : _MARGIN + 1 + count]
    np.multiply(sizes, prose, out=inner[0])
    inner[1], inner[2] = sizes, 1
    np.add.accumulate(inner, axis=1, out=inner)
    through[:, _MARGIN + 1 + count :] = inner[:, -1:]
    before = through[:, _MARGIN : _MARGIN + count]
    whole, spoken = np.maximum(inner[:2, -1], 1).tolist()
    np.divide(before[0], whole, out=shares[0])
    np.divide(inner[0], whole, out=shares[1])
    np.divide(before[1], spoken, out=shares[2])
    logs = columns.logs(4).reshape(2, 2, count)
    logs[:, 0] = before[:2]
    np.subtract(inner[:2, -1:], inner[:2], out=logs[:, 1])
    for reach in _REACHES:
        near = columns.logs(3)
        low = through[:, _MARGIN - reach : _MARGIN - reach + count]
        high = through[:, _MARGIN + 1 + reach : _MARGIN + 1 + reach + count]
        np.subtract(before[0], low[0], out=near[0])
        np.subtract(high[0], inner[0], out=near[1])
        words, lines = high[1:] - low[1:]
        np.divide(words, lines, out=near[2])
    return whole, spoken


def _add_distances(logs: Floats, prose: NDArray[np.bool_], at: Floats) -> None:
    """How many lines lie between the line and the nearest prose before it, and behind it."""
    both = np.empty((2, len(at) + 1), np.float32)
    both[:, 0] = -_FAR
    nearest = both[:, 1:]
    nearest[:] = -_FAR
    np.copyto(nearest[0], at, where=prose)
    np.copyto(nearest[1], at, where=prose[::-1])
    np.maximum.accumulate(nearest, axis=1, out=nearest)
    np.subtract(at, both[:, :-1], out=logs)
    np.minimum(logs, _FAR, out=logs)
    logs[1] = logs[1, ::-1].copy()
