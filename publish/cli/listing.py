"""``publish formats`` and ``publish voices``: what there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from publish.narration.options import EngineOptions

_Folder = Annotated[
    str,
    typer.Option(
        "--voice-folder",
        metavar="DIR",
        envvar="PUBLISH_VOICE_FOLDER",
        help="Folder of downloaded voices.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("formats", help="List the formats, what each is, and what it needs.")(formats)
    group = typer.Typer(invoke_without_command=True)
    group.callback(help="List the speech engines and their voices; fetch natural voices.")(voices)
    group.command("get", help="Fetch a natural voice for the engine piper.")(get)
    app.add_typer(group, name="voices")


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
    context: typer.Context,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="Only the voices of this engine.")
    ] = "",
    voice_folder: _Folder = "",
) -> None:
    """One voice a line."""
    if context.invoked_subcommand:
        return
    from publish.narration import engines

    for line in engines.describe(engine, _engine_options(voice_folder)):
        typer.echo(line)


def get(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as en_US-lessac-medium.")],
    voice_folder: _Folder = "",
    force: Annotated[bool, typer.Option("--force", help="Fetch it even if it is there.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Progress as plain lines.")] = False,
) -> None:
    """Fetch a natural voice for the engine piper."""
    from publish.cli.console import Console
    from publish.narration.engines.fetching import fetch

    with Console(plain=plain) as console:
        path = fetch(name, _engine_options(voice_folder), console, force=force)
        console.say(f"Speak with it: publish build INPUT --engine piper --voice {name}")
    typer.echo(str(path))


def _engine_options(voice_folder: str) -> EngineOptions:
    from publish.narration.options import EngineOptions

    return EngineOptions(voice_folder=Path(voice_folder) if voice_folder else None)
