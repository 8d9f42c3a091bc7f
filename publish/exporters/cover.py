"""A cover with the title on it."""

from __future__ import annotations

import io

from publish.edition import Edition
from publish.exporters.pictures import Picture, prepare

WIDTH, HEIGHT = 1200, 1800


def cover(edition: Edition) -> Picture:
    """The user's own cover, or a drawn one."""
    from PIL import Image, ImageDraw, ImageFont

    if edition.options.cover:
        return prepare(edition.options.cover, "cover")
    image = Image.new("RGB", (WIDTH, HEIGHT), "#1f3a5f")
    draw = ImageDraw.Draw(image)
    draw.text((100, 200), edition.meta.title[:20], "white", ImageFont.load_default(90))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return Picture("cover.png", "image/png", out.getvalue(), WIDTH, HEIGHT)
