"""A fetcher against a real server on this machine."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
import pytest

from publish.errors import NetworkError
from publish.fetching import Fetcher, guard, store
from publish.fetching.guard import public_address

BOMB = gzip.compress(bytes(5_000_000))


class Pages(BaseHTTPRequestHandler):
    """A small site with everything that can go wrong."""

    asked: list[tuple[str, float, dict[str, str]]]

    def do_GET(self) -> None:
        type(self).asked.append((self.path, time.monotonic(), dict(self.headers)))
        match self.path:
            case "/page":
                if self.headers.get("If-None-Match") == '"1"':
                    return self.answer(304, b"")
                self.answer(
                    200,
                    b"<p>caf\xe9",
                    {"Content-Type": "text/html; charset=ISO-8859-1", "ETag": '"1"'},
                )
            case "/robots.txt":
                self.answer(200, b"User-agent: *\nDisallow: /secret\n")
            case "/loop":
                self.answer(302, b"", {"Location": "/loop"})
            case "/moved":
                self.answer(301, b"", {"Location": "/page"})
            case "/to-private":
                port = self.server.server_address[1]
                self.answer(302, b"", {"Location": f"http://127.0.0.9:{port}/page"})
            case "/endless":
                self.endless()
            case "/to-file":
                self.answer(302, b"", {"Location": "file:///etc/passwd"})
            case "/large":
                self.answer(200, b"x" * 300_000)
            case "/bomb":
                self.answer(200, BOMB, {"Content-Encoding": "gzip"})
            case "/stacked":
                self.answer(200, gzip.compress(BOMB), {"Content-Encoding": "gzip, gzip"})
            case "/brotli":
                self.answer(200, b"x", {"Content-Encoding": "br"})
            case "/no-gzip":
                self.answer(200, b"not packed", {"Content-Encoding": "gzip"})
            case "/slow":
                self.send_response(200)
                self.end_headers()
                for _ in range(40):
                    try:
                        self.wfile.write(b"x" * 70_000)
                        time.sleep(0.1)
                    except OSError:
                        return None
            case "/drip":
                self.send_response(200)
                self.end_headers()
                self.drip(b"x")
            case "/drip-headers":
                self.send_response(200)
                self.flush_headers()
                self.drip(b"X-A: b\r\n")
            case "/slow-loop":
                time.sleep(0.4)
                self.answer(302, b"", {"Location": "/slow-loop"})
            case "/to-nowhere":
                self.answer(302, b"", {"Location": "http://[::1"})
            case "/secret":
                self.answer(200, b"secret")
            case _:
                self.answer(404, b"")
        return None

    def drip(self, piece: bytes) -> None:
        """A little at a time, each in good time for the timeout of one read."""
        for _ in range(100):
            try:
                self.wfile.write(piece)
                time.sleep(0.1)
            except OSError:
                return

    def endless(self) -> None:
        """Gigabytes, as fast as they are taken, with no length said before."""
        self.send_response(200)
        self.end_headers()
        piece = bytes(1 << 20)
        for _ in range(5000):
            try:
                self.wfile.write(piece)
            except OSError:
                return

    def answer(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Pages.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    with Fetcher(
        cache=tmp_path, allow_private=True, delay=0.0, deadline=60.0, largest=200_000
    ) as f:
        yield f


def test_a_page_with_its_type_and_charset(site: str, fetcher: Fetcher) -> None:
    found = fetcher.fetch(f"{site}/page")
    assert (found.data, found.media_type, found.charset) == (
        b"<p>caf\xe9",
        "text/html",
        "ISO-8859-1",
    )


def test_what_is_unchanged_is_not_sent_again(site: str, fetcher: Fetcher) -> None:
    first = fetcher.fetch(f"{site}/page")
    assert fetcher.fetch(f"{site}/page") == first
    assert Pages.asked[1][2]["If-None-Match"] == '"1"'


def test_a_redirect_is_followed_and_its_end_is_told(site: str, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{site}/moved").address == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/loop", "redirects too often"),
        ("/to-file", "no web address"),
        ("/to-nowhere", "cannot be fetched"),
        ("/large", "larger than"),
        ("/bomb", "larger than"),
        ("/stacked", "cannot be fetched: it is packed several times over"),
        ("/brotli", "cannot be fetched: it is packed in a way that was not asked for"),
        ("/no-gzip", "cannot be fetched: it is damaged"),
        ("/endless", "larger than"),
        ("/none", "404"),
    ],
)
def test_what_cannot_be_fetched_is_named(site: str, fetcher: Fetcher, path: str, word: str) -> None:
    with pytest.raises(NetworkError, match=word):
        fetcher.fetch(site + path)


@pytest.mark.parametrize("path", ["/slow", "/drip", "/drip-headers", "/slow-loop"])
def test_a_server_that_trickles_is_left_in_time(site: str, tmp_path: Path, path: str) -> None:
    begun = time.monotonic()
    with Fetcher(cache=tmp_path, allow_private=True, delay=0.0, deadline=1.0) as fetcher:
        with pytest.raises(NetworkError, match="did not answer"):
            fetcher.fetch(site + path)
        assert time.monotonic() - begun < 2.5  # the site would go on for 3 to 10 seconds
        assert fetcher.fetch(f"{site}/page").data  # the time of one address is not another's


def test_nobody_there(fetcher: Fetcher) -> None:
    with pytest.raises(NetworkError, match="cannot be fetched"):
        fetcher.fetch("http://127.0.0.1:9/")


def test_robots_are_heeded_for_what_a_list_names(site: str, fetcher: Fetcher) -> None:
    with pytest.raises(NetworkError, match=r"robots\.txt"):
        fetcher.fetch(f"{site}/secret", robots=True)
    assert fetcher.fetch(f"{site}/secret").data == b"secret"
    assert fetcher.fetch(f"{site}/page", robots=True).data


def test_a_host_is_not_asked_twice_within_the_delay(site: str, tmp_path: Path) -> None:
    with Fetcher(cache=tmp_path, allow_private=True, delay=0.4) as fetcher:
        fetcher.fetch(f"{site}/page")
        fetcher.fetch(f"{site}/secret")
    assert Pages.asked[1][1] - Pages.asked[0][1] >= 0.35


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://10.0.0.1/",
     "http://169.254.169.254/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/"],
)  # fmt: skip
def test_private_addresses_are_refused_before_anything_is_sent(
    tmp_path: Path, address: str
) -> None:
    with (
        Fetcher(cache=tmp_path, delay=0.0) as fetcher,
        pytest.raises(NetworkError, match="--allow-private"),
    ):
        fetcher.fetch(address)


def test_a_redirect_into_the_private_network_is_refused(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # For this test 127.0.0.1 is a public address, and the one it redirects to is not.
    monkeypatch.setattr(guard, "_public", lambda address: address == "127.0.0.1")
    with (
        Fetcher(cache=tmp_path, delay=0.0) as fetcher,
        pytest.raises(NetworkError, match=r"private network \(127\.0\.0\.9\)"),
    ):
        fetcher.fetch(f"{site}/to-private")
    assert [path for path, _, _ in Pages.asked] == ["/to-private"]


@pytest.mark.parametrize("told", ["9e99", "nan", "inf", "99999999999", "-5", "x", ""])
def test_a_clock_that_was_set_back_keeps_nobody_waiting(
    site: str, tmp_path: Path, told: str
) -> None:
    with Fetcher(cache=tmp_path, allow_private=True, delay=300.0) as fetcher:
        host = site.removeprefix("http://")
        with store.host_lock(tmp_path, host, 5.0) as stamp:
            stamp.write_text(told, encoding="ascii")
        begun = time.monotonic()
        assert fetcher.fetch(f"{site}/page").data
        assert time.monotonic() - begun < 250


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/", "https://", "http://[::1", "javascript:1", "http://a:b@example.org/"],
)  # fmt: skip
def test_other_addresses_are_refused(fetcher: Fetcher, address: str) -> None:
    with pytest.raises(NetworkError):
        fetcher.fetch(address)


def test_a_name_that_does_not_resolve() -> None:
    with pytest.raises(httpcore.ConnectError):
        public_address("no-such-host.invalid", 443)


def test_a_damaged_answer_is_fetched_again(site: str, fetcher: Fetcher, tmp_path: Path) -> None:
    fetcher.fetch(f"{site}/page")
    (kept,) = [p for p in (tmp_path / "pages").rglob("*") if p.is_file()]
    kept.write_bytes(kept.read_bytes() + b"!")
    assert fetcher.fetch(f"{site}/page").data == b"<p>caf\xe9"
    assert "If-None-Match" not in Pages.asked[1][2]
