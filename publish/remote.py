"""Files at addresses that fsspec knows: ``s3://``, ``sftp://``, ``memory://``, ``file://`` ..."""

from __future__ import annotations

import re
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
#: Kinds of addresses that have an extra of their own; the others' packages are named by fsspec.
_EXTRAS = {"s3": "s3", "s3a": "s3", "sftp": "sftp", "ssh": "sftp"}
#: What to do about an error of a store, by its name: their messages say what, not what next.
_HINTS = {
    "NoCredentialsError": "Give them in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
    "or in the file ~/.aws/credentials.",
    "EndpointConnectionError": "Check the connection, and AWS_ENDPOINT_URL where you set it.",
}


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


def reach(folder: str) -> None:
    """Look whether files can be put into `folder`, which need not be there yet.

    Raises:
        NetworkError: the place cannot be reached, or not by this user.
        OutputError: the bucket that it is in is not there.
        NeedsExtra.
    """
    sizes(joined(folder, ".publish"))  # which is not there: one question, however much there is
    system, path = _open(folder)
    if _whole(system):
        bucket = path.strip("/").partition("/")[0]
        try:
            system.info(bucket)
        except FileNotFoundError:
            raise OutputError(
                f"There is no bucket {bucket} for {shown(folder)}.",
                "Make it first, or check the address.",
            ) from None
        except Exception:  # only who may see the whole bucket is told
            return


def sizes(folder: str) -> dict[str, int]:
    """The names and sizes of all files in `folder` and the folders below it, none where none is.

    Names are relative to `folder`, with slashes.

    Raises:
        NetworkError, NeedsExtra.
    """
    system, path = _open(folder)
    system.invalidate_cache(path)
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
    system.invalidate_cache()
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
    from secrets import token_hex

    system, path = _open(address)
    parent, _, name = path.rpartition("/")
    temporary = f"{parent}/.{token_hex(6)}-{name}"
    try:
        if _whole(system):  # no folders either: to ask for one may make a bucket
            system.put_file(str(file), path)
            return
        system.makedirs(parent, exist_ok=True)
        try:
            system.put_file(str(file), temporary)
            system.mv(temporary, path)
        except BaseException:
            with suppress(Exception):
                system.rm_file(temporary)
            raise
    except Exception as error:
        raise OutputError(
            f"{shown(address)} could not be written: {_said(error)}.",
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
        raise extra_missing(shown(address), _EXTRAS.get(_kind(address), "remote")) from None
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        own = _EXTRAS.get(_kind(address))
        missing = extra_missing(shown(address), own or "remote")
        if not own:  # fsspec says which package it wants
            missing.hint += f" ({error})"
        raise missing from error
    except ValueError as error:
        raise InputUnusable(f"{shown(address)} is no address that can be used: {error}.") from error
    except Exception as error:
        raise _unreachable(address, error) from error
    return system, path


def _kind(address: str) -> str:
    """The scheme of the place itself: of ``zip://a.txt::s3://b/c.zip`` it is ``s3``."""
    return address.rsplit("::", 1)[-1].partition("://")[0].lower()


def _whole(system: Any) -> bool:
    named = system.protocol
    return not _WHOLE.isdisjoint((named,) if isinstance(named, str) else named)


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
    hint = _HINTS.get(type(error).__name__)
    return NetworkError(
        f"{shown(address)} cannot be reached: {_said(error)}.",
        hint or "Check the address, the connection, and your rights there.",
    )


def _said(error: Exception) -> str:
    """What an error says, in one line without a full stop, or else what it is called."""
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
