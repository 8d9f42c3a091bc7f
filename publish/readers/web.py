"""Addresses on the web: fetched, and handed to the reader of their media type."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from publish.errors import InputUnusable, NetworkError
from publish.readers.source import Source

#: Pictures of one page that are fetched, seconds for one, and for all of them together.
PICTURES = 100
PICTURE_SECONDS = 15.0
ALL_PICTURES_SECONDS = 60.0

#: Suffixes, which choose the reader, by media type.
SUFFIXES = {
    "application/atom+xml": ".atom",
    "application/epub+zip": ".epub",
    "application/feed+json": ".json",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "message/rfc822": ".mhtml",
    "multipart/related": ".mhtml",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/x-opml": ".opml",
    "text/xml": ".xml",
}


def from_address(address: str, *, allow_private: bool = False, robots: bool = False) -> Source:
    """What is at `address`, as a source.

    Args:
        allow_private: whether private and loopback addresses may be asked.
        robots: whether the site's robots.txt is heeded.

    Raises:
        NetworkError: it cannot be fetched.
        InputUnusable: it is empty, or of a kind that no reader takes (a picture, a film).
        NeedsExtra: the extra ``web`` is not installed.
    """
    from publish.fetching import Fetcher

    with Fetcher(allow_private=allow_private) as fetcher:
        answer = fetcher.fetch(address, robots=robots)
    if not answer.data.strip():
        raise InputUnusable(
            f"{address} is empty: the site sent nothing.", "Look at it in a browser."
        )
    path = PurePosixPath(urlsplit(answer.address).path)
    suffix = SUFFIXES.get(answer.media_type, "")
    if not suffix and answer.media_type in ("", "application/octet-stream"):
        suffix = path.suffix.lower() or ".html"
    if not suffix:
        raise InputUnusable(f"{address} is {answer.media_type}, of which no article can be made.")
    return Source(
        path.name or urlsplit(answer.address).hostname or "page",
        answer.data,
        suffix,
        address=answer.address,
        charset=answer.charset,
        resources=_pictures(answer.address, allow_private),
    )


def _pictures(base: str, allow_private: bool) -> Callable[[str], bytes | None]:
    """Fetches the pictures of the page at `base` when a reader asks, while there is time."""
    from publish.fetching import Fetcher
    from publish.readers.pictures import MAX_PICTURE

    fetcher = Fetcher(
        allow_private=allow_private, delay=0.0, deadline=PICTURE_SECONDS, largest=MAX_PICTURE
    )
    spent: list[float] = []

    def fetch(address: str) -> bytes | None:
        if len(spent) >= PICTURES or sum(spent) > ALL_PICTURES_SECONDS:
            return None
        begun = time.monotonic()
        try:
            return fetcher.fetch(urljoin(base, address)).data
        except (NetworkError, ValueError):
            return None
        finally:
            spent.append(time.monotonic() - begun)

    return fetch
