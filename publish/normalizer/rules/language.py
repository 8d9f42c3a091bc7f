"""The language of an article, told from its commonest words or its script."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import chain

from publish.model import Article, Block, Metadata
from publish.normalizer.rules.lines import text_of

#: Characters looked at: from the middle of the text, where debris is least.
_SAMPLE = 1500
#: Of an article's words in its own language about four in ten are in its list; two languages that
#: share words differ by a third at least.
_LEAST_SHARE, _MARGIN = 0.08, 1.3
_FEWEST_WORDS = 20
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
#: The form of a language tag (BCP 47).
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
#: Latin stands for the text that fills layouts.
_PLACEHOLDER = "la"
_HAN = re.compile("[\u4e00-\u9fff]")
#: All that a text in the Latin script holds: its letters, digits, spaces and marks.
_LATIN = re.compile("[\x00-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf]+")


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    file = resources.files("publish.normalizer") / "data" / "languages.toml"
    found: dict[str, tuple[str, ...]] = {}
    for language, words in tomllib.loads(file.read_text("utf-8")).items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


def find(article: Article) -> Article:
    """Name the language of an article whose source names none, or not by a tag (“English”)."""
    meta = named(article.meta, article.blocks)
    return article if meta is article.meta else replace(article, meta=meta)


def named(meta: Metadata, blocks: Sequence[Block]) -> Metadata:
    """`meta` with the language of `blocks`, where it names none, or not by a tag."""
    if _TAG.fullmatch(meta.language) or not blocks:
        return meta
    language = detect(_sample(blocks))
    return meta if language == meta.language else replace(meta, language=language)


def _sample(blocks: Sequence[Block]) -> str:
    start = len(blocks) // 4
    found: list[str] = []
    size = 0
    for block in (*blocks[start:], *blocks[:start]):
        text = text_of(block)
        if len(text) > 40 or len(blocks) < 20:
            found.append(text[:_SAMPLE])
            size += len(text)
            if size > _SAMPLE:
                break
    return "\n".join(found)[:_SAMPLE]


def detect(text: str) -> str:
    """The language of `text` (BCP 47); empty when it cannot be told."""
    foreign = "" if text.isascii() else _LATIN.sub("", text)
    if len(foreign) * 2 < len(text):
        best, sure = _by_words(text)
        return best if sure else _by_statistics(text)
    counts = {language: len(script.findall(foreign)) for script, language in _SCRIPTS}
    han = len(_HAN.findall(foreign))
    # A few kana are enough: Chinese has none.
    if counts["ja"] > 2 and (counts["ja"] + han) * 2 > len(foreign):
        return "ja"
    language, count = max(counts.items(), key=lambda item: item[1])
    if count * 2 > len(foreign):
        return language
    if han * 2 > len(foreign):
        return "zh"
    best, sure = _by_words(text)
    return best if sure else _by_statistics(text)


def _by_words(text: str) -> tuple[str, bool]:
    known = _words()
    words = text.casefold().split()
    if len(words) < _FEWEST_WORDS:
        return "", False
    # Of two languages with as many words the one goes first that the text has a word of first.
    found = map(known.__getitem__, filter(known.__contains__, words))
    scores = Counter(chain.from_iterable(found))
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked:
        return "", False
    best, count = ranked[0]
    best = "" if best == _PLACEHOLDER else best
    second = ranked[1][1] if len(ranked) > 1 else 0
    return best, count >= _LEAST_SHARE * len(words) and count >= _MARGIN * second


def _by_statistics(text: str) -> str:
    #: Below this the detector guesses.
    if len(text) < 60:
        return ""
    import py3langid

    language = str(py3langid.classify(text)[0])
    # What it calls Latin is placeholder text; Wu and Cantonese are written as Chinese is.
    return {_PLACEHOLDER: "", "wuu": "zh", "yue": "zh"}.get(language, language)
