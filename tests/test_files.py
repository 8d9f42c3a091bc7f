from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import publish
from publish.errors import OutputError
from publish.files import (
    atomic_path,
    attempt,
    new_mark,
    output_error,
    temporary_name,
    write_bytes,
    write_text,
)


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.txt"
    with pytest.raises(ValueError, match="halfway"), atomic_path(target) as temporary:
        temporary.write_bytes(b"half")
        raise ValueError("halfway")
    assert list(target.parent.iterdir()) == []
    write_text(target, "whole\n")
    assert target.read_bytes() == b"whole\n"
    assert [p.name for p in target.parent.iterdir()] == ["a.txt"]


def test_an_error_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_bytes(target, b"old")
    with pytest.raises(RuntimeError), atomic_path(target) as temporary:
        temporary.write_bytes(b"new")
        raise RuntimeError
    assert target.read_bytes() == b"old"


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    write_bytes(tmp_path / "out", b"")
    with pytest.raises(OutputError, match="folder is needed"):
        write_bytes(tmp_path / "out" / "a.txt", b"x")


def test_a_folder_in_the_way_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OutputError, match=r"a\.txt"):
        write_bytes(tmp_path / "a.txt", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("code", "word"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "permission"), (errno.EIO, "could not")],
)
def test_each_error_of_the_system_has_its_words(code: int, word: str) -> None:
    assert word in str(output_error(Path("x.epub"), OSError(code, "reason")))


def test_an_output_folder_on_another_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is made elsewhere and moved in: no rename crosses the folder's border."""
    out = tmp_path.resolve() / "out"
    rename, replace = os.rename, os.replace

    def guarded(move: Callable[..., None]) -> Callable[..., None]:
        def moved(old: str, new: str, **more: int) -> None:
            if len({Path(place).resolve().is_relative_to(out) for place in (old, new)}) == 2:
                raise OSError(errno.EXDEV, "Invalid cross-device link", str(old), None, str(new))
            move(old, new, **more)

        return moved

    monkeypatch.setattr(os, "rename", guarded(rename))
    monkeypatch.setattr(os, "replace", guarded(replace))
    (tmp_path / "a.md").write_text("# One\n\nFirst.\n\n## Two\n\nSecond.\n", encoding="utf-8")
    options = {
        "format": ("text", "epub", "html", "m3u", "daisy", "wav"),
        "engine": "silent",
        "sound_beside": True,
        "daisy_folder": True,
        "jobs": 1,
        "cache": str(tmp_path / "cache"),
    }
    for _ in range(2):  # the second time over the first
        (outcome,) = publish.build(tmp_path / "a.md", out, force=True, **options)
        assert outcome.failures == ()
    left = [path for path in out.rglob(".*") if path.name != ".publish.json"]
    assert left == []


def test_a_clock_that_goes_backwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is up to date is told by content; speech in the cache from the future is used."""
    (tmp_path / "a.txt").write_text("One\n\nThe harbour opened.\n", encoding="utf-8")
    now = time.time

    def build() -> list[tuple[str, bool]]:
        options = {"format": ("text", "wav"), "engine": "silent", "cache": str(tmp_path / "cache")}
        (outcome,) = publish.build(tmp_path / "a.txt", tmp_path / "out", **options)
        return [(made.format, made.fresh) for made in outcome.made]

    assert build() == [("text", True), ("wav", True)]
    first = (tmp_path / "out" / "a" / "a.wav").read_bytes()
    for path in tmp_path.rglob("*"):
        os.utime(path, (now() + 1e6, now() + 1e6))
    monkeypatch.setattr(time, "time", lambda: now() - 1e6)
    assert build() == [("text", False), ("wav", False)]
    (tmp_path / "out" / "a" / "a.wav").unlink()
    assert build() == [("text", False), ("wav", True)]
    assert (tmp_path / "out" / "a" / "a.wav").read_bytes() == first


def test_an_attempt_takes_away_what_a_killed_one_left(tmp_path: Path) -> None:
    mark = new_mark()
    target = tmp_path / "a.epub"
    with attempt([target], mark):
        killed = tmp_path / temporary_name("a", ".epub")
        chapters = tmp_path / temporary_name("a-chapters")
    killed.write_bytes(b"half")
    chapters.mkdir()
    (chapters / "01.mp3").write_bytes(b"half")
    with attempt([target], new_mark()):  # another run's are left to it
        assert killed.exists() and chapters.exists()
    with attempt([target], mark):
        assert list(tmp_path.iterdir()) == []
        write_bytes(target, b"whole")
    assert [p.name for p in tmp_path.iterdir()] == ["a.epub"]


def test_what_nobody_wrote_to_for_a_day_is_taken_away(tmp_path: Path) -> None:
    old = time.time() - 2 * 86_400
    fresh, forsaken = (tmp_path / temporary_name("a", ".m4b") for _ in range(2))
    other = tmp_path / temporary_name("b", ".m4b")
    own = tmp_path / ".a-notes.txt"
    for path in (fresh, forsaken, other, own):
        path.write_bytes(b"x")
        if path != fresh:
            os.utime(path, (old, old))
    chapters = tmp_path / temporary_name("a-chapters")
    chapters.mkdir()
    (chapters / "01.mp3").write_bytes(b"x")
    os.utime(chapters, (old, old))  # one of its files was written to a moment ago
    with attempt([tmp_path / "a.m4b"], new_mark()):
        assert not forsaken.exists()
        assert all(path.exists() for path in (fresh, other, own, chapters))


def test_an_attempt_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    with attempt([tmp_path / "new" / "a.txt"], new_mark()):
        write_text(tmp_path / "new" / "a.txt", "x")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["a.txt"]
