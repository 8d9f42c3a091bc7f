"""From the table of settings to command-line options: one place, so that none is forgotten."""

from __future__ import annotations

import functools
import inspect
from collections import ChainMap
from collections.abc import Callable
from dataclasses import Field
from typing import Annotated, Any, get_type_hints

import typer

from publish.settings import key_of, option_fields, variable_of

_KEYWORD = inspect.Parameter.KEYWORD_ONLY


def with_settings(*only: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of `Settings` (or `only` those named).

    The command takes them as one argument, ``explicit``: those that the command line set before
    those of the environment; what files and defaults say is left to `settings.load`.
    """
    chosen = [f for f in option_fields() if not only or f.name in only]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(command, include_extras=True)
        parameters = [
            p.replace(kind=_KEYWORD, annotation=hints[p.name])
            for p in inspect.signature(command).parameters.values()
            if p.name != "explicit"
        ]
        parameters += [_parameter(f) for f in chosen]
        parameters.append(inspect.Parameter("context", _KEYWORD, annotation=typer.Context))

        @functools.wraps(command)
        def wrapped(*, context: typer.Context, **values: Any) -> None:
            typed: dict[str, Any] = {}
            variables: dict[str, Any] = {}
            for f in chosen:
                value = values.pop(f.name)
                source = context.get_parameter_source(f.name)
                if source is not None and source.name not in ("DEFAULT", "DEFAULT_MAP"):
                    where = variables if source.name == "ENVIRONMENT" else typed
                    where[f.name] = tuple(value) if isinstance(value, list) else value
            command(explicit=ChainMap(typed, variables), **values)

        wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        wrapped.__annotations__ = {p.name: p.annotation for p in parameters}
        return wrapped

    return decorate


def _parameter(f: Field[Any]) -> inspect.Parameter:
    default: Any = f.default
    repeated = isinstance(default, tuple)
    kind: Any = list[str] if repeated else type(default)
    flag = f"--{key_of(f.name)}"
    if kind is bool:  # the second form undoes what a settings file says
        flag += f"/--no-{key_of(f.name)}"
    info = typer.Option(
        flag,
        *f.metadata["flags"],
        help=f.metadata["help"],
        envvar=variable_of(f.name),
        metavar=f.metadata["metavar"] or None,
        show_envvar=False,
        show_default=kind is not bool and bool(default),
    )
    return inspect.Parameter(
        f.name,
        _KEYWORD,
        default=list(default) if repeated else default,
        annotation=Annotated[kind, info],
    )
