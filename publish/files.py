"""Writing files so that a reader sees the whole file or none: a temporary file, then a rename."""

from __future__ import annotations

import errno
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from publish.errors import OutputError

#: What the names of this attempt's temporary files begin with, after the name of the file to be.
_MARK: ContextVar[str] = ContextVar("mark", default="")
#: Hexadecimal digits in the name of a temporary file; those of a mark are the first of them.
_DIGITS = 16
_TEMPORARY = re.compile(rf"\.(.+)-([0-9a-f]{{{_DIGITS}}})(\.\w+)?", re.DOTALL)
#: Seconds after which nobody writes to a temporary file any more: a book of a day's encoding is
#: written to all the time.
_FORSAKEN = 86_400.0


def new_mark() -> str:
    """What names the temporary files of one run: half of their digits."""
    return secrets.token_hex(_DIGITS // 4)


@contextmanager
def attempt(targets: Iterable[Path], mark: str) -> Iterator[None]:
    """An attempt to make `targets`, whose folders nobody else of the same run writes to.

    A process that is killed leaves its temporary files. Those of an earlier attempt of the same
    run are removed, and those of other runs that have not been written to for a day.
    """
    paths = tuple(targets)
    for folder in {path.parent for path in paths}:
        stems = tuple(f".{path.stem[:40]}" for path in paths if path.parent == folder)
        with suppress(OSError):
            for entry in list(folder.iterdir()):
                found = _TEMPORARY.fullmatch(entry.name)
                if found and (
                    (mark and found[2].startswith(mark))
                    or (entry.name.startswith(stems) and _forsaken(entry))
                ):
                    _take_away(entry)
    token = _MARK.set(mark)
    try:
        yield
    finally:
        _MARK.reset(token)


def temporary_name(name: str, suffix: str = "") -> str:
    """A name that nothing has, for what will be called `name` and `suffix`."""
    mark = _MARK.get()
    return f".{name[:40]}-{mark}{secrets.token_hex(_DIGITS // 2)[len(mark) :]}{suffix}"


def _forsaken(entry: Path) -> bool:
    """Whether nothing at or in `entry` has been written for `_FORSAKEN` seconds."""
    inside = list(entry.iterdir()) if entry.is_dir() else []
    last = max(path.stat().st_mtime for path in [entry, *inside])
    return time.time() - last > _FORSAKEN


def _take_away(entry: Path) -> None:
    if entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        with suppress(OSError):
            entry.unlink()


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """A path to write to, which becomes `target` when the block ends without an error.

    The file stands in `target`'s own folder (made when absent), so that the rename cannot cross
    file systems; it keeps `target`'s suffix, which some encoders look at. After an error it is
    removed and `target` is as it was.

    Raises:
        OutputError: the folder or the file cannot be written, or the disk is full.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not mkstemp: that makes the file private, and an edition is as public as the umask says.
        temporary = target.parent / temporary_name(target.stem, target.suffix)
        temporary.open("xb").close()
    except OSError as error:
        raise output_error(target, error) from error
    try:
        yield temporary
        temporary.replace(target)
    except OSError as error:
        raise output_error(target, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(target: Path, data: bytes) -> None:
    """Write `data` to `target` atomically. Raises `OutputError`."""
    with atomic_path(target) as temporary:
        temporary.write_bytes(data)


def write_text(target: Path, text: str) -> None:
    """Write `text` to `target` atomically: UTF-8, line ends as they are. Raises `OutputError`."""
    write_bytes(target, text.encode("utf-8", "surrogatepass"))


def output_error(target: Path, error: OSError) -> OutputError:
    """The user's words for an operating-system error on `target`."""
    where = f"{target}"
    if error.errno == errno.ENOSPC:
        return OutputError(f"The disk is full: {where} could not be written.", "Free some space.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return OutputError(
            f"No permission to write {where}.",
            "Choose another folder with -o, or change its rights.",
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return OutputError(
            f"A file stands where a folder is needed for {where}.", "Choose another folder with -o."
        )
    if error.errno == errno.EISDIR:
        return OutputError(f"{where} is a folder, not a file.", "Choose another name with -o.")
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(f"The name is too long: {where}.", "Choose a shorter one with -o.")
    return OutputError(f"{where} could not be written: {error.strerror or error}.")
