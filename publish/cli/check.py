"""``publish check``: is what was made valid?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from publish.errors import ExitCode

HELP = """Validate finished editions.

    EPUB files are checked with EPUBCheck (and Ace, where it is installed); audio files are decoded
    and measured: duration, tags, chapters, loudness.
    """


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("check", help=HELP)(check)


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", show_default=False)],
) -> None:
    """Check."""
    from publish import checks

    faulty = 0
    for report in checks.check_all([Path(name) for name in files]):
        for line in report.lines():
            typer.echo(line)
        faulty += not report.passed
    if faulty:
        raise typer.Exit(int(ExitCode.CHECK_FAILED))
