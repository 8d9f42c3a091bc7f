"""Whether a command line of the docs is one that the program has."""

from __future__ import annotations

from typing import Any

from publish.cli.commands import COMMANDS, Commands


def options() -> set[str]:
    """Every form of every option of every command."""
    found: list[Any] = [Commands(name="publish").get_command(None, name) for name in COMMANDS]
    found += [inner for each in found for inner in getattr(each, "commands", {}).values()]
    parameters = [parameter for command in found for parameter in command.params]
    forms = {form for p in parameters for form in (*p.opts, *p.secondary_opts)}
    return forms | {"--help", "--version"}


def fault(words: list[str]) -> str:
    """What is wrong with the words after ``publish``; empty when nothing is."""
    if not words or words[0] in ("--help", "--version", "-h"):
        return ""
    command: Any = Commands(name="publish").get_command(None, words[0])
    if command is None:
        return f"no command {words[0]}, only {', '.join(COMMANDS)}"
    rest = words[1:]
    if rest and rest[0] in getattr(command, "commands", {}):
        command, rest = command.commands[rest[0]], rest[1:]
    known: dict[str, bool] = {"--help": True, "-h": True}
    for parameter in command.params:
        for form in (*parameter.opts, *parameter.secondary_opts):
            known[form] = getattr(parameter, "is_flag", False)
    awaiting = False
    for word in rest:
        if awaiting:
            awaiting = False
        elif word.startswith("-") and word != "-":
            name, equals, _ = word.partition("=")
            if name not in known:
                return f"publish {words[0]} has no option {name}"
            awaiting = not known[name] and not equals
    return ""
