"""Abbreviations: titles, companies, Latin, parts of books, what a dot or a number makes plain."""

from __future__ import annotations

import re

from publish.narration.spoken.endings import stop
from publish.narration.spoken.numbers import amount, cardinal, year
from publish.narration.spoken.romans import value as roman_value
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives, table

_DATA = table("en_abbreviations")
_TITLES: dict[str, str] = _DATA["titles"]
_DOTTED: dict[str, str] = _DATA["dotted"]
_BARE: dict[str, str] = _DATA["bare"]
_ANYWHERE: dict[str, str] = _DATA["anywhere"]
_INSIDE = frozenset(_DATA["inside"].split())
_NUMBERED: dict[str, list[str]] = _DATA["numbered"]
# What is counted in roman numerals: "Vol. II", but "No. I won't".
_DIVISIONS = frozenset(
    {"vol", "vols", "ch", "chap", "sec", "art", "fig", "app", "tab", "op", "pp", "p"}
)
_NUMERAL = r"(?:\d+(?:,\d{3})*(?:\.\d+)*[A-Za-z]?|[IVXLC]+|[ivxlc]+)(?![\w])"


def _title(match: re.Match[str]) -> str:
    return _TITLES[match["word"]]


# A name before "St" or "Ft", which is then a street's or a measure's.
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w'’-]*|\d\w*)\s$")


def _bare_title(match: re.Match[str]) -> str | None:
    word = match.group()
    before = match.string[max(match.start() - 20, 0) : match.start()]
    if word in ("St", "Ft", "Mt", "Pt") and _NAME_BEFORE.search(before):
        return None
    return _TITLES.get(word) if word != "Pt" else None


def _dotted(match: re.Match[str]) -> str | None:
    word = match["word"]
    alone = match.group() == match.string.strip() and word[0].islower()
    inside = match.start() > 0
    if word.lower() in _INSIDE and not alone and (stop(match) or (word[0].isupper() and inside)):
        return None
    said = _DOTTED.get(word) or _DOTTED[word.lower()]
    if word[0].isupper() and word[1:2].islower() and match.start() == 0:
        said = said[0].upper() + said[1:]
    return said + stop(match)


def _numbered(match: re.Match[str]) -> str | None:
    word = match["word"]
    one, many = _NUMBERED[word.lower()]
    numeral = match["numeral"]
    if len(word) == 1 and word.isupper():
        return None
    if not numeral[0].isdigit() and not (match["dot"] and word.lower() in _DIVISIONS):
        return None
    if not (match["dot"] or word[0].isupper() or word.lower() in ("pp", "nos")):
        return None
    # CH4, OP1; "No 4K screens"
    joined = match["numeral"][0] == match.string[match.end("word")]
    if not match["dot"] and word.isascii() and (joined or numeral[-1].isalpha()):
        return None
    if word[0].isupper() and word.lower() not in ("pp", "nos"):
        one, many = one.capitalize(), many.capitalize()
    last = match["last"]
    name = many if last or (one == many) else one
    said = f"{name} {_numeral(numeral)}"
    if last:
        joiner = "and" if match["joiner"].strip() in ("and", "&") else "to"
        said += f" {joiner} {_numeral(last)}"
    return said


def _numeral(written: str) -> str:
    if written.isalpha():
        return cardinal(roman_value(written.upper()))
    if written[-1].isalpha():
        return f"{amount(written[:-1])} {written[-1]}"
    if written.count(".") > 1:
        return " point ".join(amount(part) for part in written.split("."))
    return amount(written.rstrip(","))


_LIVES = {
    "c": "circa ",
    "ca": "circa ",
    "b": "born ",
    "d": "died ",
    "r": "reigned ",
    "fl": "flourished ",
}
# What may stand before an abbreviation for it to be a word of its own.
_LOOSE = re.compile(r"(?:^|[^\w.@/’'-])$")
_DIVISION = re.compile(
    rf"(?<![\w.])(?P<word>(?i:{alternatives(_NUMBERED)}))(?P<dot>\.?)[ \u00a0]?"
    rf"(?P<numeral>{_NUMERAL})(?:(?P<joiner>\s?[-–]\s?|\sand\s|\s&\s)(?P<last>{_NUMERAL}))?"
)
#: Those that go with a number, before the numbers' own rules.
NUMBERED = (
    # No. 5, pp. 12-15
    Rule(_DIVISION, _numbered, "d"),
    # Vol. II
    Rule(_DIVISION, _numbered, "."),
    # (c. 1850)
    Rule(
        re.compile(
            r"(?:(?<=^)|(?<=[(\s]))(?P<word>ca?|b|d|r|fl)\.\s?(?P<year>1\d{3}|20\d\d|\d{3})\b"
        ),
        lambda m: _LIVES[m["word"]] + year(int(m["year"])),
        "d.",
    ),
)

RULES = (
    # Gen. Smith
    Rule(
        re.compile(
            rf"(?<![\w.])(?P<word>{alternatives(_TITLES)})\.(?=\s?[A-Z\"“'‘(]|,?\s(?:and|&)\s)"
        ),
        _title,
        ".",
    ),
    # Dr Smith, in St Albans; but "High St Books"
    Rule(
        re.compile(r"[DFLMPS](?<![\w.].)(?:rs?|rof|essrs|gt|t)(?=\s[A-Z][\w'’-])"),
        _bare_title,
        "",
    ),
    Rule(
        re.compile(
            rf"(?<![\w.@/-])(?P<word>{alternatives([*_DOTTED, *map(str.capitalize, _DOTTED)])})"
            r"\.(?!\w)"
        ),
        _dotted,
        ".",
    ),
    Rule(
        re.compile(rf"(?P<word>{alternatives(_BARE)})(?![\w@/’'-]|\.\w)"),
        lambda m: _BARE[m["word"]] if _LOOSE.search(m.string[: m.start()]) else None,
        "",
    ),
    Rule(
        re.compile(rf"(?<![\w@])(?P<word>{alternatives(_ANYWHERE)})(?![^\W\d])"),
        lambda m: _ANYWHERE[m["word"]],
        "&/§",
    ),
    # mr smith
    Rule(
        re.compile(r"\b(?P<word>mrs?|(?<=^)dr)(?=\s[A-Za-z]{2,})"),
        lambda m: _TITLES[m["word"].capitalize()],
        "",
    ),
    # mr. dao
    Rule(
        re.compile(
            r"(?<![\w.])(?P<word>mr|mrs|dr|prof|drs|(?<=^)(?:st|mt|rev|sgt|capt|hon|gen|col|maj|lt|cpl|gov|sen))\.(?=\s[A-Za-z]{2,})"
        ),
        lambda m: _TITLES[m["word"].capitalize()],
        ".",
    ),
    # Rev. alone
    Rule(re.compile(rf"^\s*(?P<word>{alternatives(_TITLES)})\.\s*$"), _title, "."),
)
