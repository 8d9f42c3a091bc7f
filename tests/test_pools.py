"""Many articles at once, by processes that may crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publish import plan, pools
from publish.inputs import Input, find
from publish.pipeline import Outcome, Request
from publish.report import Silent
from publish.settings import Settings
from tests.interrupts import hearing

TEXT = "The harbour opened\n\nThe harbour opened on Monday after two years of work, they said.\n"


def made(folder: Path, count: int) -> list[str]:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = f"Report {number}\n\n{TEXT}"
        (folder / f"report-{number:03}.txt").write_text(text, encoding="utf-8", newline="\n")
    return [str(folder)]


def request(name: str) -> Request:
    return Request((Input(Path(name), name),), (), Settings())


def crash_on_bad(request: Request) -> Outcome:
    """Stands for an article on which a library crashes."""
    if request.name == "bad":
        os.abort()
    if request.name == "faulty":
        raise ValueError("no such thing")
    return Outcome(request.name)


def crash_once(request: Request) -> Outcome:
    """Crash where no one has been before."""
    seen = Path(request.name)
    if not seen.exists():
        seen.touch()
        os.abort()
    return Outcome(request.name)


def test_a_crash_costs_its_own_article_alone() -> None:
    names = ["a", "b", "bad", "c", "faulty", *map(str, range(20))]
    pool = pools.LocalPool(2)
    try:
        crew = pools.Crew(pool, crash_on_bad, 2)
        outcomes = list(pools.in_order(crew, enumerate(map(request, names))))
    finally:
        pool.shutdown()
    assert [outcome.name for outcome in outcomes] == names
    failed = {o.name: str(o.failures[0].error) for o in outcomes if o.failures}
    assert set(failed) == {"bad", "faulty"}
    assert "crashed twice" in failed["bad"]
    assert "ValueError: no such thing" in failed["faulty"]


def test_an_article_is_tried_once_more(tmp_path: Path) -> None:
    pool = pools.LocalPool(1)
    try:
        crew = pools.Crew(pool, crash_once, 1)
        (outcome,) = pools.in_order(crew, [(0, request(str(tmp_path / "seen")))])
    finally:
        pool.shutdown()
    assert not outcome.failures


def test_requests_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def endless():
        for number in range(10**9):
            taken.append(number)
            yield number, request(str(number))

    pool = pools.LocalPool(1)
    try:
        outcomes = pools.in_order(pools.Crew(pool, crash_on_bad, 1), endless())
        for _ in range(10):
            next(outcomes)
        outcomes.close()
    finally:
        pool.shutdown()
    assert len(taken) <= 10 + pools.WINDOW


def test_the_pool_makes_the_same_bytes_as_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "POOL_FROM", 8)
    names = made(tmp_path / "in", 8)
    trees = []
    for jobs in (1, 2):
        options = {"output": str(tmp_path / f"out{jobs}"), "format": ("text", "epub"), "jobs": jobs}
        outcomes = list(plan.run(plan.requests(find(names), options), jobs, Silent()))
        assert not any(outcome.failures for outcome in outcomes)
        trees.append(tree(tmp_path / f"out{jobs}"))
    assert trees[0] == trees[1]


def test_spoken_articles_share_the_processes(tmp_path: Path) -> None:
    names = made(tmp_path / "in", 4)
    trees = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        options = {"output": str(out), "format": ("m4b",), "cache": str(tmp_path / f"c{jobs}")}
        outcomes = list(plan.run(plan.requests(find(names), options), jobs, Silent()))
        assert not any(outcome.failures for outcome in outcomes)
        trees.append(tree(out))
    assert trees[0] == trees[1]
    assert sum(name.endswith(".m4b") for name in trees[0]) == 4


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_requests_of_one_folder_share_their_settings(tmp_path: Path) -> None:
    found = find(made(tmp_path / "in", 3))
    first, *others = plan.requests(found, {"output": str(tmp_path)})
    assert all(other.settings is first.settings for other in others)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_stops_the_pool_and_leaves_nothing_behind(tmp_path: Path, root: Path) -> None:
    made(tmp_path / "in", plan.POOL_FROM)
    command = [sys.executable, "-m", "publish", "build", "in", "-t", "epub", "-j", "2"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **hearing(),
    )
    output = tmp_path / "output"
    while process.poll() is None and not list(output.rglob("*.epub")):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process
    # Two seconds on a machine that is free; tests run where it is not.
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "nothing is half-written" in said
    assert not [path for path in output.rglob(".*") if path.name != ".publish.json"]


def test_what_a_killed_process_left_is_taken_away_by_the_next_attempt(tmp_path: Path) -> None:
    made(tmp_path / "in", 1)
    options = {"output": str(tmp_path / "out"), "format": ("text",)}
    todo = plan.requests(find([str(tmp_path / "in")]), options)
    (_, target), *_ = todo[0].targets
    left = target.with_name(f".{target.stem}.changes-{todo[0].mark}01234567.json")
    target.parent.mkdir(parents=True)
    left.write_text("half", encoding="utf-8")
    (outcome,) = plan.run(todo, 1, Silent())
    assert not outcome.failures and target.exists() and not left.exists()
