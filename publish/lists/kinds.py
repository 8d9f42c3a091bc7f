"""Which kind of list a source is: told by its content, since names say little."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from publish.errors import InputUnusable
from publish.lists.item import Item
from publish.readers.source import Source

#: How much is looked at to tell: the root element or the first lines stand there.
_HEAD = 4096
#: Articles taken from one list: the newest ones of an endless feed, all of any real export seen.
MOST = 5000


def listing(source: Source) -> Callable[[Source], list[Item]] | None:
    """The function that unfolds `source`; None when it is an article, not a list."""
    head = source.data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    low = head.lower()
    match source.suffix:
        case ".xml" | ".rss" | ".atom" | ".opml" | "":
            return _xml(low)
        case ".json":
            return _json(source) if low.startswith((b"{", b"[")) else None
        case ".csv":
            return _csv(low)
        case ".html" | ".htm":
            if b"<title>pocket export</title>" in low:
                from publish.lists.exports import pocket_html

                return pocket_html
            return None
        case ".txt" | ".urls":
            return addresses if _only_addresses(source.data) else None
    return None


def items(source: Source) -> tuple[Item, ...] | None:
    """What `source` lists; None when it is no list.

    Raises:
        InputUnusable: it is a list that is broken, or empty.
    """
    unfold = listing(source)
    if unfold is None:
        return None
    found = unfold(source)
    unique: dict[str, Item] = {}
    for item in found:
        if item.address or item.html:
            unique.setdefault(item.address or item.html, item)
    if not unique:
        raise InputUnusable(f"The list {source.name} names no articles.")
    return tuple(unique.values())[:MOST]


def addresses(source: Source) -> list[Item]:
    """A file with an address a line; lines that begin with # do not count."""
    lines = source.data.decode("utf-8-sig", "replace").split("\n")
    return [Item(line.strip()) for line in lines if line.strip() and not line.startswith("#")]


def _only_addresses(data: bytes) -> bool:
    lines = [line.strip() for line in data.lstrip(b"\xef\xbb\xbf").split(b"\n")]
    named = [line for line in lines if line and not line.startswith(b"#")]
    return bool(named) and all(
        line.startswith((b"http://", b"https://")) and b" " not in line for line in named
    )


def _xml(low: bytes) -> Callable[[Source], list[Item]] | None:
    if b"<opml" in low:
        from publish.lists.opml import opml

        return opml
    if b"<rss" in low or b"<feed" in low or b"<rdf:rdf" in low:
        from publish.lists.feeds import feed

        return feed
    return None


def _json(source: Source) -> Callable[[Source], list[Item]] | None:
    try:
        table: Any = json.loads(source.data)
    except (ValueError, RecursionError):
        return None
    if isinstance(table, dict) and "jsonfeed.org" in str(table.get("version", "")):
        from publish.lists.feeds import json_feed

        return json_feed
    first = table[0] if isinstance(table, list) and table else None
    if (
        isinstance(first, dict)
        and "url" in first
        and ("is_archived" in first or "content" in first)
    ):
        from publish.lists.exports import wallabag

        return wallabag
    return None


def _csv(low: bytes) -> Callable[[Source], list[Item]] | None:
    header = low.split(b"\n", 1)[0]
    if b"url" in header:
        from publish.lists.exports import table

        return table
    return None
