"""From the table of settings to command-line options: one place, so that none is forgotten."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import click
import typer

from publish.settings import key_of, option_fields, variable_of


def with_settings(*only: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of `Settings` (or `only` those named).

    The command takes them as one argument, ``explicit``: a dict of those that the command line or
    the environment set; what files and defaults say is left to `settings.load`.
    """
    chosen = [f for f in option_fields() if not only or f.name in only]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [
            p for p in inspect.signature(command).parameters.values() if p.name != "explicit"
        ]
        extra = []
        for f in chosen:
            repeated = isinstance(f.default, tuple)
            kind: Any = list[str] if repeated else type(f.default)
            flags = [f"--{key_of(f.name)}", *f.metadata["flags"]]
            if kind is bool:
                flags[0] += f"/--no-{key_of(f.name)}"
            info = typer.Option(
                *flags,
                help=f.metadata["help"],
                envvar=variable_of(f.name),
                metavar=f.metadata["metavar"] or None,
                show_envvar=False,
                show_default=kind is not bool and bool(f.default),
            )
            default = list(f.default) if repeated else f.default
            extra.append(
                inspect.Parameter(
                    f.name,
                    inspect.Parameter.KEYWORD_ONLY,
                    default=default,
                    annotation=Annotated[kind, info],
                )
            )

        @functools.wraps(command)
        def wrapped(**values: Any) -> None:
            context = click.get_current_context()
            explicit: dict[str, Any] = {}
            for f in chosen:
                value = values.pop(f.name)
                if context.get_parameter_source(f.name) is not _DEFAULT:
                    explicit[f.name] = tuple(value) if isinstance(value, list) else value
            command(explicit=explicit, **values)

        parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + extra
        wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        wrapped.__annotations__ = {p.name: p.annotation for p in parameters}
        return wrapped

    return decorate


_DEFAULT = click.core.ParameterSource.DEFAULT
