"""Measures: "12 kg", "5-10%", "5ft 9in", "30 m/s", "1°C", coordinates."""

from __future__ import annotations

import re

from publish.narration.spoken.endings import describes, stop
from publish.narration.spoken.numbers import FREE, NUMBER, SCALE_WORDS, amount, cardinal, value
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
    if misplaced and not match["per"]:
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


def _negative(sign: str | None, number: str) -> str:
    return f"{'minus ' if sign else ''}{amount(number)}"


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


def _millions(match: re.Match[str]) -> str:
    return f"{amount(match['number'])} {SCALE_WORDS[match['scale'].lower()]}"


def _times(match: re.Match[str]) -> str:
    if match["b"] is None:
        least = f"{amount(match['from'])} to " if match["from"] else ""
        return f"{least}{amount(match['a'])} x"
    joiner = " times " if match.string[match.end() :].lstrip().startswith("=") else " by "
    return joiner.join(_dimension(match[g]) for g in ("a", "b", "c") if match[g])


def _dimension(written: str) -> str:
    if len(written) == 4 and written.isdigit() and written[1] != "0":
        return f"{cardinal(int(written[:2]))} {cardinal(int(written[2:]))}".replace(
            " zero", " hundred"
        )
    return amount(written)


RULES = (
    Rule(
        re.compile(
            r"(?<![\w.])(?P<degrees>\d{1,3}(?:\.\d+)?)[°º]\s?"
            r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)['′’]\s?(?:(?P<seconds>\d{1,2}(?:\.\d+)?)[\"″”]\s?)?)?"
            r"(?P<way>[NSEW])\b"
        ),
        _coordinate,
    ),
    Rule(
        re.compile(
            rf"{FREE}(?P<feet>\d+)(?:['′](?=\s?\d+[\"″”])|\s?ft\.?(?=\s?\d+\s?in))\s?"
            rf"(?P<inches>\d+(?:\.\d+)?)(?P<mark>[\"″”]|\s?in\b\.?)"
        ),
        _feet_inches,
    ),
    Rule(
        re.compile(rf"{FREE}(?P<feet>\d+)ft\s?(?P<inches>\d+)?(?P<mark>(?!))?(?!\w)"),
        _feet_inches,
    ),
    Rule(re.compile(r"(?<![\w.,])(?P<stone>\d{1,2})\s?st\s(?P<pounds>\d{1,2})\s?lbs?\b"), _stone),
    Rule(re.compile(rf"{FREE}{_NUMBER}(?P<mark>\"|″|”|'')(?!\w)"), _inches),
    Rule(
        re.compile(
            rf"{FREE}{_NUMBER}\s?(?P<scale>[mMkK]|bn|mn|tn|trn)\s(?=(?:\w+\s)?(?:{_MILLIONS})\b)"
        ),
        lambda m: _millions(m) + " ",
    ),
    Rule(
        re.compile(
            rf"(?<![\w.,])(?P<minus>[-−–])?(?:(?P<first>{NUMBER})(?:\s?(?:%|°|[kcm]m|m|kg|ft|in))?"
            rf"(?:\s?[x×]\s?(?P<middle>{NUMBER}))?(?P<to>\s?[-–—x×]\s?|\sto\s))?{_NUMBER}"
            rf"(?P<scale>\s(?:hundred|thousand|million|billion|trillion)(?=[\s-]))?"
            rf"(?P<gap>[\s\u00a0-]?){_UNIT}(?![^\W_]|[²³-]\w){_PER}\.?(?<!%\.)"
        ),
        _measure,
    ),
    Rule(
        re.compile(
            rf"{FREE}(?:(?P<from>{NUMBER})[-–])?(?P<a>{NUMBER})\s?[x×](?!\w)(?!\s?\d)(?P<b>(?!))?"
        ),
        _times,
    ),
    Rule(
        re.compile(
            rf"{FREE}(?P<a>{NUMBER})\s?[x×]\s?(?P<b>{NUMBER})(?:\s?[x×]\s?(?P<c>{NUMBER}))?(?!\w)"
        ),
        _times,
    ),
    # Scales joined to a number without a currency: "10k bricks", "$" is money's.
    Rule(
        re.compile(
            rf"{FREE}{_NUMBER}\s?(?P<scale>bn|mn|trn|tn|(?<=\d)k|(?<=\d[\d.]\d)K|(?<=\d\d)K|(?<=\d\.\d)[MB])(?![\w-])"
        ),
        _millions,
    ),
)
