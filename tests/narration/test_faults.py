"""Every way in which speech fails: tried again where that can help, named where it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from publish.errors import ExitCode, NarrationError, OutputError
from publish.exporters.audio import export_m4b
from publish.model import Article, Metadata
from publish.narration.options import EngineOptions
from publish.narration.recording import Recording
from tests.narration.speaking import edition_of, recording_of
from tests.samples import para

FAULTY = "tests.narration.faults:FaultyEngine"


def article(text: str) -> Article:
    return Article(
        Metadata(language="en"),
        (para("The first boat came back."), para(text), para("The last boat came back.")),
    )


def options(folder: Path, timeout: float = 20.0) -> dict[str, object]:
    folder.mkdir(exist_ok=True)
    return {"engine": FAULTY, "engines": EngineOptions(command=str(folder), timeout=timeout)}


def seconds_of(recording: Recording) -> list[float]:
    return [cue.end - cue.start for cue in recording.timeline()[0].cues]


@pytest.mark.parametrize(
    "fault", ["DIE", "SILENCE", "EMPTY", "SHORT", "ENDLESS", "REFUSE", "RAISE"]
)
def test_a_fault_that_passes_is_got_over(tmp_path: Path, fault: str) -> None:
    text = f"This sentence fails once with {fault} and is then said."
    with recording_of(article(text), tmp_path / "c", **options(tmp_path / "f")) as narration:
        assert seconds_of(narration)[1] == pytest.approx(0.06 * len(text), abs=0.05)
    said = Counter((tmp_path / "f" / "spoken.txt").read_text("utf-8").splitlines())
    assert said[text] == 2


def test_a_hung_engine_is_replaced(tmp_path: Path) -> None:
    text = "This sentence will HANG once only."
    chosen = options(tmp_path / "f", timeout=2.0)
    with recording_of(article(text), tmp_path / "c", **chosen) as narration:
        assert seconds_of(narration)[1] == pytest.approx(0.06 * len(text), abs=0.05)


def test_a_sentence_too_much_for_the_engine_is_split(tmp_path: Path) -> None:
    text = "This long one makes engines DIE, whole or not, but its pieces, once cut, are all said."
    with recording_of(
        article(text.replace("once ", "")), tmp_path / "c", **options(tmp_path / "f")
    ) as n:
        heard = seconds_of(n)[1]
    assert heard == pytest.approx(0.06 * len(text.replace("once ", "")), abs=0.6)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("DIE", "ended with code"),
        ("SILENCE", "only silence"),
        ("EMPTY", "only silence"),
        ("SHORT", "seconds came back for"),
        ("ENDLESS", "600 seconds came back"),
        ("REFUSE", "it has no letter for this"),
        ("RAISE", "ZeroDivisionError"),
    ],
)
def test_a_fault_that_stays_is_named_and_nothing_is_written(
    tmp_path: Path, fault: str, why: str
) -> None:
    text = f"{fault} {fault} {fault} {fault} {fault} {fault} {fault} {fault}."
    target = tmp_path / "out" / "book.m4b"
    with (
        edition_of(article(text), tmp_path / "c", **options(tmp_path / "f")) as edition,
        pytest.raises(NarrationError) as error,
    ):
        export_m4b(edition, target)
    assert "p2s1" in str(error.value) and text in str(error.value)
    assert why in error.value.message
    assert not list(tmp_path.glob("out/*"))


def test_an_engine_that_always_hangs_is_named(tmp_path: Path) -> None:
    chosen = options(tmp_path / "f", timeout=0.2)
    with (
        recording_of(article("HANG."), tmp_path / "c", **chosen) as narration,
        pytest.raises(NarrationError, match="took too long"),
    ):
        narration.timeline()


def test_an_engine_that_does_not_start_is_named(tmp_path: Path) -> None:
    with (
        recording_of(article("x"), tmp_path, engine="tests.narration.faults:Unstartable") as n,
        pytest.raises(NarrationError, match="does not start"),
    ):
        n.timeline()


def test_what_was_said_before_a_failure_is_not_said_again(tmp_path: Path) -> None:
    chosen = options(tmp_path / "f")
    with (
        recording_of(article("REFUSE."), tmp_path / "c", **chosen) as n,
        pytest.raises(NarrationError),
    ):
        n.timeline()
    with recording_of(article("It works now."), tmp_path / "c", **chosen) as n:
        n.timeline()
    said = Counter((tmp_path / "f" / "spoken.txt").read_text("utf-8").splitlines())
    assert said["The first boat came back."] == said["The last boat came back."] == 1


def entries(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied", "removed"])
def test_a_damaged_entry_is_made_again(tmp_path: Path, damage: str) -> None:
    made = []
    for run in (1, 2):
        target = tmp_path / f"{run}.m4b"
        with edition_of(
            article("The second."), tmp_path / "c", **options(tmp_path / "f")
        ) as edition:
            export_m4b(edition, target)
        made.append(target.read_bytes())
        for entry in entries(tmp_path / "c"):
            data = bytearray(entry.read_bytes())
            data[-3] ^= 1
            if damage == "removed":
                entry.unlink()
            else:
                new = {"cut": data[:-10], "changed": data, "emptied": b""}[damage]
                if damage != "changed":
                    data[-3] ^= 1
                entry.write_bytes(new)
    assert made[0] == made[1]


def test_takes_lost_while_they_are_needed_are_said_again(tmp_path: Path) -> None:
    cache = tmp_path / "c"
    with edition_of(article("The second."), cache, **options(tmp_path / "f")) as edition:
        assert edition.narration
        edition.narration.timeline()
        for entry in entries(cache):
            entry.write_bytes(entry.read_bytes()[:-1])
        export_m4b(edition, tmp_path / "book.m4b")
    assert (tmp_path / "book.m4b").stat().st_size > 1000


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with recording_of(article("The second."), tmp_path / "c") as narration:
        monkeypatch.setattr(Path, "replace", full)
        with pytest.raises(OutputError, match=r"disk is full.*PUBLISH_CACHE"):
            narration.timeline()
    assert not list((tmp_path / "c").rglob("*.tmp"))


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX systems")
def test_a_disk_that_fills_up_under_the_workers_is_named(tmp_path: Path, root: Path) -> None:
    """In real processes: files may not grow beyond 20 kB, which a sentence does."""
    (tmp_path / "book.txt").write_text("The boats\n\nThe first boat came back.\n", "utf-8")
    (tmp_path / "f").mkdir()
    program = (
        "import resource, sys; from publish.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); main(sys.argv[1:])"
    )
    arguments = ["build", "book.txt", "-o", "book.m4b", "--engine", FAULTY, "--command", "f"]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments, "--cache", "c", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == ExitCode.OUTPUT, done.stderr
    assert "Finished speech cannot be kept" in done.stderr and "PUBLISH_CACHE" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "book.m4b").exists()
    assert not list((tmp_path / "c").rglob("*.tmp"))
