"""``publish clean``: the cleaned text alone, and an account of what went."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from publish.cli.console import Console, in_colour
from publish.cli.options import with_settings
from publish.errors import ExitCode, PublishError, UsageError

if TYPE_CHECKING:
    from publish.cleaning import Cleaned
    from publish.model import Metadata
    from publish.normalizer import Normalized
    from publish.report import Change
    from publish.settings import Settings

HELP = """Print the cleaned text of an article, or write it to DIR/NAME.txt.

    --explain lists every change instead: line, rule, what was there, what it became; as a table in
    colour on a terminal, as plain lines with --plain, with NO_COLOR set, and anywhere else.
    --json prints the same for programs. 'publish restore' undoes the cleaning with it.
    --review asks about each change that is in doubt.
    """


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("clean", help=HELP)(clean)


_SETTINGS = ("language", "title", "author", "keep", "keep_line", "rules", "furniture")
_RUN = ("output", "plain", "quiet", "verbose", "allow_private")


@with_settings(*_SETTINGS, *_RUN)
def clean(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", show_default=False)],
    *,
    explicit: Mapping[str, Any],
    body: Annotated[
        bool, typer.Option("--body", help="The body alone: no title, byline, date or captions.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="List every change instead of the text.")
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Ask about each doubtful change first.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print the changes as JSON instead of the text.")
    ] = False,
) -> None:
    """Clean."""
    from publish import inputs as finding
    from publish import remote, settings
    from publish.cleaning import account, nothing_remains
    from publish.cleaning import clean as clean_one
    from publish.files import write_text
    from publish.normalizer import cleaned_text
    from publish.survey import Survey, survey
    from publish.walk import has_text

    if review and finding.STDIN in inputs:
        raise UsageError(
            "--review reads your answers from standard input, so the article cannot come from it.",
            "Save the article to a file, and name that.",
        )
    found = finding.find(inputs, allow_private=bool(explicit.get("allow_private")))
    run = settings.load(found[0].folder, explicit)
    folder = explicit.get("output", "") or (
        run.output if len(found) > 1 and not (explain or json) else ""
    )
    if remote.is_address(folder):
        raise UsageError(
            f"publish clean writes to a folder of this machine, not to {remote.shown(folder)}.",
            "For addresses: publish build -t md",
        )
    failed: list[PublishError] = []
    with Console(plain=run.plain, quiet=run.quiet) as console:
        private = run.allow_private
        known = survey(found, console, allow_private=private) if run.furniture else Survey()
        for each in found:
            try:
                source = each.open(allow_private=private)
                chosen = settings.load(each.folder, explicit)
                cleaned = clean_one(
                    source,
                    chosen,
                    known=each.known,
                    shared=known.of(each),
                    empty=explain and not json,
                )
                if review:
                    cleaned = _review(each.name, cleaned, chosen, each.known)
            except PublishError as error:
                if len(found) == 1 or run.verbose:
                    raise
                failed.append(error)
                console.error(f"Error: {error}")
                continue
            if explain and not json and not has_text(cleaned.article):
                _explain(each.name if len(found) > 1 else "", cleaned, plain=run.plain)
                nothing = nothing_remains(source)
                if len(found) == 1:
                    raise nothing
                failed.append(nothing)
                console.error(f"Error: {nothing}")
                continue
            for notice in cleaned.notices:
                console.notice(each.name, notice)
            text = cleaned_text(cleaned.normalized.article, body=body)
            if folder:
                target = Path(folder) / f"{each.stem}.txt"
                write_text(target, text)
                if not (explain or json):
                    typer.echo(str(target))
            if json:
                typer.echo(account(cleaned, body=body), nl=False)
            elif explain:
                _explain(each.name if len(found) > 1 else "", cleaned, plain=run.plain)
            elif not folder:
                typer.echo(text, nl=False)
    if failed:
        raise typer.Exit(int(ExitCode.SOME_FAILED))


def _review(name: str, cleaned: Cleaned, chosen: Settings, known: Metadata) -> Cleaned:
    from publish.cleaning import clean as clean_one
    from publish.cli.review import review

    def once_more(undo: tuple[Change, ...]) -> Normalized:
        shared = (cleaned.learned,) if cleaned.learned else ()
        made = clean_one(cleaned.source, chosen, known=known, shared=shared, undo=undo)
        return made.normalized

    return replace(cleaned, normalized=review(name, cleaned.normalized, once_more))


def _explain(name: str, cleaned: Cleaned, *, plain: bool) -> None:
    from publish.normalizer import arranged, explain

    rules = arranged(furniture=cleaned.learned.rule() if cleaned.learned else None)
    found = explain(cleaned.normalized.changes, rules)
    if not plain and in_colour(sys.stdout):
        from publish.cli.table import show

        show(name, found)
        return
    if name:
        typer.echo(f"{name}:")
    for line in found:
        typer.echo(line)
