"""Ctrl-C and kill -9 in the middle of a build, in real processes."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publish.narration.cache import Cache
from tests.interrupts import hearing

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")

SENTENCES = 40


def start(folder: Path, root: Path) -> subprocess.Popen[str]:
    (folder / "notes").mkdir(exist_ok=True)
    text = "\n\n".join(f"SLOW sentence {n} of the boats is said." for n in range(SENTENCES))
    (folder / "book.txt").write_text(f"The boats\n\n{text}\n", encoding="utf-8")
    command = [sys.executable, "-m", "publish", "build", "book.txt", "-o", "book.m4b", "--plain"]
    command += ["--engine", "tests.narration.faults:FaultyEngine", "--jobs", "2"]
    command += ["--command", str(folder / "notes")]
    env = {**os.environ, "PYTHONPATH": str(root), "PUBLISH_CACHE": str(folder / "cache")}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **hearing(),
    )


def spoken(folder: Path) -> list[str]:
    try:
        return (folder / "notes" / "spoken.txt").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def wait_for(folder: Path, lines: int) -> None:
    for _ in range(2400):
        if len(spoken(folder)) >= lines:
            return
        time.sleep(0.05)
    raise AssertionError("nothing was spoken")


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(each) for each in found.split()]


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return True
    return state == "Z"


def until_gone(workers: list[int]) -> None:
    for _ in range(1200):
        if all(gone(pid) for pid in workers):
            return
        time.sleep(0.05)
    raise AssertionError("workers stay")


def test_ctrl_c_stops_at_once_and_leaves_nothing(tmp_path: Path, root: Path) -> None:
    process = start(tmp_path, root)
    wait_for(tmp_path, 6)
    workers = children(process.pid)
    process.send_signal(signal.SIGINT)
    # Two seconds on a machine that is free; tests run where it is not.
    _, said = process.communicate(timeout=60)
    assert len(spoken(tmp_path)) < SENTENCES
    assert process.returncode == 130
    assert "Traceback" not in said
    until_gone(workers)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.txt", "cache", "notes"]
    assert not [p for p in (tmp_path / "cache").rglob("*") if p.name.startswith("scratch-")]
    assert not list((tmp_path / "cache").rglob("*.tmp"))


def kill(process: subprocess.Popen[str], *, all_at_once: bool) -> None:
    """End a build with kill -9: it alone, or its workers with it. They are gone afterwards."""
    workers = children(process.pid)
    process.kill()
    if all_at_once:
        for pid in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    process.wait()
    until_gone(workers)


def kept(folder: Path) -> int:
    """How many sentences stand in the cache."""
    cache = Cache(folder / "cache")
    entries = [path for path in cache.folder.glob("??/*") if path.suffix != ".tmp"]
    heads = [cache.head(f"{path.parent.name}{path.name}") for path in entries]
    return sum("hops" in (head or {}) for head in heads)


def test_a_killed_build_goes_on_where_it_was(tmp_path: Path, root: Path) -> None:
    """Killed at any moment, it says no sentence again that was finished."""
    target = tmp_path / "book.m4b"
    said = done = 0
    for lines, all_at_once in ((random.randrange(4, 24), False), (SENTENCES + 1, True)):
        process = start(tmp_path, root)
        wait_for(tmp_path, lines)
        time.sleep(random.uniform(0, 0.5))
        kill(process, all_at_once=all_at_once)
        before, said = said, len(spoken(tmp_path))
        finished, done = done, kept(tmp_path)
        assert said - before <= done - finished + 2  # what the two workers had in their mouths
        left = target.read_bytes() if target.exists() else b""
    again = start(tmp_path, root)
    _, told = again.communicate(timeout=300)
    assert again.returncode == 0, told
    assert len(spoken(tmp_path)) - said == SENTENCES + 1 - done
    assert left in (b"", target.read_bytes())
