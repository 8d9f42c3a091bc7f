"""The commands: one readable table; the module of a command is imported when it is called.

``publish --help`` needs the names and their lines alone, so that it comes at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

#: name -> (module of publish.cli with ``add_to``, line of the help)
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


class Commands(TyperGroup):
    """The group of all commands, each made when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called `cmd_name`; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        maker = typer.Typer(rich_markup_mode=None)
        maker.callback()(_nothing)
        import_module(f"publish.cli.{COMMANDS[cmd_name][0]}").add_to(maker)
        group: Any = typer.main.get_command(maker)
        return group.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first of `args` names."""
        # Typer looks for a name like a misspelt one among the commands made so far, which are none.
        names: dict[str, Any] = dict.fromkeys(COMMANDS)
        self.commands = names
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The table, for the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _nothing() -> None:
    pass
