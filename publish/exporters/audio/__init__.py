"""Audio editions: one module a format."""

from __future__ import annotations

from pathlib import Path

from publish.edition import Edition
from publish.report import Notice


def export_m4b(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as M4B. Raises `NarrationError`, `OutputError`."""
    from publish.exporters.audio import m4b

    return m4b.export(edition, target)


def export_mp3(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as MP3. Raises `NarrationError`, `OutputError`."""
    from publish.exporters.audio import mp3

    return mp3.export(edition, target)


def export_wav(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as WAV. Raises `NarrationError`, `OutputError`."""
    from publish.exporters.audio import wav

    return wav.export(edition, target)
