"""Dates as articles write them, in a dozen languages, to ISO 8601."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from publish.normalizer.patterns import either

#: No article on the web is older; a number below is not a year.
_FIRST_YEAR = 1900
_LAST_YEAR = 2100
#: American English puts the month first where only numbers stand; so does English where nothing
#: else is known.
_MONTH_FIRST = frozenset(("", "en", "en-US"))
#: The longest name of a month, a day and what stands between are shorter: a date does not begin
#: so many characters above its year.
_FARTHEST = 64

_YEAR = r"(?P<y>(?:19|20)\d\d)"
# Not a word's start: pages run dates together ("May 1, 2019June 3, 2020").
_START = r"(?<![^\W\d_])"
_DAY = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th|º|°|er|\.)?"


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line: its ISO form, and where it stands."""

    iso: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says nothing but when the article was published or updated."""

    published: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class _Data:
    months: dict[str, int]
    modified: frozenset[str]
    words: frozenset[str]
    long_words: frozenset[str]
    patterns: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _data() -> _Data:
    file = resources.files("publish.normalizer") / "data" / "dates.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    months: dict[str, int] = {}
    for names in tables["months"].values():
        for number, forms in enumerate(names.split(), 1):
            for form in forms.split("|"):
                months.setdefault(form, number)
    name = either(months)
    month = rf"(?P<m>{name})\b\.?"
    # Each with the marks one of which is in whatever it finds; names of months are sought last.
    sources = (
        (rf"\b{_YEAR}-(?P<m>[01]?\d)-(?P<d>[0-3]?\d)(?=\b|T\d|_)T?", "-"),
        (rf"\b{_YEAR}[/.](?P<m>[01]?\d)[/.](?P<d>[0-3]?\d)\b", "/."),
        (rf"\b(?P<a>[0-3]?\d)(?P<sep>[/.-])(?P<b>[0-3]?\d)(?P=sep){_YEAR}\b", "/.-"),
        (rf"{_YEAR} ?[年년] ?(?P<m>[01]?\d) ?[月월] ?(?P<d>[0-3]?\d) ?[日일]", "年년"),
        (rf"{_START}{month} {_DAY},? {_YEAR}(?!\d)", " "),
        (rf"\b{_DAY}[ .-]?(?: ?(?:of|de|di))? ?{month},?[ -](?:de |del )?{_YEAR}\b", " -"),
        (rf"\b{month},? (?:de |del )?{_YEAR}\b", " "),
    )
    words = tables["words"]
    every = " ".join(words.values())
    return _Data(
        months,
        frozenset(words["modified"].split()),
        frozenset(every.split()),
        frozenset(_LONG_WORD.findall(" ".join((every, *months, *_READING_WORDS)))),
        tuple(
            (re.compile(source, re.IGNORECASE), re.compile(f"[{re.escape(marks)}]"))
            for source, marks in sources
        ),
    )


def has_year(text: str) -> bool:
    """Whether `text` holds a number that can be a year; without one it holds no date."""
    return ("20" in text or "19" in text) and _ANY_YEAR.search(text) is not None


def find(text: str, language: str = "") -> Found | None:
    """The first date in `text`.

    Args:
        language: decides between day and month where only numbers stand.
    """
    return _first(text, language in _MONTH_FIRST)


def _first(text: str, month_first: bool) -> Found | None:
    year = _ANY_YEAR.search(text) if "20" in text or "19" in text else None
    if not year:
        return None
    data = _data()
    best: Found | None = None
    first = max(0, year.start() - _FARTHEST)
    for pattern, mark in data.patterns:
        if not mark.search(text):
            continue
        for match in pattern.finditer(text, first):
            iso = _iso(match, data.months, month_first)
            if iso:
                if best is None or match.start() < best.start:
                    best = Found(iso, match.start(), match.end())
                break
        if best and best.start == first:
            break  # nothing begins before it
    return best


def _iso(match: re.Match[str], months: dict[str, int], month_first: bool) -> str:
    groups = match.groupdict()
    year = int(groups["y"])
    if "a" in groups:
        first, second = int(groups["a"]), int(groups["b"])
        american = groups["sep"] == "/" and month_first
        month, day = (first, second) if american else (second, first)
        if month > 12:
            month, day = day, month
    else:
        named = groups["m"].casefold()
        month = months[named] if named in months else int(named) if named.isdecimal() else 0
        if "d" not in groups:
            return f"{year:04}-{month:02}"
        day = int(groups["d"])
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


_TIME = re.compile(
    r"\b\d{1,2}時\d{1,2}分|\b\d{1,2} ?h ?\d{2}\b"
    r"|\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\b\.?)?"
    r"|\b\d{1,2} ?[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"[+-]\d{2}:?\d{2}\b|\b(?:GMT|UTC)[+-]\d+")
#: "5 min read", "3 min de lectura"
_MINUTES = ("min", "mins", "minute", "minutes", "minutos", "minuti", "minuten")
_READ = ("read", "reading", "lectura", "lecture", "leitura", "lettura", "lesezeit")
_READING_WORDS = (*_MINUTES, *_READ)
_READING = re.compile(
    rf"\b\d{{1,2}} ?-?{either(_MINUTES)}\b\.?(?: ?(?:de |di )?{either(_READ)}\b)?",
    re.IGNORECASE,
)
#: All words so long in a line of dates are known; a shorter one may be a part of a date or time.
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_WORD = re.compile(r"[^\W\d_]+(?:[.'-][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")  # every pattern has one
#: A line longer than this says more than when.
LONGEST = 140


def date_line(line: str, language: str = "") -> DateLine | None:
    """What a line that holds only dates says; None for any other line."""
    if len(line) > LONGEST or not has_year(line):
        return None
    return _said(line, language in _MONTH_FIRST)


@lru_cache(maxsize=512)  # several rules ask about the lines at the top, more than once
def _said(line: str, month_first: bool) -> DateLine | None:
    data = _data()
    if not data.long_words.issuperset(_LONG_WORD.findall(line.casefold())):
        return None
    published = modified = ""
    rest = line
    while found := _first(rest, month_first):
        head = _clean(rest[: found.start])
        before = {w.casefold() for w in _WORD.findall(head)}
        if before & data.modified:
            modified = modified or found.iso
        else:
            published = published or found.iso
        if not before <= data.words or _DIGIT.search(head):
            return None
        rest = rest[found.end :]
    if not (published or modified):
        return None
    rest = _clean(rest)
    left = [w for w in (w.casefold() for w in _WORD.findall(rest)) if w not in data.words]
    if left or _DIGIT.search(rest):
        return None
    return DateLine(published, modified)


def is_date_word(word: str) -> bool:
    """Whether a folded word stands beside dates: "updated", "on", a day of the week."""
    return not word or word in _data().words


def without_times(text: str) -> str:
    """`text` without the times of day in it."""
    return " ".join(_clean(text).split()) if _DIGIT.search(text) else text


def _clean(text: str) -> str:
    return _READING.sub(" ", _ZONE.sub(" ", _TIME.sub(" ", text)))
