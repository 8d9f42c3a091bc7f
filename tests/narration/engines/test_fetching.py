from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from piper import download_voices

from publish.errors import NetworkError, UnknownName
from publish.narration.engines.fetching import fetch
from publish.narration.engines.piper import PiperEngine
from publish.narration.options import EngineOptions
from publish.report import Silent
from tests.narration.engines.tiny import piper_voice

NAME = "en_US-tiny-low"


class Server(ThreadingHTTPServer):
    """The voices' server on the loopback interface; it can break off in the middle."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = files
        self.asked: list[tuple[str, str]] = []
        self.break_after = 0


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].rsplit("/", 1)[-1]
        wanted = self.headers.get("Range", "")
        self.server.asked.append((path, wanted))
        data = self.server.files.get(path)
        if data is None:
            self.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-") or 0)
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        end = len(data)
        if self.server.break_after and path.endswith(".onnx"):
            end = self.server.break_after
            self.server.break_after = 0
        self.wfile.write(data[start:end])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    model = piper_voice(tmp_path / "made")
    files = {path.name: path.read_bytes() for path in model.parent.iterdir()}
    facts = {
        f"en/en_US/tiny/low/{name}": {
            "size_bytes": len(data),
            "md5_digest": hashlib.md5(data).hexdigest(),
        }
        for name, data in files.items()
    }
    files["voices.json"] = json.dumps({NAME: {"files": facts}}).encode()
    serving = Server(files)
    address = f"http://127.0.0.1:{serving.server_address[1]}"
    monkeypatch.setattr(download_voices, "VOICES_JSON", f"{address}/voices.json?download=true")
    pattern = "/{lang_family}/{lang_code}/{voice_name}/{voice_quality}"
    name = "/{lang_code}-{voice_name}-{voice_quality}{extension}?download=true"
    monkeypatch.setattr(download_voices, "URL_FORMAT", address + pattern + name)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield serving
    serving.shutdown()
    serving.server_close()


def options(tmp_path: Path) -> EngineOptions:
    return EngineOptions(voice_folder=tmp_path / "voices")


def test_a_voice_is_fetched_and_speaks(tmp_path: Path, server: Server) -> None:
    path = fetch(NAME, options(tmp_path), Silent())
    assert path == tmp_path / "voices" / f"{NAME}.onnx"
    engine = PiperEngine(options(tmp_path))
    assert engine.speak("Boats.", engine.resolve(NAME, "en"), 170).pcm
    assert {p.name for p in path.parent.iterdir()} == {f"{NAME}.onnx", f"{NAME}.onnx.json"}


def test_a_voice_that_is_there_is_not_fetched_again(tmp_path: Path, server: Server) -> None:
    fetch(NAME, options(tmp_path), Silent())
    asked = len(server.asked)
    fetch(NAME, options(tmp_path), Silent())
    assert len(server.asked) == asked
    fetch(NAME, options(tmp_path), Silent(), force=True)
    assert len(server.asked) > asked


def test_a_lost_connection_goes_on_where_it_was(tmp_path: Path, server: Server) -> None:
    server.break_after = 700
    with pytest.raises(NetworkError, match="goes on where it was"):
        fetch(NAME, options(tmp_path), Silent())
    assert not list((tmp_path / "voices").glob("*.onnx"))
    path = fetch(NAME, options(tmp_path), Silent())
    assert (f"{NAME}.onnx", "bytes=700-") in server.asked
    assert path.read_bytes() == server.files[f"{NAME}.onnx"]


def test_what_came_damaged_is_not_kept(tmp_path: Path, server: Server) -> None:
    data = server.files[f"{NAME}.onnx"]
    server.files[f"{NAME}.onnx"] = data[:-1] + b"x"
    with pytest.raises(NetworkError, match="damaged"):
        fetch(NAME, options(tmp_path), Silent())
    assert not list((tmp_path / "voices").glob("*.onnx"))
    server.files[f"{NAME}.onnx"] = data
    assert fetch(NAME, options(tmp_path), Silent()).read_bytes() == data


def test_an_unknown_voice_is_named_with_what_comes_close(tmp_path: Path, server: Server) -> None:
    with pytest.raises(UnknownName, match="Did you mean en_US-tiny-low"):
        fetch("en_US-tiny-lo", options(tmp_path), Silent())


def test_offline_is_one_clear_line(tmp_path: Path, server: Server) -> None:
    server.shutdown()
    server.server_close()
    with pytest.raises(NetworkError, match="Check the connection"):
        fetch(NAME, options(tmp_path), Silent())
