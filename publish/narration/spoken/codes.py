"""Models, versions, codes and other numbers that are names."""

from __future__ import annotations

import re

from publish.narration.spoken.counts import COUNTED
from publish.narration.spoken.numbers import (
    WHOLE,
    amount,
    cardinal,
    digits,
    pairs,
    plural,
    year,
)
from publish.narration.spoken.rule import Rule

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


_ROUND = {10: "tens", 100: "hundreds", 1000: "thousands"}
# What carries a number for a name: "Boeing seven forty-seven".
_NAMED = (
    "Boeing|Airbus|Flight|Route|Highway|Interstate|[Rr]oom|Channel|Area|Suite|Ste|Box|Apartment|Unit|"
    "Bus|Train|Porsche|Peugeot|localhost"
)


# "Section 230's authors": a name before the number owns what follows.
_OWNER = re.compile(r"\b(?!(?:The|His|Her|Their|My|Our|In|Early|Late|Mid)\b)[A-Z]\w*\s$")


def _ers(match: re.Match[str]) -> str:
    """Return "forty-niners", "seventy-sixers"."""
    return f"{cardinal(int(match['number'])).removesuffix('e')}ers"


def _lineage(match: re.Match[str]) -> str:
    letters, *numbers = match.group().split(".")
    return " point ".join((f"{letters} {amount(numbers[0])}", *map(amount, numbers[1:])))


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
    return None if shouted or COUNTED.match(text, match.end()) else pairs(number)


CODES = (
    # 4111 1111 1111 1111
    Rule(
        re.compile(r"(?<![\w.,$£€/-])\d{4}(?:[ -]\d{4}){3}(?!\w|[.,-]\d)"),
        lambda m: ", ".join(digits(part) for part in re.split("[ -]", m.group())),
    ),
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
    # the 49ers
    Rule(re.compile(r"(?<![\w.,$£€-])(?P<number>\d\d)ers\b"), _ers, "0e"),
    # B.1.1.7
    Rule(re.compile(r"(?<![\w.,-])[A-Z]{1,2}(?:\.\d{1,3}){2,}(?![\w]|[.,]\d)"), _lineage, "d."),
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
