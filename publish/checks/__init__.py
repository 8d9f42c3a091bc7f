"""Checkers: a finished file in, what is wrong with it out. One module a family of formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from publish.errors import InputMissing
from publish.registry import Registry


class Severity(StrEnum):
    """An error breaks a rule, a warning may trouble a reader, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a checker has to say.

    Attributes:
        code: the checker's own stable name for it, such as ``RSC-005``.
        message: one sentence for people.
        where: a place inside the file; empty when it concerns the whole.
    """

    severity: Severity
    code: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the checkers said of one file.

    Attributes:
        checkers: their names, with their versions.
        measures: a table, its head first; a cell says by itself what it is, unit included.
    """

    path: Path
    findings: tuple[Finding, ...]
    checkers: tuple[str, ...] = ()
    measures: tuple[tuple[str, ...], ...] = ()

    @property
    def passed(self) -> bool:
        """Whether there is neither an error nor a warning."""
        return all(finding.severity == Severity.NOTE for finding in self.findings)

    def lines(self) -> Iterator[str]:
        """The outcome in whole lines: a summary, each finding with its place, the table."""
        by = f" ({', '.join(self.checkers)})" if self.checkers else ""
        counts = [
            f"{number} {severity}{'s' if number > 1 else ''}"
            for severity in Severity
            if (number := sum(f.severity == severity for f in self.findings))
        ]
        verdict = "valid" if self.passed else "faulty"
        yield f"{self.path}: {verdict}, {', '.join(counts) or 'nothing to report'}{by}"
        for finding in self.findings:
            where = f", in {finding.where}" if finding.where else ""
            yield f"  {finding.severity} {finding.code}{where}: {finding.message}"
        widths = [max(map(len, column)) for column in zip(*self.measures, strict=True)]
        for row in self.measures:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield f"  {'  '.join(cells)}".rstrip()


#: Checks files of one family, all in one go: some checkers take long to start.
Checker: TypeAlias = Callable[[Sequence[Path]], Sequence[Outcome]]

CHECKERS: Registry[Checker] = Registry(
    "checker for the ending",
    {
        ".epub": "publish.checks.epub:check",
        ".m4b": "publish.checks.audio:check",
        ".mp3": "publish.checks.audio:check",
        ".wav": "publish.checks.audio:check",
        ".opus": "publish.checks.audio:check",
        ".flac": "publish.checks.audio:check",
        ".ogg": "publish.checks.audio:check",
    },
)


def check(path: Path) -> Outcome:
    """Check one file. Raises as `check_all`."""
    return next(check_all([path]))


def check_all(paths: Sequence[Path]) -> Iterator[Outcome]:
    """Check files, those of one kind that stand together in one go.

    Raises:
        InputMissing: a file is not there.
        UnknownName: nothing here can check a file with this ending.
        NeedsExtra: a part of the checker is not installed.
    """
    for path in paths:
        if not path.is_file():
            raise InputMissing(f"There is no file {path}.", "Name a finished edition.")
    for checker, group in groupby(paths, key=lambda path: CHECKERS.get(path.suffix.lower())):
        yield from checker(list(group))
