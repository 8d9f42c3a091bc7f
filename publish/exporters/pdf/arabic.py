"""Arabic that can be copied out of a PDF as it was written.

A PDF tells the characters of each of its glyphs, and readers turn those of a line that runs from
right to left round: those of a ligature come out in the wrong order (seen with Poppler and PDFium).
So the pages are set without ligatures but the one that the script cannot do without, lam with alef,
which Unicode has as one character; every reader takes that for the two letters.
"""

from __future__ import annotations

import re
import unicodedata

#: Alefs: the two forms of their ligature with lam, alone and after a letter.
_LAM_ALEF = {
    "\u0622": ("\ufef5", "\ufef6"),
    "\u0623": ("\ufef7", "\ufef8"),
    "\u0625": ("\ufef9", "\ufefa"),
    "\u0627": ("\ufefb", "\ufefc"),
}
_PAIR = re.compile("\u0644([\u0622\u0623\u0625\u0627])")
_JOINER = "\u200d"


def joined(text: str) -> str:
    """`text` with every lam and alef as one character, joined to the letter before it."""
    out: list[str] = []
    end = 0
    for found in _PAIR.finditer(text):
        out.append(text[end : found.start()])
        alone, after = _LAM_ALEF[found[1]]
        # The character joins nothing by itself: the letter before it needs a sign to do so.
        out.append(_JOINER + after if _joins(text, found.start()) else alone)
        end = found.end()
    return "".join(out) + text[end:] if out else text


def voweled(text: str) -> bool:
    """Whether vowel signs stand on Arabic letters in `text`."""
    return any("\u064b" <= character <= "\u065f" or character == "\u0670" for character in text)


def _joins(text: str, at: int) -> bool:
    """Whether the letter before `at` joins to what follows it."""
    from arabic_reshaper.letters import INITIAL, LETTERS_ARABIC

    while at and unicodedata.combining(text[at - 1]):
        at -= 1
    return bool(at) and bool(LETTERS_ARABIC.get(text[at - 1], ("", ""))[INITIAL])
