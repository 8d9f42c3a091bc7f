"""Text set into a picture: fonts for every script, line breaks, and the largest size that fits."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from publish.exporters.markup import is_rtl, shorten
from publish.fonts import Face, choose, runs

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import Axis, FreeTypeFont

# Widths are measured once at this size and scaled; hinting makes the real width differ by less
# than 1 percent, which `_SLACK` allows for.
_MEASURE = 100
_SLACK = 1.02
#: The least leading for scripts with signs above or below their letters. From the lowest to the
#: highest: 1.40 of the size in Noto Sans Arabic, 1.47 in Khmer, 1.55 in Burmese (Latin: 1.22).
_TALL = 1.5

# A word that does not fit is set smaller down to this size in pixels, then cut: on a thumbnail of
# a tenth of the size, smaller letters could not be read.
_CUT_BELOW = 84

# A line of Chinese or Japanese may not begin with these, nor end with those (JIS X 4051).
_NOT_FIRST = frozenset("、。，．・：；？！ー’”）〕］｝〉》」』】々…,.!?:;)]}%")
_NOT_FIRST |= frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ")
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{")

# Scripts whose letters change place or shape with their neighbours beyond what Unicode has
# characters for: without a shaping library (libraqm with FriBiDi) they cannot be set.
_NEEDS_SHAPING = ((0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x17FF))


@dataclass(frozen=True, slots=True)
class Style:
    """How lines are set.

    Attributes:
        weight: 100 to 900; fonts without that axis keep their own.
        leading: from line to line, in multiples of the size.
    """

    serif: bool = False
    weight: int = 400
    leading: float = 1.2


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines with the size that they fit at, in pixels."""

    lines: tuple[str, ...]
    size: int
    style: Style
    fonts: tuple[Face, ...]
    language: str

    @property
    def height(self) -> int:
        """From the top of the first line to the foot of the last."""
        return round(len(self.lines) * self.size * self.style.leading)

    def draw(self, draw: ImageDraw, box: tuple[int, int, int], ink: str) -> int:
        """Draw the lines; right-to-left text stands at the right edge.

        Args:
            box: left, top and right edge in pixels.

        Returns:
            The lower edge of what was drawn.
        """
        left, top, right = box
        rtl = is_rtl(self.language)
        for number, each in enumerate(self.lines):
            baseline = top + round(self.size * (self.style.leading * number + 0.95))
            x = float(right if rtl else left)
            for face, text in runs(each, self.fonts):
                font = _font(face, self.size, self.style.weight)
                shaped, side = _shaped(text, rtl)
                length = font.getlength(shaped, direction=side)
                x -= length if rtl else 0
                draw.text((round(x), baseline), shaped, ink, font, anchor="ls", direction=side)
                x += 0 if rtl else length
        return top + self.height


def fit(
    text: str,
    language: str,
    style: Style,
    sizes: Sequence[int],
    width: int,
    height: int,
    *,
    longest: int = 320,
) -> Setting | None:
    """`text` set as large as fits into `width` by `height` pixels, in lines of like length.

    Args:
        sizes: to try, in pixels, the largest first.
        longest: characters; longer text is cut between words and ends in "…", as it is where it
            does not fit at the smallest size.

    Returns:
        None where nothing is left to draw: no text, or a script that cannot be set here.
    """
    text = shorten(text, longest)
    fonts = choose(text, language, serif=style.serif)
    text = " ".join("".join(piece for _, piece in runs(text, fonts)).split())
    if not text or not fonts or not _can_shape(text):
        return None
    if any(_is_tall(character) for character in text):
        style = replace(style, leading=max(style.leading, _TALL))
    while True:
        measured = _Measured(text, fonts, style)
        for size in sizes:
            limit = width / size / _SLACK
            if measured.widest > limit and size > max(_CUT_BELOW, sizes[-1]):
                continue
            lines = measured.balanced(limit)
            if len(lines) * size * style.leading <= height:
                return Setting(lines, size, style, fonts, language)
        if len(text) < 12:
            return None
        text = shorten(text, int(len(text) * 0.85))


def _is_tall(character: str) -> bool:
    """Whether `character` is of a script with signs far above or below the line."""
    return "\u0600" <= character <= "\u07bf" or "\u0900" <= character <= "\u17ff"


class _Measured:
    """A text in pieces that may stand on lines of their own, with widths in multiples of size."""

    def __init__(self, text: str, fonts: tuple[Face, ...], style: Style) -> None:
        self.fonts = fonts
        self.style = style
        self._widths: dict[str, float] = {}
        self.pieces = [(piece, self.width(piece.rstrip())) for piece in pieces(text)]
        self.space = self.width("a a") - self.width("aa")
        self.widest = max((width for _, width in self.pieces), default=0.0)

    def width(self, text: str) -> float:
        """Of `text` in one line."""
        if text not in self._widths:
            self._widths[text] = self._measure(text)
        return self._widths[text]

    def _measure(self, text: str) -> float:
        total = 0.0
        for face, run in runs(text, self.fonts):
            shaped, side = _shaped(run)
            font = _font(face, _MEASURE, self.style.weight)
            total += font.getlength(shaped, direction=side)
        return total / _MEASURE

    def lines(self, limit: float) -> tuple[str, ...]:
        """As few lines as there can be, each at most `limit` wide."""
        done: list[str] = []
        line, used = "", 0.0
        for piece, width in self.pieces:
            if line and used + width > limit:
                done.append(line.rstrip())
                line, used = "", 0.0
            if width > limit:  # a word wider than the page is cut, not clipped
                *whole, piece = self.cut(piece, limit)
                done.extend(part + "-" if _takes_hyphen(part, piece) else part for part in whole)
                width = self.width(piece.rstrip())
            line += piece
            used += width + (self.space if piece.endswith(" ") else 0.0)
        return (*done, line.rstrip()) if line.strip() else tuple(done)

    def cut(self, word: str, limit: float) -> list[str]:
        """`word` in parts that each fit, with room for a hyphen."""
        room = limit - self.width("-")
        widths = [(cluster, self.width(cluster)) for cluster in clusters(word)]
        total = sum(width for _, width in widths)
        # Parts of like width: a last part of one letter would look like a mistake.
        room = min(room, total / max(1, math.ceil(total / room)) + max(w for _, w in widths))
        parts, part, used = [], "", 0.0
        for cluster, width in widths:
            if part and used + width > room:
                parts.append(part)
                part, used = "", 0.0
            part += cluster
            used += width
        return [*parts, part]

    def balanced(self, limit: float) -> tuple[str, ...]:
        """As few lines as there can be, of like length."""
        lines = self.lines(limit)
        low, high = max(limit / 2, min(self.widest, limit)), limit
        for _ in range(7):
            middle = (low + high) / 2
            tried = self.lines(middle)
            if len(tried) > len(lines):
                low = middle
            else:
                high, lines = middle, tried
        return lines


def pieces(text: str) -> Iterator[str]:
    """`text` in pieces between which a line may end; a space stays with the word before it."""
    piece = ""
    for cluster in clusters(text):
        wide = unicodedata.east_asian_width(cluster[0]) in "WF"
        if piece and not cluster.isspace():
            last = piece[-1]
            was_wide = unicodedata.east_asian_width(last) in "WF"
            hangul = "HANGUL" in unicodedata.name(last, "") and "HANGUL" in unicodedata.name(
                cluster[0], ""
            )
            may_break = last.isspace() or (
                (wide or was_wide)
                and not hangul
                and cluster[0] not in _NOT_FIRST
                and last not in _NOT_LAST
            )
            may_break = may_break or last in "-–—/"
            if may_break:
                yield piece
                piece = ""
        piece += cluster
    if piece:
        yield piece


def clusters(text: str) -> Iterator[str]:
    """`text` in characters with the marks that belong to them."""
    cluster = ""
    for character in text:
        if cluster and not unicodedata.category(character).startswith("M"):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _takes_hyphen(part: str, rest: str) -> bool:
    """Whether a cut between `part` and `rest` is marked: in alphabets of Europe it is."""
    scripts = ("LATIN", "GREEK", "CYRILLIC")
    ends = (part[-1:], rest[:1])
    return all(end and unicodedata.name(end, "").startswith(scripts) for end in ends)


@lru_cache(maxsize=256)
def _font(face: Face, size: int, weight: int) -> FreeTypeFont:
    from PIL import ImageFont

    engine = ImageFont.Layout.RAQM if _has_raqm() else ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(face.path), size, index=face.index, layout_engine=engine)
    try:
        axes = font.get_variation_axes()
    except OSError:  # not a variable font
        return font
    wished = {b"Weight": weight, b"Optical Size": 60}
    font.set_variation_by_axes([_value(axis, wished) for axis in axes])
    return font


def _value(axis: Axis, wished: dict[bytes, int]) -> float:
    low, usual, high = axis["minimum"] or 0, axis["default"] or 0, axis["maximum"] or 0
    return min(max(wished.get(axis["name"] or b"", usual), low), high)


@lru_cache(maxsize=1)
def _has_raqm() -> bool:
    from PIL import features

    # Pillow's wheels bring libraqm, which needs FriBiDi from the system.
    return bool(features.check("raqm") and features.check("fribidi"))


def _shaped(text: str, around: bool = False) -> tuple[str, str | None]:
    """What to hand to Pillow for a run of one font, and its direction where Pillow can take one.

    Args:
        around: whether the text around it runs from right to left; that decides where both are.
    """
    kinds = {unicodedata.bidirectional(character) for character in text}
    rtl = not kinds.isdisjoint(("R", "AL")) and (around or "L" not in kinds)
    if _has_raqm():
        return text, "rtl" if rtl else "ltr"
    if kinds.isdisjoint(("R", "AL")):
        return text, None
    from arabic_reshaper import reshape
    from bidi import get_display

    return str(get_display(reshape(text), base_dir="R" if rtl else "L")), None


def _can_shape(text: str) -> bool:
    if _has_raqm():
        return True
    return not any(low <= ord(c) <= high for c in text for low, high in _NEEDS_SHAPING)
