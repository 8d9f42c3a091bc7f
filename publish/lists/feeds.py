"""RSS and Atom by feedparser, JSON Feed by its specification (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
import re
from typing import Any

from publish.errors import InputUnusable, extra_missing
from publish.lists.item import Item
from publish.readers.source import Source

#: Characters of HTML from which on an entry counts as the whole article. Not measured: a teaser is
#: a paragraph or two, and taking one for the article would lose text, so the bound is high.
WHOLE = 1200


def feed(source: Source) -> list[Item]:
    """The entries of an RSS or Atom feed, in the feed's order.

    Raises:
        InputUnusable: it is broken so that no entry can be read.
        NeedsExtra: feedparser is not installed.
    """
    try:
        import feedparser
    except ImportError:
        raise extra_missing("Reading feeds", "web") from None
    if b"<!ENTITY" in source.data[:100_000]:
        raise InputUnusable(f"The feed {source.name} defines entities, which no real feed needs.")
    parsed = feedparser.parse(source.data)
    if parsed.bozo and not parsed.entries:
        raise InputUnusable(f"The feed {source.name} is broken: {parsed.get('bozo_exception')}.")
    return [_entry(entry) for entry in parsed.entries]


def json_feed(source: Source) -> list[Item]:
    """The items of a JSON feed."""
    table: dict[str, Any] = json.loads(source.data)
    found = []
    for entry in table.get("items") or ():
        if not isinstance(entry, dict):
            continue
        authors = entry.get("authors") or [entry.get("author") or {}]
        html = str(entry.get("content_html") or "")
        found.append(
            Item(
                str(entry.get("url") or entry.get("external_url") or ""),
                str(entry.get("title") or ""),
                tuple(str(a["name"]) for a in authors if isinstance(a, dict) and a.get("name")),
                _date(str(entry.get("date_published") or "")),
                html if len(html) >= WHOLE else "",
            )
        )
    return [item for item in found if item.address or item.html]


def _entry(entry: Any) -> Item:
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    html = max((str(c.get("value", "")) for c in entry.get("content", ())), key=len, default="")
    authors = [str(a.get("name", "")) for a in entry.get("authors", ())]
    return Item(
        str(entry.get("link", "")),
        _plain(str(entry.get("title", ""))),
        tuple(a for a in authors if a and "@" not in a),
        f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else "",
        html if len(html) >= WHOLE else "",
    )


def _date(text: str) -> str:
    found = re.match(r"\d{4}-\d{2}-\d{2}", text)
    return found.group() if found else ""


def _plain(text: str) -> str:
    from lxml import html

    if "<" not in text and "&" not in text:
        return text
    try:
        return " ".join("".join(map(str, html.fromstring(f"<p>{text}</p>").itertext())).split())
    except (ValueError, html.etree.ParserError):
        return text
