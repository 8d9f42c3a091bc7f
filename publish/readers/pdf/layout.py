"""Lines in the order in which they are read: columns one after the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from publish.readers.pdf.lines import Line

#: A column has at least this many lines; fewer beside each other are a table or a heading.
_COLUMN = 4
#: A line of a column is this wide (in font sizes), a cell narrower: lines of two columns set wide
#: apart were 15, of an article 22, the cells of a register 1 to 7.
_WIDE = 8.0
#: So many narrow lines are a list in columns (an index), unless they are a table: this share of
#: them has its fellow on the same baseline, and a column holds numbers or the rows stand wide
#: (steps in font sizes: 1.2 is usual in lists, a register had 1.8).
_LIST, _ROWS, _STEP = 40, 0.9, 1.5
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
        narrow = _WIDE * median(line.size for line in (*left, *right))
        widths = [[line.right - line.left for line in side] for side in (left, right)]
        if len(rows) < _LIST and median((*widths[0], *widths[1])) < narrow:
            continue
        if min(map(median, widths)) < narrow and _is_table(left, right):
            continue
        candidate = (crossing / len(rows), -min(len(left), len(right)), at)
        if best is None or candidate < best:
            best = candidate
    return best[2] if best else None


def _is_number(text: str) -> bool:
    """Whether a cell holds a number, with whatever signs: no word."""
    return any(map(str.isdigit, text)) and sum(map(str.isalpha, text)) < 3


def _is_table(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the lines on either side of a gutter are the cells of rows."""
    size = max(median(line.size for line in (*left, *right)), 1.0)
    sides = [[round(line.middle / size * 2) for line in side] for side in (left, right)]
    for at, other in ((0, set(sides[1])), (1, set(sides[0]))):
        near = other | {place + 1 for place in other} | {place - 1 for place in other}
        if sum(place in near for place in sides[at]) < _ROWS * len(sides[at]):
            return False
    columns: dict[int, list[str]] = defaultdict(list)
    for line in (*left, *right):
        columns[round(line.left / size)].append(line.text)
    places = sorted({line.middle for line in left})
    steps = [b - a for a, b in pairwise(places) if b - a > 0.5 * size]
    # A table beside prose, or in it, has fewer numbers than the page has rows.
    most = max(_COLUMN, len(steps) / 2)
    if any(sum(map(_is_number, cells)) > most for cells in columns.values()):
        return True
    return bool(steps) and median(steps) >= _STEP * size


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
