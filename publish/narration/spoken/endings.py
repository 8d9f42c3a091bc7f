"""Whether the full stop of an abbreviation also ends its sentence."""

from __future__ import annotations

import re

from publish.boundaries.language import words

_NEXT = re.compile(r"[\"”’'»)\]]*\s+[\"“‘'«(\[]*(?P<word>[A-Z]\w*)")


def stop(match: re.Match[str], clock: bool = False) -> str:
    """Return "." when a match has taken a full stop that its sentence needs, else "".

    After a clock time any capital opens a sentence but a day or a zone ("5 p.m. Monday").
    """
    if not match.group().endswith("."):
        return ""
    text, end = match.string, match.end()
    if not text[end : end + 9].strip(" \"'”’)]»"):
        return "."
    following = _NEXT.match(text, end)
    if not following:
        return ""
    word, lists = following["word"], words("en")
    # "THE U.S. AND": capitals all over tell nothing.
    shouted = word.isupper() and len(word) > 1
    opens = word.lower() in lists.openers and not shouted
    ends = word not in lists.after_clock if clock else opens
    return "." if ends else ""


_A = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Ii]ts|his|her|their)\s(?:[a-z]+[\s-])?$")
# What follows an amount and is no noun that it describes.
_NO_NOUN = (
    "a|an|the|per|to|of|on|in|for|from|and|or|but|at|by|which|that|who|off|this|more|less|worth|each|"
    "was|is|as|with|if|it|than|when|while|after|before|because|over|under|into|up|down|so|are|were|"
    r"has|had|will|would|most|some|all|every|apiece|extra|out|until|through|about|above|below|plus|minus|be|they|"
    r"he|she|we|you|\w+ed"
)
_NOUN = re.compile(rf"[\s-](?!(?:{_NO_NOUN})\b)[a-z]+")
# "a $20-a-month plan"
_A_TIME = re.compile(r"-an?-[a-z]")
# "a £20m-rated striker"
_JOINED = re.compile(r"-[a-z]+ed\b")
# How far back the article of a described noun is looked for (characters).
_BACK = 25


def describes(match: re.Match[str]) -> bool:
    """Tell whether an amount stands before a noun that it describes: "a $3 billion offer"."""
    text = match.string
    if _A_TIME.match(text, match.end()) or _JOINED.match(text, match.end()):
        return True
    if not _NOUN.match(text, match.end()):
        return False
    return text[match.end()] == "-" or bool(
        _A.search(text[max(match.start() - _BACK, 0) : match.start()])
    )
