"""What can be seen of a unit: its words, its place in the page, its neighbours. One row a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from publish.readers.article.facts import Facts
from publish.readers.article.lexicon import KINDS, WORD, Lexicon
from publish.readers.article.placing import LISTS, PLACE_NAMES, TAGS, Places
from publish.readers.article.texts import TEXT_NAMES, text_row
from publish.readers.article.units import LONG, Page, Unit

Matrix = npt.NDArray[np.float32]

#: Elements that units are, by number from 1; 0 is any other.
_OWN = (
    *("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "figcaption", "span", "a"),
    *("pre", "section", "dd", "dt", "th", "summary", "address", "label", "blockquote", "img"),
)
_OWN_CODE = {name: float(number) for number, name in enumerate(_OWN, 1)}
_BASE_NAMES = (
    *("times", "tag", "hidden", "own_score", "parent_score", "path_score", "path_lowest"),
    *("path_highest", "after_h1", "long_before"),
)
_SHAPE_NAMES = ("shape_units", "shape_words", "shape_links", "shape_long")
_NEAR = ("words", "link_density", "ends_sentence", "word_score", "path_score", "tag", "stop_share")
#: What is seen of the line that leads a unit in: the heading above it, or the line before a list.
_LEAD = ("words", "link_density", "word_score", "colon_end", "path_score", "calls")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MEANS = ("words", "links", "calls", "path_score")
_STEPS = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (3, 8)


def names() -> list[str]:
    """The names of the columns."""
    return [
        *TEXT_NAMES,
        *_BASE_NAMES,
        *PLACE_NAMES,
        "in_body",
        *_SHAPE_NAMES,
        *(f"in_{name}" for name in KINDS),
        *(f"at_{name}" for name in KINDS),
        *(f"under_{group[0]}" for group in TAGS),
        *(f"{name}@{step:+d}" for step in _STEPS for name in _NEAR),
        *(f"same_place@{step:+d}" for step in _STEPS),
        *(f"{name}~{window}" for window in _WINDOWS for name in _MEANS),
        *(f"lead_{name}" for name in _LEAD),
        "lead_distance",
    ]


def is_long(unit: Unit) -> bool:
    """Whether a unit is running text."""
    return unit.words >= LONG and unit.links * 3 < unit.words and not unit.hidden


@dataclass(slots=True)
class _Shape:
    """Units of one make: the same element and names in the same kind of place."""

    units: int = 0
    words: int = 0
    links: int = 0
    long_words: int = 0


def features(page: Page, facts: Facts, lexicon: Lexicon) -> Matrix:
    """One row for each unit of `page`; the columns are `names()`."""
    units = page.units
    if not units:
        return np.zeros((0, len(names())), np.float32)
    places = Places(page, lexicon)
    title = frozenset(WORD.findall(facts.title.lower()))
    description = " ".join(facts.description.split())[:200]
    times = Counter(unit.text for unit in units)
    first_h1 = next((n for n, unit in enumerate(units) if unit.name == "h1"), -1)
    in_body = _in_body(units, facts.body)
    shapes: dict[str, _Shape] = {}
    keys: list[str] = []
    rows: list[list[float]] = []
    place_rows: dict[int, list[float]] = {}
    bits: list[tuple[int, int, int]] = []
    long_before = 0
    leads: list[int] = []
    heading = line = -1
    for number, unit in enumerate(units):
        place = unit.place
        above = places.seen[place.index]
        in_list = unit.name == "li" or above.tags & LISTS
        leads.append(max(heading, line) if in_list else heading)
        if unit.name in _HEADINGS:
            heading = number
        if not in_list:
            line = number
        called, own_kinds, own_score = places.own(unit)
        if place.index not in place_rows:
            place_rows[place.index] = places.row(place)
        bits.append((above.kinds | own_kinds, above.own_kinds | own_kinds, above.tags))
        keys.append(f"{unit.name}.{called}|{above.signature}")
        shape = shapes.setdefault(keys[-1], _Shape())
        shape.units += 1
        shape.words += unit.words
        shape.links += unit.links
        rows.append(
            [
                *text_row(unit, title, description, lexicon),
                times[unit.text],
                _OWN_CODE.get(unit.name, 0.0),
                unit.hidden,
                own_score,
                above.own,
                above.score + own_score,
                min(above.lowest, own_score),
                max(above.highest, own_score),
                number - first_h1 if first_h1 >= 0 else -999,
                long_before / places.long_words,
                *place_rows[place.index],
                in_body[number],
            ]
        )
        if is_long(unit):
            shape.long_words += unit.words
            long_before += unit.words
    base = np.array(rows, np.float32)
    of_shape = np.array([_shape_row(shapes[key], places.long_words) for key in keys], np.float32)
    around = _around(base, np.array([unit.place.index for unit in units]))
    return np.hstack([base, of_shape, _unpacked(bits), around, _led(base, np.array(leads))]).astype(
        np.float32
    )


def _led(base: Matrix, leads: npt.NDArray[np.int64]) -> Matrix:
    """What is seen of the line that leads each unit in, and how far away that is."""
    columns = [*TEXT_NAMES, *_BASE_NAMES]
    led = base[np.maximum(leads, 0)][:, [columns.index(name) for name in _LEAD]]
    led[leads < 0] = -1
    away = np.where(leads < 0, -1, np.arange(len(base)) - leads)
    return np.hstack([led, away[:, None].astype(np.float32)])


def _shape_row(shape: _Shape, all_long: int) -> tuple[float, float, float, float]:
    return (
        shape.units,
        shape.words / shape.units,
        shape.links / max(1, shape.words),
        shape.long_words / all_long,
    )


def _unpacked(bits: Sequence[tuple[int, int, int]]) -> npt.NDArray[np.int64]:
    packed = np.array(bits, np.int64)
    kinds, tags = np.arange(len(KINDS)), np.arange(len(TAGS))
    return np.hstack(
        [
            (packed[:, :1] >> kinds) & 1,
            (packed[:, 1:2] >> kinds) & 1,
            (packed[:, 2:] >> tags) & 1,
        ]
    )


def _in_body(units: Sequence[Unit], body: str) -> list[float]:
    """Whether each unit stands in the text that the page's own data gives (-1: it gives none)."""
    if len(body) < 300:
        return [-1.0] * len(units)
    squeezed = "".join(WORD.findall(body))
    return [
        float(len(unit.text) > 12 and "".join(WORD.findall(unit.text[:400])) in squeezed)
        for unit in units
    ]


def _around(base: Matrix, places: npt.NDArray[np.int64]) -> Matrix:
    """The neighbours' columns, and means over windows."""
    columns = [*TEXT_NAMES, *_BASE_NAMES]
    count, reach = len(base), max(_STEPS)
    near = base[:, [columns.index(name) for name in _NEAR]]
    edge = np.full((reach, near.shape[1]), -1, np.float32)
    padded = np.vstack([edge, near, edge])
    wide = np.concatenate([[-1] * reach, places, [-1] * reach])
    shifts = [slice(reach + step, reach + step + count) for step in _STEPS]
    out = [padded[shift] for shift in shifts]
    out.extend((wide[shift] == places).astype(np.float32)[:, None] for shift in shifts)
    words, links, calls, score = (
        base[:, columns.index(name)] for name in ("words", "link_density", "calls", "path_score")
    )
    sums = np.stack([words, words * links, calls, score], axis=1)
    total = np.vstack([np.zeros((1, len(_MEANS)), np.float32), np.cumsum(sums, axis=0)])
    at = np.arange(count)
    for window in _WINDOWS:
        low, high = np.maximum(at - window, 0), np.minimum(at + window + 1, count)
        out.append((total[high] - total[low]) / (high - low)[:, None])
    return np.hstack(out)
