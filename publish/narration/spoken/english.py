"""The rules of English, in the order in which they may claim a text."""

from __future__ import annotations

import re

from publish.narration.spoken import (
    abbreviations,
    addresses,
    codes,
    counts,
    dates,
    electronic,
    fractions,
    initialisms,
    measures,
    money,
    ranges,
    romans,
    telephone,
    times,
    years,
)
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives

_PERIODS = {
    **{
        unit: unit
        for unit in ("second", "minute", "hour", "day", "night", "week", "month", "year", "mile")
    },
    **{unit: unit for unit in ("person", "user", "capita")},
    "sec": "second",
    "min": "minute",
    "hr": "hour",
    "wk": "week",
    "mo": "month",
    "yr": "year",
    "km": "kilometer",
    "kg": "kilogram",
    "cm": "centimeter",
    "mm": "millimeter",
}
_RATE = re.compile(r"\d\S*(?:\s[a-z]+)?(?:/\s?[a-z]+)?$")
_SYMBOLS = (
    Rule(re.compile(r"(?<!\w)@\s?(?=[$£€]?\d)"), lambda m: "at ", "@"),
    Rule(re.compile(r"(?<=\d)@(?![^\W\d])"), lambda m: " at ", "@"),
    Rule(re.compile(r"(?<=\s)@(?=\s)"), lambda m: "at", "@"),
    # 65 miles/hour, $24/user/month, 60 beats/min
    Rule(
        re.compile(rf"(?<=[a-z\d])/(?P<unit>{alternatives(_PERIODS)})\b"),
        lambda m: f" per {_PERIODS[m['unit']]}" if _RATE.search(m.string[: m.start()]) else None,
        "d/",
    ),
    Rule(re.compile(r"&(?!\w+;\w|(?:quot|lt|gt|nbsp|apos|amp);)"), lambda m: "and", "&"),
    Rule(re.compile(r"(?<=\d)[°º](?!\w)"), lambda m: " degree", "°º"),
    Rule(re.compile(r"(?<=\d)\s?%"), lambda m: " percent", "%"),
)

RULES: tuple[Rule, ...] = (
    *electronic.RULES,
    *telephone.RULES,
    *times.DURATIONS,
    *dates.RULES,
    *years.RULES,
    *times.RULES,
    *money.RULES,
    *addresses.RULES,
    *ranges.SCORES,
    *measures.RULES,
    *abbreviations.NUMBERED,
    *fractions.RULES,
    *ranges.RANGES,
    *codes.CODES,
    *romans.RULES,
    *dates.SHORT_NAMES,
    *initialisms.RULES,
    *abbreviations.RULES,
    *counts.NUMBERS,
    *fractions.SIGNS,
    *_SYMBOLS,
)
