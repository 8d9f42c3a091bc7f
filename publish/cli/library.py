"""``publish feed`` and ``publish serve``: a folder of editions for players and e-readers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from publish.cli.console import Console

FEED = """Write a podcast feed, OPDS catalogues and a web page for a folder of editions.

    DIR is what 'publish build' wrote to. Podcast players load podcast.xml, e-readers opds.xml (or
    opds.json), people open index.html. Put the folder on any web server at --base-url.
    """
SERVE = """Serve a folder of editions to e-readers and players, until Ctrl-C.

    Only this machine can reach it, unless --address says otherwise; then a --token is needed, which
    e-readers take as the password.
    """


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("feed", help=FEED)(feed)
    app.command("serve", help=SERVE)(serve)


def feed(
    folder: Annotated[str, typer.Argument(metavar="DIR", show_default=False)],
    *,
    base_url: Annotated[
        str, typer.Option(metavar="URL", help="Address under which DIR will be served.")
    ],
    title: Annotated[str, typer.Option(help="Title of the library.")] = "My articles",
) -> None:
    """Write the feeds."""
    from publish.library.writing import write

    with Console() as console:
        written, notices = write(Path(folder), base_url, title, listener=console)
        for notice in notices:
            console.say(f"Note: {notice.message}")
    for path in written:
        typer.echo(str(path))


def serve(
    folder: Annotated[str, typer.Argument(metavar="DIR", show_default=False)],
    *,
    address: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="Port.")] = 8000,
    token: Annotated[
        str,
        typer.Option(
            metavar="TEXT", envvar="PUBLISH_TOKEN", help="What clients must give as password."
        ),
    ] = "",
    title: Annotated[str, typer.Option(help="Title of the library.")] = "My articles",
) -> None:
    """Serve."""
    from publish.library import serving
    from publish.library.writing import write

    host = f"[{address}]" if ":" in address else address
    with Console() as console:
        write(Path(folder), f"http://{host}:{port}/", title, search=True, listener=console)
    typer.echo(f"Serving {folder} at http://{host}:{port}/ until Ctrl-C.", err=True)
    typer.echo(f"E-readers: http://{host}:{port}/opds.xml", err=True)
    serving.run(Path(folder), address, port, token, title)
