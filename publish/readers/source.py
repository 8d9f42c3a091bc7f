"""A source: the bytes of an input and what they are called, wherever they came from."""

from __future__ import annotations

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
        InputUnusable: it cannot be opened, or is a folder.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputMissing(f"There is no file {path}.", "Check the name and the folder.") from None
    except IsADirectoryError:
        raise InputUnusable(f"{path} is a folder, not an article.") from None
    except OSError as error:
        raise InputUnusable(f"{path} cannot be read: {error.strerror or error}.") from error
    return Source(path.name, data, path.suffix.lower(), path.parent)


#: How much of a stream is looked at to tell HTML from text; a doctype stands at the very start.
_HEAD = 1024


def from_stream(stream: BinaryIO, name: str = "stdin") -> Source:
    """All of `stream` as a source; a page of HTML is told by its first bytes, all else is text.

    Raises:
        InputUnusable: the stream cannot be read.
    """
    try:
        data = stream.read()
    except OSError as error:
        raise InputUnusable(f"Standard input cannot be read: {error}.") from error
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    html = (
        head.startswith((b"<!doctype html", b"<html", b"<?xml"))
        and b"<html" in data[:65536].lower()
    )
    return Source(name, data, ".html" if html else ".txt", Path.cwd())
