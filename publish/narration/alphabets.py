"""The letters of languages, as far as a voice needs to know them to read a word at all."""

from __future__ import annotations

import unicodedata
from collections import Counter

# The first word of a letter's Unicode name, and the languages (BCP 47) written so. Latin letters
# are left out: voices of every language read them.
_WRITTEN = {
    "ARABIC": "ar fa ur ps sd ug ckb prs",
    "ARMENIAN": "hy",
    "BENGALI": "bn as bpy",
    "CHEROKEE": "chr",
    "CJK": "zh ja yue cmn hak ko",
    "CYRILLIC": "ru uk be bg sr mk kk ky tt tg mn ba cv nog uz os",
    "DEVANAGARI": "hi ne mr sa kok",
    "ETHIOPIC": "am ti",
    "GEORGIAN": "ka",
    "GREEK": "el grc",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he yi",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my shn",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "TIBETAN": "bo dz",
}

#: Letters of another script in a row of text that are a word, not a sign ("α", "µ").
_WORD = 3


def strange_script(text: str, language: str) -> str:
    """The script, as Unicode calls it, of words in `text` that `language` is not written in.

    Args:
        language: without region, such as ``en``.

    Returns:
        The most frequent one; nothing where there is none.
    """
    if text.isascii():
        return ""
    scripts: Counter[str] = Counter()
    for letter in text:
        if not letter.isascii() and letter.isalpha():
            script = unicodedata.name(letter, "").split(" ")[0]
            if script in _WRITTEN and language not in _WRITTEN[script].split():
                scripts[script] += 1
    most = scripts.most_common(1)
    return most[0][0] if most and most[0][1] >= _WORD else ""
