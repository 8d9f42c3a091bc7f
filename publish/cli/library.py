"""``publish feed`` and ``publish serve``: a folder of editions for players and e-readers."""

from __future__ import annotations

from pathlib import Path

import click

from publish.cli.console import Console

FEED = """Write a podcast feed, OPDS catalogues and a web page for a folder of editions.

    DIR is what 'publish build' wrote to. Podcast players load podcast.xml, e-readers opds.xml (or
    opds.json), people open index.html. Put the folder on any web server at --base-url.
    """
SERVE = """Serve a folder of editions to e-readers and players, until Ctrl-C.

    Only this machine can reach it, unless --address says otherwise; then a --token is needed, which
    e-readers take as the password.
    """


_TITLE = click.option(
    "--title", default="My articles", show_default=True, help="Title of the library."
)


@click.command(help=FEED)
@click.argument("folder", metavar="DIR")
@click.option(
    "--base-url", required=True, metavar="URL", help="Address under which DIR will be served."
)
@_TITLE
def feed(folder: str, *, base_url: str, title: str) -> None:
    """Write the feeds."""
    from publish.library.writing import write

    with Console() as console:
        written, notices = write(Path(folder), base_url, title, listener=console)
        for notice in notices:
            console.say(f"Note: {notice.message}")
    for path in written:
        click.echo(str(path))


@click.command(help=SERVE)
@click.argument("folder", metavar="DIR")
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="Port.",
)
@click.option(
    "--token",
    default="",
    metavar="TEXT",
    envvar="PUBLISH_TOKEN",
    show_envvar=True,
    help="What clients must give as password.",
)
@_TITLE
def serve(folder: str, *, address: str, port: int, token: str, title: str) -> None:
    """Serve."""
    from publish.library import serving
    from publish.library.writing import write

    host = f"[{address}]" if ":" in address else address
    with Console() as console:
        write(Path(folder), f"http://{host}:{port}/", title, search=True, listener=console)
    click.echo(f"Serving {folder} at http://{host}:{port}/ until Ctrl-C.", err=True)
    click.echo(f"E-readers: http://{host}:{port}/opds.xml", err=True)
    serving.run(Path(folder), address, port, token, title)
