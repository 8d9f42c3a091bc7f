"""Times of day, spans of them, and durations."""

from __future__ import annotations

import re

from publish.narration.spoken.endings import stop
from publish.narration.spoken.numbers import amount, cardinal, digits
from publish.narration.spoken.rule import Rule

_HOUR = r"(?P<hour>[01]?\d|2[0-4])"
_MINUTE = r"(?P<minute>[0-5]\d)"
_ZONES = (
    "EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|AKST|HST|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|IST|"
    "JST|KST|AEST|AEDT|ACST|AWST|NZST|NZDT|SGT|HKT|WAT|SAST"
)
_ZONE = rf"(?:\s(?P<zone>(?i:{_ZONES})|(?i:[ecmp]\.[sd]?\.?t))\b)?"
_TO = r"\s?(?:-|–|—|to)\s?"


def clock(hour: str, minute: str | None, half: bool) -> str:
    """Return a time's words; a whole hour without AM or PM is "o'clock"."""
    said = cardinal(int(hour))
    number = int(minute or 0)
    if not number:
        return said if half or minute is None else f"{said} o'clock"
    return f"{said} {'oh ' if number < 10 else ''}{cardinal(number)}"


def _end(match: re.Match[str]) -> str:
    half, zone = match["half"], match["zone"]
    said = f" {half.upper()}M" if half else ""
    if zone:
        said += f" {zone.replace('.', '').upper()}"
    return said + stop(match, clock=True)


def _time(match: re.Match[str]) -> str | None:
    half = match["half"]
    if half and int(match["hour"]) > 24:
        return None
    return clock(match["hour"], match["minute"], bool(half)) + _end(match)


def _span(match: re.Match[str]) -> str:
    half = bool(match["half"])
    first_half = match["half1"]
    first = clock(match["hour1"], match["minute1"], bool(first_half) or half)
    if first_half:
        first += f" {first_half.upper()}M"
    return f"{first} to {clock(match['hour'], match['minute'], half)}{_end(match)}"


def _bare(match: re.Match[str]) -> str | None:
    return clock(match["hour"], match["minute"], False) + _end(match)


def _military(match: re.Match[str]) -> str:
    hour, minute = match["hour"], match["minute"]
    said = f"zero {cardinal(int(hour[1]))}" if hour[0] == "0" else cardinal(int(hour))
    return (
        f"{said} hundred"
        if minute == "00"
        else f"{said} {digits(minute) if minute[0] == '0' else cardinal(int(minute))}"
    )


def _units(number: int, name: str) -> str:
    return f"{cardinal(number)} {name}{'' if number == 1 else 's'}"


def _duration(match: re.Match[str]) -> str:
    hours, minutes, seconds = int(match["h"]), int(match["m"]), int(match["s"])
    said = f"{_units(hours, 'hour')} {_units(minutes, 'minute')} and {_units(seconds, 'second')}"
    fraction = match["fraction"]
    if fraction:
        said = said.rsplit(" ", 1)[0] + f" point {digits(fraction)} seconds"
    return said + _end(match)


def _lap(match: re.Match[str]) -> str:
    minutes = int(match["m"])
    return f"{_units(minutes, 'minute')} {amount(match['s'].removeprefix('0'))} seconds"


def _counted(match: re.Match[str]) -> str:
    said = [
        _units(int(match[group]), name)
        for group, name in (("h", "hour"), ("m", "minute"), ("s", "second"))
        if match[group]
    ]
    return " ".join(said)


def _ratio(match: re.Match[str]) -> str:
    return f"{amount(match['a'])} to {amount(match['b'])}"


# Those with more chapters than a day has hours, and whose names mean nothing else.
_BOOKS = "Psalms?|Genesis|Exodus|Isaiah|Jeremiah|Ezekiel|Matthew|Proverbs|Leviticus|Deuteronomy"
_HALF_END = r"(?P<half>[AaPp])(?:\.\s?[Mm]\b\.?|[Mm]\b)"
_NOT_AFTER = r"(?![\w%:]|[.,]\d)"

#: Before the dates, which would take "30s" for a decade.
DURATIONS = (
    # 2h 15m, 1h30, 5 min 30 sec
    Rule(
        re.compile(
            r"(?<![\w.:,])(?P<h>\d{1,3})\s?h(?:rs?)?\.?\s?(?P<m>[0-5]?\d)(?:\s?m(?:ins?)?)?"
            r"(?:\s?(?P<s>[0-5]?\d)\s?s(?:ecs?)?)?\b(?![.:]\d)"
        ),
        _counted,
        "0hm",
    ),
    Rule(
        re.compile(
            r"(?<![\w.:,])(?P<h>(?!))?(?P<m>\d{1,3})\s?m(?:ins?)?\.?\s(?P<s>[0-5]?\d)\s?s(?:ecs?)?\b"
        ),
        _counted,
        "0hm",
    ),
)

RULES = (
    # 8-10pm, 9:30 a.m. to 5 p.m. ET
    Rule(
        re.compile(
            rf"(?<![\w.,:])(?P<hour1>[01]?\d|2[0-4])(?:[:.](?P<minute1>[0-5]\d))?\s?"
            rf"(?:(?P<half1>[AaPp])\.?[Mm]\.?\s?)?(?:-|–|—|to\s|\sto\s){{1}}\s?"
            rf"{_HOUR}(?:[:.]{_MINUTE})?\s?{_HALF_END}{_ZONE}(?!\w)"
        ),
        _span,
        "0-–—t",
    ),
    # 5pm, 01:00 a.m., 10.30am, 12:30 a.m. est
    Rule(
        re.compile(rf"(?<![\w.,:]){_HOUR}(?:[:.]{_MINUTE})?\s?{_HALF_END}{_ZONE}(?!\w)"),
        _time,
        "0mM",
    ),
    # 21:51:31
    Rule(
        re.compile(
            rf"(?<![\w.:])(?P<h>\d{{1,2}}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?:\.(?P<fraction>\d+))?"
            rf"(?:\s?{_HALF_END})?{_ZONE}(?![\w:])"
        ),
        _duration,
        "0:",
    ),
    # 1:42.05
    Rule(re.compile(r"(?<![\w.:])(?P<m>[0-5]?\d):(?P<s>[0-5]\d\.\d+)(?![\w:])"), _lap, "0:"),
    # 17:45 - 18:30
    Rule(
        re.compile(
            rf"(?<![\w.:])(?P<hour1>[01]?\d|2[0-4]):(?P<minute1>[0-5]\d)(?P<half1>(?!)|)(?:{_TO})"
            rf"{_HOUR}:{_MINUTE}(?P<half>(?!)|){_ZONE}{_NOT_AFTER}"
        ),
        _span,
        "0-–—t",
    ),
    # Psalm 23:1-3
    Rule(
        re.compile(
            r"(?<![\w.:])(?P<a>\d{1,3}):(?P<b>(?!00)\d{1,3})\s?[-–]\s?(?P<c>\d{1,3})(?![\w:%]|[.,]\d|[-–/]\d)"
        ),
        lambda m: f"{amount(m['a'])} {amount(m['b'])} to {amount(m['c'])}",
        "0:",
    ),
    # 17:45
    Rule(
        re.compile(rf"(?<![\w.:]){_HOUR}:{_MINUTE}(?P<half>(?!)|){_ZONE}{_NOT_AFTER}"),
        _bare,
        "0:",
    ),
    # 1700 GMT
    Rule(
        re.compile(
            rf"(?<![\w.:,])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?P<half>(?!)|)\s"
            rf"(?P<zone>{_ZONES})\b"
        ),
        lambda m: (
            f"{cardinal(int(m['hour']))} hundred{_end(m)}" if m["minute"] == "00" else _bare(m)
        ),
        "0TC",
    ),
    # noon-5pm, 9am-noon
    Rule(
        re.compile(r"\b(?P<part>[Nn]oon|[Mm]idnight)\s?[-–]\s?(?=\d)"),
        lambda m: f"{m['part']} to ",
        "d-–",
    ),
    Rule(re.compile(r"(?<=[\dmM.])\s?[-–]\s?(?=(?:noon|midnight)\b)"), lambda m: " to ", "d-–"),
    # 0800 hours
    Rule(
        re.compile(r"(?<![\w.:,])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?=\s?(?:hours|hrs)\b)"),
        _military,
        "0h",
    ),
    # Psalm 23:4
    Rule(
        re.compile(
            rf"\b(?P<book>{_BOOKS}) (?P<a>\d{{1,3}}):(?P<b>\d{{1,3}})(?![\w:]|[.,]\d|\s?[-–]\s?\d)"
        ),
        lambda m: f"{m['book']} {amount(m['a'])} {amount(m['b'])}",
        "d:",
    ),
    # in 27:30, 60:40
    Rule(
        re.compile(
            r"(?<![\w.:])(?P<a>2[5-9]|[3-9]\d|1\d\d):(?P<b>(?!00|01)[0-5]\d)(?![\w:]|[.,]\d)"
        ),
        lambda m: f"{amount(m['a'])} {'oh ' if m['b'][0] == '0' else ''}{cardinal(int(m['b']))}",
        "0:",
    ),
    # 3:1, 1:25,000
    Rule(
        re.compile(
            r"(?<![\w.:])(?P<a>\d{1,2}|\d{3,5}(?=:1\b)):(?P<b>\d{1,2}|(?<=\b1:)\d[\d,]{2,}(?<=\d))"
            r"(?![\w:]|[.,]\d)"
        ),
        _ratio,
        "0:",
    ),
)
