"""MHTML: a web page saved with its pictures in one file, as browsers write it."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import Message
from urllib.parse import urljoin

from publish.errors import InputUnusable
from publish.model import Article
from publish.readers.html import read as read_html
from publish.readers.source import Source
from publish.report import Notice

#: Parts of one file: the richest pages have some hundreds.
_MOST = 10_000


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read the page; its pictures are found by their addresses among the other parts.

    Raises:
        InputUnusable: no page is in the file, or no text in the page.
    """
    try:
        message = email.message_from_bytes(source.data, policy=email.policy.compat32)
        page, parts = _parts(message)
    except RecursionError:  # Python's reader of mail goes a step down for each part in a part
        raise InputUnusable(
            f"{source.name} holds parts within parts, deeper than any saved page.",
            "Save the page from a browser.",
        ) from None
    if page is None:
        raise InputUnusable(f"{source.name} holds no web page.", "Save the page from a browser.")
    data, charset, location = page
    address = message.get("Snapshot-Content-Location") or location

    def fetch(wanted: str) -> bytes | None:
        return parts.get(wanted) or parts.get(urljoin(address, wanted))

    return read_html(replace(source, data=data, charset=charset, address=address, resources=fetch))


def _parts(message: Message) -> tuple[tuple[bytes, str, str] | None, dict[str, bytes]]:
    """The page with its encoding and its address, and the other parts by theirs."""
    page: tuple[bytes, str, str] | None = None
    parts: dict[str, bytes] = {}
    for number, part in enumerate(message.walk()):
        if number > _MOST:
            break
        if part.is_multipart():
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        location = (part.get("Content-Location") or "").strip()
        if page is None and part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = (data, part.get_content_charset() or "", location)
            continue
        if location:
            parts[location] = data
        name = (part.get("Content-ID") or "").strip("<> ")
        if name:
            parts[f"cid:{name}"] = data
    return page, parts
