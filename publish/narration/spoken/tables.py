"""The data files of this package."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return ``data/<name>.toml``."""
    source = files(__package__).joinpath("data", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern's alternatives for words, longest first, taken as they stand."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
