"""From the table of settings to command-line options: one place, so that none is forgotten."""

from __future__ import annotations

import functools
from collections import ChainMap
from collections.abc import Callable
from dataclasses import Field
from typing import Any

import click
from click.core import ParameterSource

from publish.settings import key_of, option_fields, variable_of


def with_settings(*only: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of `Settings` (or `only` those named).

    The command takes them as one argument, ``explicit``: those that the command line set before
    those of the environment; what files and defaults say is left to `settings.load`.
    """
    chosen = [f for f in option_fields() if not only or f.name in only]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def wrapped(**values: Any) -> None:
            context = click.get_current_context()
            typed: dict[str, Any] = {}
            variables: dict[str, Any] = {}
            for f in chosen:
                value = values.pop(f.name)
                match context.get_parameter_source(f.name):
                    case ParameterSource.COMMANDLINE:
                        typed[f.name] = value
                    case ParameterSource.ENVIRONMENT:
                        variables[f.name] = value
            command(explicit=ChainMap(typed, variables), **values)

        made: Callable[..., None] = wrapped
        for f in reversed(chosen):
            made = _option(f)(made)
        return made

    return decorate


def _option(f: Field[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    default: Any = f.default
    repeated = isinstance(default, tuple)
    kind = str if repeated else type(default)
    flag = f"--{key_of(f.name)}"
    if kind is bool:  # the second form undoes what a settings file says
        flag += f"/--no-{key_of(f.name)}"
    return click.option(
        flag,
        f.name,
        *f.metadata["flags"],
        type=kind,
        default=default,
        multiple=repeated,
        help=f.metadata["help"],
        envvar=variable_of(f.name),
        metavar=f.metadata["metavar"] or None,
        show_default=kind is not bool and bool(default),
    )
