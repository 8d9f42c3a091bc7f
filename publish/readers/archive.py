"""Files inside a ZIP container (EPUB, DOCX), with limits: a small one can unpack to terabytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from publish.errors import InputUnusable
from publish.readers.source import Source

#: Limits: the largest books with pictures stay under a tenth of each.
MAX_FILES = 20_000
MAX_FILE = 100_000_000
MAX_ALL = 1_000_000_000


class Container:
    """The files of a ZIP archive by name.

    Args:
        source: the archive.
        kind: what it should be, for messages ("EPUB").

    Raises:
        InputUnusable: it is no archive, or holds too many files.
    """

    def __init__(self, source: Source, kind: str) -> None:
        self._source = source
        self._kind = kind
        self._left = MAX_ALL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise self.unusable("it is damaged, or no such file") from None
        names = self._zip.namelist()
        if len(names) > MAX_FILES:
            raise self.unusable(f"it holds {len(names)} files, more than {MAX_FILES}")
        self._names = {name: name for name in names}
        for name in names:  # containers from careless programs differ in case
            self._names.setdefault(name.lower(), name)

    def unusable(self, why: str) -> InputUnusable:
        """The error that says why the container cannot be read."""
        return InputUnusable(
            f"{self._source.name} cannot be read as {self._kind}: {why}.",
            "Open it in the program that made it and save it again, or get another copy.",
        )

    def has(self, name: str) -> bool:
        """Whether there is a file called `name`."""
        return self._find(name) is not None

    def get(self, name: str) -> bytes | None:
        """The bytes of the file `name`; None where there is none or it is damaged.

        Raises:
            InputUnusable: it unpacks to more than the limits.
        """
        found = self._find(name)
        if found is None:
            return None
        try:
            with self._zip.open(found) as file:
                data = file.read(min(MAX_FILE, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
            return None
        if len(data) > min(MAX_FILE, self._left):
            raise self.unusable(f"{found} unpacks to more than {MAX_FILE // 1_000_000} MB")
        self._left -= len(data)
        return data

    def need(self, name: str) -> bytes:
        """The bytes of a file that must be there. Raises `InputUnusable`."""
        data = self.get(name)
        if data is None:
            raise self.unusable(f"{name} is missing in it")
        return data

    def _find(self, name: str) -> str | None:
        clean = posixpath.normpath(unquote(name)).lstrip("/")
        return self._names.get(name) or self._names.get(clean) or self._names.get(clean.lower())
