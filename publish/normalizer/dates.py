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
#: A year of two digits is of this century up to the first, of the last one from the second on.
_YOUNGEST, _OLDEST = 39, 95
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
    sections: frozenset[str]
    long_words: frozenset[str]
    patterns: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    short: tuple[re.Pattern[str], ...]
    beside: re.Pattern[str]


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
        # Pages run a date and its time together, too ("May 1, 201912:30").
        (rf"{_START}{month} {_DAY},? {_YEAR}(?:(?!\d)|(?=\d\d:\d\d))", " "),
        (rf"\b{_DAY}[ .-]?(?: ?(?:of|de|di))? ?{month},?[ -](?:de |del )?{_YEAR}\b", " -"),
        (rf"\b{month},? (?:de |del )?{_YEAR}\b", " "),
    )
    year = r"(?P<y>\d\d)(?![\w/%-]|[.:,]\d| ?[ap]\.?m\b)"
    short = (
        rf"(?<![\w/.-])(?P<a>[0-3]?\d)(?P<sep>/)(?P<b>[0-3]?\d)/{year}",
        rf"(?<![\w/.-])(?P<a>[0-3]\d)(?P<sep>\.)(?P<b>[0-3]\d)\.{year}",
        rf"\b{_DAY}[ -]?{month},?[ -]['’]?{year}",
    )
    words = tables["words"]
    every = " ".join(words.values())
    beside = tables["beside"]
    return _Data(
        months,
        frozenset(words["modified"].split()),
        frozenset(every.split()),
        frozenset(beside["sections"].split()),
        frozenset(
            _LONG_WORD.findall(
                " ".join((every, *months, *_READING_WORDS, *beside["phrases"], *beside["last"]))
                + f" {beside['counts']} {beside['sections']}"
            )
        ),
        tuple(
            (re.compile(source, re.IGNORECASE), re.compile(f"[{re.escape(marks)}]"))
            for source, marks in sources
        ),
        tuple(re.compile(source, re.IGNORECASE) for source in short),
        _beside(beside["counts"].split(), beside["phrases"], beside["last"]),
    )


def _beside(counts: list[str], phrases: list[str], last: list[str]) -> re.Pattern[str]:
    """What counts something, asks for something or gives an address."""
    counted = either(counts)
    return re.compile(
        rf"{_READING.pattern}|\b(?:\d[\d,.]*k?|no) ?-?{counted}\b|(?<!\w){counted} ?\(\d+\)"
        rf"|(?<!\w){either(phrases)}(?!\w)|(?<!\w){either(last)}\W*$"
        r"|[\[(]?\b[\w.+-]+@[\w-]+\.[\w.-]+[\])]?|(?<!\w)@\w+",
        re.IGNORECASE,
    )


def has_year(text: str) -> bool:
    """Whether `text` holds a number that can be a year; without one it holds no date.

    Of two digits it has to stand behind what can be a day and a month.
    """
    if ("20" in text or "19" in text) and _ANY_YEAR.search(text):
        return True
    return _may_be_short(text)


def _may_be_short(text: str) -> bool:
    """Whether `text` may be a line with a year of two digits; sentences never are."""
    return (
        len(text) <= _LONGEST_SHORT
        and not text.endswith(_SENTENCE_ENDS)
        and _SHORT_YEAR.search(text) is not None
    )


def find(text: str, language: str = "", *, short: bool = False) -> Found | None:
    """The first date in `text`.

    Args:
        language: decides between day and month where only numbers stand.
        short: years may be of two digits, as beside a name, if no other is there.
    """
    month_first = language in _MONTH_FIRST
    return _first(text, month_first) or (_first_short(text, month_first) if short else None)


def _first_short(text: str, month_first: bool) -> Found | None:
    """The first date in `text` with a year of two digits."""
    if not _may_be_short(text):
        return None
    data = _data()
    for pattern in data.short:
        for match in pattern.finditer(text):
            if iso := _iso(match, data.months, month_first):
                return Found(iso, match.start(), match.end())
    return None


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
    if year < 100:
        if _YOUNGEST < year < _OLDEST:
            return ""
        year += 2000 if year <= _YOUNGEST else 1900
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
#: "11/14/17", "14.11.17", "14 Nov 17", "14th-Nov-'17"
_SHORT_YEAR = re.compile(
    r"[0-9](?:[/.][0-9]{1,2}[/.]|(?:st|nd|rd|th|\.)?[ -]?[^\W\d_]{3,10}\.?,?[ -]['’]?)"
    r"[0-9]{2}(?!\w)"
)
#: Who writes the year short writes the line short.
_LONGEST_SHORT = 80
_SENTENCE_ENDS = (".", "?", "!", ":", ";")
#: Above the text dates stand between such marks, with where the article was filed, and after
#: the agency it comes from.
_PART = re.compile(r"\s*[|•·●⋅]\s*|\s+(?://|[—–-])\s+")
_FILED = re.compile(
    r"(?:filed under|(?:posted |published )?in|tagged|tags|categor(?:y|ies))\b:? ?[^.?!]{1,50}",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"(?P<when>(?:posted|published|filed)\b.{6,40}\d\d) (?:in|under) [^\d.,?!:]{1,40}",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"[A-Z]{2,5} ?[/|•·] ?")
#: A line longer than this says more than when.
LONGEST = 140


def date_line(line: str, language: str = "") -> DateLine | None:
    """What a line that holds only dates says; None for any other line."""
    if len(line) > LONGEST or not has_year(line):
        return None
    return _said(line, language in _MONTH_FIRST)


@lru_cache(maxsize=512)  # several rules ask about the lines at the top, more than once
def _said(line: str, month_first: bool) -> DateLine | None:
    if said := _only(line, month_first):
        return said
    when = _when(line)
    return _only(when, month_first) if when != line else None


def _only(line: str, month_first: bool) -> DateLine | None:
    """What a line says that holds dates and what may stand beside them."""
    data = _data()
    if not data.long_words.issuperset(_LONG_WORD.findall(line.casefold())):
        return None
    rest = without_asides(line)
    published = modified = ""
    full = True
    beside: set[str] = set()
    while found := _first(rest, month_first) or _first_short(rest, month_first):
        head = _clean(rest[: found.start])
        before = {w.casefold() for w in _WORD.findall(head)}
        if before & data.modified:
            modified = modified or found.iso
        else:
            published = published or found.iso
        full = full and len(found.iso) == len("2024-03-05")
        beside |= before - data.words
        if not beside <= data.sections or _DIGIT.search(head):
            return None
        rest = rest[found.end :]
    if not (published or modified):
        return None
    rest = _clean(rest)
    beside.update(w for w in map(str.casefold, _WORD.findall(rest)) if w not in data.words)
    if not beside <= data.sections or (beside and not full) or _DIGIT.search(rest):
        return None
    return DateLine(published, modified)


def _when(line: str) -> str:
    """`line` without where the article was filed and the agency before it."""
    if agency := _AGENCY.match(line):
        line = line[agency.end() :]
    if posted := _POSTED.fullmatch(line):
        return posted["when"]
    parts = _PART.split(line) if _PART.search(line) else []
    kept = [part for part in parts if not _FILED.fullmatch(part)]
    return " | ".join(kept) if len(kept) < len(parts) else line


def without_asides(text: str) -> str:
    """`text` without what stands beside names and dates and says nothing of who or when."""
    return _data().beside.sub(" ", text)


def is_date_word(word: str) -> bool:
    """Whether a folded word stands beside dates: "updated", "on", a day of the week."""
    return not word or word in _data().words


def without_times(text: str) -> str:
    """`text` without the times of day in it."""
    return " ".join(_clean(text).split()) if _DIGIT.search(text) else text


def _clean(text: str) -> str:
    return _READING.sub(" ", _ZONE.sub(" ", _TIME.sub(" ", text)))
