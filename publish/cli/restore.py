"""``publish restore``: the original text again, from the cleaned text and its changes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

HELP = """Rebuild the original text of an article, byte for byte.

    CLEANED is what 'publish clean' printed; CHANGES the JSON that 'publish clean --json' printed or
    that a build left beside the editions as NAME.changes.json.
    """


@click.command(help=HELP)
@click.argument("cleaned", metavar="CLEANED")
@click.argument("changes", metavar="CHANGES")
@click.option("--output", "-o", default="", metavar="FILE", help="Write here, not to stdout.")
def restore(cleaned: str, changes: str, output: str) -> None:
    """Restore."""
    from publish.files import write_bytes
    from publish.normalizer.audit import from_json
    from publish.normalizer.audit import restore as rebuild
    from publish.readers.source import from_path

    text = from_path(Path(cleaned)).data.decode("utf-8", "surrogatepass")
    original = rebuild(text, from_json(from_path(Path(changes)).data.decode("utf-8")))
    if output:
        write_bytes(Path(output), original)
        click.echo(output)
    else:
        sys.stdout.buffer.write(original)
        sys.stdout.buffer.flush()
