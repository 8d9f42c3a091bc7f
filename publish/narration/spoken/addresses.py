"""Street addresses, states and their codes, and postal codes."""

from __future__ import annotations

import re

from publish.boundaries.language import words
from publish.narration.spoken.endings import stop
from publish.narration.spoken.numbers import digits, ordinal, pairs
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives, table

_DATA = table("en_places")
_STREETS: dict[str, str] = {
    short: name for name, shorts in _DATA["streets"].items() for short in shorts.split()
}
_STATES: dict[str, str] = {code: name for name, (code, _) in _DATA["states"].items()}
_SHORT_STATES: dict[str, str] = {
    short: name for name, (_, shorts) in _DATA["states"].items() for short in shorts.split()
}
_WAYS = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "NE": "Northeast",
    "NW": "Northwest",
    "SE": "Southeast",
    "SW": "Southwest",
}
_STREET = rf"(?P<street>{alternatives(_STREETS)}|{alternatives(s.lower() for s in _STREETS)})\b\.?"
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_NAME_WORD = r"(?:[A-Z][\w'’.-]*|\d+(?:st|nd|rd|th)|of|the)"


def _house(written: str) -> str:
    return digits(written) if len(written) > 4 else pairs(written)


def _address(match: re.Match[str]) -> str | None:
    way, name, street = match["way"], match["name"], match["street"]
    if street.isupper() and len(street) == 2 and not match.string.isupper():
        return None
    said = [_house(match["house"])]
    if way:
        said.append(_WAYS[way.rstrip(".")])
    said.append(_ORDINAL.sub(lambda m: ordinal(int(m.group(1))), name))
    said.append(_STREETS[_key(street)])
    if match["way2"]:
        said.append(_WAYS[match["way2"].rstrip(".")])
    return " ".join(said) + stop(match)


def _key(street: str) -> str:
    return street if street in _STREETS else street.capitalize()


def _street_name(match: re.Match[str]) -> str | None:
    rest = match.string[match.end() :]
    following = re.match(r"\s([A-Z][a-z]+)", rest)
    street = match["street"]
    if street in ("St", "Dr") and following and following[1].lower() not in words("en").openers:
        return None
    name = _ORDINAL.sub(lambda m: ordinal(int(m.group(1))), match["name"])
    return f"{name} {_STREETS[street]}{stop(match)}"


# Codes that are also degrees or words: they are states only before a postal code.
_DOUBTFUL = frozenset({"OK", "IN", "OR", "ME", "HI", "OH", "ID", "MD", "MS", "MA", "PA", "AL"})


def _city_state(match: re.Match[str]) -> str | None:
    city = match.string[: match.start()].rsplit(" ", 1)[-1]
    if match["state"] in _DOUBTFUL or not city.lstrip('("“‘')[:1].isupper():
        return None
    return f"{match['comma']}{_STATES[match['state']]}"


def _state_code(match: re.Match[str]) -> str:
    said = f"{match['comma']}{_STATES[match['state']]}"
    if match["zip"]:
        said += f" {digits(match['zip'])}"
    if match["plus"]:
        said += f" {digits(match['plus'])}"
    return said


def _short_state(match: re.Match[str]) -> str:
    return f"{match['before']}{_SHORT_STATES[match['state']]}{stop(match)}"


RULES = (
    # 2788 San Tomas Expy, 708 N 1st St
    Rule(
        re.compile(
            r"(?<![\w.,$£€#-])(?P<house>\d{1,5})\s(?:(?P<way>[NS][EW]?|[EW])\.?\s)?"
            rf"(?P<name>[A-Z0-9][\w'’-]*\.?(?:\s{_NAME_WORD}){{0,3}}?)\s{_STREET}(?![’'\w])"
            r"(?:\s(?P<way2>[NS][EW]|[NSEW])\b\.?)?"
        ),
        _address,
    ),
    # Santa Clara, CA 95051
    Rule(
        re.compile(
            rf"(?<=[a-z.])(?P<comma>,?\s)(?P<state>{alternatives(_STATES)})"
            r"(?:,?\s(?P<zip>\d{5})(?:-(?P<plus>\d{4}))?)(?![\w-])"
        ),
        _state_code,
        "d",
    ),
    # Washington, D.C. 20500
    Rule(
        re.compile(r"(?<=\bD\.C\. )(?P<zip>\d{5})(?![\w%]|[.,-]\d)"),
        lambda m: digits(m["zip"]),
        "0",
    ),
    Rule(
        re.compile(
            rf"(?<=[a-z])(?P<comma>,\s)(?P<state>{alternatives(_STATES)})"
            r"(?=$|[,.;:)]|\s[a-z(—–-])"
        ),
        _city_state,
        ",",
    ),
    # Fremont, Calif. ; D-Minn.
    Rule(
        re.compile(
            rf"(?P<before>(?<=[a-z]),\s|\b[DRI]-)(?P<state>{alternatives(_SHORT_STATES)})\."
        ),
        _short_state,
        ".",
    ),
    # 5th Ave: after an ordinal no full stop is needed to tell
    Rule(
        re.compile(
            r"(?<![\w.,])(?P<name>\d+(?:st|nd|rd|th))\s(?P<street>Ave|Blvd|St)"
            r"(?![\w.'’]|\s[A-Z])"
        ),
        _street_name,
        "0AS",
    ),
    # Main St., Fifth Ave., 42nd St.
    Rule(
        re.compile(
            r"\b(?P<name>(?!The\b|Mr\b|Mrs\b|Ms\b|And\b|In\b)[A-Z][a-z]+|\d+(?:st|nd|rd|th))\s"
            rf"(?P<street>{alternatives(s for s in _STREETS if s not in ('Fort',))})\.(?!\w)"
        ),
        _street_name,
        ".",
    ),
)
