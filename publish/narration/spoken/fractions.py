"""Fractions, mixed numbers and sums."""

from __future__ import annotations

import re

from publish.narration.spoken.numbers import NUMBER, amount, cardinal, ordinal, plural
from publish.narration.spoken.rule import Rule

_VULGAR = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅐": (1, 7),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
    "⅑": (1, 9),
    "⅒": (1, 10),
}
# "9000/710" is a model, not seven hundred and tenths.
_LARGEST_IMPROPER = 100
# Full marks: "10/10".
_MARKS = frozenset({5, 10, 20, 100})
_OPERATORS = {
    ">=": "is at least",
    "<=": "is at most",
    "!=": "does not equal",
    "==": "equals",
    "+": "plus",
    "-": "minus",
    "−": "minus",
    "–": "minus",
    "*": "times",
    "×": "times",
    "·": "times",
    "÷": "divided by",
    "/": "divided by",
    "=": "equals",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is at most",
    "≥": "is at least",
    "≈": "is about",
    "≠": "does not equal",
    "±": "plus or minus",
    "^": "to the power of",
}


def fraction(top: int, bottom: int) -> str:
    """Return a fraction's words: "one half", "three quarters"; no "and", which joins the whole."""
    number = cardinal(top).replace(" and ", " ")
    if bottom == 1:
        return f"{number} over one"
    if bottom == 2:
        return f"{number} {'half' if top == 1 else 'halves'}"
    part = "quarter" if bottom == 4 else ordinal(bottom).replace(" and ", " ")
    return f"{number} {part if top == 1 else plural_part(part)}"


def plural_part(part: str) -> str:
    """Return the plural of a fraction's lower part."""
    return f"{part}s" if part[-1] != "y" else plural(part)


def _mixed(whole: str, top: int, bottom: int) -> str:
    part = "a half" if (top, bottom) == (1, 2) else fraction(top, bottom)
    if (top, bottom) == (1, 4):
        part = "a quarter"
    return f"{amount(whole)} and {part}"


def _slash(match: re.Match[str]) -> str | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    if bottom == 0 or (top > bottom >= _LARGEST_IMPROPER):
        return None
    if top == bottom and top in _MARKS:
        return f"{cardinal(top)} out of {cardinal(bottom)}"
    said = _mixed(match["whole"], top, bottom) if match["whole"] else fraction(top, bottom)
    if match["inch"]:
        quoted = match.string[: match.start()].count('"') % 2 == 1
        said += match["inch"] if quoted else " inches" if match["whole"] else " inch"
    return f"minus {said}" if match["minus"] else said


def _out_of(match: re.Match[str]) -> str:
    return f"{amount(match['a'])} out of {amount(match['b'])}"


def _vulgar(match: re.Match[str]) -> str:
    top, bottom = _VULGAR[match["sign"]]
    if match["whole"]:
        return _mixed(match["whole"], top, bottom)
    return fraction(top, bottom)


def _sum(match: re.Match[str]) -> str | None:
    pieces = re.findall(rf"{NUMBER}|[^\s\d]", match.group())
    said = []
    for piece in pieces:
        said.append(_OPERATORS[piece] if piece in _OPERATORS else amount(piece))
    return " ".join(said)


_TERM = r"(?:\d+(?:\.\d+)?[A-Za-z]?|[A-Za-z])"


def _formula(match: re.Match[str]) -> str:
    said = []
    for number, letter, sign in re.findall(r"(\d+(?:\.\d+)?)|([A-Za-z])|(\S)", match.group()):
        said.append(amount(number) if number else letter or _OPERATORS[sign])
    return " ".join(said)


def _operator(match: re.Match[str]) -> str:
    sign = match["after"] or match["joined"] or match["apart"]
    return f" {_OPERATORS[sign]} "


def _compared(match: re.Match[str]) -> str | None:
    sign = match["apart"] or match["joined"]
    if sign == ">" and "<" in match.string[: match.start()]:
        return None
    return f" {_OPERATORS[sign]} "


_POWERS = {"²": " squared", "³": " cubed"}
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _power(match: re.Match[str]) -> str:
    return f" to the power of {amount(match['power'].translate(_LOWERED))}"


_BEFORE_SIGN = {
    ">=": "at least ",
    "<=": "at most ",
    "~": "about ",
    "≈": "about ",
    "±": "plus or minus ",
    "<": "less than ",
    ">": "more than ",
    "≤": "at most ",
    "≥": "at least ",
    "+": "plus ",
    "√": "the square root of ",
}

RULES = (
    Rule(
        re.compile(rf"(?<![\w.,])(?:(?P<whole>\d+)[\s-]?)?(?P<sign>[{''.join(_VULGAR)}])(?!\d)"),
        _vulgar,
        "".join(_VULGAR),
    ),
    # 1-2=5, 2 * 10, 3 + 4 = 7
    Rule(
        re.compile(
            rf"(?<![\w.,$£€-]){NUMBER}(?:\s?[-+*×·÷−/]\s?{NUMBER})+(?:\s?[=≈]\s?-?{NUMBER})(?![\w%])"
        ),
        _sum,
        "=≈",
    ),
    # x^2
    Rule(
        re.compile(r"(?<=[\w)])\^(?P<power>[23])(?![\d.])"),
        lambda m: " squared" if m["power"] == "2" else " cubed",
        "^",
    ),
    # x+y=z, 2x + 3 = 7
    Rule(
        re.compile(
            rf"(?<![\w.=+*/^&-]){_TERM}(?:\s?[-+*/^×÷−]\s?{_TERM})*\s?=\s?-?{_TERM}"
            rf"(?:\s?[-+*/^×÷−]\s?{_TERM})*(?![\w.=+*/^(&-])"
        ),
        _formula,
        "=",
    ),
    Rule(
        re.compile(
            r"(?:(?<=\d)\s?(?P<after>[*×÷=≈≠±+^])\s?|(?<=[\w)])(?P<joined>[*×÷=≈≠±+^])"
            r"|(?<=[\w)])\s(?P<apart>[*×÷=≈≠±+^])\s)(?=[-−]?[$£€]?\.?\d)"
        ),
        _operator,
        "*×÷=≈≠±+^",
    ),
    Rule(
        re.compile(
            r"(?:(?<=\w)\s(?P<apart>[<>!=]=|[<>≤≥])\s|(?<=\d)(?P<joined>[<>!=]=|[<>≤≥]))"
            r"(?=[-−]?\.?\d)"
        ),
        _compared,
        "<>≤≥=",
    ),
    # 8½ x 11
    Rule(re.compile(r"(?<=[½¼¾⅐-⅞])\s?[x×]\s?(?=\d)"), lambda m: " by ", "½¼¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"),
    # 4.5/5
    Rule(
        re.compile(r"(?<![\w.,/$£€:])(?P<a>\d+\.\d+)/(?P<b>5|10|20|100)(?![\w/%]|[.,]\d)"),
        _out_of,
        "0/",
    ),
    # 23 4/5, 1/3, 12639/12640
    Rule(
        re.compile(
            r"(?<![\w.,/$£€:])(?P<minus>[-−](?=\d))?(?:(?P<whole>\d+)[\s-](?=\d+/))?"
            r"(?P<top>\d+)\s?[/⁄]\s?(?P<bottom>\d+)(?:st|nd|rd|th|ths|rds)?(?P<inch>[\"″])?"
            r"(?![\w/%]|[.,]\d)"
        ),
        _slash,
        "0/⁄",
    ),
)
SIGNS = (
    Rule(
        re.compile(
            r"(?<![\w.)])(?P<sign>[<>]=|[~≈±<>≤≥+√])\s?(?=[$£€]?\.?\d)(?<!<(?=3(?:\s[A-Z]|[.!]?$)))"
        ),
        lambda m: _BEFORE_SIGN[m["sign"]],
        "d",
    ),
    Rule(re.compile(r"(?:(?<=[\d%])|(?<=\d[kKmMbB]))\+(?!\w)"), lambda m: " plus", "+"),
    Rule(re.compile(r"(?<=\w)[²³](?![⁰-⁹])"), lambda m: _POWERS[m.group()], "²³"),
    Rule(re.compile(r"(?<=\d)(?P<power>⁻?[⁰¹²³⁴-⁹]+)"), _power, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
)
