"""Lines in the order in which they are read: columns one after the other, page furniture gone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from publish.readers.pdf.lines import Line, Sheet

#: Heads and feet stand in this share of a page's height from its edges.
_MARGIN = 0.12
#: A line that stands in the margin of this many pages, numbers aside, is a running head.
_REPEATED = 3
#: A column has at least this many lines; fewer beside each other are a table or a heading.
_COLUMN = 4
#: Columns are split again at most this often.
_DEEPEST = 4

_NUMBER = re.compile(
    r"(?:page|p\.|seite|página|pagina)?\s*[-–—|]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|]?"
    r"(?:\s*(?:of|/|von|de|di)\s*\d{1,4})?",
    re.IGNORECASE,
)


def without_furniture(sheets: Sequence[Sheet]) -> list[tuple[Sheet, str]]:
    """Each page without running heads, feet and page numbers, and the number it showed."""
    seen: dict[str, set[int]] = defaultdict(set)
    for sheet in sheets:
        for line in sheet.lines:
            if _in_margin(line, sheet):
                seen[_shape(line)].add(sheet.number)
    out: list[tuple[Sheet, str]] = []
    for sheet in sheets:
        kept: list[Line] = []
        shown = ""
        numbered = [
            line.middle
            for line in sheet.lines
            if line.picture < 0 and _in_margin(line, sheet) and _NUMBER.fullmatch(line.text)
        ]
        for line in sheet.lines:
            if line.picture < 0 and _in_margin(line, sheet):
                number = _NUMBER.fullmatch(line.text)
                if number:
                    shown = shown or number[1]
                    continue
                beside = any(abs(line.middle - middle) < 0.5 * line.size for middle in numbered)
                if beside or len(seen[_shape(line)]) >= _REPEATED:
                    found = re.search(r"(?:^|\s)(\d{1,4})$|^(\d{1,4})\s", line.text)
                    shown = shown or (found[1] or found[2] if found else "")
                    continue
            kept.append(line)
        out.append(
            (
                Sheet(
                    sheet.number,
                    tuple(kept),
                    sheet.width,
                    sheet.height,
                    sheet.label,
                    sheet.pictures,
                ),
                shown,
            )
        )
    return out


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return not _MARGIN * sheet.height < line.middle < (1 - _MARGIN) * sheet.height


def _shape(line: Line) -> str:
    """What a running head has in common on all its pages: its words and its height."""
    return f"{re.sub(r'[0-9]+', '#', line.text.casefold())}@{round(line.middle / 20)}"


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
