"""``--debug DIR``: the article after each stage, as text that can be compared."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

from publish.files import write_text


def dump(folder: Path | None, stage: str, value: object) -> None:
    """Write `value` to ``folder/stage.txt``; nothing when there is no folder."""
    if folder is not None:
        write_text(folder / f"{stage}.txt", text_of(value))


def text_of(value: Any, depth: int = 0) -> str:
    """A tree of dataclasses, a node a line, indented by depth; bytes as their digest."""
    pad = "  " * depth
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = "".join(
            f"{pad}  {f.name}:\n{text_of(getattr(value, f.name), depth + 2)}"
            for f in dataclasses.fields(value)
        )
        return f"{pad}{type(value).__name__}\n{inner}"
    if isinstance(value, tuple | list):
        return "".join(text_of(each, depth) for each in value)
    if isinstance(value, bytes):
        return f"{pad}{len(value)} bytes {hashlib.sha256(value).hexdigest()}\n"
    return f"{pad}{value!r}\n"
