"""Where a line stands: in its block, among the page's prose, in the page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.columns import Columns, Floats

PLAIN, LOGS = 11, 24  # columns
_REACHES = (2, 5, 12)  # lines either side over which prose is added up
_MARGIN = max(_REACHES)
# Where sums up to the first and from the last line in reach stand, for the first line of the page.
_ENDS = _MARGIN + np.array([[[-one] for one in _REACHES], [[one + 1] for one in _REACHES]])
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
    # Sums from the page's beginning to before each line, of words in prose, words, lines, and
    # marked lines; with as many more on either side as a reach goes beyond the page.
    through = np.zeros((4, count + 1 + 2 * _MARGIN), np.float32)
    sums = through[:, _MARGIN + 1 : _MARGIN + 1 + count]
    np.multiply(sizes, prose, out=sums[0])
    sums[1], sums[2], sums[3] = sizes, 1, marked
    np.add.accumulate(sums, axis=1, out=sums)
    through[:, _MARGIN + 1 + count :] = sums[:, -1:]
    said, spoken, _, items = sums[:, -1].tolist()
    whole, all_words = max(said, 1), max(spoken, 1)

    rows = columns.plain(PLAIN)
    np.minimum(gap[:-1], _GAP, out=rows[0])
    np.minimum(gap[1:], _GAP, out=rows[1])
    rows[2] = prose
    rows[7] = whole / all_words
    rows[8] = items / count
    rows[9] = np.count_nonzero(prose) / count
    rows[10] = np.count_nonzero(opens) / count
    at = np.arange(count)
    rows[3] = _add_blocks(columns, opens, through, at)
    _add_sums(columns, through, at)
    before = through[:2, _MARGIN : _MARGIN + count]
    np.divide(before[0], whole, out=rows[4])
    np.divide(sums[0], whole, out=rows[5])
    np.divide(before[1], all_words, out=rows[6])
    _add_distances(columns.logs(2), prose, at)
    logs = columns.logs(5)
    logs[0], logs[1] = at, at[::-1]
    logs[2] = count
    logs[3] = all_words
    logs[4] = (float(sizes @ sizes) / count) ** 0.5


def _add_blocks(
    columns: Columns, opens: NDArray[np.bool_], through: Floats, at: NDArray[np.intp]
) -> Floats:
    """Lines between blank ones, the first of which `opens` tells: how many, their words, and the
    line's place among them. Gives the share of the block's lines that are marked."""
    opens[0] = True
    begin = opens.nonzero()[0]
    bounds = np.empty(len(begin) + 1, np.intp)
    bounds[:-1], bounds[-1] = begin, len(at)
    cuts = through.take(bounds + _MARGIN, axis=1)
    blocks = cuts[:, 1:] - cuts[:, :-1]
    blocks[1::2] /= blocks[2]
    blocks[0] = begin
    of_line: Floats = blocks.repeat(bounds[1:] - begin, axis=1)
    logs = columns.logs(4)
    logs[0], logs[1] = of_line[2], of_line[1]
    np.subtract(at, of_line[0], out=logs[2])
    np.subtract(of_line[2] - 1, logs[2], out=logs[3])
    share: Floats = of_line[3]
    return share


def _add_sums(columns: Columns, through: Floats, at: NDArray[np.intp]) -> None:
    """Words before and after the line, in prose and in all lines: of the page and of the lines
    around."""
    count = len(at)
    before = through[:2, _MARGIN : _MARGIN + count]
    behind = through[:2, _MARGIN + 1 : _MARGIN + 1 + count]
    logs = columns.logs(4).reshape(2, 2, count)
    logs[:, 0] = before
    np.subtract(behind[:, -1:], behind, out=logs[:, 1])
    ends = through[:3].take(_ENDS + at, axis=1)
    near = columns.logs(3 * len(_REACHES)).reshape(len(_REACHES), 3, count)
    np.subtract(before[0], ends[0, 0], out=near[:, 0])
    np.subtract(ends[0, 1], behind[0], out=near[:, 1])
    words, lines = ends[1:, 1] - ends[1:, 0]
    np.divide(words, lines, out=near[:, 2])


def _add_distances(logs: Floats, prose: NDArray[np.bool_], at: NDArray[np.intp]) -> None:
    """How many lines lie between the line and the nearest prose before it, and behind it."""
    both = np.empty((2, len(at) + 1), np.float32)
    both[:, 0] = -_FAR
    nearest = both[:, 1:]
    nearest[:] = -_FAR
    np.copyto(nearest[0], at, where=prose, casting="unsafe")
    np.copyto(nearest[1], at, where=prose[::-1], casting="unsafe")
    np.maximum.accumulate(nearest, axis=1, out=nearest)
    np.subtract(at, both[:, :-1], out=logs)
    np.minimum(logs, _FAR, out=logs)
    logs[1] = logs[1, ::-1].copy()
