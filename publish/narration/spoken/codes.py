"""Ranges, scores, ordinals, models, versions and plain numbers."""

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
    pairs,
    plural,
    year,
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
# From this many digits a number without commas is a telephone's or a code, unless it is round.
_LONG = 10
# How far from a score the word for a game may stand (characters).
_NEAR = 45


def _range(match: re.Match[str]) -> str | None:
    a, b = match["a"], match["b"]
    if match.string[: match.start()].endswith(("Boeing ", "Airbus ")):
        return None
    if max(len(a), len(b)) > _LONGEST_RANGED and "," not in a + b:
        return f"{digits(a)}, {digits(b)}"
    return f"{amount(a)} to {amount(b)}"


# "Leeds 3-1 Hull": a score between its sides.
_SIDE_BEFORE = re.compile(r"\b[A-Z]\w+ $")
_SIDE = re.compile(r" [A-Z][a-z]")


def _score(match: re.Match[str]) -> str | None:
    a, b = match["a"], match["b"]
    near = match.string[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
    between = _SIDE_BEFORE.search(match.string[: match.start()]) and _SIDE.match(
        match.string, match.end()
    )
    if _VOTES.search(near) or not (between or _GAMES.search(near)):
        return None
    return f"{_points(a)} {_points(b)}"


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


# Two letters that could be read as a syllable: "MI5", "CO2".
_LETTERS = re.compile(r"(?=[A-Z]*[AEIOU])[A-Z]{2}")


def _model_number(written: str) -> str:
    """Return a code's digits: up to four as in "A three twenty", more one by one."""
    if written[0] == "0" and len(written) > 1:
        return digits(written)
    if len(written) == 3:
        return pairs(written)
    if len(written) == 4 and "1100" <= written < "2100":
        return year(int(written))
    if len(written) <= 4:
        return pairs(written)
    return digits(written)


_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def _code(match: re.Match[str]) -> str:
    return _spell(match.group())


def _spell(written: str) -> str:
    """Return the words of a code: letters as they stand, numbers as in models."""
    parts = re.findall(r"\d+|[^\W\d_]+|-", written)
    said: list[str] = []
    # "F-16s", "B-52s"
    many = len(parts) > 1 and parts[-1] == "s" and parts[-2].isdecimal()
    if many:
        parts.pop()
    for index, part in enumerate(parts):
        if part.isdecimal():
            said.append(_model_number(part))
        elif part != "-":
            said.append(" ".join(part) if _LETTERS.fullmatch(part) else part)
        elif (
            said
            and index + 1 < len(parts)
            and not (parts[index - 1].isdecimal() or parts[index + 1].isdecimal())
        ):
            said[-1] += "-"
    if many:
        said[-1] = plural(said[-1])
    return re.sub(r"- ", "-", " ".join(said))


def _version(match: re.Match[str]) -> str:
    parts = match["number"].split(".")
    said = " point ".join(amount(part) for part in parts)
    return f"version {said}" if match["v"] else said


def _number_sign(match: re.Match[str]) -> str:
    return f"number {amount(match['number'])}"


_COUNTED = re.compile(
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
    counted = _COUNTED.match(text, match.end())
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


_ROUND = {10: "tens", 100: "hundreds", 1000: "thousands"}
# What carries a number for a name: "Boeing seven forty-seven".
_NAMED = (
    "Boeing|Airbus|Flight|Route|Highway|Interstate|[Rr]oom|Channel|Area|Suite|Ste|Box|Apartment|Unit|"
    "Bus|Train|Porsche|Peugeot|localhost"
)


# "Section 230's authors": a name before the number owns what follows.
_OWNER = re.compile(r"\b(?!(?:The|His|Her|Their|My|Our|In|Early|Late|Mid)\b)[A-Z]\w*\s$")


def _plural(match: re.Match[str]) -> str | None:
    number = int(match["number"].replace(",", ""))
    if number > 999 and not match.group()[-2].isdigit():
        return None
    if (
        match.group()[-1] == "s"
        and match.group()[-2] in "'’"
        and _OWNER.search(match.string[: match.start()])
    ):
        return f"{cardinal(number)}{match.group()[-2:]}"
    if number in _ROUND:
        return _ROUND[number]
    return plural(pairs(str(number)) if 707 <= number <= 787 else cardinal(number))


def _secret(match: re.Match[str]) -> str:
    return f"{match['noun']} {digits(match['number'])}"


def _named(match: re.Match[str]) -> str:
    kind = f" {pairs(match['kind'])}" if match["kind"] else ""
    return f"{match['noun']} {pairs(match['number'])}{kind}"


# Capitals that stand before years, counts or standards said otherwise.
_NO_MODELS = frozenset({"ISO", "US", "UK", "EU", "UN", "AD", "BC", "CE", "PIN", "ZIP"})


def _standard(match: re.Match[str]) -> str | None:
    """Say a model's or a document's number as two: "RFC 2616", "GTX 1080"."""
    text, number = match.string, match["number"]
    name = re.split(r"\W", text[: match.start() - 1])[-1]
    if name in _NO_MODELS or not name.isupper() or 1900 <= int(number) < 2100:
        return None
    shouted = text.isupper() and text.count(" ") > 1
    return None if shouted or _COUNTED.match(text, match.end()) else pairs(number)


def _digits_spaced(match: re.Match[str]) -> str:
    return amount(re.sub(r"[\s\u00a0\u202f]", "", match.group()))


_LEFT = r"(?<![\w.,$£€/:-])"
_RIGHT = r"(?![\w/:%]|[.,]\d)"

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
    # 4111 1111 1111 1111
    Rule(
        re.compile(r"(?<![\w.,$£€/-])\d{4}(?:[ -]\d{4}){3}(?!\w|[.,-]\d)"),
        lambda m: ", ".join(digits(part) for part in re.split("[ -]", m.group())),
    ),
)
CODES = (
    # 802.11ax
    Rule(re.compile(r"(?<![\w.,])802\.11(?=[a-z]{0,2}\b)"), lambda m: "eight oh two eleven", "0."),
    # 1.2.3, v2.0
    Rule(
        re.compile(
            r"(?<![\w.,-])(?:(?P<v>[vV])\.?\s?(?=\d+\.\d))?(?P<number>\d+(?:\.\d+){2,}|(?<=[vV])\d+\.\d+)"
            r"(?![\w])"
        ),
        _version,
        "d.",
    ),
    Rule(re.compile(rf"(?<![\w&#])#\s?(?P<number>{WHOLE})\b"), _number_sign, "#"),
    # over-65s
    Rule(
        re.compile(
            r"\b(?P<prefix>(?:[Oo]ver|[Uu]nder|[Ss]ub|[Pp]re|[Pp]ost)-)(?P<number>\d{1,3})s\b"
        ),
        lambda m: f"{m['prefix']}{plural(cardinal(int(m['number'])))}",
        "d-",
    ),
    # 10s, 747s
    Rule(re.compile(r"(?<![\w.,$£€-])(?P<number>\d[\d,]*)['’]?s\b"), _plural, "0s"),
    Rule(
        re.compile(r"\b(?P<number>401|403|457|529)(?=\s?\(?[a-z]\b)"), lambda m: pairs(m["number"])
    ),
    Rule(
        re.compile(
            rf"\b(?P<noun>{_NAMED})\s(?P<number>\d{{3,4}})(?:-(?P<kind>\d{{2,4}}))?"
            r"(?![\w%]|[.,/-]\d)"
        ),
        _named,
        "d",
    ),
    # RFC 2616, GTX 1080
    Rule(
        re.compile(r"(?<=[A-Z][A-Z] )(?P<number>[1-9]\d{3})(?![\w%]|[.,/:-]\d)"),
        _standard,
    ),
    # CO₂
    Rule(
        re.compile(r"(?<![\w₀-₉])(?=[A-Za-z]+[₀-₉])(?:[A-Z][a-z]?[₀-₉]*){1,8}(?![\w₀-₉])"),
        lambda m: _spell(m.group().translate(_LOWERED)),
        "₀₁₂₃₄₅₆₇₈₉",
    ),
    # PIN 1234, ZIP code 90210
    Rule(
        re.compile(
            r"\b(?P<noun>(?:PIN|[Zz]ip|ZIP)(?: code)?|[Pp]ostcode|[Aa]rea code|[Pp]asscode)\s"
            r"(?P<number>\d{3,8})(?![\w%]|[.,/-]\d)"
        ),
        _secret,
        "d",
    ),
    # B2A23C, F-16, COVID-19, A321sam, 4G, x86
    Rule(
        re.compile(
            r"(?<![\w.,$£€@/-])(?=[\w-]*\d)(?=[\w-]*[^\W\d_¹²³⁰-⁹])(?:"
            r"[^\W\d_¹²³⁰-⁹]+-\d+(?:[^\W\d_¹²³⁰-⁹]{1,3})?(?:-\d+)*(?![\w]|[-.,]\d)"
            r"|(?:[^\W\d_¹²³⁰-⁹]+\d+|\d+[^\W\d_¹²³⁰-⁹]+)(?:[^\W\d_¹²³⁰-⁹]+|\d+)*(?![\w]|[.,]\d)"
            r"|[^\W_](?:-[^\W_])+(?![\w-]))"
        ),
        _code,
        "d",
    ),
    Rule(
        re.compile(r"(?<=[^\W\d_¹²³⁰-⁹])-(?P<number>\d+\.\d+)(?![\w]|[.,]\d)"),
        lambda m: f" {amount(m['number'])}",
        "0-",
    ),
)
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
