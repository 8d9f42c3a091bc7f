"""The cache of finished sound: one file an entry, found by what went into it.

Safe for several processes: an entry is written under a name of its own and renamed; a reader sees
the whole or nothing. Verified on read: an entry that is cut short or changed is removed and counts
as absent, so that it is made again. Bounded: `trim` removes what was used longest ago.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import struct
import tempfile
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish.errors import ConfigurationError, OutputError
from publish.files import output_error

_MAGIC = b"publish\x01"
_FIXED = struct.Struct("<8sIIQI")  # magic, head length, head sum, body length, body sum

#: An entry counts as used again at most this often, in seconds: it spares a write a read.
_TOUCH_AFTER = 3600

#: Left-over temporary files are from a process that was killed once they are this old (seconds).
_STALE_AFTER = 86_400

_SCRATCH = "scratch-"

#: The file that tells how much came in since the cache was trimmed.
_GROWN = "grown"
#: What part of the limit may come in until it is trimmed again: looking through 4 GB takes 0.3 s,
#: which is lost in the speaking of 400 MB.
_PART = 10


def default_folder() -> Path:
    """``PUBLISH_CACHE``, or the user's cache folder."""
    named = os.environ.get("PUBLISH_CACHE", "")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("publish", appauthor=False)


def key_of(*parts: object) -> str:
    """The name of an entry: a hash of `parts`, whose order counts. Parts are told apart."""
    text = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode("ascii"), digest_size=20).hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries below `folder`: a head of small facts (JSON) and a body of bytes."""

    folder: Path

    def path(self, key: str) -> Path:
        """Where the entry `key` is kept."""
        return self.folder / key[:2] / key[2:]

    def head(self, key: str) -> dict[str, Any] | None:
        """The head of an entry; None when there is no whole entry."""
        return self._read(key, body=False)[0]

    def get(self, key: str) -> tuple[dict[str, Any], bytes] | None:
        """Head and body of an entry; None when there is no whole entry."""
        head, body = self._read(key, body=True)
        return None if head is None else (head, body)

    def put(self, key: str, head: dict[str, Any], body: bytes) -> None:
        """Keep an entry.

        Raises:
            OutputError: the cache cannot be written, or its disk is full.
        """
        path = self.path(key)
        facts = json.dumps(head, separators=(",", ":")).encode()
        fixed = _FIXED.pack(_MAGIC, len(facts), zlib.crc32(facts), len(body), zlib.crc32(body))
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            try:
                file = temporary.open("wb")
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                file = temporary.open("wb")
            with file:
                file.write(fixed)
                file.write(facts)
                file.write(body)
            temporary.replace(path)
        except PermissionError:
            if not path.exists():  # Windows refuses to replace a file that is being read
                raise self._unwritable(PermissionError(13, "Permission denied")) from None
            temporary.unlink(missing_ok=True)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> OutputError:
        plain = output_error(self.folder, error)
        return OutputError(
            f"Finished speech cannot be kept. {plain.message}",
            "Free some space, or name another folder with PUBLISH_CACHE.",
        )

    def _read(self, key: str, *, body: bool) -> tuple[dict[str, Any] | None, bytes]:
        path = self.path(key)
        try:
            with path.open("rb") as file:
                fixed = file.read(_FIXED.size)
                status = os.fstat(file.fileno())
                magic, head_size, head_sum, body_size, body_sum = _FIXED.unpack(fixed)
                if status.st_size != _FIXED.size + head_size + body_size or magic != _MAGIC:
                    raise ValueError
                facts = file.read(head_size)
                data = file.read(body_size) if body else b""
            if zlib.crc32(facts) != head_sum or (body and zlib.crc32(data) != body_sum):
                raise ValueError
            head = json.loads(facts)
        except FileNotFoundError:
            return None, b""
        except (OSError, ValueError, struct.error):
            self.drop(key)
            return None, b""
        if time.time() - status.st_mtime > _TOUCH_AFTER:
            with contextlib.suppress(OSError):
                os.utime(path)
        return head, data

    def drop(self, key: str) -> None:
        """Remove an entry that turned out to be no good."""
        with contextlib.suppress(OSError):
            self.path(key).unlink(missing_ok=True)

    def ready(self) -> None:
        """See that the folder can be had. Raises `ConfigurationError`."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(
                f"The folder for finished speech cannot be made: {self.folder} "
                f"({error.strerror or error}).",
                "Name another with PUBLISH_CACHE.",
            ) from error

    def scratch(self) -> Path:
        """A new folder for files of the moment; the caller removes it."""
        try:
            return Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=self.folder))
        except OSError as error:
            raise self._unwritable(error) from error

    def due(self, grown: int, limit: int) -> bool:
        """Take note that about `grown` bytes came in; whether it is time to `trim` to `limit`.

        It is when a tenth of `limit` has come in, from whatever process, since `trim`: the cache
        then overshoots by a tenth at most, and ten thousand small runs do not look through it
        each. The note is a file with a byte for each 16 KB of `grown`: appending is safe for
        several processes, and what one adds while another trims is an error of one run.
        """
        try:
            with (self.folder / _GROWN).open("ab") as file:
                file.write(bytes(max(1, grown >> 14)))
                return file.tell() << 14 >= limit // _PART
        except OSError:
            return True

    def trim(self, limit: int) -> int:
        """Remove what was used longest ago until at most `limit` bytes are left.

        Returns:
            The bytes that are left.
        """
        with contextlib.suppress(OSError):
            (self.folder / _GROWN).unlink(missing_ok=True)
        entries: list[tuple[float, int, str]] = []
        now = time.time()
        for folder in self.folder.glob(f"{_SCRATCH}*"):
            with contextlib.suppress(OSError):
                if now - folder.stat().st_mtime > _STALE_AFTER:
                    shutil.rmtree(folder, ignore_errors=True)
        for path, status in _files(self.folder):
            if path.endswith(".tmp") and now - status.st_mtime < _STALE_AFTER:
                continue
            used = 0.0 if path.endswith(".tmp") else status.st_mtime
            entries.append((used, status.st_size, path))
        total = sum(size for _, size, _ in entries)
        entries.sort()
        for used, size, path in entries:
            if total <= limit and used:
                break
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108 - a hundred thousand Path objects cost a second
            total -= size
        return total


def _files(folder: Path) -> list[tuple[str, os.stat_result]]:
    found = []
    with contextlib.suppress(OSError):
        for shelf in os.scandir(folder):
            if len(shelf.name) != 2 or not shelf.is_dir():
                continue
            with contextlib.suppress(OSError):
                found += [(entry.path, entry.stat()) for entry in os.scandir(shelf.path)]
    return found
