"""The language of an article, told from its commonest words or its script."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from publish.model import Article
from publish.walk import block_text

#: Characters looked at: from the middle of the text, where debris is least.
_SAMPLE = 3000
#: Of an article's words in its own language about four in ten are in its list; two languages that
#: share words differ by a third at least.
_LEAST_SHARE, _MARGIN = 0.12, 1.3
_FEWEST_WORDS = 20
_WORD = re.compile(r"[^\W\d_]+")
#: Scripts that only one language of weight uses.
_SCRIPTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7a3]"), "ko"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0980-\u09ff]"), "bn"),
    (re.compile("[\u0b80-\u0bff]"), "ta"),
    (re.compile("[\u0c00-\u0c7f]"), "te"),
    (re.compile("[\u10a0-\u10ff]"), "ka"),
    (re.compile("[\u0530-\u058f]"), "hy"),
)
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_OTHER = re.compile("[\u0400-\u04ff\u0600-\u06ff\u0900-\u097f]")


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    file = resources.files("publish.normalizer") / "data" / "languages.toml"
    found: dict[str, tuple[str, ...]] = {}
    for language, words in tomllib.loads(file.read_text("utf-8")).items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


def find(article: Article) -> Article:
    """Name the language of an article whose source names none."""
    if article.meta.language or not article.blocks:
        return article
    language = detect(_sample(article))
    return replace(article, meta=replace(article.meta, language=language)) if language else article


def _sample(article: Article) -> str:
    blocks = article.blocks
    start = len(blocks) // 4
    found: list[str] = []
    size = 0
    for block in (*blocks[start:], *blocks[:start]):
        text = block_text(block)
        if len(text) > 40 or len(blocks) < 20:
            found.append(text[:_SAMPLE])
            size += len(text)
            if size > _SAMPLE:
                break
    return "\n".join(found)[:_SAMPLE]


def detect(text: str) -> str:
    """The language of `text` (BCP 47); empty when it cannot be told."""
    latin, han, other = (len(script.findall(text)) for script in (_LATIN, _HAN, _OTHER))
    for script, language in _SCRIPTS:
        count = len(script.findall(text))
        # A few kana are enough: Chinese has none.
        if count > 2 and (count + han if language == "ja" else count) > max(latin, other):
            return language
    if han > max(latin, other):
        return "zh"
    if latin > other:
        best, sure = _by_words(text)
        if sure:
            return best
    return _by_statistics(text)


def _by_words(text: str) -> tuple[str, bool]:
    known = _words()
    words = _WORD.findall(text.casefold())
    scores: dict[str, int] = {}
    for word in words:
        for language in known.get(word, ()):
            scores[language] = scores.get(language, 0) + 1
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or len(words) < _FEWEST_WORDS:
        return "", False
    best, count = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    return best, count >= _LEAST_SHARE * len(words) and count >= _MARGIN * second


def _by_statistics(text: str) -> str:
    #: Below this the detector guesses.
    if len(text) < 60:
        return ""
    import py3langid

    language = str(py3langid.classify(text)[0])
    return "" if language == "la" else language
