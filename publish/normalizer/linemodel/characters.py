"""Code-point tables: the class of a character, and its hash for building word hashes.

Both tables cover the Basic Multilingual Plane; a code point above it takes the class of its
block (ideographs or symbols) and is folded into the plane for hashing.
"""

import unicodedata
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

PLANE = 0x10000
IDEOGRAPHS = 0x20000  # the planes from here on hold CJK ideographs


class Kind(IntEnum):
    """What the line features need to know of a character."""

    OTHER = 0
    LOWER = 1
    UPPER = 2
    CASELESS = 3  # letters of scripts without case, and marks
    IDEOGRAPH = 4  # letters of scripts written without spaces
    DIGIT = 5
    SPACE = 6
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
# Kana, CJK, Thai, Lao, Khmer, Myanmar: first and last code point. Hangul is spaced.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
)


@cache
def kinds() -> NDArray[np.uint8]:
    """The Kind of each code point of the plane."""
    table = np.zeros(PLANE, np.uint8)
    for code in range(PLANE):
        category = unicodedata.category(chr(code))
        if category == "Lo":
            table[code] = Kind.CASELESS
        elif category in _BY_CATEGORY:
            table[code] = _BY_CATEGORY[category]
    for first, last in _UNSPACED:
        span = table[first : last + 1]
        span[span == Kind.CASELESS] = Kind.IDEOGRAPH
    for kind, characters in _BY_CHARACTER.items():
        table[[ord(character) for character in characters]] = kind
    table.flags.writeable = False
    return table


@cache
def letter_hashes() -> NDArray[np.uint64]:
    """A 64-bit number for each code point of the plane, the same for both cases of a letter."""
    lower = np.arange(PLANE, dtype=np.uint64)
    for code in range(PLANE):
        small = chr(code).lower()
        if len(small) == 1 and ord(small) != code:
            lower[code] = ord(small)
    table = mix(lower + np.uint64(1))
    table.flags.writeable = False
    return table


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter 64-bit values (the finalizer of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def codes(text: str) -> NDArray[np.uint16]:
    """The code points of a text, those above the plane folded into it.

    An ideograph stays one (it lands among the CJK letters); anything else becomes a symbol.
    """
    full = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if text.isascii() or not len(full) or int(full.max()) < PLANE:
        return full.astype(np.uint16)
    folded = full.copy()
    high = folded >= PLANE
    ideograph = folded >= IDEOGRAPHS
    folded[high] = 0x2600 + (folded[high] & 0x7F)  # miscellaneous symbols
    folded[ideograph] = 0x4E00 + (full[ideograph] & 0x3FFF)
    return folded.astype(np.uint16)
