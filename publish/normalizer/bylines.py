"""Bylines: who wrote an article, from the line that says so."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from publish.normalizer import dates

#: Bylines with two authors, their roles and a date stay under this.
LONGEST = 160
#: Names longer than this are sentences.
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    authors: tuple[str, ...]
    date: dates.DateLine | None = None


@dataclass(frozen=True, slots=True)
class _Data:
    opening: re.Pattern[str]
    between: re.Pattern[str]
    particles: frozenset[str]
    not_names: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    file = resources.files("publish.normalizer") / "data" / "bylines.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    words = sorted({w for ws in tables["by"].values() for w in ws}, key=len, reverse=True)
    opening = rf"(?:{'|'.join(map(re.escape, words))})(?P<colon> ?:)?(?= |$)"
    ands = "|".join(map(re.escape, tables["and"]["words"]))
    return _Data(
        re.compile(opening, re.IGNORECASE),
        re.compile(
            rf" (?:{ands}) | ?, *(?:(?:{ands}) )?|;| ?[|•·⋅/] ?| [-–—] | (?-i:In):? ", re.IGNORECASE
        ),
        frozenset(tables["particles"]["words"]),
        frozenset(tables["not_names"]["words"]),
    )


_BULLET = " \t*•·|-–—+>"


def parse(line: str, language: str = "") -> Byline | None:
    """The byline that `line` is; None for any other line.

    A line counts that opens with a word for "by" and goes on with names, or with names and
    when it was; without such a word, one that holds full names and a date and nothing else.
    """
    if len(line) > LONGEST:
        return None
    data = _data()
    text = line.strip(_BULLET)
    opening = data.opening.match(text)
    rest = text[opening.end() :].strip(_BULLET) if opening else text
    found = dates.find(rest, language)
    if not found:
        authors = names(rest, sure=True) if opening else ()
        return Byline(authors) if authors else None
    before = _without_date_words(rest[: found.start])
    start = found.start if before else 0
    if before:
        when, rest = rest[len(before) :], before
    else:
        # "May 5, 2020 by Jane Doe", "May 5, 2020 | Jane Doe"
        while another := dates.find(rest[found.end :], language):
            found = dates.Found(found.iso, start, found.end + another.end)
        when, rest = rest[: found.end], rest[found.end :].strip(_BULLET + ",/")
        if again := data.opening.match(rest):
            opening, rest = again, rest[again.end() :].strip(_BULLET)
    said = dates.date_line(when.strip(_BULLET + ",.⋅"), language)
    authors = names(rest, sure=bool(opening))
    full = opening or len(found.iso) == len("2024-03-05")
    return Byline(authors, said) if authors and said and full else None


def _without_date_words(text: str) -> str:
    """`text` without the words at its end that belong to a date after it ("updated on")."""
    words = text.rstrip(_BULLET + ",.⋅/(").split()
    while words and dates.is_date_word(words[-1].strip(_BULLET + ",.:⋅/(").casefold()):
        words.pop()
    kept = " ".join(words)
    kept = kept if kept in text else text
    return kept.rstrip(_BULLET + ",.⋅/(")


def names(text: str, *, sure: bool = False) -> tuple[str, ...]:
    """The names that `text` lists, and nothing else.

    Args:
        sure: a word for "by" stood before it: then single words count as names, and what comes
            after the first name (a role, an agency) does not spoil it.
    """
    data = _data()
    if not text or (text[-1] in ".?!:" and not text.endswith(("Jr.", "Sr."))):
        return ()
    found: list[str] = []
    parts = [part.strip() for part in data.between.split(text)]
    for index, part in enumerate(parts):
        if not part:
            continue
        if is_name(part, single=sure and index == 0):
            found.append(_cased(part))
        elif not sure or not found or len(part.split()) > _MOST_WORDS or not part[:1].isupper():
            return ()
    return tuple(dict.fromkeys(found))


def is_name(text: str, *, single: bool = False) -> bool:
    """Whether `text` looks like a person's name: two to five capitalised words."""
    words = text.split()
    if not (1 if single else 2) <= len(words) <= _MOST_WORDS or len(text) > 50:
        return False
    data = _data()
    for number, word in enumerate(words):
        letters = word.strip(".,’'“”\"()")
        if not letters or any(c.isdigit() for c in word):
            return False
        low = letters.casefold()
        if low in data.not_names:
            return False
        if low in data.particles and number:
            continue
        if (
            not letters[0].isupper()
            or not letters.replace("-", "")
            .replace("'", "")
            .replace("’", "")
            .replace(".", "")
            .isalpha()
        ):
            return False
    # One word in capitals is an agency ("CNN"), two or more are a name in capitals.
    return len(words) > 1 or not (text.isupper() and len(text) <= 5)


def _cased(name: str) -> str:
    """A name in capitals as it is usually written."""
    name = name.strip(" ,;")
    if not name.isupper() or len(name) < 4:
        return name
    return " ".join("-".join(p.capitalize() for p in w.split("-")) for w in name.split())
