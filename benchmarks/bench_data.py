"""The measuring data: where it is, what is in it. ``BENCH_ARTICLES`` names the unpacked folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: What stands before a country's ending in the names of sites: bbc.co.uk is one.
_SECOND = ("ac", "co", "com", "edu", "gov", "net", "org")


@dataclass(frozen=True, slots=True)
class Sample:
    """One page with its gold text; `set`, `language` and `domain` are those of its ``meta.json``,
    `site` is the site that its domain belongs to."""

    name: str
    set: str
    language: str
    domain: str
    folder: Path

    @property
    def page(self) -> bytes:
        return (self.folder / "page.html").read_bytes()

    @property
    def gold(self) -> str:
        return (self.folder / "gold.txt").read_text(encoding="utf-8")

    @property
    def meta(self) -> dict[str, Any]:
        return meta(self.folder)

    @property
    def site(self) -> str:
        return site(self.domain)


def root() -> Path:
    """The unpacked folder that ``BENCH_ARTICLES`` names: it holds ``dev``."""
    folder = os.environ.get("BENCH_ARTICLES")
    if not folder or not (Path(folder) / "dev").is_dir():
        raise SystemExit("Set BENCH_ARTICLES to the unpacked folder `cleaning` that holds dev/.")
    return Path(folder)


def pages() -> Iterator[Path]:
    """The folder of each page, by name."""
    yield from sorted((root() / "dev").iterdir())


def meta(folder: Path) -> dict[str, Any]:
    """What is known of the page in `folder`."""
    found: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return found


def site(host: str) -> str:
    """The site that a host belongs to: its registered domain, near enough."""
    parts = host.lower().split(".")
    public = len(parts[-1]) == 2 and len(parts) > 2 and parts[-2] in _SECOND
    return ".".join(parts[-3:] if public else parts[-2:])


def samples(*sets: str, language: str = "") -> Iterator[Sample]:
    """The pages of `sets`."""
    for folder in pages():
        about = meta(folder)
        if about["set"] in sets and language in ("", about["lang"]):
            yield Sample(folder.name, about["set"], about["lang"], about["domain"], folder)
