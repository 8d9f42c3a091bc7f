"""Writing files so that a reader sees the whole file or none: a temporary file, then a rename."""

from __future__ import annotations

import errno
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publish.errors import OutputError


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
        name = f".{target.stem[:40]}-{secrets.token_hex(6)}{target.suffix}"
        temporary = target.parent / name
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
