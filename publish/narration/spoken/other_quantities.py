"""Money, measures, times of day and spans of numbers in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.narration.spoken.other_words import Speaker, words
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives, table

_SIGNS: dict[str, str] = table("other")["signs"]
_UNITS: dict[str, str] = table("other")["units"]
_SPACE = r"[\s\u00a0\u202f]?"
_NOT_BEFORE = r"(?<![\w.,:/-])"


def rules(speaker: Speaker) -> Iterator[Rule]:
    """Yield the rules for quantities that a language's row in the table makes possible."""
    data, number = speaker.data, speaker.number
    if not data["percent"]:
        return
    scales = data.get("scales", {})
    scale = rf"(?:{_SPACE}(?P<scale>{alternatives(scales)})\.?)?" if scales else "(?P<scale>(?!))?"
    long = rf"(?:\s(?P<long>{alternatives(data['millions'])})\b)?" if "millions" in data else ""
    signs = rf"(?P<sign>{alternatives(_SIGNS)})"
    ranged = rf"(?:(?P<first>{number})\s?[-–]\s?)?" if "to" in data else "(?P<first>(?!))?"

    def money(match: re.Match[str]) -> str | None:
        return _money(speaker, match)

    yield Rule(
        re.compile(rf"{_NOT_BEFORE}{ranged}(?P<number>{number}){scale}{_SPACE}{signs}(?!\w)"),
        money,
        "d",
    )
    yield Rule(
        re.compile(rf"(?<!\w){signs}{_SPACE}(?P<number>{number}){scale}{long}(?!\w)"), money, "d"
    )
    yield Rule(
        re.compile(rf"{_NOT_BEFORE}(?P<minus>[-−])?{ranged}(?P<number>{number}){_SPACE}%"),
        lambda m: _counted(speaker, m, data["percent"], False),
        "d",
    )
    if "feminine" in data:
        feminine = frozenset(data["feminine"].split())
        yield Rule(
            re.compile(
                rf"(?<![\w.,:/])(?P<minus>[-−])?{ranged}(?P<number>{number}){_SPACE}"
                rf"(?P<unit>{alternatives(_UNITS)})(?![\w/²³])"
            ),
            lambda m: _measure(speaker, m, feminine),
            "d",
        )
    if "time" in data:
        for pattern in data["clock"]:
            yield Rule(re.compile(pattern), lambda m: _time(speaker, m), "d")
    if "to" in data:
        yield Rule(
            re.compile(
                rf"(?<![\w.,:/$€£-])(?P<a>{number})\s?[-–]\s?(?P<number>{number})(?![\w/]|[.,:-]\d)"
            ),
            lambda m: _range(speaker, m),
            "d",
        )


def _counted(
    speaker: Speaker, match: re.Match[str], noun: str, feminine: bool = False
) -> str | None:
    """Return the number of a match, or its two, with what is counted."""
    groups = match.groupdict()
    whole = noun == speaker.data["percent"] and speaker.code != "de"
    said = speaker.amount(match["number"]) if whole else speaker.counting(match["number"], feminine)
    if said is None:
        return None
    if groups.get("minus"):
        minus = words(speaker.voice, -1).split()[0]
        said = f"{minus} {said}"
    if groups.get("first"):
        first = speaker.counting(match["first"], feminine)
        if first is None:
            return None
        said = f"{first} {speaker.data['to']} {said}"
    return f"{said} {noun}"


def _money(speaker: Speaker, match: re.Match[str]) -> str | None:
    from babel.numbers import get_currency_name

    data, currency = speaker.data, _SIGNS[match["sign"]]
    groups = match.groupdict()
    scale = data["scales"][match["scale"]] if groups.get("scale") else groups.get("long")
    one, many = data.get("currencies", {}).get(currency, (None, None))
    single = speaker.value(match["number"]) == 1 and not scale and not groups.get("first")
    name = (one if single else many) or get_currency_name(
        currency, 1 if single else 2, locale=speaker.code
    )
    if speaker.code != "de":
        name = name[0].lower() + name[1:]
    feminine = currency in data.get("feminine_money", "")
    if scale:
        if speaker.value(match["number"]) < 2 and scale in data.get("single", {}):
            scale = data["single"][scale]
        of = data.get("of", "")
        if speaker.code == "fr" and name[0] in "aeiou":
            of = "d'"
        return _counted(speaker, match, f"{scale} {of}{name}")
    whole, fraction = speaker.parts(match["number"])
    if "cents" not in data or len(fraction) != 2 or groups.get("first"):
        return _counted(speaker, match, name, feminine)
    units = speaker.counting(whole, feminine)
    if units is None or fraction == "00":
        return f"{units} {name}" if units else None
    return " ".join(f"{units} {name} {data['cents']} {words(speaker.voice, int(fraction))}".split())


def _measure(speaker: Speaker, match: re.Match[str], feminine: frozenset[str]) -> str | None:
    """Say a measure with Babel's name of its unit, in the plural that the number needs."""
    from babel.units import UnknownUnitError, format_unit

    unit = match["unit"]
    value = speaker.value(match["number"])
    try:
        shown = format_unit(value, _UNITS[unit], "long", locale=speaker.code)
    except UnknownUnitError:
        return None
    name = re.sub(r"^[\d.,\s\u00a0\u202f]+", "", shown)
    if name == shown:
        return None
    return _counted(speaker, match, name, unit in feminine)


def _time(speaker: Speaker, match: re.Match[str]) -> str | None:
    data, groups = speaker.data, match.groupdict()
    hour, minute = int(match["hour"]), int(groups.get("minute") or 0)
    said = data.get("hours", {}).get(str(hour)) or words(speaker.voice, hour)
    if not said:
        return None
    if not minute:
        whole = data["whole"] if hour != 1 else data.get("whole_one", data["whole"])
        return str(whole).format(hour=said)
    form = data["time"] if hour != 1 else data.get("time_one", data["time"])
    return str(form).format(hour=said, minute=words(speaker.voice, minute))


def _range(speaker: Speaker, match: re.Match[str]) -> str | None:
    first, second = speaker.amount(match["a"]), speaker.amount(match["number"])
    return f"{first} {speaker.data['to']} {second}" if first and second else None
