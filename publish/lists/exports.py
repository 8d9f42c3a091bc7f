"""Exports of read-it-later services: Pocket (HTML and CSV), Instapaper (CSV), wallabag (JSON)."""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import Any

from publish.lists.item import Item
from publish.readers.source import Source


def pocket_html(source: Source) -> list[Item]:
    """Pocket's ``ril_export.html``: links in lists."""
    from lxml import html

    root = html.fromstring(source.data)
    return [
        Item(str(link.get("href")), " ".join("".join(map(str, link.itertext())).split()))
        for link in root.iter("a")
        if str(link.get("href", "")).startswith(("http://", "https://"))
    ]


def table(source: Source) -> list[Item]:
    """A CSV with a column of addresses: Pocket's and Instapaper's."""
    csv.field_size_limit(10_000_000)
    text = source.data.decode("utf-8-sig", "replace")
    found = []
    for row in csv.DictReader(io.StringIO(text)):
        low = {str(name).strip().lower(): value for name, value in row.items() if name}
        address = str(low.get("url") or "")
        if address.startswith(("http://", "https://")):
            found.append(Item(address, str(low.get("title") or "")))
    return found


def wallabag(source: Source) -> list[Item]:
    """wallabag's JSON export, which holds the articles themselves."""
    entries: list[Any] = json.loads(source.data)
    found = []
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        authors = entry.get("published_by") or ()
        found.append(
            Item(
                str(entry.get("url") or entry.get("given_url") or ""),
                str(entry.get("title") or ""),
                tuple(str(name) for name in authors if name) if isinstance(authors, list) else (),
                _date(entry.get("published_at")),
                str(entry.get("content") or ""),
            )
        )
    return [item for item in found if item.address or item.html]


def _date(value: object) -> str:
    try:
        return datetime.datetime.fromisoformat(str(value)).date().isoformat()
    except ValueError:
        return ""
