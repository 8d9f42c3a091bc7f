"""Audio editions: a file with chapters, or a file a chapter with a playlist."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeAlias, cast

from publish.edition import Edition
from publish.errors import NarrationError
from publish.exporters.audio.tags import Tags, tags_of
from publish.files import atomic_path
from publish.narration.narration import Narration
from publish.report import Notice

#: Writes chapters of a narration to a path that is nobody's yet.
Writer: TypeAlias = Callable[[Narration, Sequence[int], Path, Tags], None]

#: Ending -> place of the writer.
WRITERS: Mapping[str, str] = {
    "m4b": "publish.exporters.audio.m4b:write",
    "mp3": "publish.exporters.audio.mp3:write",
    "wav": "publish.exporters.audio.wav:write",
    "opus": "publish.exporters.audio.xiph:write_opus",
    "flac": "publish.exporters.audio.xiph:write_flac",
    "ogg": "publish.exporters.audio.xiph:write_ogg",
}


def writer(ending: str) -> Writer:
    """The writer of sound files with this ending."""
    module, _, attribute = WRITERS[ending].partition(":")
    return cast(Writer, getattr(import_module(module), attribute))


def narration_of(edition: Edition) -> Narration:
    """The edition's narration.

    Raises:
        NarrationError: it was made without one.
    """
    if edition.narration is None:
        raise NarrationError("This edition was made without a narration.", "Build it with one.")
    return edition.narration


def _export(edition: Edition, target: Path, ending: str) -> tuple[Notice, ...]:
    narration = narration_of(edition)
    chapters = range(len(narration.timeline()))
    with atomic_path(target) as path:
        writer(ending)(narration, chapters, path, tags_of(edition))
    return ()


def export_m4b(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as M4B. Raises `NarrationError`, `OutputError`."""
    return _export(edition, target, "m4b")


def export_mp3(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as MP3. Raises `NarrationError`, `OutputError`."""
    return _export(edition, target, "mp3")


def export_wav(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as WAV. Raises `NarrationError`, `OutputError`."""
    return _export(edition, target, "wav")


def export_opus(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as Ogg Opus. Raises `NarrationError`, `OutputError`."""
    return _export(edition, target, "opus")


def export_flac(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as FLAC. Raises `NarrationError`, `OutputError`."""
    return _export(edition, target, "flac")


def export_ogg(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as Ogg Vorbis. Raises `NarrationError`, `OutputError`."""
    return _export(edition, target, "ogg")
