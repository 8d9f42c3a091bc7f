"""Plain numbers, and whether four digits are a year."""

from __future__ import annotations

import re

from publish.narration.spoken.numbers import WHOLE, amount, cardinal, digits, year
from publish.narration.spoken.rule import Rule

# From this many digits a number without commas is a telephone's or a code, unless it is round.
_LONG = 10
#: What is counted by the number before it: "people", "new homes".
COUNTED = re.compile(
    r"\s(?:[a-z]+(?<!s)\s)?(?:people|men|women|children|(?!years|was|is|has|its|as|this|us|does|always"
    r"|perhaps|sometimes|plus|less|across|versus|towards|besides|unless)[a-z]{2,}s)\b"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|during|before|after|circa|early|late|mid|year|summer|winter|"
    r"spring|autumn|fall|and|to|the|between|or|for|on|as|election|season|around|c\.?)\s?[-(\"“]?|\()$",
    re.I,
)
_COUNT_BEFORE = re.compile(
    r"\b(?:about|some|over|nearly|than|least|most|almost|approximately|only|another|all|these|those|"
    r"around|up to|estimated|total of|number of|roughly|just|have|has|had|are|were|with)\s$",
    re.I,
)


_IN = re.compile(r"(?<!\d )(?<!one )\b[Ii]n $")


def _four_digits(match: re.Match[str]) -> str | None:
    """Tell a year from a count by what stands beside it."""
    written, text = match["number"], match.string
    number = int(written)
    before = text[max(match.start() - 20, 0) : match.start()]
    counted = COUNTED.match(text, match.end())
    if written[0] == "0":
        return digits(written)
    if 1900 <= number < 2100:
        return cardinal(number) if counted and _COUNT_BEFORE.search(before) else year(number)
    if 1100 <= number < 1900:
        if counted and not _YEAR_BEFORE.search(before):
            return cardinal(number)
        return cardinal(number) if _COUNT_BEFORE.search(before) else year(number)
    if 1010 <= number < 1100 and not before and not counted and match.end() < len(text):
        return year(number)
    if (
        (2100 <= number < 3000 or 1010 <= number < 1100)
        and not counted
        and not _COUNT_BEFORE.search(before)
    ):
        lone = match.group() == text.strip(" .!?()")
        return year(number) if lone or _YEAR_BEFORE.search(before) else cardinal(number)
    # "in 5555." is a year; "one in 5555" is not.
    if _IN.search(before) and not text[match.end() :].strip(" .!?\"'”’)"):
        return year(number)
    return cardinal(number)


def _number(match: re.Match[str]) -> str:
    written = match["number"]
    if written.isdecimal() and len(written) >= _LONG and not written.endswith("000"):
        return digits(written)
    sign = "minus " if match["minus"] else ""
    return sign + amount(written)


def _digits_spaced(match: re.Match[str]) -> str:
    return amount(re.sub(r"[\s\u00a0\u202f]", "", match.group()))


NUMBERS = (
    Rule(
        re.compile(r"(?<![\w.,$£€/:-])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\w|[ \u00a0.,]?\d)"),
        lambda m: _digits_spaced(m) if "," not in m.group() else None,
    ),
    Rule(
        re.compile(r"(?<![\w.,])(?P<number>\d{4})(?![\d]|[.,]\d)"),
        _four_digits,
    ),
    Rule(
        re.compile(
            rf"(?:(?:(?<=^)|(?<=[\s(\[\"“=^]))(?P<minus>[-−–]))?(?P<number>{WHOLE}(?:\.\d+)?|(?<![.\w])\.\d+)"
        ),
        _number,
        "d",
    ),
)
