"""Writing the page, with its sound inside or beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from publish.edition import Edition
from publish.exporters.audio import export_m4b
from publish.exporters.html.page import Sound, body, data_uri, page
from publish.files import atomic_path, write_text
from publish.narration.narration import Narration
from publish.report import Notice

#: Bytes of sound that go inside the page, 50 minutes at 64 kb/s: as base64 they make 32 MB, the
#: longest data address that Firefox takes (Chromium takes 512 MB).
INSIDE = 24_000_000
MEDIA_TYPE = "audio/mp4"


def export_text(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as one page without sound. Raises `OutputError`."""
    content = body(edition)
    write_text(target, page(edition, content, None))
    return content.notices


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as one page that reads along with its narration.

    The sound is in the page, or, where the user wants it or it is longer than browsers take, in
    a file of the same name beside it that ends in ``.m4a``.

    Raises:
        NarrationError: something could not be spoken, or there is no narration.
        OutputError: a file cannot be written.
    """
    content = body(edition)
    notices = content.notices
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "sound.m4a"
        export_m4b(edition, made)
        own = _sound_of(target)
        if edition.options.html.sound_beside or made.stat().st_size > INSIDE:
            with atomic_path(own) as path, path.open("wb") as out, made.open("rb") as sound:
                while piece := sound.read(1 << 20):
                    out.write(piece)
            address = quote(own.name)
            if not edition.options.html.sound_beside:
                message = f"The sound is too long for one page; it is beside it, in {own.name}."
                notices = (*notices, Notice("html-sound-beside", message))
        else:
            address = data_uri(made.read_bytes(), MEDIA_TYPE)
    assert edition.narration is not None  # or `export_m4b` had raised
    cues = tuple(_cues(edition.narration, content.ids))
    write_text(target, page(edition, content, Sound(address, MEDIA_TYPE, cues)))
    return notices


def beside(_: Edition, target: Path) -> list[Path]:
    """The sound of the page `target`, where it is beside it."""
    own = _sound_of(target)
    named = f'src="{quote(own.name)}"' in target.read_text("utf-8")
    return [own] if named else []


def _sound_of(target: Path) -> Path:
    return target.with_suffix(".m4a")


def _cues(narration: Narration, ids: frozenset[str]) -> Iterator[tuple[str, float, float]]:
    """When each element of the page is heard, in order, counted from the start of the sound.

    Words that are not the article's own have no element; the sentence before stays marked.
    """
    seen: set[str] = set()
    for chapter in narration.timeline():
        for cue in chapter.cues:
            if cue.id in ids and cue.id not in seen and cue.end > cue.start:
                seen.add(cue.id)
                yield cue.id, chapter.start + cue.start, chapter.start + cue.end
