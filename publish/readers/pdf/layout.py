"""Lines in the order in which they are read: columns one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from publish.readers.pdf.lines import Line

#: A column has at least this many lines; fewer beside each other are a table or a heading.
_COLUMN = 4
#: Columns are split again at most this often.
_DEEPEST = 4


def in_order(lines: Sequence[Line], depth: int = 0) -> list[Line]:
    """`lines` of one page in reading order.

    Where a gutter parts at least `_COLUMN` lines on either side, the left column comes first;
    lines that cross the gutter (headings, wide pictures) part the page into bands.
    """
    rows = sorted(lines, key=lambda line: (-line.middle, line.left))
    gutter = _gutter(rows) if depth < _DEEPEST else None
    if gutter is None:
        return _by_rows(rows)
    out: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in rows:
        if line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:
            out.extend((*in_order(left, depth + 1), *in_order(right, depth + 1), line))
            left, right = [], []
    return [*out, *in_order(left, depth + 1), *in_order(right, depth + 1)]


def _gutter(rows: Sequence[Line]) -> float | None:
    """Where a vertical strip of white parts `rows` into columns; None where none does."""
    if len(rows) < 2 * _COLUMN:
        return None
    edges = Counter(round(line.left) for line in rows)
    best: tuple[float, int, float] | None = None
    for edge, count in edges.items():
        if count < _COLUMN:
            continue
        at = edge - 1.5
        left = [line for line in rows if line.right <= at]
        right = [line for line in rows if line.left >= at]
        crossing = len(rows) - len(left) - len(right)
        if len(left) < _COLUMN or len(right) < _COLUMN or crossing > 0.4 * len(rows):
            continue
        top = min(max(line.top for line in left), max(line.top for line in right))
        bottom = max(min(line.bottom for line in left), min(line.bottom for line in right))
        tall = min(
            max(line.top for line in side) - min(line.bottom for line in side)
            for side in (left, right)
        )
        if top - bottom < 0.5 * tall:
            continue
        # Columns of running text are filled lines; cells of a table are short.
        wide = [line.right - line.left for line in (*left, *right)]
        if sorted(wide)[len(wide) // 2] < 8 * rows[0].size and len(rows) < 40:
            continue
        candidate = (crossing / len(rows), -min(len(left), len(right)), at)
        if best is None or candidate < best:
            best = candidate
    return best[2] if best else None


def _by_rows(rows: Sequence[Line]) -> list[Line]:
    """`rows` from the top, and from the left where they share a baseline."""
    out: list[Line] = []
    band: list[Line] = []
    for line in rows:
        if band and abs(line.middle - band[0].middle) > 0.4 * max(line.size, band[0].size, 1):
            out.extend(sorted(band, key=lambda each: each.left))
            band = []
        band.append(line)
    return [*out, *sorted(band, key=lambda each: each.left)]
