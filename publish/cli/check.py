"""``publish check``: is what was made valid?"""

from __future__ import annotations

from pathlib import Path

import click

from publish.errors import ExitCode

HELP = """Validate finished editions.

    EPUB files are checked with EPUBCheck (and Ace, where it is installed); audio files are decoded
    and measured: duration, tags, chapters, loudness.
    """


@click.command(help=HELP)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    """Check."""
    from publish import checks

    faulty = 0
    for report in checks.check_all([Path(name) for name in files]):
        for line in report.lines():
            click.echo(line)
        faulty += not report.passed
    if faulty:
        click.get_current_context().exit(int(ExitCode.CHECK_FAILED))
