"""Articles of unlike length over a pool: the longest first, long books cut over all processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

import publish
from publish import plan, pools, spreading
from publish.errors import NarrationError
from publish.inputs import Input, find
from publish.narration.engines import Speech
from publish.pipeline import Outcome, Request
from publish.report import Silent
from publish.settings import Settings
from tests.narration.faults import FaultyEngine
from tests.test_cluster import long_book
from tests.test_pools import made, tree


def note(request: Request) -> Outcome:
    """Note that a request was taken."""
    with Path(request.settings.debug).open("a", encoding="utf-8") as notes:
        notes.write(f"{request.name}\n")
    return Outcome(request.name)


def requests(notes: Path, *sizes: int) -> list[Request]:
    settings = Settings(debug=str(notes))
    return [
        Request((Input(None, str(at), f"x:{at}", html="a" * size),), (), settings)
        for at, size in enumerate(sizes)
    ]


def spread(notes: Path, workers: int, *sizes: int) -> list[Outcome]:
    pool = pools.LocalPool(workers)
    try:
        crew = pools.Crew(pool, note, workers)
        return list(spreading.spread(crew, requests(notes, *sizes), Silent()))
    finally:
        pool.shutdown()


def test_the_longest_are_taken_first_and_all_come_in_order(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    sizes = [1] * 30 + [50, 10, 90] + [0] * 5
    outcomes = spread(notes, 1, *sizes)
    assert [outcome.place for outcome in outcomes] == list(range(38))
    assert [outcome.name for outcome in outcomes] == [f"x:{at}" for at in range(38)]
    taken = notes.read_text("utf-8").split()
    assert taken[:2] == ["x:32", "x:30"]  # those of more than an eighth of all
    assert taken[2:] == [f"x:{at}" for at in range(38) if at not in (30, 32)]


def test_no_more_is_held_back_than_has_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "HELD", 3)
    late = [Outcome(str(at), place=at) for at in (1, 2, 3, 4, 5, 0, 7, 6)]
    given = [outcome.place for outcome in spreading._sorted(iter(late), Silent())]
    assert given == [1, 2, 3, 4, 5, 0, 6, 7]


class MeetingEngine(FaultyEngine):
    """Speaks a sentence of the book when as many processes as are wanted have come to one."""

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        if "boat" in text:
            notes = self.folder / "met"
            with notes.open("a", encoding="utf-8") as file:
                file.write(f"{os.getpid()}\n")
            wanted = int((self.folder / "wanted").read_text("utf-8"))
            until = time.monotonic() + 200
            while len(set(notes.read_text("utf-8").split())) < wanted:
                assert time.monotonic() < until
                time.sleep(0.05)
        return super().speak(text, voice, rate)


def test_a_long_book_among_articles_is_spoken_by_all_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "LONG", 100)
    made(tmp_path / "in", 4)
    long_book(tmp_path / "in" / "a-book.md")
    trees = []
    for jobs in (2, 1):
        (tmp_path / "met").unlink(missing_ok=True)
        (tmp_path / "wanted").write_text(str(jobs), encoding="utf-8")
        outcomes = publish.build(
            tmp_path / "in",
            tmp_path / f"out-{jobs}",
            format=("m4b", "text"),
            engine=f"{__name__}:MeetingEngine",
            engine_timeout=250,
            command=str(tmp_path),
            cache=str(tmp_path / f"cache-{jobs}"),
            jobs=jobs,
        )
        assert [Path(outcome.name).stem for outcome in outcomes] == [
            "a-book",
            *(f"report-{at:03}" for at in range(4)),
        ]
        assert len(set((tmp_path / "met").read_text("utf-8").split())) == jobs
        assert not list((tmp_path / f"cache-{jobs}").glob("scratch-*"))
        trees.append(tree(tmp_path / f"out-{jobs}"))
    assert trees[0] == trees[1]


def test_a_book_that_fails_and_a_run_that_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "LONG", 100)
    made(tmp_path / "in", 4)
    (tmp_path / "in" / "book.txt").write_text("The boats\n\nREFUSE this one.\n" * 12, "utf-8")
    options = {
        "output": str(tmp_path / "out"),
        "format": ("m4b",),
        "engine": "tests.narration.faults:FaultyEngine",
        "engine_timeout": 120,
        "command": str(tmp_path),
        "cache": str(tmp_path / "cache"),
    }
    todo = plan.requests(find([str(tmp_path / "in")]), options)
    outcomes = list(plan.run(todo, 2, Silent()))
    assert [bool(outcome.failures) for outcome in outcomes] == [True, False, False, False, False]
    assert isinstance(outcomes[0].failures[0].error, NarrationError)
    # Left in the middle, the thread that builds the book ends, and nothing half-written is left.
    (tmp_path / "in" / "book.txt").write_text("The boats\n\nHANG here.\n" * 100, "utf-8")
    todo = plan.requests(find([str(tmp_path / "in")]), {**options, "force": True})
    with pytest.raises(KeyboardInterrupt):
        list(plan.run(todo, 2, Leaving()))
    assert not list((tmp_path / "out" / "book").glob("*.m4b"))
    assert not list((tmp_path / "cache").glob("scratch-*"))


class Leaving(Silent):
    """A user who has seen enough when the first article is done."""

    def advance(self, amount: float = 1.0) -> None:
        raise KeyboardInterrupt
