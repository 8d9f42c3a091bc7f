"""``publish formats`` and ``publish voices``: what there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from publish.narration.options import EngineOptions

_FOLDER = click.option(
    "--voice-folder",
    default="",
    metavar="DIR",
    envvar="PUBLISH_VOICE_FOLDER",
    show_envvar=True,
    help="Folder of downloaded voices.",
)
_VOICES = "List the speech engines and their voices; fetch natural voices."
_GET = """Fetch a natural voice for the engine piper.

    NAME is such as en_US-lessac-medium.
    """


@click.command(help="List the formats, what each is, and what it needs.")
def formats() -> None:
    """One format a line, in sentences rather than columns: columns are lost on the ear."""
    from publish.exporters import FORMATS

    for each in FORMATS:
        line = f"{each.name}: {each.summary}. Ending {each.ending}."
        if each.default:
            line += " Made by default."
        if each.needs:
            line += f" Needs {each.needs}."
        click.echo(line)


@click.group(help=_VOICES, invoke_without_command=True)
@click.option("--engine", default="", metavar="NAME", help="Only the voices of this engine.")
@_FOLDER
@click.pass_context
def voices(context: click.Context, engine: str, voice_folder: str) -> None:
    """One voice a line."""
    if context.invoked_subcommand:
        return
    from publish.narration import engines

    for line in engines.describe(engine, _engine_options(voice_folder)):
        click.echo(line)


@voices.command(help=_GET)
@click.argument("name", metavar="NAME")
@_FOLDER
@click.option("--force", is_flag=True, help="Fetch it even if it is there.")
@click.option("--plain", is_flag=True, help="Progress as plain lines.")
def get(name: str, voice_folder: str, force: bool, plain: bool) -> None:
    """Fetch a natural voice for the engine piper."""
    from publish.cli.console import Console
    from publish.narration.engines.fetching import fetch

    with Console(plain=plain) as console:
        path = fetch(name, _engine_options(voice_folder), console, force=force)
        console.say(f"Speak with it: publish build INPUT --engine piper --voice {name}")
    click.echo(str(path))


def _engine_options(voice_folder: str) -> EngineOptions:
    from publish.narration.options import EngineOptions

    return EngineOptions(voice_folder=Path(voice_folder) if voice_folder else None)
