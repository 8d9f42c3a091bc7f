"""Files at addresses that fsspec knows: ``s3://``, ``sftp://``, ``memory://``, ``file://`` ..."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from publish.errors import InputMissing, InputUnusable, NetworkError, OutputError, extra_missing

#: A scheme of two letters or more (a Windows drive has one), which fsspec is asked for; the web has
#: its own way in, which is polite.
_ADDRESS = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+(?:::[a-z][a-z0-9+.-]+)*://", re.I)
_PASSWORD = re.compile(r"(://[^/@:]*):[^/@]*@")
#: Stores in which a file is there as a whole or not at all, and in which a move is a second copy.
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "oci"})


def is_address(name: str) -> bool:
    """Whether `name` is for this module: an address, but not one of the web."""
    return bool(_ADDRESS.match(name))


def joined(folder: str, *names: str) -> str:
    """The address of a file in `folder`."""
    return "/".join([folder.rstrip("/"), *names])


def name_of(address: str) -> str:
    """The name of the file at `address`."""
    return address.split("::", 1)[0].rstrip("/").rsplit("/", 1)[-1]


def shown(address: str) -> str:
    """`address` for people to read: without the password that may stand in it."""
    return _PASSWORD.sub(r"\1@", address)


def read(address: str) -> bytes:
    """The bytes at `address`.

    Raises:
        InputMissing, InputUnusable: it is not there, or is no file.
        NetworkError: the place cannot be reached.
        NeedsExtra: a package for this kind of address is not installed.
    """
    system, path = _open(address)
    with _reading(address):
        data: bytes = system.cat_file(path)
    return data


def sizes(folder: str) -> dict[str, int]:
    """The names and sizes of all files in `folder` and the folders below it, none where none is.

    Names are relative to `folder`, with slashes.

    Raises:
        NetworkError, NeedsExtra.
    """
    system, path = _open(folder)
    try:
        found = system.find(path, detail=True)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except Exception as error:
        raise _unreachable(folder, error) from error
    top = path.rstrip("/") + "/"
    return {
        name.removeprefix(top): int(each["size"] or 0)
        for name, each in found.items()
        if name.startswith(top)
    }


def find(address: str) -> list[str]:
    """The addresses of all files that `address` stands for: a file, a folder, or a pattern.

    Raises:
        InputMissing: nothing is there.
        NetworkError, NeedsExtra.
    """
    system, path = _open(address)
    address = address.rstrip("/")
    with _reading(address):
        if any(sign in path for sign in "*?["):
            found = system.glob(path)
        elif system.isdir(path):
            found = system.find(path)
        else:
            return [address]
    # What stands before the path names the host, which fsspec's own way back to an address forgets.
    pattern = path.rstrip("/")
    stem = address.removesuffix(pattern) if address.endswith(pattern) else ""
    return [stem + each if stem else system.unstrip_protocol(each) for each in sorted(found)]


def upload(file: Path, address: str) -> None:
    """Put `file` at `address`, as a whole or not at all, in place of what is there.

    Raises:
        OutputError: it cannot be written there.
        NeedsExtra.
    """
    system, path = _open(address)
    parent, _, name = path.rpartition("/")
    temporary = f"{parent}/.{secrets.token_hex(6)}-{name}"
    whole = not _WHOLE.isdisjoint(_protocols(system))
    try:
        system.makedirs(parent, exist_ok=True)
        if whole:
            system.put_file(str(file), path)
            return
        try:
            system.put_file(str(file), temporary)
            system.mv(temporary, path)
        except BaseException:
            with suppress(Exception):
                system.rm_file(temporary)
            raise
    except Exception as error:
        raise OutputError(
            f"{shown(address)} could not be written: {error or type(error).__name__}.",
            "Check the address and your rights there, then run again.",
        ) from error


def remove(address: str) -> None:
    """Remove the file at `address`, if it is there and can be removed."""
    system, path = _open(address)
    with suppress(Exception):
        system.rm_file(path)


def _open(address: str) -> tuple[Any, str]:
    """The file system that `address` is of, and the path in it."""
    try:
        import fsspec
    except ImportError:
        raise extra_missing(shown(address), "remote") from None
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:  # fsspec says which package it wants
        missing = extra_missing(shown(address), "remote")
        missing.hint += f" ({error})"
        raise missing from error
    except ValueError as error:
        raise InputUnusable(f"{shown(address)} is no address that can be used: {error}.") from error
    except Exception as error:
        raise _unreachable(address, error) from error
    return system, path


def _protocols(system: Any) -> tuple[str, ...]:
    named = system.protocol
    return (named,) if isinstance(named, str) else tuple(named)


@contextmanager
def _reading(address: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise InputMissing(f"There is nothing at {shown(address)}.", "Check the address.") from None
    except IsADirectoryError:
        raise InputUnusable(f"{shown(address)} is a folder, not an article.") from None
    except PermissionError as error:
        raise InputUnusable(f"No permission to read {shown(address)}.") from error
    except Exception as error:
        raise _unreachable(address, error) from error


def _unreachable(address: str, error: Exception) -> NetworkError:
    return NetworkError(
        f"{shown(address)} cannot be reached: {error or type(error).__name__}.",
        "Check the address, the connection, and your rights there.",
    )
