"""What was built before: so that an edition that is up to date is left alone.

One small file beside an article's editions. An edition is up to date when its key is the one that
the same input, options and versions give (times do not count) and the file is there in its size.
A damaged or foreign state file counts as none: everything is built again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from publish.errors import OutputError
from publish.files import write_text
from publish.model import Metadata

FILE_NAME = ".publish.json"


@dataclass(slots=True)
class State:
    """The state file of one folder of editions.

    Attributes:
        there: the sizes of the editions where they are not beside the file.
    """

    path: Path
    entries: dict[str, dict[str, str | int]] = field(default_factory=dict)
    article: dict[str, Any] = field(default_factory=dict)
    there: dict[str, int] | None = None

    def current(self, target: Path, key: str) -> bool:
        """Whether `target` was built with `key` and is still there in its size."""
        entry = self.entries.get(target.name)
        if not entry or entry.get("key") != key:
            return False
        if self.there is not None:
            return self.there.get(target.name) == entry.get("size")
        try:
            return target.stat().st_size == entry.get("size")
        except OSError:
            return False

    def built(self, target: Path, key: str, format_name: str = "") -> None:
        """Note that `target` was built with `key`."""
        size = target.stat().st_size
        self.entries[target.name] = {"key": key, "size": size, "format": format_name}

    def describe(self, meta: Metadata, words: int, seconds: float | None) -> None:
        """Note what the editions are of; feeds and catalogues read it here.

        Args:
            words: of the text.
            seconds: of speech; None where this build made none, and the last one's count holds.
        """
        spoken = self.article.get("seconds", 0) if seconds is None else round(seconds, 3)
        self.article = {**asdict(meta), "words": words, "seconds": spoken}

    def save(self) -> None:
        """Write the file. A state that cannot be written costs the next run time, nothing else."""
        try:
            table = {"version": 1, "article": self.article, "editions": self.entries}
            text = json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False)
            write_text(self.path, text + "\n")
        except OutputError:
            return


def load(folder: Path, there: Iterable[tuple[str, int]] | None = None) -> State:
    """The state of `folder`; empty when there is none that can be read.

    Args:
        there: names and sizes of the editions, where they are not in `folder`.
    """
    path = folder / FILE_NAME
    try:
        table = json.loads(path.read_text("utf-8"))
        entries: dict[str, dict[str, str | int]] = {
            str(name): {
                "key": str(entry["key"]),
                "size": int(entry["size"]),
                "format": str(entry.get("format", "")),
            }
            for name, entry in table["editions"].items()
        }
        article = dict(table["article"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        entries, article = {}, {}
    return State(path, entries, article, None if there is None else dict(there))


def digest(*parts: bytes | str) -> str:
    """A key from all that decides what an edition holds."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()
