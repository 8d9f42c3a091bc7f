"""The commands: one readable table; the module of a command is imported when it is called.

``publish --help`` needs the names and their lines alone, so that it comes at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

#: name -> (module of publish.cli that holds it under its name, line of the help)
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("build", "Make editions of articles."),
    "clean": ("clean", "Print the cleaned text of an article, or what went from it."),
    "restore": ("restore", "Rebuild the original text of an article, byte for byte."),
    "script": ("script", "Print what will be said of an article."),
    "lexicon": ("script", "Pronunciations: words worth an entry."),
    "check": ("check", "Validate finished editions."),
    "formats": ("listing", "List the formats, what each is, and what it needs."),
    "voices": ("listing", "List the speech engines and their voices, or fetch one."),
    "feed": ("library", "Write feeds, catalogues and a page for a folder of editions."),
    "serve": ("library", "Serve a folder of editions to e-readers and players."),
}


class Commands(click.Group):
    """The group of all commands, each made when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"publish.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that the first of `args` names. Raises `click.UsageError`."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            if not close:
                raise
            raise click.UsageError(f"{error.message} Did you mean '{close[0]}'?", ctx) from None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The table, for the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])
