"""What can be seen of a unit's text alone."""

from __future__ import annotations

import math
import re

from publish.readers.article.lexicon import CALLS, STOP, WORD, Lexicon, word_pieces
from publish.readers.article.units import Unit

TEXT_NAMES = (
    *("words", "link_density", "pictures", "log_chars", "word_length", "ends_sentence"),
    *("sentences", "commas", "stop_share", "digit_share", "upper_share", "starts_lower"),
    *("capitals", "date", "calls", "title_overlap", "is_description", "word_score"),
    *("word_lowest", "word_highest", "bar", "question", "first_person", "colon_end"),
)
_ENDING = tuple(".!?…:;\"”’')»。！？")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d",
    re.IGNORECASE,
)


def text_row(unit: Unit, title: frozenset[str], description: str, lexicon: Lexicon) -> list[float]:
    """The columns of `TEXT_NAMES`. `title` is the set of the title's words, in lower case."""
    text, words = unit.text, unit.words
    if not words:
        return [0.0, 0.0, unit.pictures, *([0.0] * (len(TEXT_NAMES) - 3))]
    length = len(text)
    low = text.lower()
    tokens = low[:300].split()[:40]
    letters, start = text[:120], low[:240]
    digits = sum(map(str.isdigit, letters))
    known = lexicon.words
    odds = [known[p] for p in word_pieces(text) if p in known]
    overlap = 0.0
    if title and words <= 40:
        mine = frozenset(WORD.findall(low))
        overlap = len(mine & title) / max(1, len(mine | title))
    return [
        words,
        unit.links / words,
        unit.pictures,
        math.log(length + 1),
        length / words,
        text.endswith(_ENDING),
        text.count(". ") + text.count("? ") + text.count("! "),
        text.count(",") / words,
        len([t for t in tokens if t in STOP]) / len(tokens),
        digits / len(letters),
        sum(map(str.isupper, letters)) / len(letters),
        text[0].islower(),
        len([t for t in letters.split() if t[0].isupper()]) / min(words, 20),
        digits > 0 and bool(_DATE.search(letters)),
        len([call for call in CALLS if call in start]) / math.sqrt(words),
        overlap,
        bool(description) and text[:200] == description,
        sum(odds) / math.sqrt(len(odds)) if odds else 0.0,
        min(odds, default=0.0),
        max(odds, default=0.0),
        "|" in text or "»" in text or "•" in text or "→" in text,
        "?" in text,
        " i " in low or low[:2] == "i " or " we " in low,
        text.endswith(":"),
    ]
