"""What the first and the last two characters of a line show, read from tables of all pairs.

Most features of a line's ends look at the kind of a character, some at the very character; a `Face`
tells both, so that two faces are all that need be known of an end.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.characters import Kind, kinds
from publish.normalizer.linemodel.columns import Floats

#: Characters that are not seen, and which `str.strip` leaves: joiners, marks of direction.
UNSEEN = "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"
# The characters that show more than their kind. Each group is of one kind; the faces below it are
# the kinds themselves.
_GROUPS = (UNSEEN, "*", "+•·◦▪●■", "-–", "o", ".", "…", "?", ")")
_BLANK, _STAR, _BULLET, _DASH, _O, _DOT, _ELLIPSIS, _QUESTION, _PARENTHESIS = (
    len(Kind) + index for index in range(len(_GROUPS))
)
_MARKS = (_STAR, _BULLET, _DASH, _O)  # with a space behind them they begin an item of a list
_FACES = len(Kind) + len(_GROUPS)
BLANK = np.uint8(_BLANK)

OPENING = 10  # features of a line's first two characters
CLOSING = 9  # of its last two
MARKED = 7  # among the former: whether the line begins as an item of a list


@cache
def faces() -> NDArray[np.uint8]:
    """The face of each code point of the plane."""
    table = kinds().copy()
    for face, characters in enumerate(_GROUPS, len(Kind)):
        table[[ord(character) for character in characters]] = face
    table.flags.writeable = False
    return table


def opening(first: NDArray[np.uint8], second: NDArray[np.uint8], out: Floats) -> None:
    """Write a row for each feature of the first two characters of lines, given by their faces."""
    _look_up(_opening(), first, second, out)


def closing(last: NDArray[np.uint8], before: NDArray[np.uint8], out: Floats) -> None:
    """Write a row for each feature of the last character of lines and the one before it."""
    _look_up(_closing(), last, before, out)


def _look_up(table: Floats, one: NDArray[np.uint8], other: NDArray[np.uint8], out: Floats) -> None:
    pair = one.astype(np.intp)
    pair *= _FACES
    pair += other
    table.take(pair, axis=1, out=out, mode="clip")  # any other mode would copy `out`


@cache
def _opening() -> Floats:
    return _table(_opens)


def _opens(first: int, second: int) -> tuple[bool, ...]:
    kind = _kind(first)
    marked = first in _MARKS and _kind(second) == Kind.SPACE
    return (
        *(kind == one for one in (Kind.LOWER, Kind.UPPER, Kind.DIGIT, Kind.QUOTE, Kind.BRACKET)),
        kind == Kind.DASH and not marked,
        kind == Kind.HANDLE,
        marked,
        marked and first != _STAR,
        kind == Kind.DIGIT and second in (_DOT, _PARENTHESIS),
    )


@cache
def _closing() -> Floats:
    return _table(_closes)


def _closes(last: int, before: int) -> tuple[bool, ...]:
    kind = _kind(last)
    dots = last == _ELLIPSIS or (last == _DOT and before == _DOT)
    stopped = kind == Kind.STOP
    closed = kind in (Kind.QUOTE, Kind.BRACKET)
    return (
        stopped and not dots,
        (closed or stopped) and _kind(before) in (Kind.STOP, Kind.PAUSE),
        dots,
        closed,
        *(kind == one for one in (Kind.COLON, Kind.PAUSE, Kind.DIGIT, Kind.BULLET)),
        last == _QUESTION,
    )


def _kind(face: int) -> int:
    """The kind of the characters of a face."""
    if face < len(Kind):
        return face
    return int(kinds()[ord(_GROUPS[face - len(Kind)][0])])


def _table(shows: Callable[[int, int], tuple[bool, ...]]) -> Floats:
    """A row for each feature, a column for each pair of faces."""
    pairs = [shows(one, other) for one in range(_FACES) for other in range(_FACES)]
    table = np.array(pairs, np.float32).T.copy()
    table.flags.writeable = False
    return table
