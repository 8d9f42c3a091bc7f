"""Front matter: the metadata above a Markdown text, YAML between ``---`` or TOML between ``+++``.

Of YAML exactly what front matter uses is read: ``key: value``, quoted values, lists in brackets or
on lines with a dash, folded and literal text. Nothing in it can make an object or run anything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

from publish.model import Metadata
from publish.readers.dates import iso_date
from publish.report import Notice

Value: TypeAlias = str | tuple[str, ...]

#: Field of `Metadata` -> the keys that are understood, the first that is there wins.
KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "subtitle": ("subtitle", "deck", "dek", "standfirst", "description", "summary"),
    "authors": ("authors", "author", "byline", "by", "creator"),
    "publisher": ("publisher", "publication", "site", "site_name"),
    "place": ("place", "location", "dateline"),
    "published": ("published", "date", "pubdate", "publishdate", "created"),
    "modified": ("modified", "updated", "lastmod", "last_modified", "date_modified"),
    "language": ("language", "lang", "locale"),
    "source": ("source", "url", "canonical", "canonical_url", "link"),
    "rights": ("rights", "license", "licence", "copyright"),
}

_FENCE = {"---": ("---", "..."), "+++": ("+++",)}


def split(text: str, name: str) -> tuple[Metadata, str, int, tuple[Notice, ...]]:
    """The metadata, the text below it, the number of lines above that text, and notices.

    A text that does not begin with a fence, or never closes it, has no front matter.
    """
    lines = text.split("\n")
    closing = _FENCE.get(lines[0].rstrip()) if lines else None
    if closing is None:
        return Metadata(source=name), text, 0, ()
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in closing), 0)
    if not end or (lines[0].startswith("---") and not _looks_like_yaml(lines[1:end])):
        return Metadata(source=name), text, 0, ()
    head = lines[1:end]
    notices: tuple[Notice, ...] = ()
    try:
        values = _toml("\n".join(head)) if lines[0].startswith("+++") else _yaml(head)
    except tomllib.TOMLDecodeError as error:
        values = {}
        notices = (Notice("front-matter-unread", f"The front matter of {name} is wrong: {error}."),)
    return _metadata(values, name), "\n".join(lines[end + 1 :]), end + 1, notices


def _looks_like_yaml(lines: list[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    return bool(filled) and bool(re.match(r"[\w-]+\s*:|#", filled[0]))


def _metadata(values: Mapping[str, Value], name: str) -> Metadata:
    found: dict[str, Value] = {}
    for field, keys in KEYS.items():
        for key in keys:
            if values.get(key):
                found[field] = values[key]
                break

    def one(field: str) -> str:
        value = found.get(field, "")
        return value if isinstance(value, str) else ", ".join(value)

    authors = found.get("authors", ())
    if isinstance(authors, str):
        authors = tuple(re.split(r"\s*(?:;|,|\band\b|&)\s*", authors))
    return Metadata(
        title=one("title"),
        subtitle=one("subtitle"),
        authors=tuple(a for a in authors if a),
        publisher=one("publisher"),
        place=one("place"),
        published=iso_date(one("published")) or one("published"),
        modified=iso_date(one("modified")) or one("modified"),
        language=one("language").replace("_", "-"),
        source=one("source") or name,
        rights=one("rights"),
    )


def _toml(text: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, value in tomllib.loads(text).items():
        if isinstance(value, list):
            found[key.lower()] = tuple(_plain(v) for v in value)
        else:
            found[key.lower()] = _plain(value)
    return found


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _yaml(lines: list[str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    at = 0
    while at < len(lines):
        match = re.match(r"([A-Za-z_][\w -]*?)\s*:(?:\s+(.*))?$", lines[at])
        at += 1
        if not match:
            continue
        key = match[1].strip().lower().replace(" ", "_").replace("-", "_")
        value = _uncommented(match[2] or "")
        start = at
        while at < len(lines) and (
            not lines[at].strip() or lines[at][0] in " \t" or lines[at].startswith("- ")
        ):
            at += 1
        found[key] = _value(value, lines[start:at])
    return found


def _value(value: str, below: list[str]) -> Value:
    if value[:1] in (">", "|"):
        joined = "\n" if value[0] == "|" else " "
        return joined.join(line.strip() for line in below).strip()
    if value.startswith("[") and value.endswith("]"):
        inner = re.findall(r'"([^"]*)"|\'([^\']*)\'|([^,\[\]"\']+)', value[1:-1])
        return tuple(part.strip() for groups in inner for part in groups if part.strip())
    items = [re.match(r"\s*-\s+(.*)", line) for line in below]
    if not value and any(items):
        return tuple(
            _unquoted(re.sub(r"^name\s*:\s*", "", _uncommented(item[1]))) for item in items if item
        )
    folded = " ".join((value, *(line.strip() for line in below if line.strip())))
    return _unquoted(folded.strip())


def _uncommented(value: str) -> str:
    value = value.strip()
    if value[:1] in ("'", '"'):
        return value
    return re.split(r"\s+#", value, maxsplit=1)[0].strip()


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r'\\(["\\/])', r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
