"""Amounts of money: "$3.2bn", "£5-10m", "20 EUR", "50p"."""

from __future__ import annotations

import re

from publish.narration.spoken.endings import describes
from publish.narration.spoken.numbers import (
    NUMBER,
    SCALE_WORDS,
    amount,
    cardinal,
    digits,
    pairs,
)
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives, table

_Name = tuple[str, str, str, str]


def _names() -> tuple[dict[str, _Name], dict[str, _Name]]:
    before: dict[str, _Name] = {}
    codes: dict[str, _Name] = {}
    for row in table("en_money")["currency"]:
        one, many, minor, minors = row["name"]
        name = (one, many, minor, minors)
        before.update(dict.fromkeys(row["marks"], name))
        codes.update(dict.fromkeys(row["codes"], name))
    return before, codes


_BEFORE, _CODES = _names()
_AFTER = {**{m: n for m, n in _BEFORE.items() if not m.isalpha() or m in ("kr", "zł", "Kč")}}
_AFTER.update(_CODES)
_MARK = rf"(?P<mark>{alternatives({**_BEFORE, **_CODES})})"
_WORD = {w for w in SCALE_WORDS if len(w) > 3}
_SCALE = (
    rf"(?:[\s-]?(?P<scale>(?i:{alternatives(_WORD)}|bn|mn|mil|mln|trn|tn)|[kKmMbBtT])(?![^\W_]))?"
)
# Codes that say whose dollars they are, beside the sign: "$20 CAD".
_DOLLARS = tuple(code for code, name in _CODES.items() if "dollar" in name[0])
_PER = {
    "wk": "week",
    "hr": "hour",
    "h": "hour",
    "mo": "month",
    "mth": "month",
    "yr": "year",
    "sq ft": "square foot",
    "kg": "kilogram",
    "lb": "pound",
    "oz": "ounce",
    "gal": "gallon",
    "bbl": "barrel",
    "kWh": "kilowatt hour",
    "MWh": "megawatt hour",
    "mi": "mile",
    "km": "kilometer",
    "ea": "each",
}
_PER_UNIT = rf"(?:\s?/\s?(?P<per>{alternatives(_PER)}|[a-z]{{3,}})\b)?"
_MINUS = r"(?P<minus>(?<!\w)[-−–])?"


def _said(number: str, scale: str | None, name: _Name, singular: bool = False) -> str:
    """Return an amount in words with its currency, which is one's before a noun it describes."""
    one, many, minor, minors = name
    if len(number) > 3 and number[-3] == ",":
        number = number.replace(",", ".")
    if singular and (scale or "." not in number):
        many = one
    if scale:
        return f"{amount(number)} {SCALE_WORDS[scale.lower()]} {many}"
    whole, point, fraction = number.replace(",", "").partition(".")
    if not point:
        value = int(whole)
        return f"{amount(number)} {one if value == 1 else many}"
    fraction = fraction.rstrip("0")
    if not minor and fraction:
        return f"{amount(number)} {many}"
    if len(fraction) > 2:
        return f"{amount(whole or '0')} point {digits(fraction)} {many}"
    hundredths = int(fraction.ljust(2, "0"))
    units = int(whole or 0)
    said = []
    if units or not hundredths:
        said.append(f"{cardinal(units)} {one if units == 1 else many}")
    if hundredths:
        said.append(f"{cardinal(hundredths)} {minor if hundredths == 1 else minors}")
    return " ".join(said)


def _tail(match: re.Match[str]) -> str:
    per = match["per"]
    if not per:
        return ""
    unit = _PER.get(per, per)
    return " each" if unit == "each" else f" per {unit}"


def _amount(match: re.Match[str]) -> str | None:
    mark = match["mark"]
    code = match["code"] or match["code2"]
    name = (_CODES[code] if code and mark == "$" else None) or _BEFORE.get(mark) or _CODES[mark]
    minus = "minus " if match["minus"] or match["minus2"] else ""
    return minus + _said(match["number"], match["scale"], name, describes(match)) + _tail(match)


def _range(match: re.Match[str]) -> str:
    name = _BEFORE.get(match["mark"]) or _CODES[match["mark"]]
    first, scale = match["first"], match["scale1"] or match["scale"]
    second = _said(match["number"], match["scale"], name, describes(match))
    if match["scale1"] and match["scale1"] != match["scale"]:
        low = f"{amount(first)} {SCALE_WORDS[match['scale1'].lower()]}"
    elif "." in first and not scale:
        low = _said(first, None, name)
    else:
        low = amount(first)
    return f"{low} to {second}{_tail(match)}"


def _after(match: re.Match[str]) -> str:
    name = _AFTER[match["mark"]]
    return _said(match["number"], match["scale"], name) + _tail(match)


_LINES = frozenset(table("en_money")["lines"].split())


def _pence(match: re.Match[str]) -> str | None:
    number = match["number"]
    if match["unit"] == "c" and "." in number:
        return None
    if match["unit"] == "p" and number in _LINES:
        return f"{pairs(number)} p"
    one, many = ("penny", "pence") if match["unit"] == "p" else ("cent", "cents")
    return f"{amount(number)} {one if number == '1' else many}"


def _names_alone(match: re.Match[str]) -> str | None:
    signs, after = match.group(), match.string[match.end() :]
    code = signs == "$" and (after[:1].isalpha() or after[:1] in tuple("_({."))
    if code or (len(signs) > 1 and len(set(signs)) == 1):
        return None
    names = {**{m: n[0] for m, n in _BEFORE.items()}, "#": "hash", "%": "percent", "/": "slash"}
    return " ".join(names[c] for c in match.group())


_ROUND = {"10": "tens", "100": "hundreds", "1000": "thousands"}


def _round_sums(match: re.Match[str]) -> str:
    said = _ROUND[match["number"].replace(",", "")]
    many = f"{said} of {match['scale']}" if match["scale"] else said
    return f"{many} of {_BEFORE[match['mark']][1]}"


_SIGNS = "".join(re.escape(m) for m in _BEFORE if len(m) == 1 and not m.isalpha())

RULES = (
    # $100s of millions
    Rule(
        re.compile(
            r"(?<![\w$£€])(?P<mark>[$£€])(?P<number>10|100|1,?000)s\b(?:\sof\s(?P<scale>\w+s)\b(?!\s[a-z]+s\b))?"
        ),
        _round_sums,
        "0$£€",
    ),
    # $5-10 million, £1.5m-£2m
    Rule(
        re.compile(
            rf"(?<![\w$£€¥]){_MARK}\s?(?P<first>{NUMBER})\s?(?P<scale1>(?i:bn|mn|tn)|[kKmMbBtT])?"
            rf"(?:\s?[-–—]\s?(?:(?P=mark)\s?)?|\sto\s)(?P<number>{NUMBER}){_SCALE}"
            rf"{_PER_UNIT}(?![\w]|[.,]\d)"
        ),
        _range,
        "d",
    ),
    Rule(
        re.compile(
            rf"(?<![A-Za-z0-9$£€¥])(?:(?P<code2>{alternatives(_DOLLARS)})\s(?=\$))?{_MINUS}{_MARK}\s?(?P<minus2>[-−])?(?P<number>\d{{1,3}},\d\d(?![\d,])|{NUMBER}){_SCALE}"
            rf"(?:\s(?P<code>{alternatives(_DOLLARS)})\b)?{_PER_UNIT}"
        ),
        _amount,
        "d",
    ),
    # 20 EUR, 3,50 €, 5 bn USD
    Rule(
        re.compile(
            rf"(?<![\w.,])(?P<number>{NUMBER}){_SCALE}\s?(?P<mark>{alternatives(_AFTER)})"
            rf"(?![\w$£€]){_PER_UNIT}"
        ),
        _after,
    ),
    # 50p, 25¢
    Rule(
        re.compile(rf"(?<![\w.,$£€#-])(?P<number>{NUMBER})(?P<unit>p|¢|c)(?![\w.]\w|\w)"),
        _pence,
        "0pc¢",
    ),
    # a sign on its own, and signs in a row
    Rule(
        re.compile(rf"(?<![{_SIGNS}])[/#%{_SIGNS}]*[{_SIGNS}][/#%{_SIGNS}]*(?!\s?\d)"),
        _names_alone,
        "$£€¥₩₹₽₿",
    ),
)
