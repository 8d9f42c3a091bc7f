"""Lines that run from right to left, in the order in which they are read.

A PDF holds characters where they are painted; of right-to-left text some programs write words as
they are read, some as they stand from the left, and some both in one line. Where the characters
stand tells their order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

#: A character, and where it begins and ends from the left, in points.
Placed = tuple[str, float, float]

#: Of the type's size: words stand further apart, the letters of one word nearer together.
_WORD_GAP = 0.15
_RIGHT_TO_LEFT = ("R", "AL")
_LEFT_TO_RIGHT = ("L", "EN", "AN")
#: Marks that belong to the number or the address that they stand in.
_INSIDE = ("ES", "ET", "CS")


_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"))
_TURNED = str.maketrans("([{«)]}»", ")]}»([{«")
#: Lam and alef are painted as one sign, and read back in the wrong order.
_LAM, _ALEFS = "\u0644", "\u0627\u0622\u0623\u0625"


def is_right_to_left(character: str) -> bool:
    """Whether a letter belongs to a script that runs from right to left."""
    return character >= "\u0590" and unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def runs_left(characters: Sequence[Placed]) -> bool:
    """Whether most of the letters of a line run from right to left."""
    kinds = [unicodedata.bidirectional(text[0]) for text, _, _ in characters if text]
    return sum(kind in _RIGHT_TO_LEFT for kind in kinds) > sum(kind == "L" for kind in kinds)


def logical(characters: Sequence[Placed], size: float) -> str:
    """The text of a right-to-left line, in the order in which it is read.

    Args:
        size: of the type, in points.
    """
    letters: list[Placed] = []
    for text, left, right in characters:
        if text.isspace():
            continue
        last = letters[-1] if letters else ("", 0.0, 0.0)
        if letters and unicodedata.combining(text):
            letters[-1] = (last[0] + text, last[1], last[2])
        elif text == _LAM and last[0] in _ALEFS and last[1:] == (left, right) and letters:
            letters[-1] = (text + last[0], left, right)
        else:
            letters.append((text, left, right))
    letters.sort(key=lambda each: -(each[1] + each[2]))
    pieces: list[tuple[str, bool]] = []
    edge = 0.0
    for at, (text, left, right) in enumerate(letters):
        if at and edge - right > _WORD_GAP * size:
            pieces.append((" ", False))
        pieces.append((text, _runs_right(letters, at)))
        edge = left
    text = "".join(_read(pieces))
    # Brackets are painted as they look, which is the other way round.
    if any(_first(text, closing) < _first(text, opening) for opening, closing in _PAIRS):
        text = text.translate(_TURNED)
    return text


def _first(text: str, mark: str) -> int:
    at = text.find(mark)
    return at if at >= 0 else len(text)


def _runs_right(letters: Sequence[Placed], at: int) -> bool:
    """Whether a character runs from left to right: Latin letters and digits, and marks between."""
    kind = unicodedata.bidirectional(letters[at][0][0])
    if kind not in _INSIDE:
        return kind in _LEFT_TO_RIGHT
    beside = [letters[n][0][0] for n in (at - 1, at + 1) if 0 <= n < len(letters)]
    return len(beside) == 2 and all(
        unicodedata.bidirectional(each) in _LEFT_TO_RIGHT for each in beside
    )


def _read(pieces: Sequence[tuple[str, bool]]) -> list[str]:
    """`pieces`, given from the right, with what runs from left to right turned round; the spaces
    between two words of such a run turn with them."""
    turns = [turned for _, turned in pieces]
    for at, (text, _) in enumerate(pieces):
        if text == " " and 0 < at < len(pieces) - 1:
            turns[at] = turns[at - 1] and turns[at + 1]
    out: list[str] = []
    for turned, run in groupby(range(len(pieces)), lambda at: turns[at]):
        texts = [pieces[at][0] for at in run]
        out += reversed(texts) if turned else texts
    return out
