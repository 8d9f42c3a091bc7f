"""How the patterns of the debris data are written out, and how a line is brought into their form.

What `phrases` says of the patterns holds for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

#: What a line may have at its ends without being another line.
EDGE = " \t\xa0*•·▪●○◦■□–—|»«›‹:.!?…→←↑↓>+▶►▼▲×✕✖+-=~_/\\\"'“”‘’,;"
# A currency sign or none, and a digit; in this form a search skips from one to the next.
_NUMBER = re.compile(r"[$€£\d](?:(?<=\d)|\d)[\d.,:/]*(?: ?[km]\b)?\+?")
UNITS = ("k", "m")  # taken for a part of the number before them
_BRACKETS = str.maketrans("", "", "()[]{}")
#: Brackets of texts without spaces, which part words there as spaces do elsewhere.
WIDE_BRACKETS = str.maketrans("（）【】［］", "      ")
_JOINT = re.compile(r" [-–—|·•/»>] |[?!] ")
#: One of these is in every line that `normal` changes, save one with two spaces.
_ODD = re.compile(r"[\d’\xa0()\[\]{}:\t–—|·•/»>?!-]")
_MARK = re.compile(r"[-–—|·•/»>?!]")
_GROUP = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)")
#: Letters that are written as they are looked up, and what groups them.
_PLAIN = re.compile(r"[a-zà-öø-ÿ ()\[\]|]*")
_NESTED = re.compile(r"[(\[][^)\]]*[(\[]")


def first_word(folded: str) -> str:
    """The first word of a line that has its edges stripped; "#" for a number."""
    word = folded.partition(" ")[0]
    if word.isalpha():
        return word
    word = word.strip("()[]{}:;,.!?|").replace("’", "'")
    return "#" if word[:1].isdigit() or word[1:2].isdigit() or word[:1] == "#" else word


def key(line: str) -> str:
    """`line` as it is looked up."""
    return normal(line.strip(EDGE).casefold())


def normal(folded: str) -> str:
    """A line with its edges stripped and its case folded, as the patterns are written."""
    if not _ODD.search(folded) and "  " not in folded:
        return folded
    if not folded.isascii():
        folded = folded.replace("’", "'").replace("\xa0", " ")
    if "(" in folded or "[" in folded or "{" in folded:
        folded = folded.translate(_BRACKETS).strip(EDGE)
    if " :" in folded:
        folded = folded.replace(" :", ":")  # as French spaces it
    folded = _NUMBER.sub("#", folded)
    if _MARK.search(folded):
        folded = _JOINT.sub(" ", folded)
    return " ".join(folded.split()) if "  " in folded or "\t" in folded else folded


def expand(pattern: str) -> Iterator[str]:
    """Every form that the optional and alternative parts of `pattern` make."""
    if _NESTED.search(pattern):
        group = _GROUP.search(pattern)
        assert group
        for choice in _choices(group[1], group[2]):
            yield from expand(pattern[: group.start()] + choice + pattern[group.end() :])
        return
    parts = _GROUP.split(pattern)
    choices: list[tuple[str, ...]] = [(parts[0],)]
    for at in range(1, len(parts), 3):
        choices += (_choices(parts[at], parts[at + 1]), (parts[at + 2],))
    plain = _PLAIN.fullmatch(pattern)
    for chosen in product(*choices):
        form = " ".join("".join(chosen).split())
        if form:
            yield form if plain or "*" in form else key(form)


def _choices(optional: str | None, either: str | None) -> tuple[str, ...]:
    """What the inside of a pair of brackets may stand for, that of the other pair being None."""
    return (*optional.split("|"), "") if optional is not None else tuple((either or "").split("|"))
