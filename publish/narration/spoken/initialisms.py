"""Initialisms, said letter by letter; acronyms that are words are left to the voice."""

from __future__ import annotations

import re

from publish.narration.spoken.endings import stop
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import table

_SPELLED = frozenset(table("en_initialisms")["spelled"].split())
_WORDS = frozenset(table("en_initialisms")["words"].split())


def _spelled(match: re.Match[str]) -> str | None:
    if match["letters"] not in _SPELLED:
        return None
    text = match.string
    if match["letters"] in _WORDS and (
        _SHOUTED.search(text[max(match.start() - 30, 0) : match.start()])
        or _SHOUTING.match(text, match.end())
    ):
        return None
    letters = " ".join(match["letters"])
    return f"{letters}'s" if match["plural"] else letters


def _dotted(match: re.Match[str]) -> str:
    letters = match["letters"].replace(".", "").replace(" ", "")
    sayable = any(letter in "AEIOUY" for letter in letters)
    return (" ".join(letters) if sayable else letters) + stop(match)


# A word in capitals beside it: then capitals are no sign of an initialism ("DO IT NOW").
_SHOUTED = re.compile(r"\b(?P<word>[A-Z]{4,}|(?=[A-Z]*[AEIOU])[A-Z]{3})[,!?]?\s$")
_SHOUTING = re.compile(r"[,!?]?\s(?P<word>[A-Z]{4,}|(?=[A-Z]*[AEIOU])[A-Z]{3})\b")

RULES = (
    # U.S., J.K. Rowling
    Rule(
        re.compile(r"(?<![\w.@/])(?P<letters>(?:[A-Z]\.){1,}[A-Z])\b\.?(?!\w)"),
        _dotted,
        ".",
    ),
    # C. S. Lewis
    Rule(
        re.compile(r"(?<![\w.])(?P<letters>(?:[A-Z]\. ){1,3}[A-Z]\.)(?=\s[A-Z][a-z])"),
        _dotted,
        ".",
    ),
    Rule(
        re.compile(
            r"(?P<letters>[A-Z](?<![\w.@/&#$-].)[A-Z]{1,5})(?P<plural>s\b(?!['’]))?(?![\w@/&]|\.\w)"
        ),
        _spelled,
        "A",
    ),
    # AT&T, Q&A
    Rule(
        re.compile(r"(?<![\w&])(?P<letters>[A-Z]{1,2}(?:&[A-Z])+)(?![\w&])"),
        lambda m: " ".join(m["letters"].replace("&", "+")).replace("+", "and"),
        "&",
    ),
)
