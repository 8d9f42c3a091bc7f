from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from mutagen import File

from publish.edition import AudioOptions, Options
from publish.errors import OutputError
from publish.exporters.audio import playlist
from tests.narration.speaking import chapters, edition_of


def test_a_file_for_each_chapter_and_a_list_of_them(tmp_path: Path) -> None:
    target = tmp_path / "boats.m3u8"
    with edition_of(chapters(2), tmp_path / "cache") as edition:
        assert edition.narration
        playlist.export(edition, target)
        seconds = [t.duration for t in edition.narration.timeline()]
    lines = target.read_text("utf-8").splitlines()
    assert lines[0] == "#EXTM3U"
    names = [line for line in lines if not line.startswith("#")]
    assert names == ["boats-chapters/01-Chapter-1.mp3", "boats-chapters/02-Chapter-2.mp3"]
    for number, (name, length) in enumerate(zip(names, seconds, strict=True), 1):
        file = File(tmp_path / name)
        # Counted in frames: with the encoder's delay and the padding of the last frame.
        assert length <= file.info.length < length + 0.12
        tags = file.tags
        assert tags["TIT2"] == f"Chapter {number}" and tags["TRCK"] == f"{number}/2"


def test_a_former_build_is_replaced_and_nothing_else_is(tmp_path: Path) -> None:
    target = tmp_path / "boats.m3u8"
    folder = tmp_path / "boats-chapters"
    with edition_of(chapters(3, 1), tmp_path / "cache") as edition:
        playlist.export(edition, target)
        flac = replace(edition, options=Options(audio=AudioOptions(chapter_files="flac")))
        playlist.export(flac, target)
        assert {path.suffix for path in folder.iterdir()} == {".flac"}
        (folder / "letters.docx").write_text("mine", encoding="utf-8")
        with pytest.raises(OutputError, match="did not make"):
            playlist.export(edition, target)
    assert (folder / "letters.docx").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"boats.m3u8", "boats-chapters", "cache"}
