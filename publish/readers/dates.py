"""Dates as documents state them, in fields made for dates, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

#: Whether there is a digit in a text: no date is without one, most texts are.
HAS_DIGIT = re.compile(r"\d").search
_ISO = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?![\d])")
_PDF = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMED = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?)?"
    rf"(?P<month>{'|'.join(f'{m}|{m[:3]}|{m[:4]}' for m in _MONTHS)})\.?\s*"
    rf"(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\b(\d{1,4})[/.](\d{1,2})[/.](\d{2,4})\b")


def iso_date(value: str, *, day_first: bool | None = None) -> str:
    """`value` as an ISO 8601 date: a day, or the month or year that is all it says; "" if none.

    Args:
        day_first: how 3/4/2024 is meant; None: it counts only where the numbers decide.
    """
    value = value[:200].strip()
    if not HAS_DIGIT(value):
        return ""
    pdf = _PDF.match(value)
    if pdf:
        return _checked(*pdf.groups())
    iso = _ISO.match(value)
    if iso:
        return _checked(*iso.groups())
    if re.fullmatch(r"\d{10}|\d{13}", value):
        seconds = int(value[:10])
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    named = _NAMED.search(value)
    if named:
        month = next(
            n for n, m in enumerate(_MONTHS, 1) if m.startswith(named["month"][:3].lower())
        )
        return _checked(named["year"], str(month), named["d1"] or named["d2"])
    numbers = _NUMBERS.search(value)
    if numbers:
        return _from_numbers(numbers[1], numbers[2], numbers[3], day_first)
    return ""


def _from_numbers(first: str, second: str, third: str, day_first: bool | None) -> str:
    if len(first) == 4:
        return _checked(first, second, third)
    year = third if len(third) == 4 else f"20{third}"
    if int(first) > 12:
        day_first = True
    elif int(second) > 12:
        day_first = False
    if day_first is None:
        return ""
    day, month = (first, second) if day_first else (second, first)
    return _checked(year, month, day)


def _checked(year: str, month: str | None, day: str | None) -> str:
    """The date, without a part that cannot be."""
    if not 1000 <= int(year) <= 2999:
        return ""
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day:
        return f"{year}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02}"
