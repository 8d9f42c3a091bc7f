"""The measuring data: where it is, what is in it. ``BENCH_ARTICLES`` names the unpacked folder."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Sample:
    """One page with its gold text; `set`, `language` and `domain` come from the index."""

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
        meta: dict[str, Any] = json.loads((self.folder / "meta.json").read_text(encoding="utf-8"))
        return meta


def root() -> Path:
    """The folder that holds ``index.tsv`` and ``dev``."""
    folder = os.environ.get("BENCH_ARTICLES")
    if not folder or not (Path(folder) / "index.tsv").is_file():
        raise SystemExit("Set BENCH_ARTICLES to the folder that holds index.tsv and dev/.")
    return Path(folder)


def samples(*sets: str, language: str = "") -> Iterator[Sample]:
    """The pages of `sets`, in the order of the index."""
    base = root()
    with (base / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["set"] in sets and language in ("", row["lang"]):
                folder = base / row["split"] / row["name"]
                yield Sample(row["name"], row["set"], row["lang"], row["domain"], folder)
