"""What was built before: so that an edition that is up to date is left alone.

One small file beside an article's editions. An edition is up to date when its key is the one that
the same input, options and versions give (times do not count) and all its files are there with the
content that they were written with. A damaged or foreign state file counts as none: everything is
built again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from publish.errors import OutputError
from publish.files import write_text
from publish.model import Metadata

FILE_NAME = ".publish.json"


@dataclass(frozen=True, slots=True)
class Print:
    """What tells a file's content: its size in bytes and the SHA-256 of it."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition that was built: with which key, in which format, and all its files by name.

    Names are relative to the state file's folder, with slashes.
    """

    key: str
    format: str
    files: Mapping[str, Print]


@dataclass(slots=True)
class State:
    """The state file of one folder of editions.

    Attributes:
        audit: the lists of what the cleaning changed, which all editions share.
        there: the sizes of the files where they are not beside the state file. Only these are
            compared then: reading the content would be fetching all of it.
    """

    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    article: dict[str, Any] = field(default_factory=dict)
    audit: Mapping[str, Print] = field(default_factory=dict)
    there: Mapping[str, int] | None = None

    def current(self, target: Path, key: str) -> bool:
        """Whether `target` was built with `key` and all its files are as they were written."""
        entry = self.entries.get(target.name)
        if entry is None or entry.key != key or target.name not in entry.files:
            return False
        return self._whole(entry.files)

    def audited(self) -> bool:
        """Whether the lists of changes are as they were written."""
        return self._whole(self.audit)

    def built(
        self, target: Path, key: str, format_name: str = "", beside: Iterable[Path] = ()
    ) -> None:
        """Note that `target` was built with `key`, and the files `beside` it. Raises `OSError`."""
        self.entries[target.name] = Entry(key, format_name, self._prints([target, *beside]))

    def left_audit(self, files: Iterable[Path]) -> None:
        """Note which lists of changes were written."""
        try:
            self.audit = self._prints(files)
        except OSError:  # gone already: never whole, so that they are written again
            self.audit = {FILE_NAME: Print(-1, "")}

    def files(self) -> frozenset[str]:
        """The names of all files that the state speaks of."""
        return frozenset(name for entry in self.entries.values() for name in entry.files).union(
            self.audit
        )

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
        editions = {
            name: {"key": entry.key, "format": entry.format, "files": _table(entry.files)}
            for name, entry in self.entries.items()
        }
        table = {
            "version": 2,
            "article": self.article,
            "audit": _table(self.audit),
            "editions": editions,
        }
        try:
            text = json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False)
            write_text(self.path, text + "\n")
        except OutputError:
            return

    def _prints(self, files: Iterable[Path]) -> dict[str, Print]:
        folder = self.path.parent
        return {path.relative_to(folder).as_posix(): print_of(path) for path in files}

    def _whole(self, files: Mapping[str, Print]) -> bool:
        if self.there is not None:
            there = self.there
            return all(there.get(name) == known.size for name, known in files.items())
        return all(_as_known(self.path.parent / name, known) for name, known in files.items())


def load(folder: Path, there: Iterable[tuple[str, int]] | None = None) -> State:
    """The state of `folder`; empty when there is none that can be read.

    Args:
        there: names and sizes of the files, where they are not in `folder`.
    """
    path = folder / FILE_NAME
    sizes = None if there is None else dict(there)
    try:
        table = json.loads(path.read_text("utf-8"))
        entries = {
            str(name): Entry(
                str(entry["key"]), str(entry.get("format", "")), _read_prints(entry["files"])
            )
            for name, entry in table["editions"].items()
        }
        return State(path, entries, dict(table["article"]), _read_prints(table["audit"]), sizes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return State(path, there=sizes)


def print_of(path: Path) -> Print:
    """What tells the content of the file at `path`. Raises `OSError`."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        return Print(file.tell(), found)


def digest(*parts: bytes | str) -> str:
    """A key from all that decides what an edition holds."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def _as_known(path: Path, known: Print) -> bool:
    try:
        return path.stat().st_size == known.size and print_of(path) == known
    except OSError:
        return False


def _table(files: Mapping[str, Print]) -> dict[str, list[int | str]]:
    return {name: [known.size, known.sha256] for name, known in files.items()}


def _read_prints(table: Mapping[str, Any]) -> dict[str, Print]:
    found = {str(name): Print(int(size), str(sha256)) for name, (size, sha256) in table.items()}
    if any(name.startswith("/") or ".." in name.split("/") for name in found):
        raise ValueError  # not ours: nothing outside the folder is any of our business
    return found
