import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn

from publish.errors import UsageError
from publish.library import serving

get = partial(httpx.get, timeout=60.0)
head = partial(httpx.head, timeout=60.0)


@pytest.fixture
def served(library: Path) -> Iterator[str]:
    yield from serving_of(library, "")


@pytest.fixture
def guarded(library: Path) -> Iterator[str]:
    yield from serving_of(library, "sesame")


def serving_of(root: Path, token: str) -> Iterator[str]:
    """Serve `root` in a thread; yields the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            serving.application(root, token, "A library"), log_level="error", lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_a_file_whole_in_part_and_unchanged(served: str, library: Path) -> None:
    data = (library / "harbour" / "harbour.mp3").read_bytes()
    url = f"{served}/harbour/harbour.mp3"
    whole = get(url)
    assert whole.content == data
    assert whole.headers["content-type"] == "audio/mpeg"
    assert whole.headers["accept-ranges"] == "bytes"
    part = get(url, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == data[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(data)}"
    assert get(url, headers={"Range": f"bytes={len(data)}-"}).status_code == 416
    assert head(url).headers["content-length"] == str(len(data))
    assert whole.headers["etag"]


@pytest.mark.parametrize(
    "path",
    [
        "/harbour/.publish.json",
        "/../harbour.md",
        "/%2e%2e/harbour.md",
        "/..%5charbour.md",
        "/none",
        "/%00",
        "//etc/passwd",
    ],
)
def test_what_is_hidden_or_outside_is_not_there(served: str, path: str) -> None:
    host, port = served.removeprefix("http://").split(":")
    # By hand: clients tidy such paths before they send them.
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while chunk := line.recv(4096):
            answer += chunk
    assert answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400")), answer[:80]


def test_the_token_as_e_readers_send_it(guarded: str) -> None:
    url = f"{guarded}/harbour/harbour.txt"
    refused = get(url)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic")
    assert get(url, auth=("anyone", "wrong")).status_code == 401
    assert get(url, auth=("anyone", "sesame")).status_code == 200
    assert get(url, headers={"Authorization": "Bearer sesame"}).status_code == 200
    assert get(f"{url}?token=sesame").status_code == 200
    assert get(url, headers={"Authorization": "Basic ???"}).status_code == 401


def test_another_address_needs_a_token(library: Path) -> None:
    with pytest.raises(UsageError, match="token"):
        serving.run(library, "0.0.0.0", 8000, "")
