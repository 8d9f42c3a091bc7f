"""``publish formats`` and ``publish voices``: what there is."""

from __future__ import annotations

from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("formats", help="List the formats, what each is, and what it needs.")(formats)
    app.command("voices", help="List the speech engines and their voices.")(voices)


def formats() -> None:
    """One format a line, in sentences rather than columns: columns are lost on the ear."""
    from publish.exporters import FORMATS

    for each in FORMATS:
        line = f"{each.name}: {each.summary}. Ending {each.ending}."
        if each.default:
            line += " Made by default."
        if each.needs:
            line += f" Needs {each.needs}."
        typer.echo(line)


def voices(
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="Only the voices of this engine.")
    ] = "",
) -> None:
    """One voice a line."""
    from publish.narration import engines

    for line in engines.describe(engine):
        typer.echo(line)
