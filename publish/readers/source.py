"""A source: the bytes of an input and what they are called, wherever they came from."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from publish.errors import InputMissing, InputUnusable


@dataclass(frozen=True, slots=True)
class Source:
    """An input. `name` is shown to the user and stands in every `Origin`.

    Attributes:
        suffix: lower-case file ending with its dot; it chooses the reader.
        folder: where relative addresses (images) are looked up; None when there is no such place.
        address: where it was fetched from, when it was.
        charset: the encoding that came with it (an HTTP header), when one did.
        resources: gives the bytes at an address that the source refers to, or None; None itself
            where nothing but files in `folder` can be had.
    """

    name: str
    data: bytes = field(repr=False)
    suffix: str = ".txt"
    folder: Path | None = None
    address: str = ""
    charset: str = ""
    resources: Callable[[str], bytes | None] | None = field(default=None, repr=False, compare=False)

    @property
    def stem(self) -> str:
        """What the editions of this source are called."""
        return Path(self.name).stem or "article"


def from_path(path: Path) -> Source:
    """The file at `path` as a source.

    Raises:
        InputMissing: there is no such file.
        InputUnusable: it cannot be opened, is a folder, or larger than `LARGEST`.
    """
    try:
        with path.open("rb") as file:
            data = _bounded(file, str(path), os.fstat(file.fileno()).st_size)
    except FileNotFoundError:
        raise InputMissing(f"There is no file {path}.", "Check the name and the folder.") from None
    except IsADirectoryError:
        raise InputUnusable(f"{path} is a folder, not an article.") from None
    except OSError as error:
        raise InputUnusable(f"{path} cannot be read: {error.strerror or error}.") from error
    return Source(path.name, data, path.suffix.lower(), path.parent)


#: Bytes of the largest input: four times the largest EPUB with sound that was seen. More would fill
#: the memory, and what never ends (a device, a pipe) would fill it for certain.
LARGEST = 2_000_000_000


def _bounded(file: BinaryIO, name: str, size: int = 0) -> bytes:
    """All of `file`. Raises `InputUnusable` when it is larger than any article."""
    pieces: list[bytes] = []
    read = 0
    while max(size, read) <= LARGEST and (piece := file.read(_PIECE)):
        pieces.append(piece)
        read += len(piece)
    if max(size, read) > LARGEST:
        raise InputUnusable(
            f"{name} is larger than {LARGEST // 1_000_000:,} MB, which no article is.",
            "Check the name.",
        )
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


_PIECE = 1 << 20


#: How much of a stream is looked at to tell HTML from text; a doctype stands at the very start.
_HEAD = 1024


def from_stream(stream: BinaryIO, name: str = "stdin") -> Source:
    """All of `stream` as a source; a page of HTML is told by its first bytes, all else is text.

    Raises:
        InputUnusable: the stream cannot be read, or does not end.
    """
    try:
        data = _bounded(stream, "Standard input")
    except OSError as error:
        raise InputUnusable(f"Standard input cannot be read: {error}.") from error
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    html = (
        head.startswith((b"<!doctype html", b"<html", b"<?xml"))
        and b"<html" in data[:65536].lower()
    )
    return Source(name, data, ".html" if html else ".txt", Path.cwd())
