"""Names of people, and of newsrooms that sign as one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

#: Names longer than this are sentences.
_MOST_WORDS = 5
#: Roles of more words are sentences about the person.
_LONGEST_ROLE = 8


@dataclass(frozen=True, slots=True)
class _Data:
    between: re.Pattern[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    roles: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Any]:
    """The data on bylines, of which that on names is a part."""
    file = resources.files("publish.normalizer") / "data" / "bylines.toml"
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache(maxsize=1)
def _data() -> _Data:
    words = {name: tables()[name]["words"] for name in ("and", "particles", "not_names", "roles")}
    ands = "|".join(map(re.escape, words["and"]))
    return _Data(
        re.compile(
            rf" (?:{ands}) | ?, *(?:(?:{ands}) )?|;| ?[|•·⋅/] ?| [-–—] | (?-i:In):? ", re.IGNORECASE
        ),
        frozenset(words["particles"]),
        frozenset(words["not_names"]),
        frozenset(words["roles"]),
    )


#: What is a particle only behind another one: "Haus der Kunst" is no person.
_PAIRS = frozenset(
    ("von der", "von dem", "van der", "van het", "van 't", "auf der", "de los", "de las")
)
_IN_SECTION = re.compile(r"(?<=[^\W\d_]) (?:in|under)(?: (?:[A-Z][\w’'-]*|&|and|of|the|for))+$")
_ON_BEHALF = re.compile(r" on behalf of .*$", re.IGNORECASE)


def listed(text: str, *, sure: bool = False) -> tuple[str, ...]:
    """The names that `text` lists, and nothing else.

    Args:
        sure: a word for "by" stood before it: then single words count as names, and what comes
            after the first name (a role, an agency) does not spoil it.
    """
    data = _data()
    text = _ON_BEHALF.sub("", text)
    if sure:
        text = _IN_SECTION.sub("", text)
    if not text or (text[-1] in ".?!:" and not text.endswith(("Jr.", "Sr."))):
        return ()
    found: list[str] = []
    parts = [part.strip() for part in data.between.split(text)]
    for index, part in enumerate(parts):
        if not part:
            continue
        if found and not data.roles.isdisjoint(part.casefold().split()):
            continue
        if is_name(part, single=sure and index == 0):
            found.append(cased(part))
        elif not sure or not found or len(part.split()) > _MOST_WORDS or part.islower():
            return ()
    return tuple(dict.fromkeys(found))


_TEAM = re.compile(r"(?:The )?[A-Z]\w+(?: [A-Z]\w+)? (?:[Tt]eam|[Ss]taff|[Dd]esk|Editors)")


def team(text: str) -> tuple[str, ...]:
    """The newsroom or company that signs as one: "The Harbor News Team"; empty for others."""
    return (text,) if _TEAM.fullmatch(text) else ()


def role(line: str) -> bool:
    """Whether a line says what a person is: "Senior Tech Editor"."""
    words = line.split(None, _LONGEST_ROLE)
    if len(words) > _LONGEST_ROLE:
        return False
    words = [word.strip(",.").casefold() for word in words]
    return not _data().roles.isdisjoint(words)


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
        if number and (low in data.particles or f"{words[number - 1]} {low}" in _PAIRS):
            continue
        if (
            not (letters[0].isupper() or (single and letters[0].lower() == letters[0].upper()))
            or not letters.replace("-", "")
            .replace("'", "")
            .replace("’", "")
            .replace(".", "")
            .isalpha()
        ):
            return False
    # One word in capitals is an agency ("CNN"), two or more are a name in capitals.
    return len(words) > 1 or not (text.isupper() and len(text) <= 5)


def cased(name: str) -> str:
    """A name in capitals as it is usually written."""
    name = name.strip(" ,;")
    if not name.isupper() or len(name) < 4:
        return name
    return " ".join("-".join(p.capitalize() for p in w.split("-")) for w in name.split())
