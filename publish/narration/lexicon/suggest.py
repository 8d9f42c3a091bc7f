"""Words worth an entry: names and unknown words, found without a dictionary.

A word is a name when it stands with a capital where no sentence begins and never without one. It is
unknown when letters of it are not of the language's own, or stand together as they do not in
English. Words in other scripts are left out: what can't say them needs another voice, not an entry.
So are names that voices know (countries, first names, offices), by a short list.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from publish.boundaries import sentences

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
# Pairs and triples of letters that native English words do not hold.
_FOREIGN = re.compile(
    r"[aeiou]{4}|q(?!u)|x[bdfgjkmnrsvwxz]|[bcdfgkpt]z|zh|vl|kh|cz|sz|nguy|^(?:m[bckt]|n[dgkstz]|sr|tl|dj|dz)"
    r"|ji|jo[kv]|uu|ii|aa|[^aeiouy]{6}|vv|hh|jj|kk|v$|j$|[aiou]i$"
)
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f'’-]+")
_SHORTENED = re.compile(r"['’](?:s|t|d|m|ll|re|ve)$|n['’]t$")
# An example is cut to this length (characters).
_EXAMPLE = 90


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word, how often it stands in the texts, and a sentence that holds it."""

    word: str
    count: int
    example: str


@cache
def _known(language: str) -> frozenset[str]:
    source = files(__package__).joinpath("data", "known.toml")
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return frozenset(str(table.get(language, "")).split())


def suggest(texts: Iterable[str], language: str = "en") -> tuple[Suggestion, ...]:
    """Return the words of the texts that a lexicon should hold, the most frequent first.

    `language` is a BCP 47 tag. In German, where every noun has a capital, a name is known only by
    its letters.
    """
    code = language.replace("_", "-").split("-")[0].lower()
    known = _known(code)
    inside: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    lower: set[str] = set()
    examples: dict[str, str] = {}
    for text in texts:
        for sentence in sentences(text, language):
            for index, match in enumerate(_WORD.finditer(sentence)):
                word = _POSSESSIVE.sub("", match.group())
                if len(word) < 3 or not _LATIN.fullmatch(word) or _SHORTENED.search(word):
                    continue
                if word.islower():
                    lower.add(word)
                counts[word] += 1
                examples.setdefault(word, sentence)
                begins = index == 0 or sentence[: match.start()].rstrip()[-1:] in "\"“‘'(:—-•"
                if not begins and word[0].isupper():
                    inside[word] += 1
    found = [
        Suggestion(word, count, _cut(examples[word], word))
        for word, count in counts.items()
        if word.lower() not in known and _worth(word, inside[word], lower, code)
    ]
    return tuple(sorted(found, key=lambda s: (-s.count, s.word)))


def _worth(word: str, inside: int, lower: set[str], code: str) -> bool:
    if word.isupper() or (word[0].isupper() and word.lower() in lower):
        return False
    foreign = code == "en" and (not word.isascii() or _FOREIGN.search(word.lower()) is not None)
    if word.islower():
        return foreign and "-" not in word
    mixed = any(c.isupper() for c in word[1:]) and "-" not in word
    return mixed or foreign or (inside > 0 and code != "de")


def _cut(sentence: str, word: str) -> str:
    """Return the part of a sentence around a word."""
    flat = " ".join(sentence.split())
    if len(flat) <= _EXAMPLE:
        return flat
    start = max(0, flat.find(word) - _EXAMPLE // 2)
    piece = flat[start : start + _EXAMPLE].strip()
    return f"{'…' if start else ''}{piece}{'…' if start + _EXAMPLE < len(flat) else ''}"
