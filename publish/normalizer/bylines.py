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
        re.compile(rf" (?:{ands}) |, *(?:{ands} )?|;| ?[|•·/] ?| [-–—] ", re.IGNORECASE),
        frozenset(tables["particles"]["words"]),
        frozenset(tables["not_names"]["words"]),
    )


_BULLET = " \t*•·|-–—+>"
_UNTIL = re.compile(
    r"[|•·–—-]? ?\b(?:updated|published|posted|last|on|publicado|actualizado|publié|mis|am|il)?"
    r":? ?$",
    re.IGNORECASE,
)


def parse(line: str, language: str = "") -> Byline | None:
    """The byline that `line` is; None for any other line.

    A line counts that opens with a word for "by" and goes on with names, or with names and
    when it was.
    """
    if len(line) > LONGEST:
        return None
    data = _data()
    text = line.strip(_BULLET)
    opening = data.opening.match(text)
    if not opening:
        return None
    rest = text[opening.end() :].strip(_BULLET)
    when = None
    if found := dates.find(rest, language):
        cut = rest[: found.start].rstrip()
        while (shorter := _UNTIL.sub("", cut).rstrip(_BULLET + ",")) != cut:
            cut = shorter
        when = dates.date_line(rest[len(cut) :].lstrip(_BULLET + ","), language)
        if not when:
            return None
        rest = cut
    authors = names(rest, sure=True)
    return Byline(authors, when) if authors else None


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
