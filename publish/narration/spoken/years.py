"""Years apart from dates: decades, spans, seasons, quarters and eras."""

from __future__ import annotations

import re

from publish.narration.spoken.dates import NAMES
from publish.narration.spoken.endings import stop
from publish.narration.spoken.numbers import cardinal, ordinal, plural, short_year, year
from publish.narration.spoken.rule import Rule


def decade(written: str) -> str:
    """Return a decade's words: "1990" is "nineteen nineties", "90" "nineties"."""
    number = int(written)
    if len(written) == 2:
        return plural(cardinal(number)) if number else "two thousands"
    if number % 1000 == 0:
        return f"{cardinal(number)}s"
    high, low = divmod(number, 100)
    return f"{cardinal(high)} {plural(cardinal(low)) if low else 'hundreds'}"


def _decade(match: re.Match[str]) -> str:
    early = "mid " if match["mid"] else ""
    second = match["second"]
    until = f" to {decade(second)}" if second else ""
    return f"{early}{decade(match['decade'])}{until}"


def _short_decade(match: re.Match[str]) -> str | None:
    if match.string[: match.start()].endswith(("No. ", "no. ")):
        return None
    return decade(match["decade"])


def _quarter(match: re.Match[str]) -> str:
    number = int(match["n"])
    part = "quarter" if match["part"].upper() == "Q" else "half"
    written = match["year"]
    of = year(int(written)) if len(written) == 4 else cardinal(int(written))
    return f"the {ordinal(number)} {part} of {of}"


def _years(match: re.Match[str]) -> str | None:
    first, second = int(match["year"]), match["second"]
    if len(second) == 4:
        if int(second) < first:
            return None
        return f"{year(first)} to {year(int(second))}"
    if second[0] == "0" and first > 1900 and second != "00" and int(second) != first % 100 + 1:
        return f"{NAMES[int(second) - 1]} {year(first)}"
    if int(second) <= first % 100 and second != "00":
        return None
    return f"{year(first)} to {short_year(second)}"


def _season(match: re.Match[str]) -> str | None:
    first, second = int(match["year"]), match["second"]
    if int(second) not in (first + 1, (first + 1) % 100):
        return None
    if len(second) == 4:
        return f"{year(first)} {year(int(second))}"
    return f"{year(first)} {short_year(second)}"


def _era(match: re.Match[str]) -> str:
    written = match["number"]
    said = year(int(written)) if len(written) == 4 else cardinal(int(written.replace(",", "")))
    until = match["second"]
    span = f" to {cardinal(int(until))}" if until else ""
    return f"{said}{span} {match['era'].replace('.', '').upper()}{stop(match)}"


def _era_first(match: re.Match[str]) -> str:
    return f"{match['era'].replace('.', '')} {year(int(match['number']))}"


def _fiscal(match: re.Match[str]) -> str:
    written = match["year"]
    said = year(int(written)) if len(written) == 4 else cardinal(int(written))
    until = f" to {short_year(match['second'])}" if match["second"] else ""
    return f"{match['name']} {said}{until}"


def _apostrophe_year(match: re.Match[str]) -> str:
    return short_year(match["short"])


RULES = (
    Rule(
        re.compile(
            r"(?<![\w.,$£€])(?P<mid>mid-)?(?P<decade>1[1-9]\d0|20\d0)\s?['’]?s"
            r"(?:\s?[-–—]\s?['’]?(?P<second>\d0|[12]\d\d0)['’]?s)?\b"
        ),
        _decade,
        "d",
    ),
    # 20s-30s
    Rule(
        re.compile(
            r"(?<![\w.,$£€-])['’‘]?(?P<decade>[1-9]0)['’]?s?[-–]['’]?(?P<second>[1-9]0)['’]?s\b"
        ),
        lambda m: f"{decade(m['decade'])} to {decade(m['second'])}",
        "0s",
    ),
    Rule(
        re.compile(r"(?<![\w.,$£€])['’‘]?(?P<decade>[1-9]0|00)['’]?s\b(?!-)"),
        _short_decade,
    ),
    Rule(
        re.compile(r"\b(?P<n>[1-4])(?P<part>[QqH])[ ']?(?P<year>(?:20)?\d\d)\b"), _quarter, "0QqH"
    ),
    # 2021 Q3
    Rule(
        re.compile(r"(?<![\w.,])(?P<year>20\d\d)[\s-]?(?P<part>[QH])(?P<n>[1-4])\b"),
        _quarter,
        "0QH",
    ),
    # Q3 2021
    Rule(
        re.compile(
            r"\b(?P<part>[QH])(?P<n>[1-4])(?:\s|\s?['’]|(?=2))(?P<year>20\d\d|(?<=['’])\d\d)\b"
        ),
        _quarter,
        "dQH",
    ),
    Rule(
        re.compile(
            r"\b(?P<name>FY|CY)\s?['’]?(?P<year>(?:19|20)?\d\d)"
            r"(?:[-–/](?P<second>\d\d))?\b"
        ),
        _fiscal,
        "A",
    ),
    Rule(
        re.compile(
            r"(?<![\w.,])(?P<number>\d{1,3},\d{3}|\d{1,4})(?:\s?[-–]\s?(?P<second>\d{1,4}))?"
            r"\s?(?P<era>[Bb]\.[Cc]\.(?:[Ee]\.)?|BCE?\b|C\.?E\b\.?|A\.?D\b\.?|BP\b)"
        ),
        _era,
        "0BbCA",
    ),
    Rule(
        re.compile(r"\b(?P<era>A\.?D)\.?\s(?P<number>\d{1,4})\b"),
        _era_first,
        "dD",
    ),
    Rule(
        re.compile(
            r"(?<![\w.,$£€/-])(?P<year>1[1-9]\d\d|20\d\d)\s?[-–—]\s?(?P<second>\d{4}|\d\d)"
            r"(?![\w/%-]|[.,]\d)"
        ),
        _years,
        "0-–—",
    ),
    Rule(
        re.compile(
            r"(?<![\w.,$£€/-])(?P<year>1[89]\d\d|20\d\d)/(?P<second>\d{4}|\d\d)(?![\w/%-]|[.,]\d)"
        ),
        _season,
        "0/",
    ),
    # '12-'13
    Rule(
        re.compile(
            r"(?<![\w\"“.,$£€])['’](?P<short>\d\d)\s?[-–]\s?['’]?(?P<second>\d\d)(?![\w'’\"”-]|[.,]\d)"
        ),
        lambda m: f"{short_year(m['short'])} to {short_year(m['second'])}",
        "0'’",
    ),
    Rule(
        re.compile(r"(?<![\w\"“.,$£€])['’](?P<short>\d\d)(?![\w'’\"”-]|[.,]\d)"),
        _apostrophe_year,
        "0'’",
    ),
)
