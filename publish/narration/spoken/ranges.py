"""Scores, ranges and ordinals."""

from __future__ import annotations

import re

from publish.narration.spoken.numbers import (
    NUMBER,
    RANGED,
    WHOLE,
    amount,
    cardinal,
    digits,
    ordinal,
)
from publish.narration.spoken.rule import Rule

_GAMES = re.compile(
    r"\b(?:w[io]n(?:s|ning)?|beat(?:s|en|ing)?|los[set]\w*|lead(?:s|ing)?|led|trail\w*|defeat\w*|dr[ae]w\w*|"
    r"victor\w*|scor\w*|match\w*|game|goal\w*|thrash\w*|final|semi-?final\w*|cup|league|half-?time|"
    r"penalt\w*|shoot-?out|record|start|down|up|tied?|rout\w*|series|set|sets)\b",
    re.I,
)
_VOTES = re.compile(
    r"\bvot\w*|\bruling|\brul\w*|\bodds|\bdecision|\bmajority|\bratio|\bmargin", re.I
)
# Longer numbers with a hyphen are codes (digits).
_LONGEST_RANGED = 6
# From here on two numbers side by side run into one: "a hundred and two ninety-nine".
_HUNDRED = 100
# How far from a score the word for a game may stand (characters).
_NEAR = 45


def _range(match: re.Match[str]) -> str | None:
    a, b = match["a"], match["b"]
    if match.string[: match.start()].endswith(("Boeing ", "Airbus ")):
        return None
    if max(len(a), len(b)) > _LONGEST_RANGED and "," not in a + b:
        return f"{digits(a)}, {digits(b)}"
    return f"{amount(a)} to {amount(b)}"


# "Hull 3-1 York": a score between its sides, but "Grade 3-5 Maths" and "Takes 2-3 Days" are none.
_SIDE_BEFORE = re.compile(
    r"\b(?!(?:Grade|Age|Aged|Page|Chapter|Section|Week|Day|Level|Part|Size|Room|Step|Year|Month|Phase"
    r"|Type|Stage|Article|Verse|Question|Item|Over|About|Only|The|For|In|At|To|Of|And|With|From)\b)"
    r"[A-Z]\w*[^\Ws] $"
)
_SIDE = re.compile(r" [A-Z][a-z]*[^\Ws]\b")


def _score(match: re.Match[str]) -> str | None:
    a, b = match["a"], match["b"]
    near = match.string[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
    between = _SIDE_BEFORE.search(match.string[: match.start()]) and _SIDE.match(
        match.string, match.end()
    )
    if _VOTES.search(near) or not (between or _GAMES.search(near)):
        return None
    joiner = " to " if max(int(a), int(b)) >= _HUNDRED else " "
    return f"{_points(a)}{joiner}{_points(b)}"


def _points(written: str) -> str:
    return "nil" if written == "0" else cardinal(int(written))


def _ordinal(match: re.Match[str]) -> str | None:
    number = int(match["number"].replace(",", ""))
    suffix = match["suffix"].lower()
    if suffix != _suffix(number):
        return f"{cardinal(number)} {match['suffix']}"
    return ordinal(number)


def _ordinals(match: re.Match[str]) -> str | None:
    number = int(match["number"])
    return f"{ordinal(number)}s" if match["suffix"] == _suffix(number) else None


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_LEFT = r"(?<![\w.,$£€/:-])"

SCORES = (
    Rule(
        re.compile(rf"{_LEFT}(?P<a>\d{{1,3}})[-–](?P<b>\d{{1,3}})(?![\w/:%$£€]|[.,]\d|-\d|-year)"),
        _score,
        "0-–",
    ),
)
RANGES = (
    # 12-15, 1.5–2, 2-3 million
    Rule(
        re.compile(
            rf"{_LEFT}(?P<a>{NUMBER})(?:{RANGED}|\s?~\s?)(?P<b>{NUMBER})(?!\w|[.,]?\d|[-–/:]\d)"
        ),
        _range,
        "0-–—~",
    ),
    # 1 million-2 million
    Rule(
        re.compile(r"(?<=\d\s)(?P<scale>thousand|million|billion|trillion)\s?[-–]\s?(?=\d)"),
        lambda m: f"{m['scale']} to ",
        "d-–",
    ),
    # 25th-27th
    Rule(
        re.compile(r"(?<=\d(?:st|nd|rd|th))\s?[-–]\s?(?=\d+(?:st|nd|rd|th)\b)"),
        lambda m: " to ",
        "d-–",
    ),
    Rule(
        re.compile(
            rf"(?<![\w.,:])(?<!\d[-/])(?P<number>{WHOLE})(?P<suffix>st|nd|rd|th|ST|ND|RD|TH)\b"
        ),
        _ordinal,
        "0tTdD",
    ),
    # 20ths
    Rule(
        re.compile(r"(?<![\w.,/:-])(?P<number>\d+)(?P<suffix>st|nd|rd|th)s\b"), _ordinals, "0tTdD"
    ),
)
