"""``publish build``: every edition of every input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from publish.cli.console import Console
from publish.cli.log import Log
from publish.cli.options import with_settings
from publish.cli.watching import Watch
from publish.errors import ExitCode, PublishError

if TYPE_CHECKING:
    from publish.inputs import Input
    from publish.pipeline import Outcome
    from publish.settings import Settings

HELP = """Make editions of articles.

    INPUT is a text, Markdown, HTML or other file, a folder of them, a web address, a reading list
    (RSS, Atom, JSON Feed, OPML, a file of addresses, an export of Pocket, Instapaper or wallabag),
    or - for standard input.
    Editions land in DIR/NAME/NAME.ENDING, with a list of what was cleaned beside them.
    With -o book.epub one file is written, its format told by the ending; -t tells it where formats
    share one (-o book.txt -t large-print).

    Defaults for every option may stand in a file publish.toml beside the articles or in your
    configuration folder (rate = 150), and in variables such as PUBLISH_RATE=150.
    """


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("build", help=HELP)(build)


@with_settings()
def build(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT...", show_default=False)
    ] = None,
    *,
    explicit: Mapping[str, Any],
) -> None:
    """Build."""
    from publish import settings
    from publish.inputs import find, listed

    names = list(inputs or [])
    if explicit.get("input_list"):
        names += listed(explicit["input_list"])
    private = bool(explicit.get("allow_private"))
    found = find(names, allow_private=private)
    run = settings.load(found[0].folder, explicit)
    settings.validate(run)
    watch = Watch(names, found, private=private, whole=bool(run.bind)) if run.watch else None
    with Console(plain=run.plain, quiet=run.quiet) as console, Log(run.log) as log:
        code = _build(found, explicit, run, console, log)
        for changed, among in watch.changes(console) if watch else ():
            try:
                _build(changed, explicit, run, console, log, among)
            except PublishError as error:  # a settings file that is being edited, a full disk
                console.error(f"Error: {error}")
    if code:
        raise typer.Exit(code)


def _build(
    found: tuple[Input, ...],
    explicit: Mapping[str, Any],
    run: Settings,
    console: Console,
    log: Log,
    among: tuple[Input, ...] = (),
) -> int:
    from publish import plan

    requests = plan.requests(found, explicit, console, among)
    failed: list[Outcome] = []
    left_alone = made = 0
    for outcome in plan.run(requests, run.jobs, console):
        _show(outcome, console, run.verbose)
        log.write(outcome)
        made += sum(each.fresh for each in outcome.made)
        left_alone += sum(not each.fresh and not each.planned for each in outcome.made)
        if outcome.failures:
            failed.append(outcome)
    if len(requests) > 1:
        console.say(
            f"{len(requests)} inputs: {made} editions made, {left_alone} up to date, "
            f"{len(failed)} inputs failed."
        )
    if not failed:
        return int(ExitCode.OK)
    _summary(failed, len(requests), console)
    return _exit_code(failed, len(requests))


def _show(outcome: Outcome, console: Console, verbose: bool) -> None:
    for notice in outcome.notices:
        console.notice(outcome.name, notice)
    for made in outcome.made:
        for notice in made.notices:
            console.notice(f"{outcome.name}, {made.format}", notice)
        if made.planned:
            console.say(f"Would be made: {made.target}")
        elif not made.fresh:
            console.say(f"Up to date, left alone: {made.target}")
        typer.echo(str(made.target))
    if verbose and outcome.changes:
        console.say(f"{outcome.name}: {len(outcome.changes)} changes by the cleaning.")
    for failure in outcome.failures:
        if verbose:
            console.error(_traced(failure.error))
        where = f"{outcome.name}, {failure.format}: " if failure.format else ""
        if not failure.format and outcome.name not in failure.error.message:
            where = f"{outcome.name}: "
        console.error(f"Error: {where}{failure.error}")


def _traced(error: Exception) -> str:
    from traceback import format_exception

    return "".join(format_exception(error)).rstrip()


def _summary(failed: list[Outcome], total: int, console: Console) -> None:
    if total > 1:
        names = ", ".join(outcome.name for outcome in failed)
        others = " The others were built." if len(failed) < total else ""
        console.error(f"{len(failed)} of {total} inputs failed: {names}.{others}")


def _exit_code(failed: list[Outcome], total: int) -> int:
    if total > 1:
        return int(ExitCode.SOME_FAILED)
    codes = {failure.error.exit_code for failure in failed[0].failures}
    return int(codes.pop() if len(codes) == 1 else ExitCode.SOME_FAILED)
