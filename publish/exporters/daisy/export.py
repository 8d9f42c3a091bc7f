"""Writing a talking book: one ZIP file, or a folder that goes on a player's card as it is."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path

from publish.edition import Edition
from publish.errors import NarrationError
from publish.exporters.daisy import files
from publish.exporters.daisy.files import About, Kind
from publish.exporters.daisy.plan import Plan, plan
from publish.exporters.epub.documents import tag_of, title_of
from publish.exporters.epub.package import authors, identifier, modified, sources
from publish.exporters.markup import line
from publish.files import atomic_path, output_error
from publish.narration.encoding import mp3_chapter
from publish.report import Notice

#: ZIP's own first day: the same book always makes the same bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)
_PACKED = frozenset((".mp3", ".jpg", ".png", ".gif"))


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as a talking book with its full text and sound.

    Raises:
        NarrationError: something could not be spoken, or there is no narration.
        OutputError: the file cannot be written.
    """
    return _export(edition, target, Kind.FULL)


def export_audio(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as a talking book of sound and headings. Raises as `export`."""
    return _export(edition, target, Kind.AUDIO)


def export_text(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as a book of text, for players that speak it. Raises `OutputError`."""
    return _export(edition, target, Kind.TEXT)


def _export(edition: Edition, target: Path, kind: Kind) -> tuple[Notice, ...]:
    sound = kind is not Kind.TEXT
    if sound and edition.narration is None:
        raise NarrationError("This edition was made without a narration.", "Build it with one.")
    title = title_of(edition.meta, edition.parts)
    book = plan(edition, title, sound=sound)
    with atomic_path(target) as path, zipfile.ZipFile(path, "w") as archive:
        _write(archive, book, _about(edition, title, kind), edition, kind)
    if edition.options.daisy.folder:
        _unpack(target)
    return book.notices if kind is not Kind.AUDIO else ()


def _write(
    archive: zipfile.ZipFile, book: Plan, about: About, edition: Edition, kind: Kind
) -> None:
    elapsed = 0.0
    entry = 1
    _add(archive, files.MASTER, files.master(book, about).encode())
    for stretch in book.stretches:
        smil = files.smil(stretch, about, kind, elapsed, entry)
        _add(archive, stretch.smil, smil.encode())
        if kind is not Kind.AUDIO:
            _add(archive, stretch.text, files.document(stretch, about).encode())
        if stretch.sound is not None and edition.narration is not None:
            _add(archive, stretch.audio, mp3_chapter(edition.narration, stretch.sound))
        elapsed += stretch.duration
        entry += len(stretch.entries)
    if kind is not Kind.AUDIO:
        for picture in book.pictures:
            _add(archive, picture.name, picture.data)
    made = archive.infolist()
    others = sum(info.file_size for info in made)
    page = files.ncc(book, about, kind, files=len(made) + 1, others=others)
    _add(archive, files.NCC, page.encode())


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.external_attr = 0o644 << 16
    stored = Path(name).suffix in _PACKED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _about(edition: Edition, title: str, kind: Kind) -> About:
    meta = edition.meta
    narrator = edition.narration.narrator if edition.narration and kind is not Kind.TEXT else ""
    publisher = line(meta.publisher) or title  # the format wants one
    return About(
        identifier=f"urn:uuid:{identifier(edition, f'daisy-{kind}')}",
        title=title,
        creators=tuple(filter(None, map(line, authors(edition)))) or (publisher,),
        publisher=publisher,
        date=modified(edition).date().isoformat(),
        language=tag_of(meta),
        narrator=narrator,
        source=(sources(edition) or ("",))[0],
    )


def folder_of(target: Path) -> Path:
    """The folder that a book's ZIP file is unpacked to: its name without ``.zip``."""
    return target.with_suffix("")


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
