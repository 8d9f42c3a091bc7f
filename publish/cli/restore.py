"""``publish restore``: the original text again, from the cleaned text and its changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

HELP = """Rebuild the original text of an article, byte for byte.

    CLEANED is what 'publish clean' printed; CHANGES the JSON that 'publish clean --json' printed or
    that a build left beside the editions as NAME.changes.json.
    """


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("restore", help=HELP)(restore)


def restore(
    cleaned: Annotated[str, typer.Argument(metavar="CLEANED", show_default=False)],
    changes: Annotated[str, typer.Argument(metavar="CHANGES", show_default=False)],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to stdout.")
    ] = "",
) -> None:
    """Restore."""
    from publish.files import write_bytes
    from publish.normalizer.audit import from_json
    from publish.normalizer.audit import restore as rebuild
    from publish.readers.source import from_path

    text = from_path(Path(cleaned)).data.decode("utf-8", "surrogatepass")
    original = rebuild(text, from_json(from_path(Path(changes)).data.decode("utf-8")))
    if output:
        write_bytes(Path(output), original)
        typer.echo(output)
    else:
        sys.stdout.buffer.write(original)
        sys.stdout.buffer.flush()
