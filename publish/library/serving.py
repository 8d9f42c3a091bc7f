"""A small web server for a library: loopback unless told otherwise, with byte ranges and ETags.

Starlette's own file responses give ranges, ETags and 304; this module adds the right media types,
keeps hidden files back, and asks for a token when the address is not loopback.
"""

from __future__ import annotations

import base64
import ipaddress
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.errors import OutputError, UsageError, extra_missing
from publish.library.shelf import media_type

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response


def application(root: Path, token: str = "") -> Starlette:
    """The ASGI application that serves `root`.

    Args:
        token: what a client must send, as the password of HTTP Basic (which e-readers can), as a
            bearer token, or as ``?token=``; empty for none.

    Raises:
        NeedsExtra: starlette is not installed.
    """
    try:
        from starlette.applications import Starlette
        from starlette.responses import FileResponse, PlainTextResponse
        from starlette.routing import Route
    except ImportError:
        raise extra_missing("publish serve", "serve") from None
    top = root.resolve()

    async def serve(request: Request) -> Response:
        if token and not _allowed(request, token):
            return PlainTextResponse(
                "This library asks for its token.",
                401,
                {"WWW-Authenticate": 'Basic realm="publish", charset="UTF-8"'},
            )
        path = _inside(top, request.path_params["path"])
        if path is None:
            return PlainTextResponse("There is no such file in this library.", 404)
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return FileResponse(path, headers=headers, media_type=_served_type(path))

    return Starlette(routes=[Route("/{path:path}", serve, methods=["GET", "HEAD"])])


def run(root: Path, address: str, port: int, token: str) -> None:
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
    app = application(root, token)
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
    if path.name == "opds.xml":
        return "application/atom+xml;profile=opds-catalog;kind=acquisition"
    if path.name == "opds.json":
        return "application/opds+json"
    if path.name == "podcast.xml":
        return "application/rss+xml"
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
