"""Other languages: what num2words and Babel carry.

Whole numbers, decimals, dates in figures, money with a sign or code, percentages and ordinals
written with a mark. A language that num2words does not know has no rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import table

_Words = Callable[[int | float, str], str]


@lru_cache(maxsize=16)
def rules(code: str) -> tuple[Rule, ...]:
    """Return a language's rules by its two-letter code; none where its numbers are unknown."""
    from num2words import CONVERTER_CLASSES

    data = table("other").get(code)
    if code not in CONVERTER_CLASSES or data is None:
        return ()
    group, point = re.escape(data["group"]), re.escape(data["point"])
    whole = rf"(?:\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)"
    number = rf"{whole}(?:{point}\d+)?"
    left, right = rf"(?<![\w{point}.,:/-])", r"(?![\w/]|[.,:]\d|-\d)"
    said = partial(_amount, code, data["group"], data["point"], data["comma"])
    signs = "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))
    found = [
        Rule(
            re.compile(
                r"(?<![\w./-])(?P<day>[0-3]?\d)(?P<sep>[./-])(?P<month>[01]?\d)(?P=sep)"
                r"(?P<year>[12]\d{3})(?![\w/-]|\.\d)"
            ),
            partial(_date, code, data["date"], data["first_day"]),
        ),
        Rule(
            re.compile(
                r"(?<![\w./-])(?P<year>[12]\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w-])"
            ),
            partial(_date, code, data["date"], data["first_day"]),
        ),
        Rule(
            re.compile(rf"{left}(?P<number>{number})[\s\u00a0\u202f]?(?P<sign>{signs})(?!\w)"),
            partial(_money, code, said),
        ),
        Rule(
            re.compile(rf"(?<![\w])(?P<sign>{signs})[\s\u00a0]?(?P<number>{number})(?!\w)"),
            partial(_money, code, said),
        ),
        Rule(
            re.compile(rf"{left}(?P<number>{number})[\s\u00a0\u202f]?%"),
            lambda m: f"{said(m['number'])} {data['percent']}",
        ),
    ]
    if data["ordinal"]:
        found.append(
            Rule(
                re.compile(rf"{left}(?P<number>\d+)(?:{data['ordinal']})(?!\w)"),
                partial(_nth, code),
            )
        )
    found.append(
        Rule(
            re.compile(rf"(?:(?:(?<=^)|(?<=\s))(?P<minus>[-−]))?{left}(?P<number>{number}){right}"),
            lambda m: said(f"-{m['number']}" if m["minus"] else m["number"]),
        )
    )
    return tuple(found)


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
    except (NotImplementedError, OverflowError, IndexError, KeyError):
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
    if len(fraction) <= 2 and fraction[0] != "0":
        return f"{said} {comma} {_words(code, int(fraction), 'cardinal')}"
    return f"{said} {comma} {' '.join(_words(code, int(d), 'cardinal') for d in fraction)}"


def _date(code: str, pattern: str, first_day: str, match: re.Match[str]) -> str | None:
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    from babel import Locale

    name = Locale(code).months["format"]["wide"][month]
    kind = "ordinal" if "{nth}" in pattern else "cardinal"
    day_words = first_day if day == 1 and first_day else _words(code, day, kind)
    year = _words(code, int(match["year"]), "year") or _words(code, int(match["year"]), "cardinal")
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
