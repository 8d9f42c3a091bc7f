"""Measures: "12 kg", "5-10%", "5ft 9in", "30 m/s", "1°C", coordinates."""

from __future__ import annotations

import re

from publish.narration.spoken.endings import describes, stop
from publish.narration.spoken.numbers import FREE, NUMBER, RANGED, SCALE_WORDS, amount, pairs, value
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives, table

_DATA = table("en_units")
_UNITS: dict[str, tuple[str, str]] = {k: (v[0], v[1]) for k, v in _DATA["units"].items()}
_ONLY_ATTACHED = frozenset(_DATA["only_attached"]["units"])
_ONLY_APART = frozenset(_DATA["only_apart"]["units"])
_UNIT = rf"(?P<unit>{alternatives(_UNITS)})"
_PER = rf"(?:/(?P<per>{alternatives(_UNITS)})(?![\w/²³]))?"
_NUMBER = rf"(?P<number>{NUMBER})"
_TIMES = {"x": "by", "×": "by"}
# Beside "40C" without a degree sign, one of these tells a temperature.
_WARMTH = re.compile(
    r"\b(?:temperature|degree|heat|hot|warm|cold|cool|freez|weather|celsius|fahrenheit|chill|record|"
    r"mercury|oven|boil|below|above|thermom)",
    re.I,
)
_MILLIONS = (
    "people|users|viewers|followers|subscribers|residents|voters|jobs|homes|children|copies|views|"
    "downloads|customers|visitors|tourists|members|workers|refugees|households|barrels|tonnes|tons|"
    "doses|cases|passengers|units|women|men|fans|players|listeners|readers|patients|years"
)


def unit_words(unit: str, one: bool) -> str:
    """Return a unit's name."""
    return _UNITS[unit][0 if one else 1]


def _measure(match: re.Match[str]) -> str | None:
    unit, number, gap = match["unit"], match["number"], match["gap"]
    misplaced = unit in _ONLY_ATTACHED if gap.isspace() else unit in _ONLY_APART and not gap
    dotted = unit == "in" and match.group().endswith(".")
    decimal_seconds = unit == "s" and "." in number and not gap
    plain = match["per"] or dotted or decimal_seconds or (gap and _stands_alone(match))
    if misplaced and not plain and not (unit == "in" and _SIZE.match(match.string, match.end())):
        return None
    if gap == "-" and match["per"] is None and len(unit) == 1 and unit not in "m":
        return None
    first = match["first"]
    one = (number == "1" and not first) or gap == "-" or describes(match)
    said = ("minus " if match["minus"] else "") + amount(number)
    if first:
        joiner = _TIMES.get(match["to"].strip(), "to")
        middle = f" by {amount(match['middle'])}" if match["middle"] else ""
        said = f"{_negative(match['minus'], first)}{middle} {joiner} {amount(number)}"
    scale = match["scale"]
    if scale:
        said += scale
        one = False
    if gap == "-" and unit[0].isalpha():
        said += "-"
    else:
        said += " "
    said += unit_words(unit, one)
    if match["per"]:
        said += f" per {unit_words(match['per'], True)}"
    return said + stop(match)


# "10 in wide", "rose 3 in (8 cm)"
_SIZE = re.compile(
    r"\s(?:tall|wide|long|deep|high|thick|across|of (?:rain|snow)|[x×] \d|by \d|\(\d)"
)


def _stands_alone(match: re.Match[str]) -> bool:
    """Tell whether a text is nothing but this measure, whose unit is then no other word."""
    return match.group().strip(" .") == match.string.strip(" .!?()\"'")


def _negative(sign: str | None, number: str) -> str:
    return f"{'minus ' if sign else ''}{amount(number)}"


def _part(match: re.Match[str]) -> str | None:
    """Say the unit of a fraction: "one half mile", "two and a half kilograms"."""
    unit = match["unit"]
    dotted = unit == "in" and match.group().endswith(".")
    if (unit in _ONLY_ATTACHED and not dotted) or not _FRACTION.search(
        match.string[: match.start()]
    ):
        return None
    mixed = _MIXED.search(match.string[: match.start()]) is not None
    return f"{match['gap'] or ' '}{unit_words(unit, not mixed)}{stop(match)}"


_FRACTION = re.compile(r"(?:\d/\d+|[½¼¾⅐-⅞])$")
_MIXED = re.compile(r"(?:\d[\s-]\d+/\d+|\d\s?[½¼¾⅐-⅞])$")


def _feet_inches(match: re.Match[str]) -> str | None:
    feet = match["feet"]
    inches = match["inches"]
    said = f"{amount(feet)} {'foot' if feet == '1' else 'feet'}"
    if inches:
        said += f" {amount(inches)}"
        if match["mark"]:
            said += f" inch{'' if inches == '1' else 'es'}"
    return said


def _inches(match: re.Match[str]) -> str | None:
    before = match.string[: match.start()]
    if match["mark"] == '"' and before.count('"') % 2 == 1:
        return None
    if match["mark"] in "”’'" and (before.count("“") > before.count("”") or match["mark"] in "’'"):
        return None
    return f"{amount(match['number'])} inch{'' if match['number'] == '1' else 'es'}"


def _stone(match: re.Match[str]) -> str:
    pounds = match["pounds"]
    tail = f" {amount(pounds)} {'pound' if pounds == '1' else 'pounds'}" if pounds else ""
    return f"{amount(match['stone'])} stone{tail}"


_COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _coordinate(match: re.Match[str]) -> str:
    said = []
    for group, name in (("degrees", "degree"), ("minutes", "minute"), ("seconds", "second")):
        number = match[group]
        if number:
            said.append(f"{amount(number)} {name}{'' if value(number) == 1 else 's'}")
    return f"{' '.join(said)} {_COMPASS[match['way']]}"


def _temperature(match: re.Match[str]) -> str | None:
    alone = match.group().strip() == match.string.strip(" .!?()\"'") and " " in match.group()
    if not alone and not _WARMTH.search(match.string):
        return None
    minus = "minus " if match["minus"] else ""
    scale = "Celsius" if match["unit"] == "C" else "Fahrenheit"
    return f"{minus}{amount(match['number'])} degree{'' if match['number'] == '1' else 's'} {scale}"


def _pressure(match: re.Match[str]) -> str | None:
    if not match["unit"] and "blood pressure" not in match.string:
        return None
    unit = " millimeters of mercury" if match["unit"] else ""
    return f"{pairs(match['a'])} over {pairs(match['b'])}{unit}"


def _millions(match: re.Match[str]) -> str:
    return f"{amount(match['number'])} {SCALE_WORDS[match['scale'].lower()]}"


def _times(match: re.Match[str]) -> str | None:
    if match["a"] == "0":
        return None
    if match["b"] is None:
        least = f"{amount(match['from'])} to " if match["from"] else ""
        return f"{least}{amount(match['a'])} x"
    after = match.string[match.end() :].lstrip()
    power = match["b"] == "10" and after[:1] in tuple("^⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
    joiner = " times " if power or after.startswith("=") else " by "
    return joiner.join(_dimension(match[g]) for g in ("a", "b", "c") if match[g])


def _dimension(written: str) -> str:
    return pairs(written) if len(written) == 4 and written.isdecimal() else amount(written)


RULES = (
    # 120/80 mmHg, a blood pressure of 120/80
    Rule(
        re.compile(
            r"(?<![\w.,/])(?P<a>\d{2,3})/(?P<b>\d{2,3})(?P<unit>\s?mmHg\b)?(?![\w/]|[.,]\d)"
        ),
        _pressure,
        "0/",
    ),
    Rule(
        re.compile(
            r"(?<![\w.])(?P<degrees>\d{1,3}(?:\.\d+)?)[°º]\s?"
            r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)['′’]\s?(?:(?P<seconds>\d{1,2}(?:\.\d+)?)[\"″”]\s?)?)?"
            r"(?P<way>[NSEW])\b"
        ),
        _coordinate,
        "0°º",
    ),
    Rule(
        re.compile(
            rf"{FREE}(?P<feet>\d+)(?:['′](?=\s?\d+(?:[\"″”]|''))|\s?ft\.?(?=\s?\d+\s?in))\s?"
            rf"(?P<inches>\d+(?:\.\d+)?)(?P<mark>[\"″”]|''|\s?in\b\.?)"
        ),
        _feet_inches,
        "0'′f",
    ),
    Rule(
        re.compile(rf"{FREE}(?P<feet>\d+)ft\s?(?P<inches>\d+)?(?P<mark>(?!))?(?!\w)"),
        _feet_inches,
        "0f",
    ),
    Rule(
        re.compile(r"(?<![\w.,])(?P<stone>\d{1,2})\s?st\s(?P<pounds>\d{1,2})\s?lbs?\b"),
        _stone,
        "0t",
    ),
    # 30 sq. feet
    Rule(
        re.compile(
            r"(?<=[\d.]\s|[½¼¾]\s)(?P<sort>sq|cu)\.?\s(?=(?:feet|foot|yards?|miles?|inch(?:es)?|(?:kilo)?met(?:er|re)s?)\b)"
        ),
        lambda m: "square " if m["sort"] == "sq" else "cubic ",
        "dqu",
    ),
    # 2 1/2 lbs, ½ km
    Rule(
        re.compile(
            rf"(?:(?<=/\d)|(?<=/\d\d)|(?<=[½¼¾⅐-⅞]))(?P<gap>\s?){_UNIT}(?![^\W_]|[²³-]\w)\.?"
        ),
        _part,
        "d/½¼¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚⅐⅑⅒",
    ),
    # 5'10, 10' x 12'
    Rule(
        re.compile(
            r"(?<![\w.,'‘])(?P<feet>[3-8])['’′](?P<inches>1[01]|\d)(?P<mark>(?!))?(?![\w'’.])"
        ),
        _feet_inches,
        "0'’′",
    ),
    Rule(
        re.compile(rf"{FREE}(?P<a>\d+)['’′]\s?[x×]\s?(?P<b>\d+)['’′](?!\w)"),
        lambda m: f"{amount(m['a'])} feet by {amount(m['b'])} feet",
        "0'’′",
    ),
    Rule(
        re.compile(r"(?<=degrees )(?P<unit>[CF])\b"),
        lambda m: "Celsius" if m["unit"] == "C" else "Fahrenheit",
        "dCF",
    ),
    Rule(re.compile(rf"(?<![\w.,/]){_NUMBER}(?P<mark>\"|″|”|'')(?!\w)"), _inches, "0\"″”'"),
    Rule(
        re.compile(
            rf"{FREE}{_NUMBER}\s?(?P<scale>[mMkK]|bn|mn|tn|trn)\s(?=(?:\w+\s)?(?:{_MILLIONS})\b)"
        ),
        lambda m: _millions(m) + " ",
    ),
    Rule(
        re.compile(
            rf"(?<![\w.,/])(?P<minus>[-−–])?(?:(?P<first>{NUMBER})(?P<inner>\s?(?:%|°[CF]?|[kcm]m|m|kg|ft|in))?"
            rf"(?:\s?[x×]\s?(?P<middle>{NUMBER}))?"
            rf"(?P<to>{RANGED}|\s?[x×]\s?|(?(inner)(?!)|\sto\s)))?{_NUMBER}"
            rf"(?P<scale>\s(?:hundred|thousand|million|billion|trillion)(?=[\s-]))?"
            rf"(?P<gap>[\s\u00a0-]?){_UNIT}(?![^\W_]|[²³-]\w){_PER}\.?(?<!%\.)"
        ),
        _measure,
    ),
    Rule(
        re.compile(
            rf"{FREE}(?:(?P<from>{NUMBER})x?[-–])?(?P<a>{NUMBER})\s?[x×](?!\w)(?!\s?\d)(?P<b>(?!))?"
        ),
        _times,
        "0x×",
    ),
    Rule(
        re.compile(
            rf"{FREE}(?P<a>{NUMBER})\s?[x×]\s?(?P<b>{NUMBER})(?:\s?[x×]\s?(?P<c>{NUMBER}))?(?!\w)"
        ),
        _times,
        "0x×",
    ),
    # 40C (104F)
    Rule(
        re.compile(rf"(?<![\w.,])(?P<minus>[-−])?(?P<number>{NUMBER})\s?(?P<unit>[CF])(?![\w+#])"),
        _temperature,
        "0CF",
    ),
    # 18k gold
    Rule(
        re.compile(
            r"(?<![\w.,])(?P<number>\d\d?)[kK](?=[\s-](?:solid |white |yellow |rose )?gold)"
        ),
        lambda m: f"{amount(m['number'])} karat",
        "0kK",
    ),
    # Scales joined to a number without a currency: "10k bricks", "$" is money's.
    Rule(
        re.compile(
            rf"{FREE}{_NUMBER}\s?(?P<scale>bn|mn|trn|tn|(?<=\d)k|(?<=\d[\d.]\d)K|(?<=\d\d)K|(?<=\d\.\d)[MB]|[MB](?=\+))(?![\w-]|\s(?:run|race|walk|swim)\b)"
        ),
        _millions,
    ),
)
