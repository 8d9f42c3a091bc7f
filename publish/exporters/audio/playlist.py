"""A file a chapter, and an M3U playlist that names them."""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

from publish.edition import Edition
from publish.errors import OutputError
from publish.exporters.audio import WRITERS, narration_of, writer
from publish.exporters.audio.tags import tags_of
from publish.files import output_error, temporary_name, write_text
from publish.narration.codecs import CODECS
from publish.narration.encoding import encode_ahead
from publish.report import Notice

_OURS = re.compile(rf"\d{{2,}}-[A-Za-z0-9-]+\.({'|'.join(WRITERS)})")


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write a folder of chapters beside `target`, and `target`, the playlist.

    The folder is called as the playlist is, with ``-chapters``; one of a former build is replaced
    whole.

    Raises:
        NarrationError: something could not be spoken.
        OutputError: a file cannot be written, or the folder holds files of others.
    """
    narration = narration_of(edition)
    timeline = narration.timeline()
    tags = tags_of(edition)
    ending = edition.options.audio.chapter_files
    folder = _folder(target)
    if folder.exists() and not _ours(folder):
        raise OutputError(
            f"The folder {folder} holds files that publish did not make.",
            "Move them away, or choose another folder with -o.",
        )
    lines = ["#EXTM3U", f"#PLAYLIST:{tags.title}"]
    digits = max(2, len(str(len(timeline))))
    write = writer(ending)
    fresh = folder.with_name(temporary_name(folder.name))
    try:
        fresh.mkdir(parents=True)
        if ending in CODECS:
            encode_ahead(narration, [(number,) for number in range(len(timeline))], CODECS[ending])
        for number, chapter in enumerate(timeline):
            name = f"{number + 1:0{digits}}-{_name(chapter.title)}.{ending}"
            own = replace(tags, title=chapter.title, track=number + 1, tracks=len(timeline))
            write(narration, (number,), fresh / name, own)
            lines.append(f"#EXTINF:{round(chapter.duration)},{chapter.title}")
            lines.append(f"{folder.name}/{name}")
        if folder.exists():
            shutil.rmtree(folder)
        fresh.replace(folder)
    except OSError as error:
        raise output_error(folder, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    write_text(target, "\n".join(lines) + "\n")
    return ()


def beside(_: Edition, target: Path) -> list[Path]:
    """The chapters that the playlist `target` names."""
    return sorted(_folder(target).iterdir())


def _folder(target: Path) -> Path:
    return target.with_name(f"{target.stem}-chapters")


def _ours(folder: Path) -> bool:
    return folder.is_dir() and all(_OURS.fullmatch(entry.name) for entry in folder.iterdir())


def _name(title: str) -> str:
    """`title` as a file name that every system takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return "-".join(words)[:60].rstrip("-") or "chapter"
