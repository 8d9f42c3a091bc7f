"""``publish build``: every edition of every input."""

from __future__ import annotations

import traceback
from typing import Annotated, Any

import typer

from publish.cli.console import Console
from publish.cli.options import with_settings
from publish.errors import ExitCode

HELP = """Make editions of articles.

    INPUT is a text, Markdown, HTML or other file, a folder of them, or - for standard input.
    Editions land in DIR/NAME/NAME.ENDING, with a list of what was cleaned beside them.
    With -o book.epub one file is written, its format told by the ending.

    Defaults for every option may stand in a file publish.toml beside the articles or in your
    configuration folder (rate = 150), and in variables such as PUBLISH_RATE=150.
    """


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("build", help=HELP)(build)


@with_settings()
def build(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", show_default=False)],
    *,
    explicit: dict[str, Any],
) -> None:
    """Build."""
    from publish import inputs as finding
    from publish import plan, settings
    from publish.pipeline import Outcome

    found = finding.find(inputs)
    run = settings.load(found[0].folder, explicit)
    requests = plan.requests(found, explicit)
    failed: list[Outcome] = []
    with Console(plain=run.plain, quiet=run.quiet) as console:
        for outcome in plan.run(requests, run.jobs, console):
            _show(outcome, console, run.verbose)
            if outcome.failures:
                failed.append(outcome)
        if failed:
            _summary(failed, len(requests), console)
            raise typer.Exit(_exit_code(failed, len(requests)))


def _show(outcome: Any, console: Console, verbose: bool) -> None:
    for notice in outcome.notices:
        console.notice(outcome.name, notice)
    for made in outcome.made:
        for notice in made.notices:
            console.notice(f"{outcome.name}, {made.format}", notice)
        if not made.fresh:
            console.say(f"Up to date, left alone: {made.target}")
        typer.echo(str(made.target))
    if verbose and outcome.changes:
        console.say(f"{outcome.name}: {len(outcome.changes)} changes by the cleaning.")
    for failure in outcome.failures:
        if verbose:
            console.error("".join(traceback.format_exception(failure.error)).rstrip())
        where = f"{outcome.name}, {failure.format}: " if failure.format else ""
        if not failure.format and outcome.name not in failure.error.message:
            where = f"{outcome.name}: "
        console.error(f"Error: {where}{failure.error}")


def _summary(failed: list[Any], total: int, console: Console) -> None:
    if total > 1:
        names = ", ".join(outcome.name for outcome in failed)
        console.error(f"{len(failed)} of {total} inputs failed: {names}. The others were built.")


def _exit_code(failed: list[Any], total: int) -> int:
    if total > 1:
        return int(ExitCode.SOME_FAILED)
    codes = {failure.error.exit_code for failure in failed[0].failures}
    return int(codes.pop() if len(codes) == 1 else ExitCode.SOME_FAILED)
