"""Other languages: what num2words and Babel carry.

Whole numbers and decimals; and where ``data/other.toml`` has a row, dates, money, percentages,
measures, times of day, spans, centuries and ordinals with a mark. What num2words does not know has
no rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from publish.narration.spoken import other_quantities
from publish.narration.spoken.other_words import Speaker, speaker, words
from publish.narration.spoken.romans import value
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives

_ROMAN = r"(?=[IVX])(?P<numeral>X{0,3}(?:IX|IV|V?I{0,3}))"


@lru_cache(maxsize=16)
def rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a BCP 47 language; none where its numbers are unknown."""
    found = speaker(language)
    return tuple(_rules(found)) if found else ()


def _rules(speaker: Speaker) -> Iterator[Rule]:
    data, number = speaker.data, speaker.number
    left, right = rf"(?<![\w{re.escape(data['point'])}.,:/-])", r"(?![\w/]|[.,:]\d|-\d)"
    if data["date"]:
        yield from (Rule(pattern, partial(_date, speaker), "d") for pattern in _DATES)
        yield from _named_dates(speaker)
    yield from other_quantities.rules(speaker)
    if data["ordinal"]:
        yield Rule(
            re.compile(rf"{left}(?P<number>\d+)(?P<mark>{data['ordinal']})(?!\w)"),
            partial(_nth, speaker),
            "d",
        )
    if "ordinal_dot" in data:
        yield Rule(
            re.compile(
                rf"(?:\b(?P<before>\w+)\s)?{left}(?P<number>[1-9]\d?)\.(?=\s(?P<next>[A-ZÄÖÜ]\w+))"
            ),
            partial(_dotted, speaker),
            "d",
        )
    if "century" in data:
        yield Rule(
            re.compile(data["century"].replace("{roman}", _ROMAN)),
            partial(_century, speaker),
            "IVX",
        )
    if "short" in data:
        short: dict[str, str] = data["short"]
        yield Rule(
            re.compile(rf"(?<![\w.])(?P<short>{alternatives(short)})(?!\w)"),
            lambda m: short[m["short"]] + ("." if _is_last(m) else ""),
            "",
        )
    yield Rule(
        re.compile(
            rf"(?:(?:(?<=^)|(?<=\s))(?P<minus>[-−]))?{left}(?P<number>{number}){right}"
            r"(?P<noun>(?=\s(?P<word>[^\W\d_]{3,})))?"
        ),
        partial(_number, speaker),
        "d",
    )


_DATES = (
    re.compile(
        r"(?<![\w./-])(?P<day>[0-3]?\d)(?P<sep>[./-])(?P<month>[01]?\d)(?P=sep)"
        r"(?P<year>[12]\d{3})(?![\w/-]|\.\d)"
    ),
    re.compile(r"(?<![\w./-])(?P<year>[12]\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w-])"),
)


def _is_last(match: re.Match[str]) -> bool:
    """Tell whether the full stop of an abbreviation is its sentence's too."""
    return match.group().endswith(".") and not match.string[match.end() :].strip(" \"'”’»)")


def _number(speaker: Speaker, match: re.Match[str]) -> str | None:
    """Say a number, in the form that the noun behind it asks for."""
    written, data = match["number"], speaker.data
    word = match["word"] if match["noun"] is not None else None
    if match["minus"]:
        return speaker.amount(f"-{written}")
    if not word or word.lower() in data.get("no_nouns", "").split() or "counting" not in data:
        return speaker.amount(written)
    if speaker.code == "de" and not word[0].isupper():
        return speaker.amount(written)
    return speaker.counting(written, word.lower().endswith(tuple(data.get("feminine_ends", ()))))


def _date(speaker: Speaker, match: re.Match[str]) -> str | None:
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    pattern, first_day = speaker.data["date"], speaker.data["first_day"]
    kind = "ordinal" if "{nth}" in pattern else "cardinal"
    day_words = first_day if day == 1 and first_day else words(speaker.voice, day, kind)
    number = int(match["year"])
    year = words(speaker.voice, number, "year") or words(speaker.voice, number)
    return str(
        pattern.replace("{nth}", "{day}").format(
            day=day_words, month=_months(speaker)[month], year=year
        )
    )


def _months(speaker: Speaker) -> dict[int, str]:
    from babel import Locale

    return dict(Locale(speaker.code).months["format"]["wide"])


def _named_dates(speaker: Speaker) -> Iterator[Rule]:
    """Yield the rule for the first of a month where it is not "one": "1 gennaio"."""
    first_day = speaker.data["first_day"]
    if first_day:
        names = alternatives(_months(speaker).values())
        yield Rule(
            re.compile(rf"(?<![\w.,:/-])1(?=\s(?:de\s)?(?:{names})\b)", re.I),
            lambda m: first_day,
            "d",
        )


def _nth(speaker: Speaker, match: re.Match[str]) -> str | None:
    said = words(speaker.voice, int(match["number"]), "ordinal")
    marks = speaker.data.get("marks", {})
    change = marks.get(match["mark"].strip("."))
    if said and change:
        before, after = change
        said = " ".join(re.sub(f"{before}$", after, word) for word in said.split())
    return said or None


def _dotted(speaker: Speaker, match: re.Match[str]) -> str | None:
    """Say "3." as an ordinal where the article before it or the month behind it tells."""
    said = words(speaker.voice, int(match["number"]), "ordinal")
    before, word = match["before"] or "", match["next"]
    data = speaker.data["ordinal_dot"]
    month = word in _months(speaker).values()
    if not said or not (month or before.lower() in data["before"].split() or word in data["after"]):
        return None
    ending = "n" if before.lower() in data["inflected"].split() else ""
    if month and not ending and before.lower() not in data["before"].split():
        ending = "r"
    return f"{before} {said}{ending}".lstrip()


def _century(speaker: Speaker, match: re.Match[str]) -> str | None:
    number = value(match["numeral"])
    said = words(speaker.voice, number, speaker.data["century_as"])
    groups = match.groupdict()
    return f"{groups.get('before') or ''}{said}{groups.get('after') or ''}" if said else None
