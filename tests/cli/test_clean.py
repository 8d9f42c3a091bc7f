"""``publish clean`` as its user types it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from publish.errors import ExitCode
from tests.cli.running import run

TEXT = """The Bell of Port Merrow

It rings when the fog comes in

Port Merrow - The bell was cast in 1840, and it has been rung by hand ever since.

A fisherman rings the old bell at the harbour of Port Merrow on Monday.

"We ring it for whoever is out there," said the harbour master.

READ MORE: Why the lighthouse is dark again

It can be heard on the island, eleven miles away.

Share this article
3 columns
"""


@pytest.fixture
def publish(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("bell.txt").write_text(TEXT, encoding="utf-8")

    def answer(*arguments: object, answers: str = ""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        return run(capfd, *arguments)

    return answer


def test_the_text_goes_to_stdout_and_into_a_folder_for_many(publish) -> None:
    done = publish("clean", "bell.txt")
    assert "3 columns" not in done.out
    assert "cast in 1840" in done.out
    Path("other.txt").write_text(TEXT, encoding="utf-8")
    done = publish("clean", "bell.txt", "other.txt", "-o", "cleaned")
    assert [Path(line).name for line in done.out.splitlines()] == ["bell.txt", "other.txt"]
    assert "cast in 1840" in Path("cleaned/bell.txt").read_text(encoding="utf-8")


def test_explain_names_line_rule_and_text(publish) -> None:
    lines = publish("clean", "bell.txt", "--explain").out.splitlines()
    gone = [line for line in lines if "removed" in line]
    assert [line.partition(":")[0] for line in gone] == ["Line 11", "Line 15", "Line 16"]
    assert "READ MORE" in gone[0]
    assert "Share this article" in gone[1]
    assert "3 columns" in gone[2]


def test_explain_is_a_table_in_colour_on_a_terminal_alone(publish) -> None:
    coloured = on_a_terminal("clean", "bell.txt", "--explain")
    assert "\x1b[" in coloured
    row = next(line for line in coloured.splitlines() if "READ MORE" in line)
    for part in ("11", "related", "90%", "removed"):
        assert part in row
    for line in (("--plain",), ()):
        plain = on_a_terminal("clean", "bell.txt", "--explain", *line, NO_COLOR="" if line else "1")
        assert "\x1b" not in plain
        assert "Line 11: removed" in plain


def on_a_terminal(*arguments: str, **variables: str) -> str:
    """What ``publish`` writes to a terminal of its own."""
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals that Python can open")
    main, other = os.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "NO_COLOR": "", **variables}
    line = [sys.executable, "-m", "publish", *arguments]
    with subprocess.Popen(line, stdin=other, stdout=other, stderr=other, env=env):
        os.close(other)
        found = b""
        # The end is an error on Linux and nothing more on other systems.
        with suppress(OSError):
            while data := os.read(main, 65536):
                found += data
    os.close(main)
    return found.decode()


def test_of_a_page_in_one_line_each_change_shows_its_own_text(publish) -> None:
    page = "<p>Share</p><p>The bell of the harbour was cast in 1840.</p><p>3 columns</p>"
    Path("page.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    lines = publish("clean", "page.html", "--explain").out.splitlines()
    assert [line.rpartition(": ")[2] for line in lines] == ["“Share”", "“3 columns”"]


def test_the_original_comes_back_byte_for_byte(publish) -> None:
    Path("cleaned.txt").write_text(publish("clean", "bell.txt").out, encoding="utf-8")
    changes = publish("clean", "bell.txt", "--json").out
    assert json.loads(changes)["changes"]
    Path("changes.json").write_text(changes, encoding="utf-8")
    done = publish("restore", "cleaned.txt", "changes.json", "-o", "back.txt")
    assert done.code == ExitCode.OK
    assert Path("back.txt").read_bytes() == Path("bell.txt").read_bytes()


def test_a_rule_or_a_line_can_be_kept(publish) -> None:
    assert "3 columns" in publish("clean", "bell.txt", "--keep", "gallery").out
    assert "3 columns" in publish("clean", "bell.txt", "--keep-line", "15-16").out
    done = publish("clean", "bell.txt", "--keep", "galery")
    assert done.code == ExitCode.UNKNOWN_NAME
    assert "gallery" in done.err


def test_rules_of_the_users_own(publish) -> None:
    Path("rules.toml").write_text("drop = ['It can be heard.*']\n", encoding="utf-8")
    done = publish("clean", "bell.txt", "--rules", "rules.toml")
    assert done.code == ExitCode.OK, done.err
    assert "eleven miles" not in done.out
    Path("rules.toml").write_text("keep = ['x']\ndrop = ['((']\n", encoding="utf-8")
    done = publish("clean", "bell.txt", "--rules", "rules.toml")
    assert done.code == ExitCode.CONFIGURATION
    assert "line 2" in done.err


def test_a_review_puts_back_what_the_user_wants(publish) -> None:
    Path("bell.txt").write_text(TEXT.replace("READ MORE: Why the", "Links\n\nWhy the"), "utf-8")
    line = ("clean", "bell.txt", "--body", "--review")
    plain = publish("clean", "bell.txt", "--body").out
    assert "Links" not in plain
    asked = publish(*line, answers="n\n")
    assert "1 of 1. Line 11" in asked.err
    assert "Links" in asked.out
    assert "1 put back" in asked.err
    for answers in ("y\n", "", "?\nq\n", "b\ny\n", "Yes\n", "never mind\ny\n"):
        assert publish(*line, answers=answers).out == plain


def test_a_review_goes_back_and_stops_with_what_was_decided(publish) -> None:
    page = "<p>Links</p><p>The bell of the harbour was cast in 1840.</p><p>X</p>"
    Path("page.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    line = ("clean", "page.html", "--body", "--review")
    done = publish(*line, answers="n\nb\ny\nn\nq\n")
    kept = [line for line in done.out.splitlines() if line]
    assert kept == ["The bell of the harbour was cast in 1840.", "X"], done.err
    assert "1 put back, 1 right" in done.err


def test_a_review_needs_the_article_from_elsewhere(publish) -> None:
    done = publish("clean", "-", "--review", answers="Text")
    assert done.code == ExitCode.USAGE
    assert "Save the article" in done.err


def test_where_more_running_text_goes_than_stays_the_user_is_told(publish) -> None:
    comment = "I was there when it rang, and nobody who was there will forget the sound of it. "
    heads = [f"Ana Reyes on September {day}, 2024 at 4:47 pm said:" for day in range(1, 9)]
    said = [line for head in heads for line in (head, (comment * 4).strip(), "Reply")]
    body = TEXT.partition("READ MORE")[0]
    page = "\n\n".join([body, "The bell is heard on the island. " * 6, "8 Comments", *said])
    Path("page.txt").write_text(page, encoding="utf-8")
    done = publish("clean", "page.txt")
    assert "Ana Reyes" not in done.out
    assert "Note: page.txt: Of the running text" in done.err
    assert "544 for what stood around it" in done.err
    assert "publish clean --explain" in done.err
    kept = publish("clean", "page.txt", "--keep", "page", "--keep", "discussion")
    assert "nobody who was there will forget" in kept.out
    assert "running text" not in kept.err


def test_where_nothing_remains_explain_tells_what_went(publish) -> None:
    Path("debris.txt").write_text("Share\n\nTweet\n\nAdvertisement\n", encoding="utf-8")
    assert publish("clean", "debris.txt").code == ExitCode.INPUT_UNUSABLE
    done = publish("clean", "debris.txt", "--explain")
    assert done.code == ExitCode.INPUT_UNUSABLE
    assert "Line 1: removed" in done.out and "Nothing remains" in done.err
    many = publish("clean", "debris.txt", "bell.txt", "--explain")
    assert "Line 1: removed" in many.out and "3 columns" in many.out
    assert many.code == ExitCode.SOME_FAILED
