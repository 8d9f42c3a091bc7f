"""What the user sees while work goes on: a progress bar, or plain lines, or nothing.

Results go to stdout, all else to stderr.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

import typer

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from publish.report import Notice

#: Seconds between two lines of plain progress: rare enough that a screen reader is not kept busy,
#: often enough to know that the program lives.
INTERVAL = 10.0


def in_colour(stream: TextIO) -> bool:
    """Whether `stream` is a terminal that shows colours and nobody asked for none."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()


class Console(AbstractContextManager["Console"]):
    """Progress and messages; a `publish.report.Listener`.

    Args:
        plain: whole lines instead of a bar.
        quiet: errors only.
    """

    def __init__(self, *, plain: bool = False, quiet: bool = False) -> None:
        self.quiet = quiet
        self.fancy = not plain and in_colour(sys.stderr)
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._name = ""
        self._total: float | None = None
        self._done = 0.0
        self._began = 0.0
        self._said = 0.0

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def begin(self, task: str, total: float | None = None) -> None:
        """Start showing a task."""
        self.end()
        self._name, self._total, self._done = task, total, 0.0
        self._began = self._said = time.monotonic()
        if self.quiet:
            return
        if self.fancy:
            self._start_bar(task, total)

    def advance(self, amount: float = 1.0) -> None:
        """Show that more is done."""
        self._done += amount
        if self.quiet:
            return
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, amount)
        elif not self.fancy and time.monotonic() - self._said >= INTERVAL:
            self._said = time.monotonic()
            self.say(self._progress_line())

    def end(self) -> None:
        """Stop showing the task."""
        self._close()

    def say(self, line: str) -> None:
        """A message on stderr."""
        if self.quiet:
            return
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            typer.echo(line, err=True)

    def error(self, line: str) -> None:
        """A message on stderr that is shown even when quiet."""
        self._close()
        typer.echo(line, err=True)

    def notice(self, name: str, notice: Notice) -> None:
        """A notice, with the input or edition that it is about."""
        line = f", line {notice.origin.first_line}" if notice.origin else ""
        self.say(f"Note: {name}{line}: {notice.message}")

    def _progress_line(self) -> str:
        if not self._total or not self._done:
            return f"{self._name}, at work for {_duration(time.monotonic() - self._began)}."
        share = min(self._done / self._total, 1.0)
        left = (time.monotonic() - self._began) * (1 - share) / share
        return f"{self._name}: {share:.0%} done, {_duration(left)} left."

    def _start_bar(self, task: str, total: float | None) -> None:
        from rich.console import Console as Rich
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining

        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            Remaining(),
            console=Rich(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(task, total=total)
        self._bar.start()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
            self._task = None


def _duration(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} seconds" if whole != 1 else "1 second"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes} minutes" if minutes != 1 else "1 minute"
    return f"{minutes // 60} hours {minutes % 60} minutes"
