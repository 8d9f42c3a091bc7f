"""What a page of the docs has its reader do: commands, files to write, Python to run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))

_FENCE = re.compile(r"( *)(```+)(\w*)(?: +title=\"([^\"]+)\")? *$")
_EXIT = re.compile(r" *<!-- exit (\d+) -->$")
_PRINTS = " *<!-- prints -->$"
_HEARD = " *<!-- heard -->$"


@dataclass(frozen=True)
class Fence:
    """A fenced block.

    Attributes:
        language: the word after the fence; ``sh`` for commands.
        title: the file that the reader writes it to; empty when none.
        code: the exit code that its commands return, from a comment above: ``<!-- exit 5 -->``.
        printed: whether the commands above it say each of its lines: ``<!-- prints -->``.
        heard: whether a real voice must speak: ``<!-- heard -->``.
    """

    page: str
    line: int
    language: str
    title: str
    text: str
    code: int
    printed: bool
    heard: bool

    def commands(self) -> tuple[str, ...]:
        """The lines to type; what `&&` joins is typed one after the other."""
        typed = (line for line in self.text.splitlines() if not line.startswith("#"))
        lines = (part.strip() for line in typed for part in line.split(" && "))
        return tuple(filter(None, lines))


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def fences(page: Path) -> Iterator[Fence]:
    """The fenced blocks of a page, in order."""
    lines = page.read_text("utf-8").splitlines()
    at = 0
    while at < len(lines):
        opened = _FENCE.match(lines[at])
        first, at = at, at + 1
        if not opened:
            assert "```" not in lines[first], f"{name_of(page)}:{first + 1}: a fence unlike others"
            continue
        indent, marks, language, title = opened.groups()
        while lines[at].strip() != marks:
            at += 1
        text = "".join(line.removeprefix(indent) + "\n" for line in lines[first + 1 : at])
        above = next((line for line in reversed(lines[:first]) if line.strip()), "")
        told = _EXIT.match(above)
        code = int(told[1]) if told else 0
        printed, heard = (bool(re.match(mark, above)) for mark in (_PRINTS, _HEARD))
        where = name_of(page), first + 1
        yield Fence(*where, language, title or "", text, code, printed, heard)
        at += 1


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return re.sub(r"^ *```.*?^ *```$", "", page.read_text("utf-8"), flags=re.M | re.S)


def spans(page: Path) -> Iterator[str]:
    """What stands as code within the prose."""
    for found in re.finditer(r"(?<!`)`([^`]+)`(?!`)", prose(page)):
        yield " ".join(found[1].split())
