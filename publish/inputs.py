"""From what the user named (files, folders, patterns, ``-``) to the list of things to build."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publish import state
from publish.errors import InputMissing, UsageError
from publish.readers import readable
from publish.readers.source import Source, from_path, from_stream

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One article to be: where it is, and what its editions will be called.

    Attributes:
        place: a file; None for standard input.
        stem: the name of its editions; no two inputs of a run share one.
    """

    place: Path | None
    stem: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return str(self.place) if self.place else "standard input"

    @property
    def folder(self) -> Path | None:
        """Where its settings file would stand."""
        return self.place.parent if self.place else Path.cwd()

    def open(self) -> Source:
        """Its bytes. Raises `InputMissing` or `InputUnusable`."""
        return from_path(self.place) if self.place else from_stream(sys.stdin.buffer)


def find(names: Iterable[str]) -> tuple[Input, ...]:
    """Every input that `names` stand for, folders and patterns unfolded, each once.

    A name that is there is taken as it is, even where no reader fits: the build says so. In a
    folder only files that a reader takes count.

    Raises:
        InputMissing: nothing is there under a name, or a folder holds no article.
        UsageError: no name was given.
    """
    places: list[Path | None] = []
    for name in names:
        places.extend(_places(name))
    if not places:
        raise UsageError("No input was named.", "Try: publish build article.txt")
    return tuple(_named(list(dict.fromkeys(places))))


def listed(name: str) -> list[str]:
    """The names in a list: one a line; blank lines and those that begin with # do not count.

    Args:
        name: a file, or ``-`` for standard input.

    Raises:
        InputMissing, InputUnusable: the list cannot be read.
    """
    source = from_stream(sys.stdin.buffer) if name == STDIN else from_path(Path(name))
    lines = source.data.decode("utf-8-sig", "replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _places(name: str) -> Iterator[Path | None]:
    if name == STDIN:
        yield None
        return
    path = Path(name)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.is_file() and _visible(p, path))
        if not found:
            raise InputMissing(
                f"The folder {path} holds no articles.",
                "publish reads .txt, .md and .html files, among others.",
            )
        yield from found
    elif not path.exists() and any(sign in name for sign in "*?["):
        # Shells that leave patterns alone (Windows) hand them to us as they are.
        found = sorted(p for p in Path(path.anchor or ".").glob(_relative(path)) if p.is_file())
        if not found:
            raise InputMissing(f"No file fits the pattern {name}.")
        yield from found
    else:
        yield path


def _relative(path: Path) -> str:
    return str(path.relative_to(path.anchor)) if path.anchor else str(path)


def _visible(path: Path, root: Path) -> bool:
    inside = path.relative_to(root).parts
    # Where a state file stands, the texts are our own editions.
    own = (path.parent / state.FILE_NAME).exists()
    return readable(path) and not own and not any(part.startswith(".") for part in inside)


def _named(places: list[Path | None]) -> Iterator[Input]:
    """Give each place a stem of its own: its name, then its folder's name too, then a number."""
    taken: set[str] = set()
    for place in places:
        stem = (place.stem or place.name) if place else "stdin"
        candidates = [stem]
        if place and place.resolve().parent.name:
            candidates.append(f"{place.resolve().parent.name}-{stem}")
            candidates.append(f"{stem}-{place.suffix.lstrip('.')}")
        number = 2
        while candidates[0].casefold() in taken:
            candidates.pop(0)
            if not candidates:
                candidates.append(f"{stem}-{number}")
                number += 1
        # Case is folded since some file systems do not tell names apart by it.
        taken.add(candidates[0].casefold())
        yield Input(place, candidates[0])
