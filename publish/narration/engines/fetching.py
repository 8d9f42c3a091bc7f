"""Fetching Piper voices with piper-tts's own downloader: with progress, resumed, checked."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from publish.errors import NetworkError, UnknownName, extra_missing
from publish.files import output_error
from publish.narration.engines.natural import voice_folder
from publish.narration.options import EngineOptions
from publish.registry import unknown_name
from publish.report import Listener

#: Seconds without a byte after which the connection counts as lost.
_PATIENCE = 30.0

_BLOCK = 1 << 16


def fetch(name: str, options: EngineOptions, listener: Listener, *, force: bool = False) -> Path:
    """Fetch a Piper voice into the voice folder; what was fetched before is gone on with.

    Args:
        force: fetch a voice that is there already.

    Returns:
        The model's file.

    Raises:
        NeedsExtra: piper-tts is not installed.
        UnknownName: there is no such voice.
        NetworkError: it cannot be fetched, or what came is not what was promised.
        OutputError: the voice folder cannot be written.
    """
    try:
        from piper import download_voices as piper
    except ImportError as error:
        raise extra_missing("Fetching voices", "piper") from error
    folder = voice_folder(options)
    model = folder / f"{name}.onnx"
    if not force and model.exists() and model.with_name(f"{name}.onnx.json").exists():
        return model
    try:
        folder.mkdir(parents=True, exist_ok=True)
        listing = _listing(piper.VOICES_JSON)
        if name not in listing:
            raise unknown_name("Piper voice", name, sorted(listing))
        promised = {Path(path).name: facts for path, facts in listing[name]["files"].items()}
        with tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-") as staging:
            _download(piper, name, Path(staging), folder, listener)
            for file in sorted(Path(staging).iterdir()):
                _check(file, promised.get(file.name, {}), folder)
            for file in sorted(Path(staging).iterdir(), reverse=True):  # the JSON before the model
                file.replace(folder / file.name)
    except (NetworkError, UnknownName):
        raise
    except OSError as error:
        raise output_error(folder, error) from error
    for part in folder.glob(f".{name}*.part"):
        part.unlink(missing_ok=True)
    return model


def _listing(address: str) -> dict[str, Any]:
    with _reaching(), urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
        listing: dict[str, Any] = json.load(answer)
        return listing


def _download(piper: Any, name: str, staging: Path, folder: Path, listener: Listener) -> None:
    """Run piper-tts's downloader with our way of opening addresses."""

    def opened(address: str) -> _Resumed:
        ending = ".onnx.json" if ".onnx.json" in address else ".onnx"
        return _Resumed(address, folder / f".{name}{ending}.part", listener)

    own = piper.urlopen
    piper.urlopen = opened
    try:
        with _reaching():
            piper.download_voice(name, staging)
    finally:
        piper.urlopen = own


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except urllib.error.HTTPError as error:
        raise NetworkError(
            f"The voices cannot be fetched: the server answers {error.code} {error.reason}.",
            "Try again later.",
        ) from error
    except (urllib.error.URLError, TimeoutError, ConnectionError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise NetworkError(
            f"The voices cannot be fetched: {reason}.",
            "Check the connection and run the same command again; it goes on where it was.",
        ) from error


def _check(file: Path, promised: dict[str, Any], folder: Path) -> None:
    """Raise `NetworkError` when a file is not what the listing promises."""
    size, digest = promised.get("size_bytes"), promised.get("md5_digest")
    good = size is None or file.stat().st_size == size
    if good and digest:
        with file.open("rb") as opened:
            good = hashlib.file_digest(opened, "md5").hexdigest() == digest
    if not good:
        for part in folder.glob(f".{file.name}.part"):
            part.unlink(missing_ok=True)
        raise NetworkError(
            f"{file.name} came damaged: it is not what the voice's listing promises.",
            "Run the same command again.",
        )


class _Resumed:
    """An answer that is kept in a file as it comes, and goes on from what the file holds."""

    def __init__(self, address: str, part: Path, listener: Listener) -> None:
        self.listener = listener
        done = part.stat().st_size if part.exists() else 0
        request = urllib.request.Request(address)
        if done:
            request.add_header("Range", f"bytes={done}-")
        try:
            self.answer: Any = urllib.request.urlopen(request, timeout=_PATIENCE)
        except urllib.error.HTTPError as error:
            if error.code != 416:  # nothing is missing
                raise
            self.answer = None
        if self.answer is not None and self.answer.status != 206:
            done = 0  # the server does not go on: from the beginning
        self.part: IO[bytes] = part.open("r+b" if done else "w+b")
        self.kept = done
        length = int(self.answer.headers.get("Content-Length") or 0) if self.answer else 0
        self.total = done + length if length else 0
        listener.begin(f"Fetching {part.name.strip('.').removesuffix('.part')}", self.total or None)

    def __enter__(self) -> _Resumed:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.part.close()
        if self.answer is not None:
            self.answer.close()
        self.listener.end()

    def read(self, size: int = -1) -> bytes:
        """The next bytes: first those that were kept, then new ones, which are kept too."""
        size = _BLOCK if size < 0 else size
        at = self.part.tell()
        data = self.part.read(min(size, self.kept - at)) if at < self.kept else b""
        if not data and self.answer is not None:
            data = self.answer.read(size)
            self.part.write(data)
            if not data and self.total and self.part.tell() < self.total:
                raise ConnectionError("the connection was lost")
        self.listener.advance(float(len(data)))
        return data
