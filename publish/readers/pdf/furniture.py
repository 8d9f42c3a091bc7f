"""Running heads, feet and page numbers, which stand apart from the text and follow the pages.

When in doubt a line stays: a head too many disturbs, a heading or a row too few is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from publish.readers.pdf.blocks import LARGER, body_size
from publish.readers.pdf.lines import Line, Sheet

#: Heads and feet stand in this share of a page's height from its edges, in so many rows.
_MARGIN, _ROWS = 0.12, 3
#: They stand this much farther from the text than its lines from each other: 2.7 in an article set
#: tight, while the rows of a table and the lines of a paragraph are at 1.0.
_APART = 1.25
#: What stands at one place differs by less, in points: half a line.
_SAME_PLACE = 6.0
#: A row of more cells is a table's, and no head.
_CELLS = 20
#: A line on this many pages is a running head. One in the type of a heading is on more, in a row.
_REPEATED, _REPEATED_HEADING = 3, 4
#: A number this near (font sizes) to words in its row is theirs: a heading's was at 2, a page's 40.
_HANGING = 6.0
#: Cells of one column begin at the same place, in points.
_SAME_COLUMN = 2.0

_NUMBER = re.compile(
    r"(?:page|p\.|seite|página|pagina)?\s*[-–—|]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|]?"
    r"(?:\s*(?:of|/|von|de|di)\s*\d{1,4})?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S+[.!?]")
#: The number of a figure or chapter is none of a page, though there be one on every page.
_COUNTED = re.compile(
    r"(?:\b(?:fig(?:ure)?|table|plate|box|chapter|part|section|appendix|exercise|question|step|day"
    r"|abb(?:ildung)?|tab(?:elle)?|kapitel|teil|abschnitt|tableau|planche|chapitre|partie"
    r"|figura|tabla|cap[íi]tulo|parte|sección|tabella|tavola|capitolo|tabela|seção)\.?\s*)?(\d+)",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    """A line that stands apart at the top or the foot of a page."""

    line: Line
    page: int
    top: bool
    distance: float  # from the edge
    beside: tuple[Line, ...]  # what shares its row
    heading: bool  # set as headings are
    cell: bool  # heads a column


class _Places:
    """How many pages hold the same thing at nearly the same distance from an edge."""

    def __init__(self) -> None:
        self._pages: dict[object, list[tuple[float, int]]] = defaultdict(list)

    def add(self, what: object, distance: float, page: int) -> None:
        pages = self._pages[what]
        if not pages or pages[-1][1] != page or abs(pages[-1][0] - distance) > _SAME_PLACE:
            pages.append((distance, page))

    def sort(self) -> None:
        for pages in self._pages.values():
            pages.sort()

    def at(self, what: object, distance: float) -> list[tuple[float, int]]:
        """Where `what` stands at about `distance`, and on which pages."""
        pages = self._pages.get(what, [])
        first = bisect_left(pages, (distance - _SAME_PLACE, -1))
        return pages[first : bisect_right(pages, (distance + _SAME_PLACE, 1 << 30))]


def without_furniture(sheets: Sequence[Sheet]) -> list[tuple[Sheet, str]]:
    """Each page without running heads, feet and page numbers, and the number it showed."""
    spots = _spots(sheets)
    numbers = _page_numbers(spots, len(sheets))
    gone = _repeated(spots, numbers)
    shown: dict[int, str] = {}
    for spot in spots:
        if spot in numbers:
            shown.setdefault(spot.page, numbers[spot])
    lines = {id(spot.line) for spot in (*numbers, *gone)}
    return [
        (
            replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in lines)),
            shown.get(sheet.number, ""),
        )
        for sheet in sheets
    ]


def _spots(sheets: Sequence[Sheet]) -> list[_Spot]:
    """What stands apart, on all pages."""
    text = [[line for line in sheet.lines if line.picture < 0] for sheet in sheets]
    body = body_size(line for lines in text for line in lines)
    bold = sum(len(line.text) * (1 if line.bold else -1) for lines in text for line in lines) > 0
    steps = [_steps(lines) for lines in text]
    # The narrow steps are those between lines, the others between paragraphs. A page of few lines
    # says little of either.
    usual = median([step for each in steps for step in each] or [1.2 * body])
    narrow = [sorted(each)[len(each) // 4] if len(each) > 5 else usual for each in steps]
    out: list[_Spot] = []
    for sheet, lines, step in zip(sheets, text, narrow, strict=True):
        limit = _APART * step
        rows = _rows(lines)
        for top, from_edge in ((True, rows), (False, rows[::-1])):
            count = next(
                (
                    at
                    for at in range(min(_ROWS, len(from_edge)), 0, -1)
                    if at == len(from_edge)
                    or abs(from_edge[at - 1][0].middle - from_edge[at][0].middle) > limit
                ),
                0,
            )
            for at, row in enumerate(from_edge[:count]):
                if len(row) > _CELLS:
                    continue
                inner = from_edge[at + 1] if at + 1 < len(from_edge) else []
                cell = _aligned(row, inner) > 1
                for line in row:
                    distance = sheet.height - line.middle if top else line.middle
                    if distance > _MARGIN * sheet.height:
                        continue
                    beside = tuple(each for each in row if each is not line)
                    large = line.size >= LARGER * body
                    strong = line.bold and not bold and line.size > 0.95 * body
                    heading = top and (large or strong)
                    out.append(_Spot(line, sheet.number, top, distance, beside, heading, cell))
    return out


def _steps(lines: Sequence[Line]) -> list[float]:
    """How far lines stand below each other."""
    return [
        above.middle - below.middle
        for above, below in pairwise(lines)
        if 0.5 * below.size < above.middle - below.middle < 4 * below.size
    ]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that share a baseline, from the top."""
    out: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if out and abs(out[-1][0].middle - line.middle) < 0.5 * line.size:
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _aligned(row: Sequence[Line], other: Sequence[Line]) -> int:
    """How many cells of a row begin where those of another do."""
    return sum(any(abs(a.left - b.left) < _SAME_COLUMN for b in other[:50]) for a in row)


def _page_numbers(spots: Sequence[_Spot], pages: int) -> dict[_Spot, str]:
    """Numbers that go up with the pages, in whatever words, as they are written."""
    found: dict[_Spot, list[tuple[str, int]]] = {}
    follow, places = _Places(), _Places()
    for spot in spots:
        values = _values(spot)
        if not values:
            continue
        found[spot] = values
        shape = _shape(spot)
        places.add(shape, spot.distance, spot.page)
        for at, (_, value) in enumerate(values):
            for step in (1, 2):  # two for spreads: a picture of two pages
                follow.add((shape, at, step, value - step * spot.page), spot.distance, spot.page)
    places.sort()
    follow.sort()
    least = min(_REPEATED, pages)
    # On one page or two, numbers go up by chance: theirs stand alone, or beside a head.
    texts = [(spot.top, spot.line.text) for spot in spots]
    heads = {text for text in texts if texts.count(text) == 2} if pages == 2 else set()
    out: dict[_Spot, str] = {}
    for spot, values in found.items():
        shape = _shape(spot)
        here = len(places.at(shape, spot.distance))
        for at, (written, value) in enumerate(values):
            follows = max(
                len(follow.at((shape, at, step, value - step * spot.page), spot.distance))
                for step in ((1, 2) if pages >= _REPEATED else (1,))
            )
            alone = (
                shape[1] == "#"
                and all((spot.top, each.text) in heads for each in spot.beside)
                and (pages > 1 or value == spot.page + 1)
            )
            if follows >= least and 2 * follows > here and (pages >= _REPEATED or alone):
                out[spot] = written
                break
    return out


def _values(spot: _Spot) -> list[tuple[str, int]]:
    """The numbers in a line that may be a page's: as written, and what they count."""
    if spot.heading or spot.cell:
        return []
    number = _NUMBER.fullmatch(spot.line.text)
    if not number:
        # Notes at the foot of a page, numbered page by page, are sentences.
        if _SENTENCE.fullmatch(spot.line.text):
            return []
        return [
            (each[1], int(each[1]))
            for each in _COUNTED.finditer(spot.line.text)
            if each[0] == each[1] and len(each[1]) < 5
        ]
    near = _HANGING * spot.line.size
    if any(-near < spot.line.right - each.left < near for each in spot.beside):
        return []
    return [(number[1], int(number[1]) if number[1].isdecimal() else _roman(number[1]))]


def _roman(written: str) -> int:
    digits = [_ROMAN[each] for each in written.lower()]
    return sum(-a if a < b else a for a, b in pairwise([*digits, 0]))


def _shape(spot: _Spot) -> tuple[bool, str]:
    """What a running head has in common on all its pages: its words and its edge."""
    if _NUMBER.fullmatch(spot.line.text):
        return spot.top, "#"
    return spot.top, re.sub(r"\d+", "#", spot.line.text.casefold())


def _repeated(spots: Sequence[_Spot], numbers: Iterable[_Spot]) -> list[_Spot]:
    """Lines that stand alike at the same place of several pages."""
    places = _Places()
    for spot in spots:
        places.add(_same(spot), spot.distance, spot.page)
    places.sort()
    numbered = {id(spot.line) for spot in numbers}
    out: list[_Spot] = []
    for spot in spots:
        if spot.cell:
            continue
        pages = places.at(_same(spot), spot.distance)
        if spot.heading:
            each = [page for _, page in pages]
            span = max(each) - min(each) + 1
            repeated = len(each) >= _REPEATED_HEADING and 2 * len(each) >= span
        else:
            # On alternate pages of a short article a head has fewer chances; its number tells.
            beside = any(id(other) in numbered for other in spot.beside)
            repeated = len(pages) >= (2 if beside else _REPEATED)
        if repeated and not spot.line.text.isdecimal():
            out.append(spot)
    return out


def _same(spot: _Spot) -> tuple[bool, str, float, bool]:
    line = spot.line
    return spot.top, line.text.casefold(), line.size, line.bold
