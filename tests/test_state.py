from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import publish
from publish import state

TEXT = "# The harbour\n\nIt opened on Monday.\n\n## Later\n\nIt closed on Tuesday.\n"


def test_an_edition_is_current_by_key_and_content_not_by_time(tmp_path: Path) -> None:
    target = tmp_path / "a.epub"
    target.write_bytes(b"12345")
    known = state.load(tmp_path)
    known.built(target, "k1")
    known.save()
    again = state.load(tmp_path)
    assert again.current(target, "k1")
    assert not again.current(target, "k2")
    os.utime(target, (1, 1))
    assert again.current(target, "k1")
    for damaged in (b"123", b"12346"):
        target.write_bytes(damaged)
        assert not again.current(target, "k1")
    target.unlink()
    assert not again.current(target, "k1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"editions": [1]}',
        '{"editions": {"a": {}}}',
        '{"audit": {}, "article": {}, "editions": {"a": {"key": "k", "files": {"a": [1]}}}}',
        '{"audit": {"../a": [1, "x"]}, "article": {}, "editions": {}}',
    ],
)
def test_a_damaged_state_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / state.FILE_NAME).write_text(text, encoding="utf-8")
    assert state.load(tmp_path).entries == {}


def test_a_key_tells_its_parts_apart() -> None:
    assert state.digest("ab", "c") != state.digest("a", "bc")
    assert state.digest("a", b"b") == state.digest("a", "b")


def test_an_edition_whose_files_the_state_does_not_name_is_not_current(tmp_path: Path) -> None:
    text = '{"audit": {}, "article": {}, "editions": {"a": {"key": "k", "files": {}}}}'
    (tmp_path / state.FILE_NAME).write_text(text, encoding="utf-8")
    assert not state.load(tmp_path).current(tmp_path / "a", "k")


def spoil(path: Path) -> None:
    """Change a byte; the size stays."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("editions")
    (place / "harbour.md").write_text(TEXT, encoding="utf-8")
    return place


def build(folder: Path) -> dict[str, bool]:
    """Build what leaves files beside its editions; which formats were made anew."""
    (outcome,) = publish.build(
        folder / "harbour.md",
        folder / "out",
        format=("text", "html", "m3u", "daisy"),
        engine="silent",
        sound_beside=True,
        daisy_folder=True,
    )
    return {made.format: made.fresh for made in outcome.made}


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
@pytest.mark.parametrize(
    ("name", "which"),
    [
        ("harbour.txt", "text"),
        ("harbour.m4a", "html"),
        ("harbour-chapters/01-The-harbour.mp3", "m3u"),
        ("harbour.daisy/ncc.html", "daisy"),
    ],
)
def test_what_is_lost_or_damaged_beside_an_edition_makes_it_anew(
    folder: Path, name: str, which: str, harm: Callable[[Path], None]
) -> None:
    build(folder)
    lost = folder / "out" / "harbour" / name
    before = lost.read_bytes()
    harm(lost)
    assert [format_ for format_, fresh in build(folder).items() if fresh] == [which]
    assert lost.read_bytes() == before
    assert not any(build(folder).values())


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
def test_the_list_of_changes_is_written_again_alone(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    build(folder)
    lost = folder / "out" / "harbour" / "harbour.changes.json"
    before = lost.read_bytes()
    harm(lost)
    assert not any(build(folder).values())
    assert lost.read_bytes() == before
