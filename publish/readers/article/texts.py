"""What can be seen of the units' texts alone."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from publish.readers.article import letters
from publish.readers.article.lexicon import CALLS, STOP, WORD, Lexicon, word_pieces
from publish.readers.article.pieces import found_in
from publish.readers.article.units import Unit

TEXT_NAMES = (
    *("words", "link_density", "pictures", "log_chars", "word_length", "ends_sentence"),
    *("sentences", "commas", "stop_share", "digit_share", "upper_share", "starts_lower"),
    *("capitals", "date", "calls", "title_overlap", "is_description", "word_score"),
    *("word_lowest", "word_highest", "bar", "question", "first_person", "colon_end"),
)
_LINKS, _PICTURES, _DIGITS, _UPPER, _CAPITALS, _CALLING = (
    TEXT_NAMES.index(name)
    for name in ("link_density", "pictures", "digit_share", "upper_share", "capitals", "calls")
)
_CALLS = [(call, 1 << number) for number, call in enumerate(CALLS)]
_ENDING = tuple(".!?…:;\"”’')»。！？")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d",
    re.IGNORECASE,
)
#: Of a text so many characters tell what it is made of.
_START = 120


def text_rows(
    units: Sequence[Unit], title: frozenset[str], description: str, lexicon: Lexicon
) -> npt.NDArray[np.float64]:
    """The columns of `TEXT_NAMES`. `title` is the set of the title's words, in lower case."""
    # A quarter of them stand there twice: menus for wide and for narrow screens.
    numbers: dict[str, int] = {}
    which = [numbers.setdefault(unit.text, len(numbers)) for unit in units]
    texts = list(numbers)
    starts = [text[:_START] for text in texts]
    digits, upper, capitals = letters.count(starts)
    calls = found_in([text.lower()[:240] for text in texts], _CALLS)
    rows = [
        _row(text, start, with_digits, title, description, lexicon)
        for text, start, with_digits in zip(texts, starts, (digits > 0).tolist(), strict=True)
    ]
    once = np.array(rows, np.float64)
    words = np.maximum(1, once[:, 0])
    length = np.maximum(1, [len(start) for start in starts])
    once[:, _DIGITS] = digits / length
    once[:, _UPPER] = upper / length
    once[:, _CAPITALS] = capitals / np.minimum(words, 20)
    once[:, _CALLING] = [each.bit_count() for each in calls] / np.sqrt(words)
    out = once[which]
    out[:, _LINKS] = [unit.links / unit.words if unit.words else 0.0 for unit in units]
    out[:, _PICTURES] = [unit.pictures for unit in units]
    return out


def _row(
    text: str,
    start: str,
    with_digits: bool,
    title: frozenset[str],
    description: str,
    lexicon: Lexicon,
) -> list[float]:
    """What is seen of one text; the columns that are filled for all at once are 0."""
    if not text:
        return [0.0] * len(TEXT_NAMES)
    length = len(text)
    words = text.count(" ") + 1
    low = text.lower()
    tokens = low[:300].split(None, 40)[:40]
    # A start in lower case may be longer than its text, and its last letter another.
    found = WORD.findall(low if length <= _START else start.lower())
    known = lexicon.words
    odds = [known[p] for p in word_pieces(found, with_digits=with_digits) if p in known]
    score = lowest = highest = overlap = 0.0
    if odds:
        score, lowest, highest = sum(odds) / math.sqrt(len(odds)), min(odds), max(odds)
    if title and words <= 40:
        mine = frozenset(found if length <= _START else WORD.findall(low))
        shared = len(mine & title)
        overlap = shared / max(1, len(mine) + len(title) - shared)
    return [
        words,
        0.0,
        0.0,
        math.log(length + 1),
        length / words,
        text.endswith(_ENDING),
        text.count(". ") + text.count("? ") + text.count("! "),
        text.count(",") / words,
        sum(map(STOP.__contains__, tokens)) / len(tokens),
        0.0,
        0.0,
        text[0].islower(),
        0.0,
        with_digits and bool(_DATE.search(start)),
        0.0,
        overlap,
        bool(description) and text[:200] == description,
        score,
        lowest,
        highest,
        "|" in text or "»" in text or "•" in text or "→" in text,
        "?" in text,
        " i " in low or low[:2] == "i " or " we " in low,
        text.endswith(":"),
    ]
