"""Roman numerals where they are numerals: "Henry VIII", "World War II", "chapter iv"."""

from __future__ import annotations

import re

from publish.narration.spoken.numbers import cardinal, ordinal
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import table

_DATA = table("en_roman")
_COUNTED = frozenset(_DATA["counted"].split())
_LETTERED = frozenset(_DATA["lettered"].split())
_NAMES = frozenset(_DATA["names"].split())
_GIVEN = frozenset(_DATA["given"].split())
_RULERS = frozenset(_DATA["rulers"].split())
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# Numerals that are read after any name: others ("MX", "CD", "XL") are more often something else.
_SEQUEL = re.compile(r"II|III|IV|VII|VIII|IX|XI{1,3}|XIV|XVI{0,3}|XIX|XXI{0,3}")
_NO_NAMES = frozenset(
    {"The", "A", "An", "In", "On", "At", "And", "Of", "For", "With", "My", "Your"}
)
_RULER_TITLES = frozenset(_DATA["ruler_titles"].split())
_ROMAN = r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"


def value(numeral: str) -> int:
    """Return a numeral's number."""
    total = 0
    for letter, following in zip(numeral, [*numeral[1:], ""], strict=True):
        number = _VALUES[letter]
        total += -number if following and _VALUES[following] > number else number
    return total


# What follows the pronoun "I", and not a numeral: "the part I loved", but "Part I of the book".
_PRONOUN = re.compile(
    r"['’](?:m|ve|d|ll)\b"
    r"|\s(?!(?:of|and|or|to|in|on|at|for|is|was|by|with|from|as|are|were|has|begins|ends)\b)[a-z]+"
)


def _numeral(match: re.Match[str]) -> str | None:
    word, numeral = match["word"], match["numeral"]
    rest = match.string[match.end() :]
    if word.lower() in _COUNTED:
        single = len(numeral) == 1
        if single and (word.lower() not in _LETTERED or numeral not in "IVX"):
            return None
        if numeral == "I" and _PRONOUN.match(rest):
            return None
        return f"{word} {cardinal(value(numeral))}"
    if word in _NAMES and (len(numeral) > 1 or _ruler(match, word, numeral)):
        return f"{word} the {ordinal(value(numeral))}"
    if word[0].isupper() and word not in _NO_NAMES and _SEQUEL.fullmatch(numeral):
        earlier = match.string[: match.start()].rstrip().rsplit(" ", 1)[-1]
        if earlier in _NAMES or earlier in _GIVEN:
            return f"{word} the {ordinal(value(numeral))}"
        return f"{word} {cardinal(value(numeral))}"
    return None


def _ruler(match: re.Match[str], word: str, numeral: str) -> bool:
    """Tell "Elizabeth I" from "Elizabeth, I"; a single letter needs a ruler's name or title."""
    if numeral in "CDLM":
        return False
    before = match.string[: match.start()].rstrip().rsplit(" ", 1)[-1]
    if before.lower() in _RULER_TITLES:
        return True
    if word not in _RULERS:
        return False
    rest = match.string[match.end() :]
    return (
        numeral != "I"
        or not rest
        or re.match(r"['’.,;:)?!]|\s(?:of|was|and|in|who|is|had|to)\b", rest) is not None
    )


def _century(match: re.Match[str]) -> str:
    return f"{ordinal(value(match['numeral']))}{match['noun']}"


def _alone(match: re.Match[str]) -> str:
    return cardinal(value(match["numeral"]))


def _lower(match: re.Match[str]) -> str:
    return f"{match['word']} {cardinal(value(match['numeral'].upper()))}"


RULES = (
    # A heading that is a numeral, or begins with one: "XIV", "II. The road"
    Rule(
        re.compile(
            r"^\s*(?P<numeral>(?=[IVX]{2})(?:X{1,3}(?:IX|IV|V?I{0,3})|VI{1,3}|I[IVX]|III))(?=\.?\s*$|[.:]\s[A-Z])"
        ),
        _alone,
        "IVX",
    ),
    Rule(
        re.compile(
            rf"\b(?P<numeral>(?=[IVXLCDM]){_ROMAN})(?:th|st)?(?P<noun>\scentur(?:y|ies)|\sOlympiad)\b"
        ),
        _century,
        "IVX",
    ),
    Rule(
        re.compile(
            r"\b(?P<word>[^\W\d_][^\W\d_]+)[ \u00a0]"
            rf"(?P<numeral>(?=[IVXLCDM]){_ROMAN})(?![\w&+]|\.\w|-\w|/)"
        ),
        _numeral,
        "IVXLCDM",
    ),
    Rule(
        re.compile(
            r"\b(?P<word>[Cc]hapter|[Ss]ection|[Pp]art|[Vv]olume|[Aa]ct|[Ss]cene|[Pp]age|[Bb]ook|[Aa]rticle|[Cc]lause)"
            rf"\s(?P<numeral>(?=[ivxlc]+\b){_ROMAN.lower()})\b"
        ),
        _lower,
        "ivx",
    ),
)
