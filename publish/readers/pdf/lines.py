"""The lines of a PDF page: characters that stand together, with where and how they are set."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.readers.pdf.bidi import Placed, is_right_to_left, logical, runs_left

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: A gap this wide (in font sizes) parts two columns or cells; spaces between words are a quarter.
_GUTTER = 2.0
#: Baselines that differ by less (in font sizes) are one line: superscripts, mixed sizes.
_SAME_LINE = 0.45
#: The dots of a table of contents.
_LEADERS = re.compile(r"(?:\s?\.){5,}\s*")
#: Characters of a page that are looked at: the densest pages of newspapers have 30,000.
_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one baseline. Coordinates in points from the bottom left; `size` is the font's.

    `picture` holds the number of an image of the page instead of text, from 0.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    picture: int = -1

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its lines in the order of the file, its size in points, and its own label.

    `covered` is the share of the page that pictures cover, those left out among them.
    """

    number: int
    lines: tuple[Line, ...]
    width: float
    height: float
    label: str
    pictures: tuple[bytes, ...] = ()
    covered: float = 0.0


class _Run:
    """A line that is being read."""

    def __init__(self) -> None:
        self.characters: list[Placed] = []
        self.runs_left = False
        self.sizes: Counter[float] = Counter()
        self.left = self.bottom = float("inf")
        self.right = self.top = float("-inf")
        self.bold = 0
        self.baseline = 0.0

    def add(
        self, character: str, box: tuple[float, float, float, float], size: float, bold: bool
    ) -> None:
        left, bottom, right, top = box
        if not self.sizes:
            self.baseline = bottom
        self.characters.append((character, left, right))
        self.runs_left = self.runs_left or is_right_to_left(character)
        if not character.isspace():
            self.sizes[round(size * 2) / 2] += 1
            self.left, self.right = min(self.left, left), max(self.right, right)
            self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)
            self.bold += bold

    def follows(self, right: float, size: float) -> bool:
        """Whether what ends at `right` goes on to the left, as right-to-left text does."""
        return self.runs_left and self.left - right <= _GUTTER * size

    def is_one_with(self, other: _Run) -> bool:
        """Whether another run stands beside this one, in a line that runs from right to left."""
        if not (self.runs_left or other.runs_left):
            return False
        size = max((*self.sizes, *other.sizes))
        apart = max(other.left - self.right, self.left - other.right)
        return apart <= _GUTTER * size and abs(self.baseline - other.baseline) <= (
            _SAME_LINE * size
        )

    def take(self, other: _Run) -> None:
        """Add the characters of another run."""
        self.characters += other.characters
        self.sizes += other.sizes
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.bottom, self.top = min(self.bottom, other.bottom), max(self.top, other.top)
        self.bold += other.bold
        self.runs_left = self.runs_left or other.runs_left

    def line(self, leftwards: bool) -> Line | None:
        """The line that this run makes; None where it holds no text.

        Args:
            leftwards: most of the page runs from right to left.
        """
        if not self.sizes:
            return None
        size = self.sizes.most_common(1)[0][0]
        if self.runs_left and (leftwards or runs_left(self.characters)):
            text = logical(self.characters, size)
        else:
            text = "".join(character for character, _, _ in self.characters)
        text = _LEADERS.sub(" ", " ".join(text.split())).strip()
        if not text:
            return None
        bold = self.bold * 2 > self.sizes.total()
        return Line(text, self.left, self.right, self.bottom, self.top, size, bold)


def read_sheet(document: PdfDocument, number: int) -> Sheet:
    """The page `number` (from 0) of `document`.

    Raises:
        pypdfium2.PdfiumError: the page is damaged.
    """
    page = document.get_page(number)
    try:
        width, height = page.get_size()
        label = document.get_page_label(number) or ""
        lines = _lines(page)
        pictures, shown, covered = _pictures(page, width * height)
        return Sheet(number, (*lines, *shown), width, height, label, pictures, covered)
    finally:
        page.close()


def _lines(page: object) -> list[Line]:
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()  # type: ignore[attr-defined]
    try:
        raw = text_page.raw
        box, size_of = pdfium.FS_RECTF(), pdfium.FPDFText_GetFontSize
        code_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        out: list[_Run] = []
        run = _Run()
        weight = 0
        for index in range(min(text_page.count_chars(), _MOST)):
            code = code_of(raw, index)
            if code in (10, 13):
                run = _finish(run, out)
                continue
            if code in (2, 0xFFFE, 0xAD):  # how the library tells a hyphen at a line's end
                code = 0x2D
            character = chr(code) if code and not 0xD800 <= code < 0xE000 else ""
            if not character or not box_of(raw, index, ctypes.byref(box)):
                continue
            size = abs(box.top - box.bottom) or size_of(raw, index) or 1.0
            stated = size_of(raw, index)
            size = stated if 1.5 < stated < 400 else size
            if run.sizes and not character.isspace():
                jump = abs(box.bottom - run.baseline) > max(_SAME_LINE * size, 1.0)
                gap = box.left - run.right
                if (
                    (jump and not run.bottom <= (box.bottom + box.top) / 2 <= run.top)
                    or gap > _GUTTER * size
                    or (box.left < run.left - size and not run.follows(box.right, size))
                ):
                    run = _finish(run, out)
            if not run.sizes or index % 8 == 0:
                weight = pdfium.FPDFText_GetFontWeight(raw, index)
                if weight < 600 and not run.sizes and "bold" in _font(raw, index):
                    weight = 700
            run.add(character, (box.left, box.bottom, box.right, box.top), size, weight >= 600)
        _finish(run, out)
        whole = [character for each in out for character in each.characters]
        leftwards = any(each.runs_left for each in out) and runs_left(whole)
        return [line for each in out if (line := each.line(leftwards)) is not None]
    finally:
        text_page.close()


def _finish(run: _Run, out: list[_Run]) -> _Run:
    """Put `run` to the others, or to the last of them where the two are parts of one line that
    runs from right to left, with a number or a Latin word in it."""
    if not run.sizes:
        return _Run()
    if out and out[-1].is_one_with(run):
        out[-1].take(run)
    else:
        out.append(run)
    return _Run()


def _font(raw: object, index: int) -> str:
    import pypdfium2.raw as pdfium

    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(raw, index, name, 128, ctypes.byref(flags))
    return name.value.decode("utf-8", "replace").lower()


def _pictures(page: object, area: float) -> tuple[tuple[bytes, ...], list[Line], float]:
    """The page's pictures as files, a line for each where it stands, and what share they cover."""
    import io

    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    files: list[bytes] = []
    lines: list[Line] = []
    covered = 0.0
    kinds = (raw.FPDF_PAGEOBJ_IMAGE,)
    for item in page.get_objects(filter=kinds, max_depth=5):  # type: ignore[attr-defined]
        try:
            left, bottom, right, top = item.get_bounds()
            share = (right - left) * (top - bottom) / area
            covered += share
            # Smaller ones are rules and logos; one of the whole page is a scan beneath its text.
            if not 0.02 < share < 0.9:
                continue
            out = io.BytesIO()
            item.extract(out, fb_format="png")
            if len(files) < 20:
                lines.append(Line("", left, right, bottom, top, 0.0, picture=len(files)))
                files.append(out.getvalue())
        except (pdfium.PdfiumError, OSError, ValueError, RuntimeError, ZeroDivisionError):
            continue
    return tuple(files), lines, covered
