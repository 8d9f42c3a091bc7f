"""Pictures that a document refers to: found, bounded, and told apart by their first bytes."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from publish.model import Image
from publish.readers.source import Source
from publish.report import Notice

#: Bytes of one picture, and of all pictures of a document: photographs are a tenth of it, and an
#: edition must still fit in memory.
MAX_PICTURE = 25_000_000
MAX_ALL = 200_000_000

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:<\?[^>]{0,200}>|<!--.{0,2000}?-->|<![^>-][^>]{0,500}>|\s+)*<svg[\s>]",
    re.DOTALL,
)

#: Takes an address as the document has it; gives the bytes, or None where there are none.
Fetch = Callable[[str], bytes | None]


def media_type(data: bytes) -> str:
    """The IANA type of the picture in `data`; empty when it is no picture that is known."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return "image/svg+xml" if _SVG.match(data[:4096]) else ""


class Pictures:
    """Makes `Image`s with their bytes for one document, and keeps what could not be had.

    Args:
        source: the document; its `folder` and `resources` are where pictures are looked up.
        fetch: where they are looked up instead: a container's own files.
    """

    def __init__(self, source: Source, fetch: Fetch | None = None) -> None:
        self._fetch = fetch or source.resources or _beside(source.folder)
        self._web = source.resources is not None
        self._left = MAX_ALL
        self._known: dict[str, bytes] = {}
        self._missing: list[str] = []
        self._oversized: list[str] = []

    def image(self, address: str, alt: str | None, shown: str = "") -> Image:
        """The picture at `address`; without data where it is on the web or cannot be had.

        Args:
            shown: what `Image.source` says; `address` unless given, or empty when that is the data.
        """
        data = self._data(address)
        kind = media_type(data)
        if not shown and not address.startswith("data:"):
            shown = address
        return Image(
            shown,
            alt,
            kind,
            data if kind else b"",
        )

    def has(self, address: str) -> bool:
        """Whether there is a picture to be had at `address`."""
        return bool(media_type(self._data(address)))

    def notices(self) -> tuple[Notice, ...]:
        """What could not be had."""
        found = []
        if self._missing:
            found.append(Notice("image-missing", f"Pictures not found: {_few(self._missing)}."))
        if self._oversized:
            found.append(
                Notice("image-too-large", f"Pictures left out for size: {_few(self._oversized)}.")
            )
        return tuple(found)

    def _data(self, address: str) -> bytes:
        if address not in self._known:
            self._known[address] = self._load(address)
        return self._known[address]

    def _load(self, address: str) -> bytes:
        if address.startswith("data:"):
            data = _from_data_url(address)
        else:
            found = self._fetch(address) if self._fetch else None
            if found is None:
                if self._web or not re.match(r"(?:https?:)?//", address):
                    self._missing.append(address)
                return b""
            data = found
        if len(data) > min(MAX_PICTURE, self._left):
            self._oversized.append(address[:80])
            return b""
        self._left -= len(data)
        return data


def _from_data_url(address: str) -> bytes:
    head, _, body = address.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body))
    except (binascii.Error, ValueError):
        return b""


def _beside(folder: Path | None) -> Fetch | None:
    """Files in `folder` and below it: a document from somewhere must not pull in other files."""
    if folder is None:
        return None
    root = folder.resolve()

    def fetch(address: str) -> bytes | None:
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//", address):
            return None
        relative = PurePosixPath(unquote(address.split("#")[0].split("?")[0]))
        try:
            path = (root / relative).resolve()
            if not path.is_relative_to(root) or path.stat().st_size > MAX_PICTURE:
                return None
            return path.read_bytes()
        except (OSError, ValueError):
            return None

    return fetch


def _few(names: list[str]) -> str:
    shown = ", ".join(name[:80] for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
