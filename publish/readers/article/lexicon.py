"""The words that tell an article from debris: a data file of kinds, and what training learned."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from publish.readers.article.units import Place, Unit

_WORDS = tomllib.loads(
    files("publish.readers.article").joinpath("words.toml").read_text(encoding="utf-8")
)
#: Kind of place -> pieces of the names of such places.
KINDS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(pieces) for kind, pieces in _WORDS["kinds"].items()
}
STOP = frozenset(_WORDS["stop"])
CALLS = tuple(_WORDS["calls"])
LABELS = frozenset(_WORDS["labels"])

_KIND = [(1 << number, pieces) for number, pieces in enumerate(KINDS.values())]
_PIECES = re.compile(r"[a-z]{2,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WORD = re.compile(r"[^\W\d_]+|\d+")
_NAMING = ("class", "id", "role", "itemprop", "data-testid")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Learned words and their log odds of standing in an article rather than in debris.

    `classes` are pieces of class names, ids and roles, `words` those of short texts.
    """

    classes: Mapping[str, float]
    words: Mapping[str, float]


def class_pieces(unit_or_place: Unit | Place) -> tuple[str, list[str]]:
    """The names an element goes by: all of them in lower case, and their pieces."""
    element = unit_or_place.element
    if not element.keys():
        return "", []
    names = " ".join(value for name in _NAMING if (value := element.get(name)))
    if not names:
        return "", []
    return _split(names[:300])


@lru_cache(maxsize=8192)
def _split(names: str) -> tuple[str, list[str]]:
    names = _CAMEL.sub("-", names).lower()
    pieces = _PIECES.findall(names)
    whole = [w for w in names.split() if "-" in w or "_" in w]
    return names, [*dict.fromkeys((*pieces, *whole))]


def word_pieces(text: str) -> list[str]:
    """The words and pairs of words by which a short text is known."""
    words = [w if not w.isdigit() else "0" for w in WORD.findall(text[:120].lower())]
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return [*dict.fromkeys((*words, *pairs))]


@lru_cache(maxsize=8192)
def kinds_of(names: str) -> int:
    """The kinds that `names` speak of, a bit each."""
    found = 0
    if names:
        names = f" {names} "
        for bit, words in _KIND:
            for word in words:
                if word in names:
                    found |= bit
                    break
    return found


def strongest(odds: list[float]) -> float:
    """Sum of the strongest evidence either way."""
    return max(max(odds), 0.0) + min(min(odds), 0.0) if odds else 0.0
