"""What the elements of a page are called, and what that tells of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from publish.readers.article.lexicon import KINDS, Lexicon, class_pieces, folded
from publish.readers.article.pieces import found_in
from publish.readers.article.units import Place, Unit

_NAMING = ("class", "id", "role", "itemprop", "data-testid")
#: Each piece of a name, and the bit of its kind.
_PIECES = [(piece, 1 << bit) for bit, pieces in enumerate(KINDS.values()) for piece in pieces]


def names_of(unit_or_place: Unit | Place) -> str:
    """The names an element goes by, parted by spaces."""
    element = unit_or_place.element
    keys = element.keys()
    if not keys:
        return ""
    return " ".join([v for name in _NAMING if name in keys and (v := element.get(name))])[:300]


class Named(NamedTuple):
    """What an element is called: its folded names as one string, the bits of the kinds that they
    speak of, and what they are worth: the sum of the strongest evidence either way."""

    names: str
    kinds: int
    worth: float


def look_up(things: Sequence[Unit | Place], lexicon: Lexicon) -> list[Named]:
    """What each of `things` is called; many elements of a page share their names, in whole or in
    part."""
    every = [names_of(thing) for thing in things]
    distinct = {names: names.split(" ") for names in dict.fromkeys(every)}
    single = {name: folded(name) for name in chain.from_iterable(distinct.values())}
    kinds = dict(
        zip(single, found_in([f" {name} " for name in single.values()], _PIECES), strict=True)
    )
    worth = {name: _extremes(low, lexicon.classes) for name, low in single.items()}
    known: dict[str, Named] = {}
    for names, parts in distinct.items():
        bits, low, high = 0, 0.0, 0.0
        for name in parts:
            bits |= kinds[name]
            low = min(low, worth[name][0])
            high = max(high, worth[name][1])
        known[names] = Named(" ".join([single[name] for name in parts]), bits, high + low)
    return [known[names] for names in every]


def _extremes(name: str, odds: Mapping[str, float]) -> tuple[float, float]:
    """The strongest evidence against an article that a piece of `name` is, and the strongest for
    one."""
    found = [odds[piece] for piece in class_pieces(name) if piece in odds]
    return min((0.0, *found)), max((0.0, *found))
