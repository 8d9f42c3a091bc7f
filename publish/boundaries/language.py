"""The words that decide, by language, whether a full stop ends a sentence."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """One language's word lists; each is described in ``data/en.toml``."""

    titles: frozenset[str] = _NONE
    joins: frozenset[str] = _NONE
    mid: frozenset[str] = _NONE
    numbered: frozenset[str] = _NONE
    either: frozenset[str] = _NONE
    cased: frozenset[str] = _NONE
    clock: frozenset[str] = _NONE
    after_clock: frozenset[str] = _NONE
    openers: frozenset[str] = _NONE
    exclaimed: frozenset[str] = _NONE
    speech: frozenset[str] = _NONE
    lead_in: frozenset[str] = _NONE
    ordinal_dot: bool = False


@lru_cache(maxsize=32)
def words(language: str) -> Words:
    """Return the lists of a BCP 47 language; a language without a file has empty ones."""
    code = language.replace("_", "-").split("-")[0].lower()
    source = files(__package__).joinpath("data", f"{code}.toml")
    if not code.isalpha() or not source.is_file():
        return Words()
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    lists = {name: frozenset(value.split()) for name, value in table.items() if value is not True}
    return Words(**lists, ordinal_dot=table.get("ordinal_dot", False))
