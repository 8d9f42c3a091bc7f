"""``publish clean --review``: a pass over the doubtful changes, one question a line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from publish.normalizer import Normalized
    from publish.report import Change

_HELP = "y: right. n: put it back. b: one back. q: take the rest as right. Then Enter."


def review(
    name: str, first: Normalized, again: Callable[[tuple[Change, ...]], Normalized]
) -> Normalized:
    """Ask about each doubtful change on stderr, and clean again as the answers say.

    Answers are whole lines on standard input: a screen reader echoes them, and a file can hold
    them. The end of the input takes the rest as right.

    Args:
        again: cleans once more, without the given changes.
    """
    from publish.normalizer import explain
    from publish.normalizer.review import start

    going = start(first)
    total = len(going.questions)
    if not total:
        typer.echo(f"{name}: no change is in doubt.", err=True)
        return first
    changes = "1 doubtful change" if total == 1 else f"{total} doubtful changes"
    typer.echo(f"{name}: {changes}. {_HELP}", err=True)
    while change := going.question:
        for line in explain([change]):
            typer.echo(f"{going.at + 1} of {total}. {line} Right? ", nl=False, err=True)
        answer = sys.stdin.readline()
        match answer.strip().lower():
            case "y" | "yes":
                going = going.accept()
            case "n" | "no":
                going = going.keep()
            case "b" | "back":
                if not going.at:
                    typer.echo("This is the first one.", err=True)
                going = going.back()
            case "q" | "quit":
                break
            case _ if not answer:
                typer.echo("", err=True)  # the terminal's line is still the question's
                break
            case _:
                typer.echo(_HELP, err=True)
    left = total - going.at
    rest = f", {left} not asked about and taken as right" if left else ""
    typer.echo(f"{len(going.kept)} put back, {going.at - len(going.kept)} right{rest}.", err=True)
    return going.finish(again, first)
