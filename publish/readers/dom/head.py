"""What the head of a page says: meta elements and linked data, read once for all who ask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from publish.readers.article.facts import Facts
from publish.readers.dom.parsing import Element

#: Linked data deeper or larger than this is no article's (levels, characters).
_DEEPEST = 12
_LARGEST = 2_000_000

ARTICLES = re.compile(
    r"(?:article|posting|blogpost|report|recipe|howto|review|creativework|story|news)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """Meta elements by lower-case name or property, every value in order, and linked data."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    data: tuple[dict[str, Any], ...] = ()

    def first(self, *names: str) -> str:
        """The first value that one of `names` has, in their order; empty when none has."""
        for name in names:
            for value in self.metas.get(name, ()):
                if value:
                    return value
        return ""

    def facts(self, title: str) -> Facts:
        """What helps to tell the article from the page around it."""
        body = next(
            (text for item in self.articles() if isinstance(text := item.get("articleBody"), str)),
            "",
        )
        return Facts(
            self.first("og:title") or title, self.first("og:description", "description"), body
        )

    def articles(self) -> Iterator[dict[str, Any]]:
        """The linked-data objects that describe an article."""
        for item in self.data:
            if any(ARTICLES.search(kind) for kind in kinds(item)):
                yield item


def read_head(root: Element) -> Head:
    """The head of the page at `root`."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        value = meta.get("content")
        if value:
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = meta.get(key)
                if name:
                    metas.setdefault(name.strip().lower(), []).append(" ".join(value.split()))
    items: list[dict[str, Any]] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").lower()
        text = script.text or ""
        if "ld+json" in kind and len(text) < _LARGEST:
            items.extend(_objects(_loads(text), 0))
    return Head(metas, tuple(items))


def kinds(item: dict[str, Any]) -> list[str]:
    """The types of a linked-data object."""
    kind = item.get("@type", ())
    return [kind] if isinstance(kind, str) else [k for k in kind if isinstance(k, str)]


def _loads(text: str) -> object:
    text = re.sub(
        r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\]\]>)\s*$",
        "",
        text,
    )
    for attempt in (text, re.sub(r"[\x00-\x1f]+", " ", text), re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """Every object in `value`, outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)
