"""Digits and capital letters, counted in all short texts of a page at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]

_SPACE = ord(" ")
_DIGIT, _UPPER = 1, 2


def _kind(character: str) -> int:
    return _DIGIT * character.isdigit() | _UPPER * character.isupper()


_ASCII = np.array([_kind(chr(code)) for code in range(128)] + [0], np.uint8)


def count(texts: Sequence[str]) -> tuple[Counts, Counts, Counts]:
    """Of each text: its digits, its capital letters, and its words that begin with a capital.

    Args:
        texts: at least one; their words are parted by single spaces.
    """
    # A space behind each: so every one is a stretch of its own, the empty ones too.
    codes = np.frombuffer(" ".join((*texts, "")).encode("utf-32-le"), np.uint32)
    kinds = _ASCII[np.minimum(codes, 128)]
    wide = np.flatnonzero(codes > 127)
    if len(wide):
        found, which = np.unique(codes[wide], return_inverse=True)
        kinds[wide] = np.array([_kind(chr(code)) for code in found], np.uint8)[which]
    first = np.ones(len(codes), bool)
    first[1:] = codes[:-1] == _SPACE
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    upper = kinds == _UPPER
    digits, capitals, words = (
        np.add.reduceat(each, starts, dtype=np.int64)
        for each in (kinds == _DIGIT, upper, upper & first)
    )
    return digits, capitals, words
