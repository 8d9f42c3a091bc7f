"""Dates, years, decades, quarters and eras."""

from __future__ import annotations

import re

from publish.narration.spoken.endings import stop
from publish.narration.spoken.numbers import cardinal, ordinal, plural, year
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives, table

_MONTHS: dict[str, str] = {
    short: name.capitalize()
    for name, shorts in table("en_calendar")["months"].items()
    for short in (name, *shorts.split())
}
_NAMES = list(dict.fromkeys(_MONTHS.values()))
_WEEKDAYS: dict[str, str] = {
    short: name.capitalize()
    for name, shorts in table("en_calendar")["weekdays"].items()
    for short in (name, *shorts.split())
}
_I = re.IGNORECASE
_MONTH = rf"(?P<month>{alternatives(_MONTHS)})\b\.?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?P<year>1\d{3}|2\d{3})(?![\d%]|[.,]\d|-?year)"
_TO = r"\s?(?:-|–|—|to|and|&)\s?"
_WEEKDAY = rf"(?:(?P<weekday>{alternatives(k for k in _WEEKDAYS)})\b\.?,?\s)?"
_FROM_DAY = r"(?P<first>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_SHORT_YEAR = r"(?P<century>['’])(?P<short>\d\d)"

_IDIOMS = {
    "9/11": "nine eleven",
    "11/9": "eleven nine",
    "9-11": "nine eleven",
    "7/7": "seven seven",
    "24/7": "twenty-four seven",
    "24-7": "twenty-four seven",
    "50/50": "fifty-fifty",
    "50-50": "fifty-fifty",
    "20/20": "twenty twenty",
    "24/7/365": "twenty-four seven three sixty-five",
    "802.11": "eight oh two eleven",
}


def _weekday(match: re.Match[str]) -> str:
    name = match.groupdict().get("weekday")
    return f"{_WEEKDAYS[name.lower()]}, " if name else ""


def _tail(match: re.Match[str]) -> str:
    """Return the comma and the year of a match that may have them."""
    groups = match.groupdict()
    written = groups.get("year") or groups.get("short")
    if not written:
        return ""
    comma = "," if match["comma"] else ""
    spoken = year(int(written)) if len(written) == 4 else _two_digits(written)
    return f"{comma} {spoken}"


def _two_digits(written: str) -> str:
    return f"oh {cardinal(int(written))}" if written[0] == "0" else cardinal(int(written))


def _month_day(match: re.Match[str]) -> str | None:
    month = _month(match)
    if not month:
        return None
    first = match["first"]
    span = f"{ordinal(int(first))} to " if first else ""
    return f"{_weekday(match)}{month} {span}{ordinal(int(match['day']))}{_tail(match)}"


def _day_month(match: re.Match[str]) -> str | None:
    month = _month(match)
    if not month:
        return None
    first = match["first"]
    span = f"{ordinal(int(first))} to " if first else ""
    the = "" if match.string[: match.start()].lower().endswith("the ") else "the "
    day = f"{the}{span}{ordinal(int(match['day']))} of {month}"
    return f"{_weekday(match)}{day}{_tail(match)}"


def _month(match: re.Match[str]) -> str | None:
    """Return the month's full name, unless the word is another one: "may", "mar", "dec"."""
    written = match["month"]
    alone = match.group().strip() == match.string.strip(" .")
    if written in ("may", "march", "mar") and not (match["year"] or match["suffix"] or alone):
        return None
    return _MONTHS[written.lower()]


def _month_year(match: re.Match[str]) -> str:
    return f"{_MONTHS[match['month'].lower()]}{match['comma']} {year(int(match['year']))}"


def _short_month(match: re.Match[str]) -> str | None:
    if not match["month"][0].isupper() or match["month"].lower() in _IGNORED_SHORT:
        return None
    rest = match.string[match.end() :]
    if match.group().endswith(".") and not rest.strip(" \"'”’)"):
        return _MONTHS[match["month"].lower()] + "."
    return _MONTHS[match["month"].lower()]


_IGNORED_SHORT = frozenset({"mar", "may", "jun", "jul"})


def _numeric(match: re.Match[str]) -> str | None:
    first, second, written = int(match["a"]), int(match["b"]), match["year"]
    if match["sep"] == "." and len(written) == 2:
        return None
    month, day = (first, second) if first <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    spoken = year(int(written)) if len(written) == 4 else _two_digits(written)
    if first > 12:
        return f"the {ordinal(day)} of {_NAMES[month - 1]} {spoken}"
    return f"{_NAMES[month - 1]} {ordinal(day)} {spoken}"


def _iso(match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"the {ordinal(day)} of {_NAMES[month - 1]} {year(int(match['year']))}"


def _month_slash_day(match: re.Match[str]) -> str | None:
    month, day = int(match["a"]), int(match["b"])
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{_NAMES[month - 1]} {ordinal(day)}"


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


def _short_decade(match: re.Match[str]) -> str:
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
    if int(second) <= first % 100 and second != "00":
        return None
    return f"{year(first)} to {_two_digits(second)}"


def _season(match: re.Match[str]) -> str | None:
    first, second = int(match["year"]), match["second"]
    if int(second) != (first + 1) % 100:
        return None
    return f"{year(first)} {_two_digits(second)}"


def _era(match: re.Match[str]) -> str:
    written = match["number"]
    said = year(int(written)) if len(written) == 4 else cardinal(int(written.replace(",", "")))
    until = match["second"]
    span = f" to {cardinal(int(until))}" if until else ""
    return f"{said}{span} {' '.join(match['era'].replace('.', ''))}{stop(match)}"


def _era_first(match: re.Match[str]) -> str:
    return f"{' '.join(match['era'].replace('.', ''))} {year(int(match['number']))}"


def _fiscal(match: re.Match[str]) -> str:
    written = match["year"]
    said = year(int(written)) if len(written) == 4 else cardinal(int(written))
    return f"{' '.join(match['name'])} {said}"


def _apostrophe_year(match: re.Match[str]) -> str:
    return _two_digits(match["short"])


_COMMA_YEAR = rf"(?:(?P<comma>,?)[\s-](?:{_YEAR}|{_SHORT_YEAR}(?!\d)))?"
_BARE_SLASH = r"(?P<a>1[0-2]|0?[1-9])/(?P<b>3[01]|[12]\d|0?[1-9])"

RULES = (
    Rule(
        re.compile(rf"(?<![\w/.,$£€-])(?:{alternatives(_IDIOMS)})(?![\w/%]|[.,-]\d)"),
        lambda m: _IDIOMS[m.group()],
    ),
    # 2012-01-05, 2012/1/5, 2012.01.05
    Rule(
        re.compile(
            r"(?<![\w./-])(?P<year>[12]\d{3})(?P<sep>[-/.])(?P<month>[01]?\d)(?P=sep)"
            r"(?P<day>[0-3]?\d)(?![\w/-]|\.\d)"
        ),
        _iso,
    ),
    # 10/06/2005, 04.24.2020, 1-2-99
    Rule(
        re.compile(
            r"(?<![\w./-])(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep)"
            r"(?P<year>[12]\d{3}|\d\d)(?![\w/-]|\.\d)"
        ),
        _numeric,
    ),
    # Tue., Nov. 3-5, 2020
    Rule(
        re.compile(
            rf"\b{_WEEKDAY}{_MONTH}[ \u00a0](?:{_FROM_DAY}{_TO})?{_DAY}"
            rf"(?P<suffix>st|nd|rd|th)?(?![\w%]|[.,:]\d|[-/]\w){_COMMA_YEAR}",
            _I,
        ),
        _month_day,
    ),
    # the 3rd of November 2020, 3-5 Nov
    Rule(
        re.compile(
            rf"(?<![\w.,:$£€/-]){_WEEKDAY}(?:{_FROM_DAY}{_TO})?{_DAY}(?P<suffix>st|nd|rd|th)?"
            rf"[ \u00a0-](?:of )?{_MONTH}(?!\w|-\D){_COMMA_YEAR}",
            _I,
        ),
        _day_month,
    ),
    # November 2020
    Rule(re.compile(rf"\b{_MONTH}(?P<comma>,?)[ \u00a0]{_YEAR}(?![-–/]\d)", _I), _month_year),
    # Tu (2/22), on 4/5, ~1/24
    Rule(
        re.compile(
            rf"(?:(?<=\bon )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=[a-z]\. \()|(?<=[a-z] \()"
            rf"|(?<=day )|(?<=day, )|(?<![\w~])~){_BARE_SLASH}(?![\w/%]|[.,]\d)"
        ),
        _month_slash_day,
    ),
    Rule(
        re.compile(
            r"(?<![\w.,$£€])(?P<mid>mid-)?(?P<decade>1[1-9]\d0|20\d0)\s?['’]?s"
            r"(?:\s?[-–—]\s?['’]?(?P<second>\d0|[12]\d\d0)['’]?s)?\b"
        ),
        _decade,
    ),
    Rule(
        re.compile(r"(?<![\w.,$£€])['’‘]?(?P<decade>[1-9]0)['’]?s\b(?!-)"),
        _short_decade,
    ),
    Rule(
        re.compile(r"\b(?P<n>[1-4])(?P<part>[QqHh])[ ']?(?P<year>(?:20)?\d\d)\b"),
        _quarter,
    ),
    Rule(re.compile(r"\b(?P<name>FY|CY)\s?['’]?(?P<year>(?:19|20)?\d\d)\b"), _fiscal),
    Rule(
        re.compile(
            r"(?<![\w.,])(?P<number>\d{1,3},\d{3}|\d{1,4})(?:\s?[-–]\s?(?P<second>\d{1,4}))?"
            r"\s?(?P<era>B\.?C\.?E?\b\.?|C\.?E\b\.?|A\.?D\b\.?|BP\b)"
        ),
        _era,
    ),
    Rule(
        re.compile(r"\b(?P<era>A\.?D)\.?\s(?P<number>\d{1,4})\b"),
        _era_first,
    ),
    Rule(
        re.compile(
            r"(?<![\w.,$£€/-])(?P<year>1[1-9]\d\d|20\d\d)\s?[-–—]\s?(?P<second>\d{4}|\d\d)"
            r"(?![\w/%-]|[.,]\d)"
        ),
        _years,
    ),
    Rule(
        re.compile(
            r"(?<![\w.,$£€/-])(?P<year>1[89]\d\d|20\d\d)/(?P<second>\d\d)(?![\w/%-]|[.,]\d)"
        ),
        _season,
    ),
    Rule(
        re.compile(r"(?<![\w\"“.,$£€])['’](?P<short>\d\d)(?![\w'’\"”-]|[.,]\d)"),
        _apostrophe_year,
    ),
)
_DAY_NAMES = rf"{alternatives(d.capitalize() for d in _WEEKDAYS)}"

SHORT_NAMES = (
    # Mon-Fri
    Rule(
        re.compile(rf"\b(?P<a>{_DAY_NAMES})\.?\s?[-–]\s?(?P<b>{_DAY_NAMES})(?![\w-])"),
        lambda m: f"{_WEEKDAYS[m['a'].lower()]} to {_WEEKDAYS[m['b'].lower()]}",
        "-–",
    ),
    Rule(
        re.compile(
            rf"\b(?P<month>{alternatives(m.capitalize() for m in _MONTHS if len(m) < 5)})"
            r"\.(?!\w)"
        ),
        _short_month,
        ".",
    ),
    Rule(
        re.compile(
            r"(?:(?<=^)|(?<=\s)|(?<=\())"
            rf"(?P<day>{alternatives(d.capitalize() for d in _WEEKDAYS if len(d) < 6)})\.(?=,| \w)"
        ),
        lambda m: _WEEKDAYS[m["day"].lower()],
        ".",
    ),
)
