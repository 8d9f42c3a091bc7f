"""``publish clean`` as its user types it."""

from __future__ import annotations

import io
import json
import sys
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
    for answers in ("y\n", "", "?\nq\n", "b\ny\n"):
        assert publish(*line, answers=answers).out == plain
