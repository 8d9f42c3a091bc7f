"""A Dask cluster as a crew: the same code as on one machine, on the machines of its workers.

Each worker of the cluster builds in processes of its own, as many as it has threads: a library that
crashes takes its article with it, not the worker.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from publish.errors import ConfigurationError, NetworkError, PublishError, extra_missing
from publish.pools import Crew
from publish.version import __version__

#: Seconds in which a scheduler must answer, and have its first worker.
PATIENCE = 10
#: How often an article is given to another worker after an error of the cluster's own.
_RETRIES = 2
#: Seconds for which a scheduler may be away in mid-run.
_AWAY = 5.0


@contextmanager
def crew(address: str) -> Iterator[Crew]:
    """The crew of the cluster whose scheduler is at `address`, such as ``tcp://10.0.0.5:8786``.

    Raises:
        NeedsExtra: the extra ``cluster`` is not installed.
        NetworkError: the scheduler does not answer, or has no workers.
        ConfigurationError: a worker has another version of publish or of Python.
    """
    try:
        import distributed

        from publish.cluster_worker import Processes, build_there, perform_there
    except ImportError:
        raise extra_missing("--scheduler", "cluster") from None
    _quiet()
    try:
        library: Any = distributed  # whose methods have no types
        client = library.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise NetworkError(
            f"The scheduler at {address} does not answer.",
            "Check the address; start one with: dask scheduler",
        ) from error
    # Its name holds the client's, so that two runs on one cluster do not share processes.
    name = f"publish-{client.id}"
    try:
        with _lost(address):
            workers = _workers(client, address)
            _same_versions(client)
            client.register_plugin(Processes(), name=name)
            executor = client.get_executor(pure=False, retries=_RETRIES)
        work = partial(build_there, plugin=name, folder=str(Path.cwd()), version=__version__)
        perform = partial(perform_there, plugin=name, version=__version__)
        yield Crew(executor, work, workers, _Look(client, address), perform, apart=True)
    finally:
        with suppress(Exception):
            if client.status == "running":
                client.unregister_worker_plugin(name)
        client.close(timeout=1)


class _Look:
    """Raises `NetworkError` when the scheduler has been away for `_AWAY` seconds."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._seen = time.monotonic()

    def __call__(self) -> None:
        if self._client.status == "running":
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _AWAY:
            raise _gone(self._address)


def _workers(client: Any, address: str) -> int:
    """How many requests the cluster builds at once."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise NetworkError(
            f"The scheduler at {address} has no workers.",
            f"Start some, on any machine with publish: dask worker {address}",
        ) from None
    return sum(client.nthreads().values())


def _same_versions(client: Any) -> None:
    from publish.cluster_worker import differs

    # Functions of the standard library: a worker without publish can answer, too.
    there = client.run(resolve_name, "publish.version:__version__", on_error="return")
    for worker, version in there.items():
        if isinstance(version, Exception):
            raise ConfigurationError(
                f"The worker {worker} has no publish ({version}).",
                f"Install publish {__version__} where it runs, then start it again.",
            )
        if version != __version__:
            raise differs(f"publish {version}", worker, f"publish {__version__}")
    for worker, version in client.run(platform.python_version).items():
        # The third figure brings corrections only.
        if version.split(".")[:2] != platform.python_version().split(".")[:2]:
            raise differs(f"Python {version}", worker, f"Python {platform.python_version()}")


def _gone(address: str) -> NetworkError:
    return NetworkError(
        f"The scheduler at {address} was lost.",
        "Start it, then run the same command again: what is built is left alone.",
    )


@contextmanager
def _lost(address: str) -> Iterator[None]:
    """Turn what Dask says of a lost connection into a `NetworkError`."""
    try:
        yield
    except PublishError:
        raise
    except (OSError, TimeoutError) as error:
        raise _gone(address) from error


def _quiet() -> None:
    """Dask's own account of lost connections says nothing that our errors do not."""
    import logging

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
