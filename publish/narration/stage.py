"""What the narrations of a run share: worker processes with their engines, a folder for files of
the moment, and the care for the size of the cache.

A process that speaks takes 0.4 s to start, an engine up to seconds; a short article is spoken in
less. So they stay from one article to the next.
"""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from types import TracebackType

from publish.narration.cache import Cache
from publish.narration.workers import Workers

#: Bytes that a character of script leaves in the cache: 15 are said in a second, which is 44 kB of
#: samples and 8 kB encoded.
_A_CHARACTER = 3_500


class Stage:
    """Where narrations are made, one after the other. A context manager: leaving it clears up.

    For one process and one thread of it.

    Args:
        far: workers of other machines, which then do all the work.
    """

    def __init__(self, far: Workers | None = None) -> None:
        self._far = far
        self._workers: Workers | None = None
        self._scratch: dict[Path, Path] = {}

    def __enter__(self) -> Stage:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def workers(self, jobs: int, *, inline: bool) -> Workers:
        """At least `jobs` processes; with `inline` none, this process works itself."""
        if self._far is not None:
            return self._far
        if inline:
            return Workers(jobs, inline=True)
        if self._workers is not None and self._workers.jobs < jobs:
            self._workers.close()
            self._workers = None
        if self._workers is None:
            self._workers = Workers(jobs)
        return self._workers

    def scratch(self, cache: Cache) -> Path:
        """A folder for files of the moment, beside what `cache` holds. Raises `OutputError`."""
        if cache.folder not in self._scratch:
            self._scratch[cache.folder] = cache.scratch()
        return self._scratch[cache.folder]

    def spoken(self, cache: Cache, characters: int, limit: int) -> None:
        """Take note that a script of `characters` was spoken; trim `cache` to `limit` when due.

        In this process and in others, now and in runs to come: see `Cache.due`.

        Args:
            limit: bytes that the cache may hold.
        """
        if cache.due(characters * _A_CHARACTER, limit):
            cache.trim(limit)

    def close(self) -> None:
        """Stop the processes and remove the folders."""
        if self._workers is not None:
            self._workers.close()
            self._workers = None
        for folder in self._scratch.values():
            rmtree(folder, ignore_errors=True)
        self._scratch.clear()
