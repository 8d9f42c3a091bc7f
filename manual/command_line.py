"""The page of the command line: every command, argument and option, from the parser itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from manual.markdown import marked_up, page
from publish.cli.app import app
from publish.cli.commands import COMMANDS, Commands

_ABOUT = """
Every command prints what it knows with `--help` (or `-h`). Results go to standard output, messages
and progress to standard error. What a command returns stands in [Exit codes](exit-codes.md).
Options that [Settings](settings.md) lists may also stand in a file or in a variable.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command and subcommand: its words after ``publish``, and the parser's own object."""
    for name in COMMANDS:
        command = Commands(name="publish").get_command(None, name)
        yield name, command
        for inner, subcommand in getattr(command, "commands", {}).items():
            yield f"{name} {inner}", subcommand


def page_of_all() -> str:
    """The page."""
    summary = (app.info.help or "").strip()
    return page("Command line", summary, _ABOUT, *(_section(*each) for each in commands()))


def _section(name: str, command: Any) -> str:
    parameters = [p for p in command.params if not getattr(p, "hidden", False)]
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    options = [p for p in parameters if p.param_type_name == "option"]
    usage = " ".join(["publish", name, *["[OPTIONS]"] * bool(options), *map(_argument, arguments)])
    if getattr(command, "commands", None) and not command.invoke_without_command:
        usage = f"publish {name} COMMAND"
    level = "#" * (2 + name.count(" "))
    parts = [f"{level} publish {name}", f"```text\n{usage}\n```", marked_up(command.help or "")]
    parts += [_option(each) for each in options]
    return "\n\n".join(parts)


def _argument(parameter: Any) -> str:
    shown = parameter.metavar or parameter.name.upper()
    return str(shown if parameter.required else f"[{shown}]")


def _option(parameter: Any) -> str:
    forms = [*parameter.opts, *parameter.secondary_opts]
    value = "" if parameter.is_flag else f" {parameter.metavar or 'TEXT'}"
    names = ", ".join(f"`{form}{value if form.startswith('--') else ''}`" for form in forms)
    facts = [marked_up(parameter.help or "")]
    if parameter.required:
        facts.append("Must be given.")
    if parameter.min is not None and parameter.max is not None:
        facts.append(f"From {parameter.min} to {parameter.max}.")
    if parameter.default is True and parameter.secondary_opts:
        facts.append(f"Done unless `{parameter.secondary_opts[0]}` is given.")
    elif parameter.default not in (None, "", False, 0) and not parameter.multiple:
        facts.append(f"Without it: `{parameter.default}`.")
    return f"{names}\n:   {' '.join(facts)}"
