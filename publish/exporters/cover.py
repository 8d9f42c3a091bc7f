"""The cover: the user's own, or one drawn with the title well set above a pattern.

Colours and pattern follow from the title and the author, so that a shelf of editions looks varied
and every build of one looks the same.
"""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.edition import Edition
from publish.errors import InputUnusable
from publish.exporters.lettering import Style, fit
from publish.exporters.markup import line
from publish.exporters.patterns import PATTERNS
from publish.exporters.pictures import Picture, UnreadablePicture, prepare
from publish.walk import language_of
from publish.wording import wording

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

# Two to three, as printed books: what every shop and reader takes; twice the pixels of an e-ink
# shelf, and 100 to 200 kB.
WIDTH, HEIGHT = 1200, 1800
_MARGIN = 100
_QUALITY = 88
# The height of the band at the foot that holds the authors, and where the pattern above it begins:
# three rows of its eight tiles.
_BAND = 210
_HORIZON = HEIGHT - _BAND - 3 * WIDTH // 8

_TITLE = Style(serif=True, weight=680, leading=1.14)
_SUBTITLE = Style(serif=True, weight=400, leading=1.28)
_AUTHOR = Style(weight=600, leading=1.25)
_SMALL = Style(weight=500, leading=1.25)
_TITLE_SIZES = (*range(200, 100, -8), *range(100, 44, -4))


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours; ink on ground and on foot has a contrast of 9 to 1 or more."""

    ground: str
    foot: str
    ink: str
    tints: tuple[str, str, str]


PALETTES = (
    Palette("#12304f", "#0b2138", "#fbf3e0", ("#3f7cac", "#e3b23c", "#95b8d1")),
    Palette("#14382c", "#0c251d", "#fbf6e6", ("#4f8a63", "#d9a441", "#a8cbb0")),
    Palette("#4a1528", "#320d1a", "#fdf1e7", ("#96404f", "#e39b53", "#d9aaa4")),
    Palette("#23272f", "#14171c", "#f6f2e9", ("#566573", "#dd6b3d", "#c2cdd6")),
    Palette("#2f1b49", "#1f1132", "#f8f1fb", ("#6c4f97", "#f0a45c", "#bda8dc")),
    Palette("#0b3d47", "#06282f", "#fff8ec", ("#2b8190", "#ec9f63", "#a2d6cc")),
    Palette("#f3e9d2", "#e4d5b3", "#1c2733", ("#5b8c8a", "#c6553b", "#e7a14a")),
    Palette("#e9eef2", "#d2dde6", "#17212c", ("#4a7ba0", "#d9764a", "#a9c3d6")),
)


def cover(edition: Edition) -> Picture:
    """The cover of `edition`.

    Raises:
        InputUnusable: the user's own cover cannot be read.
    """
    if edition.options.cover:
        try:
            return prepare(edition.options.cover, "cover")
        except UnreadablePicture as error:
            raise InputUnusable(
                f"The cover cannot be used: {error}.", "Give a JPEG or PNG picture with --cover."
            ) from error
    return _draw(edition)


def _draw(edition: Edition) -> Picture:
    from PIL import Image, ImageDraw

    meta = edition.meta
    words = wording(language_of(meta))
    title = line(meta.title) or words["untitled"]
    known = f"{title}\n{meta.authors}\n{meta.publisher}"
    digest = hashlib.sha256(known.encode("utf-8", "surrogatepass")).digest()
    palette = PALETTES[digest[0] % len(PALETTES)]
    image = Image.new("RGB", (WIDTH, HEIGHT), palette.ground)
    pattern = PATTERNS[digest[1] % len(PATTERNS)]
    size = (WIDTH, HEIGHT - _BAND - _HORIZON)
    image.paste(pattern(size, palette.ground, palette.tints, random.Random(digest)), (0, _HORIZON))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, HEIGHT - _BAND, WIDTH, HEIGHT), palette.foot)
    top = _imprint(draw, edition, palette)
    _heading(draw, title, edition, palette, top)
    _authors(draw, edition, palette)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return Picture("cover.jpg", "image/jpeg", out.getvalue(), WIDTH, HEIGHT)


def _imprint(draw: ImageDraw, edition: Edition, palette: Palette) -> int:
    """Publisher and date in a small line at the head; returns where the title may begin."""
    meta = edition.meta
    words = wording(language_of(meta))
    worded = language_of(meta).lower().startswith(words.language)
    when = words.date(meta.published) if worded else meta.published[:4]
    parts = [part for part in (line(meta.publisher), line(when)) if part]
    box = WIDTH - 2 * _MARGIN
    setting = fit(" · ".join(parts), language_of(meta), _SMALL, (38, 34, 30), box, 50, longest=90)
    if setting is None:
        return _MARGIN + 20
    below = setting.draw(draw, (_MARGIN, _MARGIN - 10, WIDTH - _MARGIN), palette.ink)
    draw.rectangle((_MARGIN, below + 26, WIDTH - _MARGIN, below + 29), palette.tints[1])
    return below + 70


def _heading(draw: ImageDraw, title: str, edition: Edition, palette: Palette, top: int) -> None:
    """The title, and the subtitle where there is room for it."""
    language = language_of(edition.meta)
    width = WIDTH - 2 * _MARGIN
    room = _HORIZON - 40 - top
    subtitle = line(edition.meta.subtitle) if line(edition.meta.title) else ""
    spare = 250 if subtitle and len(title) < 160 else 0
    setting = fit(title, language, _TITLE, _TITLE_SIZES, width, room - spare)
    if setting is None:
        return
    # A short title hangs a little lower than a long one, which needs the room.
    top += min(140, (room - spare - setting.height) // 4)
    below = setting.draw(draw, (_MARGIN, top, WIDTH - _MARGIN), palette.ink)
    left = _HORIZON - 40 - below - 30
    second = fit(subtitle, language, _SUBTITLE, (54, 48, 44, 40), width, left, longest=200)
    if spare and second:
        second.draw(draw, (_MARGIN, below + 30, WIDTH - _MARGIN), palette.ink)


def _authors(draw: ImageDraw, edition: Edition, palette: Palette) -> None:
    meta = edition.meta
    known = [line(name) for name in edition.authors if line(name)]
    names = wording(language_of(meta)).join(known)
    width = WIDTH - 2 * _MARGIN
    sizes = (68, 60, 54, 48, 44, 40)
    setting = fit(names, language_of(meta), _AUTHOR, sizes, width, _BAND - 50, longest=150)
    if setting:
        top = HEIGHT - _BAND + (_BAND - setting.height) // 2
        setting.draw(draw, (_MARGIN, top, WIDTH - _MARGIN), palette.ink)
