"""What narrations share: processes that stay, and a cache that stays within its bound."""

from __future__ import annotations

import os
from pathlib import Path

from publish import plan
from publish.inputs import find
from publish.narration.cache import Cache, key_of
from publish.narration.options import EngineOptions
from publish.narration.stage import Stage
from publish.report import Silent
from tests.narration.faults import FaultyEngine
from tests.test_pools import made


class SigningEngine(FaultyEngine):
    """Leaves the number of its process each time that it is opened."""

    def __init__(self, options: EngineOptions) -> None:
        super().__init__(options)
        with (self.folder / "opened").open("a", encoding="utf-8") as notes:
            notes.write(f"{os.getpid()}\n")

    def note(self, text: str) -> None:
        """Only who opens it counts here."""


def opened(tmp_path: Path, jobs: int, count: int) -> list[str]:
    """Which processes opened the engine while so many short articles were spoken."""
    notes = tmp_path / f"notes-{jobs}"
    notes.mkdir()
    names = made(tmp_path / f"in-{jobs}", count)
    options = {
        "output": str(tmp_path / f"out-{jobs}"),
        "format": ("m4b",),
        "engine": f"{__name__}:SigningEngine",
        "command": str(notes),
        "cache": str(tmp_path / f"cache-{jobs}"),
    }
    outcomes = list(plan.run(plan.requests(find(names), options), jobs, Silent()))
    assert [outcome.failures for outcome in outcomes] == [()] * count
    assert not list((tmp_path / f"cache-{jobs}").glob("scratch-*"))
    return (notes / "opened").read_text("utf-8").split()


def test_short_articles_are_spoken_by_one_process(tmp_path: Path) -> None:
    assert len(opened(tmp_path, 1, 5)) == 1


def test_each_process_of_a_pool_keeps_its_own(tmp_path: Path) -> None:
    pids = opened(tmp_path, 2, 8)
    assert len(pids) == len(set(pids)) <= 2


def filled(folder: Path, entries: int) -> Cache:
    cache = Cache(folder)
    for number in range(entries):
        cache.put(key_of(number), {}, bytes(1000))
    return cache


def test_the_cache_is_trimmed_when_enough_has_come_in_from_all_runs(tmp_path: Path) -> None:
    def entries(cache: Cache) -> int:
        return len(list(cache.folder.glob("??/*")))

    cache = filled(tmp_path / "a", 1000)
    for _ in range(3):  # a tenth of the limit comes in with the third run
        assert entries(cache) == 1000
        with Stage() as stage:
            stage.spoken(cache, 5, 480_000)
    assert entries(cache) < 480
    filled(cache.folder, 1000)
    with Stage() as stage:
        stage.spoken(cache, 5, 480_000)
    assert entries(cache) == 1000
