"""Writing a talking book: one ZIP file, or a folder that goes on a player's card as it is."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publish.edition import Edition
from publish.errors import NarrationError
from publish.exporters.daisy import files, z3986
from publish.exporters.daisy.dtbook import BOOK, dtbook
from publish.exporters.daisy.files import About, Kind
from publish.exporters.daisy.plan import Plan, Stretch, plan
from publish.exporters.identity import (
    identifier,
    modified,
    sources,
    tag_of,
    title_of,
)
from publish.exporters.markup import line
from publish.files import atomic_path, output_error
from publish.narration.codecs import MP3
from publish.narration.encoding import encode_ahead, mp3_chapter
from publish.report import Notice
from publish.wording import wording

#: ZIP's own first day: the same book always makes the same bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)
_PACKED = frozenset((".mp3", ".jpg", ".png", ".gif"))


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as a talking book with its full text and sound.

    Raises:
        NarrationError: something could not be spoken, or there is no narration.
        OutputError: the file cannot be written.
    """
    return _export(edition, target, Kind.FULL, _write_202)


def export_audio(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as a talking book of sound and headings. Raises as `export`."""
    return _export(edition, target, Kind.AUDIO, _write_202)


def export_text(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as a book of text, for players that speak it. Raises `OutputError`."""
    return _export(edition, target, Kind.TEXT, _write_202)


def export_daisy3(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as a DAISY 3 book with its full text and sound. Raises as `export`."""
    return _export(edition, target, Kind.FULL, _write_3)


def export_daisy3_text(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as a DAISY 3 book of text. Raises `OutputError`."""
    return _export(edition, target, Kind.TEXT, _write_3)


@dataclass(frozen=True, slots=True)
class _Job:
    """What a book is written of."""

    edition: Edition
    plan: Plan
    about: About
    kind: Kind


def _export(
    edition: Edition, target: Path, kind: Kind, write: Callable[[zipfile.ZipFile, _Job], None]
) -> tuple[Notice, ...]:
    sound = kind is not Kind.TEXT
    if sound and edition.narration is None:
        raise NarrationError("This edition was made without a narration.", "Build it with one.")
    title = title_of(edition.meta, edition.parts)
    book = plan(edition, title, sound=sound)
    about = _about(edition, title, f"daisy{write.__name__}-{kind}", sound=sound)
    if sound and edition.narration is not None:
        heard = [(each.sound,) for each in book.stretches if each.sound is not None]
        encode_ahead(edition.narration, heard, MP3)
    with atomic_path(target) as path, zipfile.ZipFile(path, "w") as archive:
        write(archive, _Job(edition, book, about, kind))
    if edition.options.daisy.folder:
        _unpack(target)
    return book.notices if kind is not Kind.AUDIO else ()


def _write_202(archive: zipfile.ZipFile, job: _Job) -> None:
    book, about, kind = job.plan, job.about, job.kind
    elapsed = 0.0
    entry = 1
    _add(archive, files.MASTER, files.master(book, about))
    for stretch in book.stretches:
        _add(archive, stretch.smil, files.smil(stretch, about, kind, elapsed, entry))
        if kind is not Kind.AUDIO:
            _add(archive, stretch.text, files.document(stretch, about))
        _add_sound(archive, stretch, job)
        elapsed += stretch.duration
        entry += len(stretch.entries)
    if kind is not Kind.AUDIO:
        _add_pictures(archive, job)
    made = archive.infolist()
    others = sum(info.file_size for info in made)
    _add(archive, files.NCC, files.ncc(book, about, kind, files=len(made) + 1, others=others))


def _write_3(archive: zipfile.ZipFile, job: _Job) -> None:
    book, about = job.plan, job.about
    words = wording(about.language)
    text = dtbook(
        book,
        identifier=about.identifier,
        title=about.title,
        authors=about.creators,
        language=about.language,
    )
    _add(archive, BOOK, text)
    _add(archive, z3986.NAVIGATION, z3986.navigation(book, about, words))
    _add(archive, z3986.RESOURCES, z3986.resources(about, words))
    elapsed = 0.0
    for stretch in book.stretches:
        _add(archive, stretch.smil, z3986.smil(stretch, about, elapsed))
        _add_sound(archive, stretch, job)
        elapsed += stretch.duration
    _add_pictures(archive, job)
    _add(archive, z3986.PACKAGE, z3986.package(book, about, archive.namelist()))


def _add_sound(archive: zipfile.ZipFile, stretch: Stretch, job: _Job) -> None:
    if stretch.sound is not None and job.edition.narration is not None:
        _add(archive, stretch.audio, mp3_chapter(job.edition.narration, stretch.sound))


def _add_pictures(archive: zipfile.ZipFile, job: _Job) -> None:
    for picture in job.plan.pictures:
        _add(archive, picture.name, picture.data)


def _add(archive: zipfile.ZipFile, name: str, data: bytes | str) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.external_attr = 0o644 << 16
    stored = Path(name).suffix in _PACKED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _about(edition: Edition, title: str, variant: str, *, sound: bool) -> About:
    meta = edition.meta
    narrator = edition.narration.narrator if edition.narration and sound else ""
    publisher = line(meta.publisher) or title  # the format wants one
    return About(
        identifier=f"urn:uuid:{identifier(edition, variant)}",
        title=title,
        creators=tuple(filter(None, map(line, edition.authors))) or (publisher,),
        publisher=publisher,
        date=modified(edition).date().isoformat(),
        language=tag_of(meta),
        narrator=narrator,
        source=(sources(edition) or ("",))[0],
    )


def folder_of(target: Path) -> Path:
    """The folder that a book's ZIP file is unpacked to: its name without ``.zip``."""
    return target.with_suffix("")


def beside(edition: Edition, target: Path) -> list[Path]:
    """The files of the folder that `target` was unpacked to, where it was."""
    if not edition.options.daisy.folder:
        return []
    return sorted(path for path in folder_of(target).rglob("*") if path.is_file())


def _unpack(target: Path) -> None:
    """The files of the book as a folder beside its ZIP file, in place of an older one."""
    folder = folder_of(target)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".daisy-") as held:
            fresh = Path(held) / "new"
            with zipfile.ZipFile(target) as archive:
                archive.extractall(fresh)
            if folder.exists():
                shutil.move(folder, Path(held) / "old")
            shutil.move(fresh, folder)
    except OSError as error:
        raise output_error(folder, error) from error
