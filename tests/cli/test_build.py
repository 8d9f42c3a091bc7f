"""``publish build`` as its user types it."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publish import inputs
from publish.cli.console import Console
from publish.cli.watching import Watch
from publish.errors import ExitCode
from tests.cli.running import run
from tests.interrupts import hearing

TEXT = """Harbour opens after two years

Port Merrow — The harbour opened on Monday after two years of work.

Share this article
It is deep enough for seven boats.

Advertisement
"""


@pytest.fixture
def publish(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour.txt").write_text(TEXT, encoding="utf-8")
    return lambda *arguments: run(capfd, *arguments)


def test_editions_land_in_a_folder_of_their_name(publish, tmp_path: Path) -> None:
    done = publish("build", "harbour.txt", "-t", "text", "-t", "large-print,epub")
    folder = Path("output", "harbour")
    assert done.out.splitlines() == [
        str(folder / "harbour.txt"),
        str(folder / "harbour.large-print.txt"),
        str(folder / "harbour.epub"),
    ]
    assert done.code == ExitCode.OK
    text = (folder / "harbour.txt").read_text(encoding="utf-8")
    assert "seven boats" in text
    assert "Share this" not in text
    assert "Advertisement" not in text
    changes = json.loads((folder / "harbour.changes.json").read_text(encoding="utf-8"))
    assert changes


def test_one_file_by_its_ending(publish, tmp_path: Path) -> None:
    done = publish("build", "harbour.txt", "-o", "book.large-print.txt")
    assert done.out.strip() == "book.large-print.txt"
    assert max(len(line) for line in Path("book.large-print.txt").read_text().splitlines()) <= 40
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.large-print.txt", "harbour.txt"]


def test_one_file_of_an_ending_that_formats_share(publish, monkeypatch: pytest.MonkeyPatch) -> None:
    assert publish("build", "harbour.txt", "-o", "book.txt", "-t", "large-print").code == 0
    assert publish("build", "harbour.txt", "-o", "book.large-print.txt").code == 0
    assert Path("book.txt").read_bytes() == Path("book.large-print.txt").read_bytes()
    assert publish("build", "harbour.txt", "-o", "book.zip", "-t", "daisy-text").code == 0
    # What holds for folders yields to the ending of a file.
    Path("publish.toml").write_text('format = ["epub", "m4b"]\n', encoding="utf-8")
    monkeypatch.setenv("PUBLISH_FORMAT", "large-print")
    assert publish("build", "harbour.txt", "-o", "plain.txt").code == 0
    assert Path("plain.txt").read_bytes() != Path("book.txt").read_bytes()


def test_what_is_up_to_date_is_left_alone_until_something_changes(publish) -> None:
    target = Path("output/harbour/harbour.txt")
    publish("build", "harbour.txt", "-t", "text")
    first = target.stat().st_mtime_ns
    again = publish("build", "harbour.txt", "-t", "text")
    assert again.code == ExitCode.OK
    assert "Up to date" in again.err
    assert str(target) in again.out
    assert target.stat().st_mtime_ns == first
    assert "Up to date" not in publish("build", "harbour.txt", "-t", "text", "--force").err
    assert "Up to date" not in publish("build", "harbour.txt", "-t", "text", "--title", "New").err
    assert "New" in target.read_text(encoding="utf-8")
    target.unlink()
    publish("build", "harbour.txt", "-t", "text", "--title", "New")
    assert target.exists()


def test_the_same_bytes_twice(publish) -> None:
    names = ("-t", "text", "-t", "large-print", "-t", "epub")
    publish("build", "harbour.txt", *names, "-o", "one")
    publish("build", "harbour.txt", *names, "-o", "two")
    for path in Path("one/harbour").iterdir():
        assert path.read_bytes() == Path("two/harbour", path.name).read_bytes(), path.name


def test_standard_input(publish, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(TEXT.encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert publish("build", "-", "-t", "text").code == ExitCode.OK
    assert "seven boats" in Path("output/stdin/stdin.txt").read_text(encoding="utf-8")


def test_title_author_and_language_of_the_user_win(publish) -> None:
    publish("build", "harbour.txt", "-t", "text", "--title", "Mine", "--author", "A. B.")
    text = Path("output/harbour/harbour.txt").read_text(encoding="utf-8")
    assert "Mine" in text
    assert "A. B." in text


def test_variables_hold_unless_the_command_line_says_otherwise(
    publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLISH_FORMAT", "text large-print")
    assert len(publish("build", "harbour.txt").out.splitlines()) == 2
    assert len(publish("build", "harbour.txt", "-t", "text").out.splitlines()) == 1


def test_quiet_prints_results_only(publish) -> None:
    done = publish("build", "harbour.txt", "-t", "text", "--quiet")
    assert done.err == ""
    assert len(done.out.splitlines()) == 1


def test_debug_leaves_each_stage(publish) -> None:
    publish("build", "harbour.txt", "-t", "text", "--debug", "stages")
    names = sorted(p.name for p in Path("stages").rglob("*") if p.is_file())
    assert [name[:2] for name in names] == ["1-", "2-", "3-"]


def test_nothing_on_stderr_that_a_screen_reader_would_stutter_on(publish) -> None:
    done = publish("build", "harbour.txt", "-t", "text", "--plain")
    assert "\r" not in done.err
    assert "\x1b" not in done.err + done.out


def test_several_articles_bound_into_one_book(publish) -> None:
    Path("second.txt").write_text(TEXT.replace("Harbour", "Lighthouse"), encoding="utf-8")
    done = publish("build", "harbour.txt", "second.txt", "--bind", "Two Tales", "-t", "text")
    target = Path("output/Two-Tales/Two-Tales.txt")
    assert done.out.strip() == str(target)
    text = target.read_text(encoding="utf-8")
    assert "Harbour opens" in text
    assert "Lighthouse opens" in text


def test_many_articles_share_a_pool_and_come_in_order(publish, tmp_path: Path) -> None:
    for number in range(30):
        Path(f"a{number:02}.txt").write_text(TEXT, encoding="utf-8")
    Path("a07.txt").write_bytes(b"")
    done = publish("build", str(tmp_path), "-t", "text", "--jobs", "2", "-o", "many")
    made = [Path(line).stem for line in done.out.splitlines()]
    assert made == sorted(made)
    assert len(made) == 30  # 30 numbered ones less the empty one, and harbour.txt
    assert done.code == ExitCode.SOME_FAILED


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(publish) -> None:
    done = publish("build", "harbour.txt", "-t", "text", "--dry-run")
    assert done.code == ExitCode.OK
    assert "Would be made: " in done.err
    assert not Path("output").exists()
    publish("build", "harbour.txt", "-t", "text")
    done = publish("build", "harbour.txt", "-t", "text", "-t", "epub", "--dry-run")
    assert done.err.count("Would be made") == 1
    assert done.err.count("Up to date") == 1


def test_a_list_of_inputs_and_a_log(publish) -> None:
    Path("empty.txt").write_bytes(b"")
    Path("list").write_text("# mine\nharbour.txt\n\nempty.txt\n", encoding="utf-8")
    done = publish("build", "--input-list", "list", "-t", "text", "--log", "log.jsonl")
    assert done.code == ExitCode.SOME_FAILED
    lines = [json.loads(line) for line in Path("log.jsonl").read_text("utf-8").splitlines()]
    assert [line["input"] for line in lines] == ["harbour.txt", "empty.txt"]
    assert lines[0]["made"] == [str(Path("output/harbour/harbour.txt"))]
    assert lines[1]["failed"][0]["code"] == ExitCode.INPUT_UNUSABLE


def test_our_own_editions_are_no_inputs(publish) -> None:
    publish("build", ".", "-t", "text")
    assert len(publish("build", ".", "-t", "text").out.splitlines()) == 1


def test_what_is_not_said_as_it_was_meant_is_told(publish, tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("Merrow\t/ˈmɛɹəʊ/\n", encoding="utf-8")
    chosen = ("--engine", "silent", "--lexicon", "names.tsv", "--cache", tmp_path / "cache")
    done = publish("build", "harbour.txt", "-t", "vtt", *chosen)
    assert done.code == ExitCode.OK
    assert "takes no phonemes" in done.err and "(Merrow)" in done.err


@pytest.mark.parametrize("name", ["memory://in", "https://example.org/feed.xml", "-"])
def test_what_cannot_be_watched_is_said_before_anything_is_built(
    publish, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "find", lambda *_, **__: (inputs.Input(None, "x"),))
    run = publish("build", name, "--watch")
    assert run.code == ExitCode.USAGE
    assert "--watch watches files and folders of this machine" in run.err
    assert not (tmp_path / "output").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_a_book_is_bound_of_all_when_one_of_them_changes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\nThe text.\n", encoding="utf-8")
    names = [str(tmp_path)]
    for whole, wanted in ((True, ["a", "b"]), (False, ["b"])):
        watch = Watch(names, inputs.find(names), private=False, whole=whole)
        (tmp_path / "b.txt").write_text(f"b\n\nOther text {whole}.\n", encoding="utf-8")
        again, among = next(watch.changes(Console(quiet=True)))
        assert [each.stem for each in again] == wanted
        assert [each.stem for each in among] == ["a", "b"]


def test_a_folder_that_is_watched_is_kept_built(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("One\n\nThe first text.\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "publish", "build", "in", "-t", "text", "--watch"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **hearing(),
    )
    said: list[str] = []
    assert process.stderr
    reading = threading.Thread(target=lambda: said.extend(process.stderr or ()))
    reading.start()

    def until(condition: Callable[[], bool], again: Callable[[], object] = lambda: None) -> None:
        end = time.monotonic() + 120
        while not condition():
            assert time.monotonic() < end and process.poll() is None, said
            again()
            time.sleep(0.2)

    def holds(name: str, text: str) -> bool:
        edition = tmp_path / "output" / name / f"{name}.txt"
        return edition.exists() and text in edition.read_text("utf-8")

    def write(name: str, text: str) -> None:
        (folder / name).write_text(f"One\n\n{text}\n", encoding="utf-8")

    try:
        until(lambda: any("Watching" in line for line in said))
        assert holds("a", "first text")
        write("a.txt", "A second text.")
        until(lambda: holds("a", "second text"))
        write("b.txt", "Another.")
        until(lambda: holds("b", "Another"))
        # One of the same name that comes before it takes its name; both are built.
        (folder / "a").mkdir()
        write("a/b.txt", "Before the other.")
        until(lambda: holds("b", "Before the other") and holds("in-b", "Another"))
        # What cannot be built meanwhile ends nothing.
        (folder / "publish.toml").write_text("colums = 1\n", encoding="utf-8")
        write("a.txt", "A third text.")
        until(lambda: any("colums" in line for line in said))
        (folder / "publish.toml").unlink()
        write("a.txt", "A fourth text.")
        until(lambda: holds("a", "fourth text"))
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    finally:
        process.kill()
        process.wait()
        reading.join()


def test_a_language_that_is_named_but_by_no_tag_is_told_from_the_text(
    publish, tmp_path: Path
) -> None:
    text = f"---\nlanguage: English\n---\n# Harbour\n\n{TEXT}\nThe tide went out and came back.\n"
    (tmp_path / "named.md").write_text(text, encoding="utf-8")
    assert publish("build", "named.md", "-t", "md").code == ExitCode.OK
    made = (tmp_path / "output" / "named" / "named.md").read_text(encoding="utf-8")
    assert 'language: "en"' in made or "language: en" in made
