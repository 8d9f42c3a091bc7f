"""Pictures of books for their lists: the cover that an EPUB carries, in two sizes, beside it.

They are JPEG files, which every e-reader shows. The small one tells in its comment of which cover
it was made, so that the next run can leave both alone.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from publish.files import write_bytes
from publish.library.shelf import COVER, THUMBNAIL, Book, picture_beside
from publish.readers.dom.xml import parse_xml

if TYPE_CHECKING:
    from PIL.Image import Image

#: The boxes that pictures fit in: half and a quarter of our covers' sides. 30 kB together, made in
#: 10 ms.
_BOXES = ((600, 900), (300, 450))
_QUALITY = 80
#: Bytes that a package file or a cover may unpack to; ours stay below 3 MB.
_MOST = 20_000_000
#: What a decoder may hold in memory: 80 million pixels are 240 MB.
_PIXELS = 80_000_000
_OPF = "{http://www.idpf.org/2007/opf}"


def make(book: Book) -> bool:
    """Write the pictures of `book`, where they are not there already.

    Returns:
        False where it has an EPUB, and that has no cover that can be shown.

    Raises:
        OutputError: a picture cannot be written.
    """
    edition = book.with_ending(".epub")
    if edition is None:
        return True
    large, small = (picture_beside(edition.path, ending) for ending in (COVER, THUMBNAIL))
    try:
        with zipfile.ZipFile(edition.path) as archive:
            entry = _cover(archive)
            if entry is None or entry.file_size > _MOST:
                return False
            mark = f"cover {entry.CRC:08x}-{entry.file_size}".encode()
            if large.is_file() and _marked(small, mark):
                return True
            made = tuple(_drawn(archive.read(entry), mark))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return False
    # The small one last: it vouches for both.
    for path, data in zip((large, small), made, strict=True):
        write_bytes(path, data)
    return True


def _cover(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """The entry of an EPUB's cover, as its package file names it."""
    for name in archive.namelist():
        if not name.endswith(".opf") or archive.getinfo(name).file_size > _MOST:
            continue
        root = parse_xml(archive.read(name))
        for item in root.iter(f"{_OPF}item") if root is not None else ():
            if "cover-image" in (item.get("properties") or "").split():
                href = posixpath.join(posixpath.dirname(name), unquote(item.get("href") or ""))
                return archive.NameToInfo.get(posixpath.normpath(href))
    return None


def _marked(small: Path, mark: bytes) -> bool:
    """Whether a small picture is there as a whole, and was made of the cover that `mark` names."""
    try:
        data = small.read_bytes()
    except OSError:
        return False
    return mark in data[:1000] and data.endswith(b"\xff\xd9")


def _drawn(data: bytes, mark: bytes) -> Iterator[bytes]:
    """The pictures, the larger first. Raises `OSError`, `ValueError`."""
    from PIL import Image

    for box in _BOXES:
        # Opened for each: a JPEG is decoded to half or a quarter quicker than it is made smaller.
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _PIXELS:
                raise ValueError("too large")
            opened.draft("RGB", box)
            image = _on_paper(opened)
        image.thumbnail(box, Image.Resampling.LANCZOS)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY, comment=mark)
        yield out.getvalue()


def _on_paper(opened: Image) -> Image:
    """`opened` in colours that JPEG has; what can be seen through is white."""
    from PIL import Image

    if not opened.has_transparency_data:
        return opened.convert("RGB")
    seen = opened.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen)
    return paper
