"""A shell as small as the docs need: it types their commands in a furnished folder."""

from __future__ import annotations

import io
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from publish.cli import main
from publish.errors import ExitCode
from tests.docs.blocks import ROOT, Fence
from tests.docs.parsing import fault
from tests.interrupts import hearing
from tests.test_cluster import Cluster

#: What the docs call the web, a bucket, this computer's address, a cluster and the clipboard.
WEB = "https://example.org"
BUCKET = "s3://bucket"
ADDRESS = "192.168.1.20"
SCHEDULER = "tcp://192.168.1.10:8786"
CLIPBOARD = ("pbpaste", "wl-paste", "Get-Clipboard")

#: The only commands that are not run, and why. Of those that name publish, the options are checked.
NOT_RUN = {
    r"(py -m |python3 -m )?pip install .*": "installs packages; .ci/run does that in a new place",
    r"pipx .*": "installs packages, as pip does, to where it may not reach in a test",
    r"(py|python3) --version|python -m venv .*|\. \.venv/.*": "sets up Python, as .ci/run does",
    r"sudo apt .*|winget .*": "installs programs of the system",
    r"cd publish": "the reader's folder is there already",
    r"cp .* /.*": "copies to a device that is plugged in",
    r"publish voices get .*": "fetches from the internet; tests/narration/engines has a server",
    r"publish .* --engine (piper|kokoro).*": "needs a voice that was fetched",
    r"publish .* --command .*": "needs that program; the tests of the engine have one",
    r"pytest|ruff .*|mypy .*|lint-imports|mkdocs build .*": "the checks themselves, in .ci/run",
    r"mkdocs serve": "never ends; test_site builds the same site",
    r"python -m benchmarks.*": "measures for minutes, on data that is not here",
}


def is_like(command: str, like: str) -> bool:
    """Whether a line of `NOT_RUN` means the command; variables before it do not matter."""
    return re.fullmatch(rf"([A-Z_]+=\S+ )*({like})", command) is not None


class Shell:
    """Types commands, one after the other, in `folder`."""

    def __init__(
        self, folder: Path, site: Callable[[], str], capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.site = site
        self.capfd = capfd
        self.cluster: Cluster | None = None
        self.names: dict[str, object] = {"__name__": "docs"}
        self.said = ""
        self.engine = "silent"

    def close(self) -> None:
        """End what was started."""
        for process in self.cluster.processes if self.cluster else ():
            if process.poll() is None:
                Cluster.kill(process)

    def do(self, fence: Fence) -> None:
        """Do what a block asks: run its commands or its Python, or write it to its file."""
        where = f"{fence.page}, line {fence.line}"
        if fence.title:
            path = self.folder / fence.title
            path.parent.mkdir(parents=True, exist_ok=True)
            text = fence.text.replace(WEB, self.site()) if WEB in fence.text else fence.text
            path.write_text(text, encoding="utf-8")
        elif fence.language == "toml":
            tomllib.loads(fence.text)
        elif fence.language == "python":
            exec(compile(fence.text, where, "exec"), self.names)
        elif fence.printed:
            for line in filter(None, fence.text.splitlines()):
                assert line.strip() in self.said, f"{where}: not said: {line}\n{self.said}"
        elif fence.language == "sh":
            self.said = ""
            self.engine = "pyttsx3" if fence.heard else "silent"
            for command in fence.commands():
                code, said = self.run(command, wrong=fence.code == ExitCode.USAGE)
                self.said += said
                assert code == fence.code, f"{where}: {command}\nexit {code}\n{said}"

    def run(self, command: str, *, wrong: bool = False) -> tuple[int, str]:
        """Run one line, meant to be `wrong` or not; its exit code, and what it said."""
        reason = next((why for like, why in NOT_RUN.items() if is_like(command, like)), "")
        first, bar, last = command.rpartition(" | ")
        words = shlex.split(last)
        variables = {}
        while re.match(r"[A-Z_]+=", words[0]):
            name, _, variables[name] = words.pop(0).partition("=")
        if reason:
            said = fault(words[1:]) if words[0] == "publish" else ""
            return bool(said), said
        if bar:
            assert first in CLIPBOARD, f"{first}: nothing to read from"
        typed = (self.folder / "article.txt").read_text("utf-8") if bar else ""
        target = ""
        if ">" in words:
            words, target = words[: words.index(">")], words[words.index(">") + 1]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PUBLISH_ENGINE", self.engine)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
            for name, value in variables.items():
                patch.setenv(name, value)
            if words[0] == "publish" and not wrong:
                assert not fault(words[1:]), fault(words[1:])
            code, out, err = self._call(words)
        if target:
            (self.folder / target).write_text(out, encoding="utf-8")
        return code, out + err

    def _call(self, words: list[str]) -> tuple[int, str, str]:
        if words[:2] == ["dask", "scheduler"]:
            self.cluster = Cluster(self.folder, ROOT)
            return 0, "", ""
        if words[:2] == ["dask", "worker"] and self.cluster:
            self.cluster.worker()
            return 0, "", ""
        if words[0] == "mkdir":
            Path(words[1]).mkdir()
            return 0, "", ""
        if words[0] == "cd":
            os.chdir(words[1])
            return 0, "", ""
        assert words[0] == "publish", f"the docs' shell has no {words[0]}"
        words = self._on_this_machine(words[1:])
        if words[0] == "serve" or "--watch" in words:
            return self._until_interrupted(words)
        self.capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main(words)
        out, err = self.capfd.readouterr()
        return stop.value.code if isinstance(stop.value.code, int) else 1, out, err

    def _on_this_machine(self, words: list[str]) -> list[str]:
        """The words with what is elsewhere in the docs put on this machine."""
        made = []
        for before, word in zip(["", *words], words, strict=False):
            if WEB in word and before != "--base-url":
                word = word.replace(WEB, self.site())
            if word == SCHEDULER and self.cluster:
                word = self.cluster.address
            word = word.replace(BUCKET, (self.folder / "bucket").as_uri())
            made.append(word)
        return made

    def _until_interrupted(self, words: list[str]) -> tuple[int, str, str]:
        """Start what never ends, wait until it says that it is at work, and stop it."""
        if words[0] == "serve":
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                words = [*words, "--port", str(free.getsockname()[1])]
            words = ["127.0.0.1" if word == ADDRESS else word for word in words]
        process = subprocess.Popen(
            [sys.executable, "-m", "publish", *words],
            cwd=Path.cwd(),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            **hearing(),
        )
        said = []
        assert process.stderr is not None
        for line in process.stderr:
            said.append(line)
            if "until Ctrl-C" in line:
                break
        if words[0] == "serve":
            assert _answer(f"http://127.0.0.1:{words[-1]}/opds.xml") in (200, 401)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
        code = 0 if process.returncode in (0, 130, -2) else process.returncode
        return code, out, "".join(said) + err


def _answer(address: str) -> int:
    """The status that a server gives, once it gives one."""
    end = time.monotonic() + 120
    while True:
        try:
            return httpx.get(address).status_code
        except httpx.TransportError:
            assert time.monotonic() < end, f"{address} does not answer"
            time.sleep(0.05)
