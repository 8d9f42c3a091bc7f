"""Other languages: what num2words and Babel carry.

Whole numbers and decimals; and where ``data/other.toml`` has a row, dates in figures, money with a
sign or code, percentages and ordinals with a mark. What num2words does not know has no rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import table


@lru_cache(maxsize=16)
def rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a BCP 47 language; none where its numbers are unknown.

    A country's own words hold where num2words has them ("pt-BR", "fr-CH").
    """
    from num2words import CONVERTER_CLASSES

    parts = language.replace("_", "-").split("-")
    code = parts[0].lower()
    country = f"{code}_{parts[-1].upper()}"
    if code not in CONVERTER_CLASSES:
        return ()
    speaker = country if country in CONVERTER_CLASSES else code
    data = table("other").get(code) or _bare(code)
    group, point = re.escape(data["group"]), re.escape(data["point"])
    whole = rf"(?:\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)"
    number = rf"{whole}(?:{point}\d+)?"
    left, right = rf"(?<![\w{point}.,:/-])", r"(?![\w/]|[.,:]\d|-\d)"
    said = partial(_amount, speaker, data["group"], data["point"], data["comma"])
    found: list[Rule] = []
    if data["date"]:
        date = partial(_date, code, speaker, data["date"], data["first_day"])
        found += [Rule(pattern, date) for pattern in _DATES]
    if data["percent"]:
        signs = "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))
        money = partial(_money, code, said)
        found += [
            Rule(
                re.compile(rf"{left}(?P<number>{number})[\s\u00a0\u202f]?(?P<sign>{signs})(?!\w)"),
                money,
            ),
            Rule(
                re.compile(rf"(?<![\w])(?P<sign>{signs})[\s\u00a0]?(?P<number>{number})(?!\w)"),
                money,
            ),
            Rule(
                re.compile(rf"{left}(?P<number>{number})[\s\u00a0\u202f]?%"),
                lambda m: f"{said(m['number'])} {data['percent']}",
            ),
        ]
    if data["ordinal"]:
        pattern = re.compile(rf"{left}(?P<number>\d+)(?:{data['ordinal']})(?!\w)")
        found.append(Rule(pattern, partial(_nth, speaker)))
    found.append(
        Rule(
            re.compile(rf"(?:(?:(?<=^)|(?<=\s))(?P<minus>[-−]))?{left}(?P<number>{number}){right}"),
            lambda m: said(f"-{m['number']}" if m["minus"] else m["number"]),
        )
    )
    return tuple(found)


def _bare(code: str) -> dict[str, str]:
    """Return what is known of a language without a row in the table: how it writes numbers."""
    from babel import Locale, UnknownLocaleError

    try:
        symbols = Locale.parse(code).number_symbols["latn"]
    except (UnknownLocaleError, KeyError, ValueError):
        symbols = {"group": ",", "decimal": "."}
    known = {"group": symbols["group"], "point": symbols["decimal"]}
    return {**dict.fromkeys(("comma", "percent", "ordinal", "date", "first_day"), ""), **known}


_DATES = (
    re.compile(
        r"(?<![\w./-])(?P<day>[0-3]?\d)(?P<sep>[./-])(?P<month>[01]?\d)(?P=sep)"
        r"(?P<year>[12]\d{3})(?![\w/-]|\.\d)"
    ),
    re.compile(r"(?<![\w./-])(?P<year>[12]\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w-])"),
)
_SIGNS = {
    "€": "EUR",
    "$": "USD",
    "US$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "R$": "BRL",
    "₹": "INR",
    "EUR": "EUR",
    "USD": "USD",
    "CHF": "CHF",
    "zł": "PLN",
    "Kč": "CZK",
    "₽": "RUB",
    "₺": "TRY",
    "₴": "UAH",
}


@lru_cache(maxsize=8192)
def _words(code: str, number: int | float, kind: str) -> str:
    from num2words import num2words

    try:
        return str(num2words(number, lang=code, to=kind))
    except (NotImplementedError, OverflowError, LookupError, TypeError, ValueError):
        return ""


def _amount(code: str, group: str, point: str, comma: str, written: str) -> str | None:
    """Return a written number in words; None where num2words can't say it."""
    minus = written.startswith(("-", "−"))
    whole, _, fraction = written.lstrip("-−").partition(point)
    whole = re.sub(f"[{re.escape(group)}]", "", whole)
    if len(whole) > 15 or (len(whole) > 1 and whole[0] == "0"):
        said = " ".join(_words(code, int(digit), "cardinal") for digit in whole)
    else:
        said = _words(code, -int(whole) if minus else int(whole), "cardinal")
    if not said:
        return None
    if not fraction:
        return said
    if not comma:
        return _words(code, float(f"{'-' if minus else ''}{whole}.{fraction}"), "cardinal") or None
    if len(fraction) <= 2 and fraction[0] != "0":
        return f"{said} {comma} {_words(code, int(fraction), 'cardinal')}"
    return f"{said} {comma} {' '.join(_words(code, int(d), 'cardinal') for d in fraction)}"


def _date(
    code: str, speaker: str, pattern: str, first_day: str, match: re.Match[str]
) -> str | None:
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    from babel import Locale

    name = Locale(code).months["format"]["wide"][month]
    kind = "ordinal" if "{nth}" in pattern else "cardinal"
    day_words = first_day if day == 1 and first_day else _words(speaker, day, kind)
    number = int(match["year"])
    year = _words(speaker, number, "year") or _words(speaker, number, "cardinal")
    return pattern.replace("{nth}", "{day}").format(day=day_words, month=name, year=year)


def _money(code: str, said: Callable[[str], str | None], match: re.Match[str]) -> str | None:
    from babel.numbers import get_currency_name

    words = said(match["number"])
    if words is None:
        return None
    count = 1 if match["number"] == "1" else 2
    return f"{words} {get_currency_name(_SIGNS[match['sign']], count, locale=code)}"


def _nth(code: str, match: re.Match[str]) -> str | None:
    return _words(code, int(match["number"]), "ordinal") or None
