"""The words that tell an article from debris: a data file of kinds, and what training learned."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

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

_PIECES = re.compile(r"[a-z]{2,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Learned words and their log odds of standing in an article rather than in debris.

    `classes` are pieces of class names, ids and roles, `words` those of short texts.
    """

    classes: Mapping[str, float]
    words: Mapping[str, float]


def folded(names: str) -> str:
    """`names` in lower case: "postBody" is "post-body"."""
    low = names.lower()
    return low if low == names else _CAMEL.sub("-", names).lower()


def class_pieces(names: str) -> list[str]:
    """The pieces of folded names, and those that have several pieces."""
    whole = [w for w in names.split() if "-" in w or "_" in w]
    return [*dict.fromkeys((*_PIECES.findall(names), *whole))]


def word_pieces(words: Sequence[str], *, with_digits: bool = True) -> list[str]:
    """The words and pairs of words by which a short text is known.

    Args:
        words: in lower case, as `WORD` finds them.
        with_digits: whether numbers may be among them.
    """
    plain = [word if not word.isdigit() else "0" for word in words] if with_digits else words
    return [*dict.fromkeys((*plain, *map(" ".join, pairwise(plain))))]
