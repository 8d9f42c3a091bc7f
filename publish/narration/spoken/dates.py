"""Dates: a day of a month, in figures and in words, and spans of them."""

from __future__ import annotations

import re

from publish.narration.spoken.endings import stop
from publish.narration.spoken.numbers import ordinal, short_year, year
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives, table

_MONTHS: dict[str, str] = {
    short: name.capitalize()
    for name, shorts in table("en_calendar")["months"].items()
    for short in (name, *shorts.split())
}
#: The months in their order.
NAMES = tuple(dict.fromkeys(_MONTHS.values()))
_WEEKDAYS: dict[str, str] = {
    short: name.capitalize()
    for name, shorts in table("en_calendar")["weekdays"].items()
    for short in (name, *shorts.split())
}
_I = re.IGNORECASE
_MONTH = rf"(?P<month>{alternatives(_MONTHS)})\b\.?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?P<year>1\d{3}|2\d{3})(?![\d%]|[.,]\d|-?year)"
_TO = r"(?P<joiner>\s?(?:-|–|—|to|and|&)\s?)"
_WEEKDAY = rf"(?:(?P<weekday>{alternatives(k for k in _WEEKDAYS)})\b\.?,?\s)?"
_FROM_DAY = r"(?P<first>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_SHORT_YEAR = r"(?P<century>['’])(?P<short>\d\d)"

# Parts that a fraction in a sentence commonly has at most.
_MOST_PARTS = 12
_IDIOMS = {
    "9/11": "nine eleven",
    "11/9": "eleven nine",
    "7/7": "seven seven",
    "24/7": "twenty-four seven",
    "24-7": "twenty-four seven",
    "50/50": "fifty-fifty",
    "50-50": "fifty-fifty",
    "20/20": "twenty twenty",
    "24/7/365": "twenty-four seven three sixty-five",
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
    spoken = year(int(written)) if len(written) == 4 else short_year(written)
    return f"{comma} {spoken}"


def _month_day(match: re.Match[str]) -> str | None:
    month = _month(match)
    if not month:
        return None
    span = _first_day(match)
    return f"{_weekday(match)}{month} {span}{ordinal(int(match['day']))}{_tail(match)}"


def _first_day(match: re.Match[str]) -> str:
    first = match["first"]
    if not first:
        return ""
    joiner = "and" if match["joiner"].strip() in ("and", "&") else "to"
    return f"{ordinal(int(first))} {joiner} "


def _two_months(match: re.Match[str]) -> str:
    first = f"{_MONTHS[match['month1'].lower()]} {ordinal(int(match['first']))}"
    second = f"{_MONTHS[match['month'].lower()]} {ordinal(int(match['day']))}"
    return f"{first} to {second}{_tail(match)}"


def _two_months_after(match: re.Match[str]) -> str:
    first = f"the {ordinal(int(match['first']))} of {_MONTHS[match['month1'].lower()]}"
    second = f"the {ordinal(int(match['day']))} of {_MONTHS[match['month'].lower()]}"
    return f"{first} to {second}{_tail(match)}{stop(match)}"


def _day_month(match: re.Match[str]) -> str | None:
    month = _month(match)
    if not month:
        return None
    span = _first_day(match)
    the = "" if match.string[: match.start()].lower().endswith("the ") else "the "
    day = f"{the}{span}{ordinal(int(match['day']))} of {month}"
    return f"{_weekday(match)}{day}{_tail(match)}{stop(match)}"


def _month(match: re.Match[str]) -> str | None:
    """Return the month's full name, unless the word is another one: "may", "mar", "dec"."""
    written = match["month"]
    alone = match.group().strip() == match.string.strip(" .")
    if written in ("may", "march", "mar") and not (match["year"] or match["suffix"] or alone):
        return None
    return _MONTHS[written.lower()]


def _month_year(match: re.Match[str]) -> str:
    written = match["year"]
    said = year(int(written)) if written else short_year(match["short"])
    return f"{_MONTHS[match['month'].lower()]}{match['comma']} {said}"


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
    spoken = year(int(written)) if len(written) == 4 else short_year(written)
    if first > 12:
        return f"the {ordinal(day)} of {NAMES[month - 1]} {spoken}"
    return f"{NAMES[month - 1]} {ordinal(day)} {spoken}"


def _iso(match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"the {ordinal(day)} of {NAMES[month - 1]} {year(int(match['year']))}"


_DAY_BEFORE = re.compile(r"(?:\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\w*,? ?\(?|\bon |~)$")


def _month_slash_day(match: re.Match[str]) -> str | None:
    """Say "on 4/5" and "(2/22)", but not "by 2/3", which may be a fraction."""
    month, day = int(match["a"]), int(match["b"])
    text = match.string
    plain = day <= _MOST_PARTS and not _DAY_BEFORE.search(text[: match.start()])
    if text.startswith(" of", match.end()) or (plain and not match.group().startswith("~")):
        return None
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{NAMES[month - 1]} {ordinal(day)}"


_COMMA_YEAR = rf"(?:(?P<comma>,?)[\s-](?:{_YEAR}|{_SHORT_YEAR}(?!\d)))?"
_BARE_SLASH = r"(?P<a>1[0-2]|0?[1-9])/(?P<b>3[01]|[12]\d|0?[1-9])"

RULES = (
    Rule(
        re.compile(rf"(?<![\w/.,$£€-])(?:{alternatives(_IDIOMS)})(?![\w/%]|[.,-]\d)"),
        lambda m: _IDIOMS[m.group()],
        "0/-",
    ),
    # 2012-01-05, 2012/1/5, 2012.01.05
    Rule(
        re.compile(
            r"(?<![\w./-])(?P<year>[12]\d{3})(?P<sep>[-/.])(?P<month>[01]?\d)(?P=sep)"
            r"(?P<day>[0-3]?\d)(?![\w/-]|\.\d)"
        ),
        _iso,
        "0-/.",
    ),
    # 10/06/2005, 04.24.2020, 1-2-99
    Rule(
        re.compile(
            r"(?<![\w./-])(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep)"
            r"(?P<year>[12]\d{3}|\d\d)(?![\w/-]|\.\d)"
        ),
        _numeric,
        "0-/.",
    ),
    # 07/2008
    Rule(
        re.compile(r"(?<![\w./-])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/-]|\.\d)"),
        lambda m: f"{NAMES[int(m['month']) - 1]} {year(int(m['year']))}",
        "0/",
    ),
    # Feb. 28-March 2
    Rule(
        re.compile(
            rf"\b(?P<month1>{alternatives(_MONTHS)})\.?\s(?P<first>\d\d?)\s?[-–]\s?{_MONTH}\s{_DAY}"
            rf"(?![\w%]|[.,:]\d){_COMMA_YEAR}",
            _I,
        ),
        _two_months,
        "M",
    ),
    # 31 December-1 January
    Rule(
        re.compile(
            rf"(?<![\w.,:$£€/-])(?P<first>\d\d?)(?:st|nd|rd|th)?\s(?P<month1>{alternatives(_MONTHS)})\.?"
            rf"\s?[-–]\s?{_DAY}(?:st|nd|rd|th)?\s{_MONTH}(?!\w){_COMMA_YEAR}",
            _I,
        ),
        _two_months_after,
        "M",
    ),
    # Tue., Nov. 3-5, 2020
    Rule(
        re.compile(
            rf"\b{_WEEKDAY}{_MONTH}[ \u00a0](?:{_FROM_DAY}{_TO})?{_DAY}"
            rf"(?P<suffix>st|nd|rd|th)?(?![\w%]|[.,:]\d|[-/]\w){_COMMA_YEAR}",
            _I,
        ),
        _month_day,
        "M",
    ),
    # the 3rd of November 2020, 3-5 Nov
    Rule(
        re.compile(
            rf"(?<![\w.,:$£€/-]){_WEEKDAY}(?:{_FROM_DAY}{_TO})?{_DAY}(?P<suffix>st|nd|rd|th)?"
            rf"[ \u00a0-](?:of )?{_MONTH}(?!\w|-\D){_COMMA_YEAR}",
            _I,
        ),
        _day_month,
        "M",
    ),
    # Dec. 31, 1999-Jan. 1, 2000
    Rule(
        re.compile(
            r"(?<=\d\d\d\d)\s?[-–]\s?"
            rf"(?=(?:{alternatives(m.capitalize() for m in _MONTHS)})\b\.?\s\d)"
        ),
        lambda m: " to ",
        "M",
    ),
    # November 2020
    Rule(
        re.compile(
            rf"\b{_MONTH}(?P<comma>,?)[ \u00a0-](?:{_YEAR}|['’](?P<short>\d\d)\b)(?![-–/]\d)", _I
        ),
        _month_year,
        "M",
    ),
    # Tu (2/22), on 4/5, ~1/24
    Rule(
        re.compile(
            rf"(?:(?<=\bon )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=[a-z]\. \()|(?<=[a-z] \()"
            rf"|(?<=day )|(?<=day, )|(?<![\w~])~){_BARE_SLASH}(?![\w/%]|[.,]\d)"
        ),
        _month_slash_day,
        "0/~",
    ),
)

_DAY_NAMES = alternatives(d.capitalize() for d in (*_WEEKDAYS, *_MONTHS) if d != "may")
_FULL_NAMES = {**_WEEKDAYS, **_MONTHS}

SHORT_NAMES = (
    # Mon-Fri
    Rule(
        re.compile(rf"\b(?P<a>{_DAY_NAMES})\.?\s?[-–]\s?(?P<b>{_DAY_NAMES})(?![\w-])"),
        lambda m: f"{_FULL_NAMES[m['a'].lower()]} to {_FULL_NAMES[m['b'].lower()]}",
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
    # from Mon. to Fri.
    Rule(
        re.compile(
            r"(?P<before>\b(?:to|and|or|on|through|from|every|until|next|last|this)\s)"
            rf"(?P<day>{alternatives(d.capitalize() for d in _WEEKDAYS if len(d) < 6)})\."
            r"(?=[\"”’)]*$)"
        ),
        lambda m: f"{m['before']}{_WEEKDAYS[m['day'].lower()]}.",
        ".",
    ),
)
