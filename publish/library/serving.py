"""A small web server for a library: loopback unless told otherwise, with byte ranges and ETags.

Starlette's own file responses give ranges, ETags and 304; this module adds the right media types,
keeps hidden files back, asks for a token when the address is not loopback, and answers what no file
can: searches, and what must name the address under which the client came.
"""

from __future__ import annotations

import base64
import ipaddress
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.errors import OutputError, PublishError, UsageError, extra_missing
from publish.library import opds
from publish.library.answers import DYNAMIC, Answers
from publish.library.catalogue import FOLDER, ROOT
from publish.library.shelf import media_type

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response


def application(root: Path, token: str = "", title: str = "") -> Starlette:
    """The ASGI application that serves `root`.

    Args:
        title: of the library.
        token: what a client must send, as the password of HTTP Basic (which e-readers can), as a
            bearer token, or as ``?token=``; empty for none.

    Raises:
        NeedsExtra: starlette is not installed.
    """
    try:
        from starlette.applications import Starlette
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import FileResponse, PlainTextResponse
        from starlette.responses import Response as StarletteResponse
        from starlette.routing import Route
    except ImportError:
        raise extra_missing("publish serve", "serve") from None
    top = root.resolve()
    answering = Answers(top, title)

    async def serve(request: Request) -> Response:
        if token and not _allowed(request, token):
            return PlainTextResponse(
                "This library asks for its token.",
                401,
                {"WWW-Authenticate": 'Basic realm="publish", charset="UTF-8"'},
            )
        name = request.path_params["path"]
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if name in DYNAMIC:
            base = str(request.base_url)
            try:
                data = await run_in_threadpool(answering.answer, name, base, request.query_params)
            except PublishError as error:
                return PlainTextResponse(str(error), 404)
            return StarletteResponse(data, headers=headers, media_type=_served_type(Path(name)))
        path = _inside(top, name)
        if path is None:
            return PlainTextResponse("There is no such file in this library.", 404)
        return FileResponse(path, headers=headers, media_type=_served_type(path))

    return Starlette(routes=[Route("/{path:path}", serve, methods=["GET", "HEAD"])])


def run(root: Path, address: str, port: int, token: str, title: str = "") -> None:
    """Serve `root` until Ctrl-C.

    Raises:
        UsageError: the address is not loopback and there is no token.
        OutputError: the port is taken.
        NeedsExtra: starlette or uvicorn is not installed.
    """
    if not loopback(address) and not token:
        raise UsageError(
            f"{address} can be reached by others: a token is needed.",
            f"For instance: --token {secrets.token_urlsafe(12)}",
        )
    app = application(root, token, title)
    try:
        import uvicorn
    except ImportError:
        raise extra_missing("publish serve", "serve") from None
    import socket

    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address, port))
        except OSError as error:
            raise OutputError(
                f"Port {port} of {address} cannot be used: {error.strerror or error}.",
                "Choose another with --port.",
            ) from error
        config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listening])


def loopback(address: str) -> bool:
    """Whether only this machine can reach `address`."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _inside(top: Path, name: str) -> Path | None:
    """The file that `name` stands for, when it is in the library and not hidden."""
    parts = [part for part in name.split("/") if part]
    if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    path = top.joinpath(*parts)
    if path.is_dir():
        path = path / "index.html"
    try:
        real = path.resolve(strict=True)
    except OSError:
        return None
    return real if real.is_file() and real.is_relative_to(top) else None


def _served_type(path: Path) -> str:
    catalogue = path.parent.name == FOLDER or path.stem in (ROOT, "search")
    if path.name == "podcast.xml":
        return "application/rss+xml"
    if path.name == "opensearch.xml":
        return opds.DESCRIPTION
    if catalogue and path.suffix == ".xml":
        # Without the kind, which the root tells by its content: both kinds are this type.
        return opds.CATALOGUE
    if catalogue and path.suffix == ".json":
        return opds.JSON
    if path.name.endswith(".chapters.json"):
        return "application/json+chapters"
    kind = media_type(path.name)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _allowed(request: Any, token: str) -> bool:
    offered = [request.query_params.get("token", "")]
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        offered.append(value)
    elif kind.lower() == "basic":
        try:
            offered.append(base64.b64decode(value).decode("utf-8").partition(":")[2])
        except ValueError:
            return False
    wanted = token.encode()
    return any(secrets.compare_digest(each.encode(), wanted) for each in offered)
