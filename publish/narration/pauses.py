"""Silence between utterances: the table of ``pauses.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds of silence: `after` by role or kind, `before` by what starts, at a chapter's end."""

    after: dict[str, float]
    before: dict[str, float]
    chapter_end: float


@lru_cache(maxsize=1)
def pauses() -> Pauses:
    """The table of ``pauses.toml``."""
    text = (resources.files("publish.narration") / "pauses.toml").read_text("utf-8")
    table = tomllib.loads(text)
    before = table.pop("before")
    chapter = table.pop("chapter")
    return Pauses(table, before, chapter["end"])
