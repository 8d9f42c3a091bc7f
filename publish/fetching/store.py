"""Answers that are kept between runs, and whose turn it is at which host."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publish.errors import NetworkError, OutputError, extra_missing
from publish.files import write_bytes

if TYPE_CHECKING:
    from publish.fetching.fetcher import Fetched


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with what the server wants to hear when it is asked again."""

    answer: Fetched
    etag: str = ""
    modified: str = ""

    def conditions(self) -> dict[str, str]:
        """The headers of a conditional request."""
        found = {}
        if self.etag:
            found["If-None-Match"] = self.etag
        if self.modified:
            found["If-Modified-Since"] = self.modified
        return found


def default_folder() -> Path:
    """``PUBLISH_CACHE``, or the user's cache folder."""
    own = os.environ.get("PUBLISH_CACHE")
    if own:
        return Path(own) / "web"
    from platformdirs import user_cache_path

    return user_cache_path("publish", appauthor=False) / "web"


def load(folder: Path, address: str) -> Kept | None:
    """The answer that was kept for `address`; None where there is none, or it is damaged."""
    from publish.fetching.fetcher import Fetched

    try:
        head, _, data = _place(folder, address).read_bytes().partition(b"\n")
        facts = json.loads(head)
        if facts["asked"] != address or facts["sha256"] != hashlib.sha256(data).hexdigest():
            return None
        answer = Fetched(facts["address"], data, facts["media_type"], facts["charset"])
        return Kept(answer, facts["etag"], facts["modified"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(folder: Path, address: str, kept: Kept) -> None:
    """Keep an answer that can be asked for conditionally. A full disk costs time, nothing else."""
    if not kept.conditions():
        return
    answer = kept.answer
    head = json.dumps(
        {
            "asked": address,
            "address": answer.address,
            "media_type": answer.media_type,
            "charset": answer.charset,
            "etag": kept.etag,
            "modified": kept.modified,
            "sha256": hashlib.sha256(answer.data).hexdigest(),
        }
    )
    with suppress(OutputError):
        write_bytes(_place(folder, address), head.encode() + b"\n" + answer.data)


@contextmanager
def host_lock(folder: Path, host: str, patience: float) -> Iterator[Path]:
    """Be the only one that asks `host`, over all processes of this user.

    Args:
        patience: seconds to wait for others, for each of up to twenty that may stand before us.

    Yields:
        The file that says when the host was last asked.

    Raises:
        NetworkError: others have held the host for too long.
    """
    try:
        from filelock import FileLock, Timeout
    except ImportError:
        raise extra_missing("Fetching from the web", "web") from None
    name = hashlib.sha256(host.lower().encode()).hexdigest()[:24]
    hosts = folder / "hosts"
    try:
        hosts.mkdir(parents=True, exist_ok=True)
        with FileLock(hosts / f"{name}.lock", timeout=patience * 20):
            yield hosts / f"{name}.asked"
    except Timeout:
        raise NetworkError(f"{host} is being asked by another run.", "Try again later.") from None


def last_asked(stamp: Path) -> float:
    """When the host was last asked, in seconds since 1970; 0 when that is not known."""
    try:
        return float(stamp.read_text("ascii"))
    except (OSError, ValueError):
        return 0.0


def _place(folder: Path, address: str) -> Path:
    name = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    return folder / "pages" / name[:2] / name
