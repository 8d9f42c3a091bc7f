"""Rules, and how they share a text: each claims what it says, and the first claim holds.

Every rule sees the text as written, so none speaks what another has made, and each piece of the
result is known by its place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_DIGIT = re.compile(r"\d")
_CAPITALS = re.compile(r"[A-Z]{2}")
# A full stop that may be an abbreviation's: inside the text, or after a short last word.
_DOT = re.compile(r"\.(?=.*\w)|\b[\w.]{1,5}\.(?=\W*$)", re.DOTALL)


_MONTHS = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_DIGITAL = frozenset({"0", "d", "M"})
_PROBES = {"A": _CAPITALS, ".": _DOT, "M": _MONTHS}
# Where a match about a number may begin: at its first digit, or at the signs before it.
_RUN = re.compile(r"(?P<signs>[-−–+~$£€('’‘]?\.?)\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and how a match is said; `say` returns None to leave the match as it is.

    `needs` spares the search: "0" for rules whose matches begin at a number or the sign before it,
    "d" for other rules about digits, both with characters behind them of which the text must hold
    one, "A" for two capitals in a row, "M" for a month and digits, "." for a full stop that may be
    an abbreviation's, other characters of which the text must hold one, or empty for rules that
    always look.
    """

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str | None]
    needs: str = "0"
    probe: Callable[[str], object] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        signs = self.needs[1:] if self.needs[:1] in ("0", "d") else self.needs
        probe = _PROBES.get(self.needs) or (re.compile(f"[{re.escape(signs)}]") if signs else None)
        object.__setattr__(self, "probe", probe.search if probe else None)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters ``start:end`` of a text and what is said for them."""

    start: int
    end: int
    spoken: str


def replacements(text: str, rules: Sequence[Rule]) -> list[Replacement]:
    """Return what the rules say about a text, in the text's order."""
    claims: list[Replacement] = []
    digits = _DIGIT.search(text) is not None
    met: dict[str, bool] = {}
    numbers: list[int] | None = None
    for rule in rules:
        needs = rule.needs
        holds = met.get(needs)
        if holds is None:
            probe = rule.probe
            about_digits = needs[:1] in _DIGITAL
            holds = (digits or not about_digits) and (probe is None or probe(text) is not None)
            met[needs] = holds
        if not holds:
            continue
        if needs[:1] == "0":
            if numbers is None:
                numbers = [
                    start
                    for run in _RUN.finditer(text)
                    for start in range(run.start(), run.end("signs") + 1)
                ]
            match_at = rule.pattern.match
            here = 0
            for start in numbers:
                match = match_at(text, start)
                if match and start >= here:
                    here = _claim(rule, match, claims) or here
            continue
        search = rule.pattern.search
        match = search(text)
        while match:
            match = search(text, _claim(rule, match, claims) or match.start() + 1)
    claims.sort(key=lambda claim: claim.start)
    return claims


def _claim(rule: Rule, match: re.Match[str], claims: list[Replacement]) -> int:
    """Add a match to the claims if it is free and is said; return where it ends then, else 0."""
    start, end = match.span()
    if start == end or any(c.start < end and start < c.end for c in claims):
        return 0
    spoken = rule.say(match)
    if spoken is None:
        return 0
    claims.append(Replacement(start, end, spoken))
    return end


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
