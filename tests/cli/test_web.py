"""Addresses and feeds as inputs, against a server on this machine."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from publish.errors import ExitCode
from tests.cli.running import run

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour opens | The Merrow Post</title>
<meta property="og:title" content="Harbour opens"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Harbour opens</h1><p>The harbour opened on Monday after two years of work, and
seven boats went out with the first tide of the day.</p><p>It is deep enough for ferries now, said
the harbour master, who had waited for this day since the storm.</p></article></body></html>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    base = f"http://127.0.0.1:{server.server_port}"
    (folder / "harbour.html").write_text(PAGE, encoding="utf-8")
    (folder / "feed.xml").write_text(
        f"<rss version='2.0'><channel><title>Post</title><item><title>Harbour, by the feed</title>"
        f"<link>{base}/harbour.html</link><pubDate>Sat, 09 Mar 2024 10:00:00 GMT</pubDate></item>"
        f"<item><title>Gone</title><link>{base}/gone.html</link></item></channel></rss>",
        encoding="utf-8",
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield base
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def publish(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    return lambda *arguments: run(capfd, *arguments)


def test_an_address_is_an_input(publish, site: str) -> None:
    done = publish("build", f"{site}/harbour.html", "-t", "text", "--allow-private")
    assert done.code == ExitCode.OK, done.err
    assert "seven boats" in Path("output/harbour/harbour.txt").read_text(encoding="utf-8")


def test_a_private_address_is_refused(publish, site: str) -> None:
    done = publish("build", f"{site}/harbour.html", "-t", "text")
    assert done.code == ExitCode.NETWORK
    assert "--allow-private" in done.err
    assert not Path("output").exists()


def test_each_item_of_a_feed_becomes_an_article_with_the_feeds_metadata(publish, site: str) -> None:
    done = publish("build", f"{site}/feed.xml", "-t", "md", "--allow-private")
    assert done.code == ExitCode.SOME_FAILED  # the second item is gone
    assert "404" in done.err
    (made,) = done.out.splitlines()
    text = Path(made).read_text(encoding="utf-8")
    assert "Harbour, by the feed" in text
    assert "2024-03-09" in text
    assert "seven boats" in text


def test_a_feed_that_is_dead_stops_no_other(publish, site: str) -> None:
    feeds = "".join(
        f'<outline type="rss" text="x" xmlUrl="{address}"/>'
        for address in (f"{site}/none.xml", f"{site}/feed.xml")
    )
    Path("mine.opml").write_text(
        f'<opml version="2.0"><body>{feeds}</body></opml>', encoding="utf-8"
    )
    done = publish("build", "mine.opml", "none-*.txt", "-t", "text", "--allow-private")
    assert done.code == ExitCode.SOME_FAILED
    assert len(done.out.split()) == 1
    assert "4 inputs: 1 editions made, 0 up to date, 3 inputs failed." in done.err
    for said in (f"{site}/none.xml", f"{site}/gone.html", "none-*.txt"):
        assert f"Error: {said}" in done.err or f"pattern {said}" in done.err
