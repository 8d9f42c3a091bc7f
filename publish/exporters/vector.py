"""SVG drawings as pixels: few readers show all of SVG, and some of it can run or fetch things.

Drawn by resvg, without scripts, animation or files from outside, in the fonts of `publish.fonts`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.fonts import SANS, SERIF, choose

if TYPE_CHECKING:
    from lxml.etree import _Element

# Wide enough for a page at twice the density of a phone.
WIDTH = 1600
_MOST_HEIGHT = 2400
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")


def is_svg(data: bytes) -> bool:
    """Whether `data` looks like an SVG file."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b"<svg" in start.lower()


def rasterize(data: bytes) -> bytes:
    """An SVG file as PNG, `WIDTH` pixels wide or less where it is tall.

    Raises:
        ValueError: it is no well-formed SVG, or has no size that can be drawn.
    """
    from lxml import etree
    from resvg_py import svg_to_bytes

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("not well-formed") from error
    wide, high = _size(root)
    scale = min(WIDTH / wide, _MOST_HEIGHT / high)
    if wide * scale < 1 or high * scale < 1:
        raise ValueError("without a usable size")
    _keep_inside(root)
    words = "".join(t for t in root.itertext() if isinstance(t, str))
    fonts = [str(face.path) for face in choose(words)[:2]] if words.strip() else []
    return svg_to_bytes(
        svg_string=etree.tostring(root, encoding="unicode"),
        width=max(1, round(wide * scale)),
        height=max(1, round(high * scale)),
        skip_system_fonts=True,
        font_files=fonts,
        font_family=SANS,
        sans_serif_family=SANS,
        serif_family=SERIF,
    )


def _size(root: _Element) -> tuple[float, float]:
    """Width and height in any one unit: of the view box, else the attributes, else HTML's."""
    box = [float(n) for n in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) == 4 and min(box[2:]) > 0:
        return box[2], box[3]
    given = [_NUMBER.match(root.get(name, "").strip()) for name in ("width", "height")]
    wide, high = (float(match[0]) if match else 0.0 for match in given)
    return (wide, high) if wide > 0 and high > 0 else (300.0, 150.0)


def _keep_inside(root: _Element) -> None:
    """Remove references to anything outside the file."""
    for element in list(root.iter("*")):
        for name in _HREFS:
            target = element.get(name, "").strip()
            if target and not target.startswith(("#", "data:image/")):
                del element.attrib[name]
