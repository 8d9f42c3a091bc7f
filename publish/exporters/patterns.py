"""Patterns for the lower half of a cover."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PIL.Image import Image

Size: TypeAlias = tuple[int, int]
Tints: TypeAlias = tuple[str, str, str]
#: Draws a picture of a size on a ground colour with three tints.
Pattern: TypeAlias = Callable[[Size, str, Tints, Random], "Image"]

# Drawn at twice the size and scaled down: Pillow's shapes have hard edges.
_OVER = 2


def waves(size: Size, ground: str, tints: Tints, rng: Random) -> Image:
    """Rolling lines, one behind the other, under a disc."""
    from PIL import Image, ImageDraw

    width, height = (n * _OVER for n in size)
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    radius = round(width * rng.uniform(0.09, 0.13))
    x, y = round(width * rng.choice((0.26, 0.7, 0.76))), round(height * 0.42)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), tints[1])
    layers = (tints[2], tints[0], _mix(tints[0], ground, 0.5), _mix(tints[0], ground, 0.8))
    for number, tint in enumerate(layers):
        base = height * (0.42 + 0.17 * number)
        swing = height * rng.uniform(0.05, 0.1)
        length = width / rng.uniform(1.1, 2.3)
        shift = rng.uniform(0, 2 * math.pi)
        crest = [
            (px, base + swing * math.sin(shift + 2 * math.pi * px / length))
            for px in range(0, width + 8, 8)
        ]
        draw.polygon([*crest, (width, height), (0, height)], tint)
    return image.reduce(_OVER)


def arcs(size: Size, ground: str, tints: Tints, rng: Random) -> Image:
    """Rings around a point on the horizon."""
    from PIL import Image, ImageDraw

    width, height = (n * _OVER for n in size)
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    x, y = width * rng.choice((0.22, 0.5, 0.78)), height * 1.12
    colours = (_mix(tints[0], ground, 0.55), tints[0], tints[2], tints[1])
    step = height * 1.06 / 8
    for ring in range(8, 0, -1):
        radius = ring * step
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), colours[ring % 4])
    return image.reduce(_OVER)


def tiles(size: Size, ground: str, tints: Tints, rng: Random) -> Image:
    """A grid of quarter and half discs."""
    from PIL import Image, ImageDraw

    width, height = (n * _OVER for n in size)
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    across = 8
    side = width // across
    colours = (*tints, _mix(tints[0], ground, 0.5))
    for row in range(-(-height // side)):
        for column in range(across):
            if rng.random() < 0.16 + 0.3 * (row == 0):
                continue
            left, top = column * side, row * side
            colour = rng.choice(colours)
            turn = rng.randrange(4)
            if rng.random() < 0.25:
                disc = (left + side * 0.2, top + side * 0.2, left + side * 0.8, top + side * 0.8)
                draw.ellipse(disc, colour)
                continue
            x = left - (side if turn in (1, 2) else 0)
            y = top - (side if turn in (2, 3) else 0)
            box = (x, y, x + 2 * side, y + 2 * side)
            draw.pieslice(box, 180 + 90 * turn, 270 + 90 * turn, colour)
    return image.reduce(_OVER)


def hills(size: Size, ground: str, tints: Tints, rng: Random) -> Image:
    """Ridges in front of each other, paler with distance, and a disc behind them."""
    from PIL import Image, ImageDraw

    width, height = (n * _OVER for n in size)
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    radius = round(width * 0.1)
    x, y = round(width * rng.uniform(0.25, 0.75)), round(height * 0.4)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), tints[1])
    for number in range(4):
        tint = _mix(tints[2], tints[0], number / 3) if number < 3 else _mix(tints[0], ground, 0.6)
        base, reach = height * (0.46 + 0.16 * number), height * 0.15
        points = []
        for step in range(9):
            points.append((width * step / 8, base + reach * rng.uniform(-1, 1)))
        draw.polygon([*_curve(points), (width, height), (0, height)], tint)
    return image.reduce(_OVER)


def _curve(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points joined by half waves of a cosine."""
    out = []
    for (x0, y0), (x1, y1) in pairwise(points):
        for step in range(24):
            part = step / 24
            ease = (1 - math.cos(math.pi * part)) / 2
            out.append((x0 + (x1 - x0) * part, y0 + (y1 - y0) * ease))
    return [*out, points[-1]]


def _mix(one: str, two: str, part: float) -> str:
    """The colour `part` (0 to 1) of the way from `one` to `two`."""
    pairs = [(int(one[i : i + 2], 16), int(two[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


PATTERNS: tuple[Pattern, ...] = (waves, arcs, tiles, hills)
