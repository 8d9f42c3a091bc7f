"""The picture of a podcast, which its directories demand: a square with the title."""

from __future__ import annotations

import hashlib
import io
import random

#: Apple asks for 1400 to 3000 pixels a side.
SIDE = 1400
_MARGIN = 110
_HORIZON = SIDE - 525  # three rows of the pattern's eight tiles


def draw(title: str) -> bytes:
    """A JPEG file; the same title gives the same picture.

    Args:
        title: of the podcast, in any script that the fonts have.
    """
    from PIL import Image, ImageDraw

    from publish.exporters.cover import PALETTES
    from publish.exporters.lettering import Style, fit
    from publish.exporters.patterns import PATTERNS

    digest = hashlib.sha256(title.encode("utf-8", "surrogatepass")).digest()
    palette = PALETTES[digest[0] % len(PALETTES)]
    image = Image.new("RGB", (SIDE, SIDE), palette.ground)
    pattern = PATTERNS[digest[1] % len(PATTERNS)]
    size = (SIDE, SIDE - _HORIZON)
    image.paste(pattern(size, palette.ground, palette.tints, random.Random(digest)), (0, _HORIZON))
    style = Style(serif=True, weight=680, leading=1.14)
    width, height = SIDE - 2 * _MARGIN, _HORIZON - 2 * _MARGIN
    setting = fit(title, "", style, (*range(190, 100, -8), *range(100, 44, -4)), width, height)
    if setting:
        top = _MARGIN + (height - setting.height) // 2
        setting.draw(ImageDraw.Draw(image), (_MARGIN, top, SIDE - _MARGIN), palette.ink)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()
