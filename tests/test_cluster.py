"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publish import cluster, plan
from publish.errors import ConfigurationError, NetworkError
from publish.inputs import find
from publish.pipeline import Outcome
from publish.report import Listener, Silent
from tests.test_pools import made, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed in groups")


class Cluster:
    """Processes of ``dask``, killed at the end."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PYTHONPATH": str(root)}
        self.processes: list[subprocess.Popen[str]] = []
        self.scheduler, said = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"
        )
        self.address = said

    def start(self, *arguments: str, **more: str) -> tuple[subprocess.Popen[str], str]:
        """Start one, and wait until it says where it is."""
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=self.folder,
            env={**self.environment, **more},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        assert process.stderr is not None
        wanted = r"Scheduler at:\s+(tcp://\S+)|Registered to:\s+(tcp://\S+)"
        for line in process.stderr:
            if found := re.search(wanted, line):
                threading.Thread(target=process.stderr.read, daemon=True).start()
                return process, found[1] or found[2]
        raise AssertionError("dask did not start")

    def worker(self, **more: str) -> subprocess.Popen[str]:
        """A worker of one thread."""
        options = ("--nthreads", "1", "--no-dashboard", "--memory-limit", "0")
        return self.start("worker", self.address, *options, **more)[0]

    @staticmethod
    def kill(process: subprocess.Popen[str]) -> None:
        """Kill a process and the nanny's."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def dask(tmp_path: Path, root: Path) -> Iterator[Cluster]:
    made_here = Cluster(tmp_path, root)
    yield made_here
    for process in made_here.processes:
        if process.poll() is None:
            made_here.kill(process)


def run(names: list[str], out: Path, address: str = "") -> Iterator[Outcome]:
    options = {"output": str(out), "format": ("text",), "scheduler": address}
    return plan.run(plan.requests(find(names), options), 1, Silent())


def test_a_worker_that_is_killed_loses_nothing(
    dask: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made(tmp_path / "in", 40)
    doomed, _ = dask.worker(), dask.worker()
    outcomes: list[Outcome] = []
    for outcome in run(["in"], Path("there"), dask.address):  # relative: it counts from here
        outcomes.append(outcome)
        if len(outcomes) == 5:
            dask.kill(doomed)
    assert [outcome.failures for outcome in outcomes] == [()] * 40
    assert len(list(run(["in"], Path("here")))) == 40
    assert tree(tmp_path / "there") == tree(tmp_path / "here")
    assert not any(made.fresh for o in run(["in"], Path("there"), dask.address) for made in o.made)


class Killing(Silent):
    """Does something once when some of the work is done."""

    def __init__(self, after: float, deed: Callable[[], None]) -> None:
        self.after = after
        self.deed: Callable[[], None] | None = deed
        self.done = 0.0

    def advance(self, amount: float = 1.0) -> None:
        self.done += amount
        if self.deed and self.done > self.after:
            deed, self.deed = self.deed, None
            deed()


def long_book(place: Path) -> str:
    """Chapters enough for many tasks; of each sentence there is one."""
    parts = ["# The boats of Merrow"]
    for chapter in range(5):
        parts.append(f"## Chapter {chapter}")
        parts += [
            " ".join(f"On day {chapter} {n} boat {m} came home." for m in range(5))
            for n in range(5)
        ]
    place.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return str(place)


def test_a_long_book_is_spoken_by_all_workers_also_when_one_is_killed(
    dask: Cluster, tmp_path: Path
) -> None:
    options = {
        "format": ("m4b", "wav"),
        "engine": "tests.narration.test_stage:SigningEngine",
        "command": str(tmp_path),
    }
    book = long_book(tmp_path / "book.md")
    doomed, _ = (dask.worker(PUBLISH_CACHE=str(tmp_path / f"own-{n}")) for n in "ab")

    def narrated(name: str, listener: Listener, **more: str) -> tuple[dict[str, bytes], list[str]]:
        """The editions, and the processes that opened the engine."""
        (tmp_path / "opened").unlink(missing_ok=True)
        places = {"output": str(tmp_path / name), "cache": str(tmp_path / f"cache-{name}")}
        todo = plan.requests(find([book]), {**options, **places, **more})
        (outcome,) = plan.run(todo, 1, listener)
        assert outcome.failures == ()
        # What was spoken is kept on this machine.
        assert len(list((tmp_path / f"cache-{name}").rglob("*"))) > 100
        return tree(tmp_path / name), (tmp_path / "opened").read_text("utf-8").split()

    killing = Killing(500, lambda: dask.kill(doomed))
    there, many = narrated("there", killing, scheduler=dask.address)
    here, one = narrated("here", Silent())
    assert killing.deed is None
    assert len(set(many)) >= 2 and len(one) == 1
    assert there == here
    for own in ("own-a", "own-b"):  # and nowhere else
        left = (tmp_path / own).rglob("*")
        assert not [path for path in left if path.is_file() and "scratch-" not in str(path)]


def test_a_scheduler_that_is_lost_while_a_book_is_spoken(dask: Cluster, tmp_path: Path) -> None:
    dask.worker(PUBLISH_CACHE=str(tmp_path / "own"))
    options = {
        "format": ("m4b",),
        "engine": "tests.narration.test_stage:SigningEngine",
        "command": str(tmp_path),
        "output": str(tmp_path / "out"),
        "cache": str(tmp_path / "cache"),
    }
    book = long_book(tmp_path / "book.md")
    killing = Killing(500, lambda: dask.kill(dask.scheduler))
    todo = plan.requests(find([book]), {**options, "scheduler": dask.address})
    (outcome,) = plan.run(todo, 1, killing)
    (failure,) = outcome.failures
    assert isinstance(failure.error, NetworkError)
    assert "was lost" in str(failure.error)
    assert not list((tmp_path / "out").rglob("*.m4b"))
    # The next run goes on with what came back by then.
    (outcome,) = plan.run(plan.requests(find([book]), options), 1, Silent())
    assert outcome.failures == ()


def test_a_scheduler_that_is_lost(dask: Cluster, tmp_path: Path) -> None:
    names = made(tmp_path / "in", 60)
    dask.worker()
    outcomes = run(names, tmp_path / "out", dask.address)
    done = [next(outcomes) for _ in range(3)]
    dask.kill(dask.scheduler)
    with pytest.raises(NetworkError, match=r"was lost.*left alone"):
        done += outcomes
    again = [made.fresh for outcome in run(names, tmp_path / "out") for made in outcome.made]
    assert len(again) == 60
    assert again.count(False) >= len(done)


def test_a_scheduler_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(NetworkError, match="does not answer"):
        list(run(made(tmp_path / "in", 1), tmp_path / "out", "tcp://127.0.0.1:9"))
    with pytest.raises(NetworkError, match="does not answer"):
        list(run(made(tmp_path / "in", 1), tmp_path / "out", "no address"))


def test_a_scheduler_without_workers_and_a_worker_of_another_version(
    dask: Cluster, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    names = made(tmp_path / "in", 1)
    with pytest.raises(NetworkError, match="has no workers"):
        list(run(names, tmp_path / "out", dask.address))
    other = tmp_path / "other" / "publish"
    other.mkdir(parents=True)
    (other / "__init__.py").touch()
    (other / "version.py").write_text('__version__ = "0.0.1"\n', encoding="utf-8")
    dask.worker(PYTHONPATH=str(other.parent))
    with pytest.raises(ConfigurationError, match=r"has publish 0\.0\.1, but this is"):
        list(run(names, tmp_path / "out", dask.address))
    assert not (tmp_path / "out").exists()
