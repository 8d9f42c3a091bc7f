"""Code-point tables: the class of a character, and its letter for building word hashes.

Both tables cover the Basic Multilingual Plane; a code point above it takes the class of its
block (ideographs or symbols) and is folded into the plane.
"""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.lengths import UNSPACED

_SHIFTS = np.array([30, 27, 31], np.uint64)
_FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)
PLANE = 0x10000
IDEOGRAPHS = 0x20000  # the planes from here on hold CJK ideographs


class Kind(IntEnum):
    """What the line features need to know of a character. The kinds up to DIGIT make words."""

    LOWER = 0
    UPPER = 1
    CASELESS = 2  # letters of scripts without case, and marks
    IDEOGRAPH = 3  # letters of scripts written without spaces
    DIGIT = 4
    SPACE = 5
    OTHER = 6
    STOP = 7  # ends a sentence
    PAUSE = 8  # comma, semicolon and their kin
    COLON = 9
    QUOTE = 10
    BRACKET = 11
    DASH = 12
    BULLET = 13  # bullets, bars, arrows and slashes: what menus are drawn with
    HANDLE = 14  # @ and #
    SYMBOL = 15  # copyright signs, currency, emoji


KINDS = len(Kind)

_BY_CHARACTER = {
    Kind.STOP: ".!?…。！？؟।॥۔",
    Kind.PAUSE: ",;、，；،؛",
    Kind.COLON: ":：",
    Kind.QUOTE: "\"'“”‘’«»‹›„‚「」『』",
    Kind.DASH: "-–—‐‑―",
    Kind.BULLET: "|•·∙‣◦▪●○■□▶►▸→←↑↓↗»›>/\\*+~^_=¦⋅",
    Kind.HANDLE: "@#",
}
_BY_CATEGORY = {
    "Ll": Kind.LOWER,
    "Lu": Kind.UPPER,
    "Lt": Kind.UPPER,
    "Lm": Kind.CASELESS,
    "Mn": Kind.CASELESS,
    "Mc": Kind.CASELESS,
    "Me": Kind.CASELESS,
    "Nd": Kind.DIGIT,
    "Nl": Kind.DIGIT,
    "No": Kind.DIGIT,
    "Zs": Kind.SPACE,
    "Zl": Kind.SPACE,
    "Zp": Kind.SPACE,
    "Cc": Kind.SPACE,
    "Cf": Kind.OTHER,
    "Ps": Kind.BRACKET,
    "Pe": Kind.BRACKET,
    "Pi": Kind.QUOTE,
    "Pf": Kind.QUOTE,
    "Pd": Kind.DASH,
    "Pc": Kind.BULLET,
    "Sc": Kind.SYMBOL,
    "So": Kind.SYMBOL,
    "Sm": Kind.SYMBOL,
    "Sk": Kind.SYMBOL,
}


@cache
def kinds() -> NDArray[np.uint8]:
    """The Kind of each code point of the plane."""
    by_category = defaultdict(lambda: Kind.OTHER, _BY_CATEGORY, Lo=Kind.CASELESS)
    categories = map(unicodedata.category, map(chr, range(PLANE)))
    table = np.fromiter(map(by_category.__getitem__, categories), np.uint8, PLANE)
    for first, last in UNSPACED:
        span = table[first : last + 1]
        span[span == Kind.CASELESS] = Kind.IDEOGRAPH
    for kind, characters in _BY_CHARACTER.items():
        table[[ord(character) for character in characters]] = kind
    table.flags.writeable = False
    return table


@cache
def letters() -> NDArray[np.uint64]:
    """For each code point of the plane that makes words, its lower case; 0 for all others."""
    lower = np.arange(PLANE, dtype=np.uint64)
    # Capitals, and Roman numerals among the digits: nothing else that makes words has a case.
    cased = (kinds() == Kind.UPPER) | (kinds() == Kind.DIGIT)
    for code in np.flatnonzero(cased).tolist():
        small = chr(code).lower()
        if len(small) == 1:
            lower[code] = ord(small)
    lower[kinds() > Kind.DIGIT] = 0
    lower.flags.writeable = False
    return lower


@dataclass(frozen=True, slots=True)
class Text:
    """A text as arrays over its characters; the code points lie in the plane."""

    kind: NDArray[np.uint8]
    letter: NDArray[np.uint64]
    code: NDArray[np.intp]


def analyse(text: str) -> Text:
    """The kinds, letters and code points of a text."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    code = points.astype(np.intp)
    if len(points) and points.max() >= PLANE:
        code = _fold(code)
    return Text(kinds().take(code), letters().take(code), code)


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter 64-bit values (the finalizer of SplitMix64)."""
    mixed: NDArray[np.uint64] = values >> _SHIFTS[0]
    mixed ^= values
    mixed *= _FACTORS[0]
    mixed ^= mixed >> _SHIFTS[1]
    mixed *= _FACTORS[1]
    mixed ^= mixed >> _SHIFTS[2]
    return mixed


def _fold(code: NDArray[np.intp]) -> NDArray[np.intp]:
    """Code points, those above the plane folded into it.

    An ideograph stays one (it lands among the CJK letters); anything else becomes a symbol.
    """
    folded = code.copy()
    high = code >= PLANE
    folded[high] = 0x2600 + (code[high] & 0x7F)  # miscellaneous symbols
    ideograph = code >= IDEOGRAPHS
    folded[ideograph] = 0x4E00 + (code[ideograph] & 0x3FFF)
    return folded
