"""Telephone numbers, IP addresses and numbers of the same shapes, said digit by digit."""

from __future__ import annotations

import re

from publish.narration.spoken.numbers import cardinal, digits, pairs
from publish.narration.spoken.rule import Rule

_SPLIT = re.compile(r"[\s().\-–/]+")
_EXTENSION = r"(?:,?\s?(?:ext\.?|extension|x)\s?(?P<extension>\d{1,6}))?"
_SHORT = {
    "911": "nine one one",
    "999": "nine nine nine",
    "112": "one one two",
    "111": "one one one",
    "101": "one oh one",
    "988": "nine eight eight",
    "411": "four one one",
    "311": "three one one",
    "211": "two one one",
    "119": "one one nine",
    "110": "one one zero",
}


def _group(part: str) -> str:
    if part.isdecimal():
        return cardinal(int(part)) if part in ("800", "900") else digits(part)
    if part.isalpha():
        return part
    return " ".join(digits(p) if p.isdecimal() else p for p in re.findall(r"\d+|\D+", part))


def _number(match: re.Match[str]) -> str:
    written = match["number"]
    plus = written.startswith("+")
    parts = [part for part in _SPLIT.split(written.lstrip("+")) if part]
    said = ", ".join(_group(part) for part in parts)
    if plus:
        said = f"plus {said}"
    if "extension" in match.groupdict() and match["extension"]:
        said += f", extension {digits(match['extension'])}"
    return said


def _letters(match: re.Match[str]) -> str:
    return ", ".join(_group(part) for part in match["number"].split("-"))


def _ip(match: re.Match[str]) -> str | None:
    parts = match["number"].split(".")
    if any(int(part) > 255 for part in parts):
        return None
    said = " dot ".join(digits(part) for part in parts)
    port = match["port"]
    return f"{said} colon {pairs(port)}" if port else said


RULES = (
    Rule(
        re.compile(r"(?<![\w.])(?P<number>\d{1,3}(?:\.\d{1,3}){3})(?::(?P<port>\d+))?(?!\w|\.\d)"),
        _ip,
        "0.",
    ),
    # +44 20 7946 0958, +1 (123) 123-5678
    Rule(
        re.compile(
            rf"(?<![\w+])(?=(?:\D{{0,2}}\d){{8}})(?P<number>\+\d{{1,3}}[\s.-]?(?:\(\d{{1,4}}\)[\s.-]?)?\d{{2,}}"
            rf"(?:[\s.-]\d{{2,}})*){_EXTENSION}(?!\w|[.-]\d)"
        ),
        _number,
        "0-.() +",
    ),
    # (123) 123-5678, 1-800-555-0199, 123.123.5678, 123-123-5678-1
    Rule(
        re.compile(
            r"(?<![\w.,$£€/-])(?P<number>(?:\d{1,2}[\s.-])?(?:\(\d{3}\)[\s.-]?|\d{3}[\s.-])"
            rf"\d{{3}}[\s.-]\d{{4}}(?:-\d{{1,4}})?){_EXTENSION}(?!\w|[.-]\d)"
        ),
        _number,
        "0-.() +",
    ),
    # 020 7946 0958, 07700 900123, 0800 1111
    Rule(
        re.compile(
            r"(?<![\w.,$£€/-])(?<!\d )"
            r"(?P<number>\(?0\d{2,4}\)?[\s-]\d{3,4}(?:[\s-]\d{3,4})?|0\d{4}[\s-]\d{5,6})"
            rf"{_EXTENSION}(?!\w|[.-]\d)"
        ),
        _number,
        "0-.() +",
    ),
    # 111-11-1111
    Rule(re.compile(r"(?<![\w.-])(?P<number>\d{3}-\d{2}-\d{4})(?![\w-]|\.\d)"), _number, "0-"),
    # 555-0199
    Rule(
        re.compile(
            r"(?<![\w.,$£€/-])(?P<number>\d{3}[-.]\d{4}(?<!00)|\d{5}-\d{4})(?![\w%-]|[.,]\d)"
        ),
        _number,
    ),
    # 555 0199
    Rule(
        re.compile(
            r"(?:(?<=^)|(?<=\b[Cc]all )|(?<=\b[Dd]ial )|(?<=\b[Pp]hone )|(?<=umber is ))"
            r"(?P<number>\d{3,4} \d{4})(?=\W*$|[.,;)])"
        ),
        _number,
    ),
    # 978-3-16-148410-0
    Rule(
        re.compile(r"(?<![\w.,$£€/-])(?=(?:-?\d){9,})(?P<number>\d+(?:-\d+){2,})(?![\w-]|\.\d)"),
        _number,
        "0-.() +",
    ),
    # 1-800-GO-2-HAUL
    Rule(
        re.compile(
            r"(?<![\w-])(?P<number>(?:1-)?8(?:00|88|77|66|55|44)-(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+"
            r"(?:-[A-Z0-9]+)*)(?![\w-])"
        ),
        _letters,
        "0-",
    ),
    # dial 911
    Rule(
        re.compile(
            r"\b(?P<word>[Cc]all(?:ed|ing|s)?(?: to)?|[Dd]ial(?:l?ed|l?ing)?|[Rr]ing(?:ing)?"
            r"|[Pp]hon(?:e|ed|ing))"
            rf"\s(?P<number>{'|'.join(_SHORT)})(?![\w%]|[.,-]\d|\s[a-z]+s\b)"
        ),
        lambda m: f"{m['word']} {_SHORT[m['number']]}",
        "d",
    ),
    Rule(
        re.compile(
            r"(?<![\w.,$])(?P<number>911|999)(?=\s(?:call|dispatch|operator|(?:in an )?emergency))"
        ),
        lambda m: _SHORT[m["number"]],
        "0c",
    ),
)
