"""EbookLib's writer, made deterministic and kept from touching what is finished.

EbookLib 0.20 parses and prints every page anew (dropping the head and the body's attributes),
stamps ZIP entries with the present time, and writes no ``xml:lang`` on the package. It also
compresses sound and pictures a second time.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ebooklib import epub
from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# ZIP's own zero: readers and tools show no date that means nothing.
_STAMP = (1980, 1, 1, 0, 0, 0)
_STORED = (".mp3", ".m4a", ".opus", ".jpg", ".png", ".gif")


class RawPage(epub.EpubHtml):  # type: ignore[misc]
    """A content document whose characters are written as they are."""

    def __init__(self, uid: str, name: str, title: str, xhtml: str, overlay: str | None) -> None:
        super().__init__(
            uid=uid,
            file_name=name,
            media_type="application/xhtml+xml",
            title=title,
            media_overlay=overlay,
        )
        self.xhtml = xhtml

    def get_content(self, default: object = None) -> bytes:
        """The page."""
        return self.xhtml.encode("utf-8")


class RawNav(epub.EpubNav):  # type: ignore[misc]
    """A navigation document whose characters are written as they are."""

    def __init__(self, name: str, title: str, xhtml: str) -> None:
        super().__init__(uid="nav", file_name=name, title=title)
        self.xhtml = xhtml


class RawNcx(epub.EpubNcx):  # type: ignore[misc]
    """An NCX whose characters are written as they are."""

    def __init__(self, xml: str) -> None:
        super().__init__()
        self.xml = xml


class MadeItem(epub.EpubItem):  # type: ignore[misc]
    """An item that is made, as a file, when it is written: hours of sound never are in memory.

    Args:
        make: writes the item to a path.
    """

    def __init__(self, uid: str, name: str, media_type: str, make: Callable[[Path], None]) -> None:
        super().__init__(uid=uid, file_name=name, media_type=media_type)
        self.make = make


class _Archive(zipfile.ZipFile):
    """A ZIP file whose entries carry no date and no machine's marks."""

    def writestr(self, name: Any, data: Any, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        super().writestr(_entry(name), data, compresslevel=6)

    def copy(self, name: str, source: Path) -> None:
        """Add the file `source` as `name`, a piece at a time."""
        entry = _entry(name)
        entry.file_size = source.stat().st_size
        with self.open(entry, "w") as out, source.open("rb") as file:
            shutil.copyfileobj(file, out, 1 << 20)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    stored = name == "mimetype" or name.endswith(_STORED)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return entry


class Writer(epub.EpubWriter):  # type: ignore[misc]
    """Writes a book to `target`, the same bytes for the same book."""

    def __init__(self, target: Path, book: epub.EpubBook, modified: datetime.datetime) -> None:
        options = {
            "mtime": modified,
            "epub2_guide": False,
            "epub3_landmark": False,
            "epub3_pages": False,
            "raise_exceptions": True,
        }
        super().__init__(str(target), book, options)

    def write(self) -> None:
        """Write the book. Raises OSError."""
        with _Archive(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", b"application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()
            self._write_made()

    def _write_items(self) -> None:
        whole = self.book.items
        self.book.items = [item for item in whole if not isinstance(item, MadeItem)]
        super()._write_items()
        self.book.items = whole

    def _write_made(self) -> None:
        made = [item for item in self.book.items if isinstance(item, MadeItem)]
        with tempfile.TemporaryDirectory() as folder:
            for item in made:
                path = Path(folder) / "item"
                item.make(path)
                self.out.copy(f"{self.book.FOLDER_NAME}/{item.file_name}", path)

    def _write_opf_file(self, root: etree._Element) -> None:
        root.set(_XML_LANG, self.book.language)
        # EbookLib always names the prefix `rendition`, which is not used here and is reserved.
        del root.attrib["prefix"]
        super()._write_opf_file(root)

    def _get_nav(self, item: RawNav) -> bytes:
        return item.xhtml.encode("utf-8")

    def _get_ncx(self) -> bytes:
        item = next(i for i in self.book.get_items() if isinstance(i, RawNcx))
        return item.xml.encode("utf-8")
