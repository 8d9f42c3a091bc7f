"""Rules, and how they share a text: each claims what it says, and the first claim holds.

Every rule sees the text as written, so none speaks what another has made, and each piece of the
result is known by its place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_DIGIT = re.compile(r"\d")
_CAPITALS = re.compile(r"[A-Z]{2}")
# A full stop that may be an abbreviation's: inside the text, or after a short last word.
_DOT = re.compile(r"\.(?=.*\w)|\b[\w.]{1,5}\.(?=\W*$)", re.DOTALL)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PROBES = {"0": _DIGIT, "A": _CAPITALS, ".": _DOT}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and how a match is said; `say` returns None to leave the match as it is.

    `needs` spares the search: "0" for rules about digits, "0:" for digits and one of the characters
    that follow, "A" for two capitals in a row, "M" for a month and digits, "." for a full stop that
    may be an abbreviation's, other characters of which the text must hold one, or empty for rules
    that always look.
    """

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str | None]
    needs: str = "0"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters ``start:end`` of a text and what is said for them."""

    start: int
    end: int
    spoken: str


def replacements(text: str, rules: Sequence[Rule]) -> list[Replacement]:
    """Return what the rules say about a text, in the text's order."""
    claims: list[Replacement] = []
    met: dict[str, bool] = {"": True}
    for rule in rules:
        needs = rule.needs
        if needs not in met:
            met[needs] = _met(needs, text)
        if not met[needs]:
            continue
        search = rule.pattern.search
        match = search(text)
        while match:
            start, end = match.span()
            spoken = None
            if start < end and all(end <= c.start or c.end <= start for c in claims):
                spoken = rule.say(match)
            if spoken is None:
                match = search(text, start + 1)
            else:
                claims.append(Replacement(start, end, spoken))
                match = search(text, end)
    claims.sort(key=lambda claim: claim.start)
    return claims


def _met(needs: str, text: str) -> bool:
    probe = _PROBES.get(needs)
    if probe:
        return bool(probe.search(text))
    if needs == "M":
        lower = text.lower()
        return _DIGIT.search(text) is not None and any(month in lower for month in _MONTHS)
    if needs[0] == "0":
        return _DIGIT.search(text) is not None and any(sign in text for sign in needs[1:])
    return any(sign in text for sign in needs)


def join(text: str, claims: Sequence[Replacement]) -> str:
    """Return the text with its replacements; words that would touch are set apart."""
    if not claims:
        return text
    pieces: list[str] = []
    here = 0
    for claim in claims:
        pieces.append(text[here : claim.start])
        pieces.append(claim.spoken)
        here = claim.end
    pieces.append(text[here:])
    result: list[str] = []
    last = ""
    for piece in pieces:
        if not piece:
            continue
        if last.isalnum() and piece[0].isalnum():
            result.append(" ")
        elif last == " " and piece[0] == " ":
            piece = piece[1:] or " "
        result.append(piece)
        last = piece[-1]
    return "".join(result)
