"""What can be seen of a unit: its words, its place in the page, its neighbours. One row a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from publish.readers.article.facts import Facts
from publish.readers.article.lexicon import KINDS, WORD, Lexicon
from publish.readers.article.naming import look_up
from publish.readers.article.placing import (
    HIGHEST,
    LISTS,
    LOWEST,
    OWN,
    PLACE_NAMES,
    SCORE,
    TAGS,
    Places,
)
from publish.readers.article.texts import TEXT_NAMES, text_rows
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


def features(page: Page, facts: Facts, lexicon: Lexicon) -> Matrix:
    """One row for each unit of `page`; the columns are `names()`."""
    units = page.units
    if not units:
        return np.zeros((0, len(names())), np.float32)
    named = look_up((*page.places, *units), lexicon)
    places = Places(page, named[: len(page.places)])
    called = named[len(page.places) :]
    title = frozenset(WORD.findall(facts.title.lower()))
    description = " ".join(facts.description.split())[:200]
    at = np.array([unit.place.index for unit in units])
    own = np.array([each.worth for each in called])
    own_kinds = np.array([each.kinds for each in called], np.int64)
    handed = places.handed[at]
    times = Counter(unit.text for unit in units)
    first_h1 = next((n for n, unit in enumerate(units) if unit.name == "h1"), -1)
    order = np.arange(len(units))
    long_words = np.array([unit.words if is_long(unit) else 0 for unit in units])
    base = np.column_stack(
        [
            text_rows(units, title, description, lexicon),
            [times[unit.text] for unit in units],
            [_OWN_CODE.get(unit.name, 0.0) for unit in units],
            [unit.hidden for unit in units],
            own,
            handed[:, OWN],
            handed[:, SCORE] + own,
            np.minimum(handed[:, LOWEST], own),
            np.maximum(handed[:, HIGHEST], own),
            order - first_h1 if first_h1 >= 0 else np.full(len(units), -999),
            (np.cumsum(long_words) - long_words) / places.long_words,
            places.rows()[at],
            _in_body(units, facts.body),
        ]
    ).astype(np.float32)
    bits = places.bits[at]
    bits[:, :2] |= own_kinds[:, None]
    return np.hstack(
        [
            base,
            _shapes(page, [each.names for each in called], places, long_words),
            _unpacked(bits),
            _around(base, at),
            _led(base, _leads(units, bits[:, 2] & LISTS)),
        ]
    ).astype(np.float32)


def _leads(units: Sequence[Unit], in_lists: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Of each unit the number of the line that leads it in; -1: there is none."""
    leads: list[int] = []
    heading = line = -1
    for number, (unit, listed) in enumerate(zip(units, in_lists.tolist(), strict=True)):
        in_list = unit.name == "li" or listed
        leads.append(max(heading, line) if in_list else heading)
        if unit.name in _HEADINGS:
            heading = number
        if not in_list:
            line = number
    return np.array(leads)


def _led(base: Matrix, leads: npt.NDArray[np.int64]) -> Matrix:
    """What is seen of the line that leads each unit in, and how far away that is."""
    columns = [*TEXT_NAMES, *_BASE_NAMES]
    led = base[np.maximum(leads, 0)][:, [columns.index(name) for name in _LEAD]]
    led[leads < 0] = -1
    away = np.where(leads < 0, -1, np.arange(len(base)) - leads)
    return np.hstack([led, away[:, None].astype(np.float32)])


def _shapes(
    page: Page, names: Sequence[str], places: Places, long_words: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """The columns of `_SHAPE_NAMES`: what all units of one make are together, that is those of
    the same element and `names` in the same kind of place."""
    units, makes = page.units, places.signatures
    numbers: dict[tuple[str, str, str], int] = {}
    which = [
        numbers.setdefault((unit.name, name, makes[unit.place.index]), len(numbers))
        for unit, name in zip(units, names, strict=True)
    ]
    count = np.bincount(which)
    words = np.bincount(which, [unit.words for unit in units])
    links = np.bincount(which, [unit.links for unit in units])
    running = np.bincount(which, long_words)
    columns = (count, words / count, links / np.maximum(1, words), running / places.long_words)
    return np.stack(columns, axis=1).astype(np.float64)[which]


def _unpacked(bits: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    kinds, tags = np.arange(len(KINDS)), np.arange(len(TAGS))
    return np.hstack(
        [(bits[:, :1] >> kinds) & 1, (bits[:, 1:2] >> kinds) & 1, (bits[:, 2:] >> tags) & 1]
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
