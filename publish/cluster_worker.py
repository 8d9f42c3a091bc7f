"""What a worker of a Dask cluster does: it hands articles to processes of its own."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

from distributed import Worker, WorkerPlugin, get_worker

from publish.errors import ConfigurationError
from publish.narration.far import Delivery, Load
from publish.narration.workers import Lost
from publish.pipeline import Failure, Outcome, Request
from publish.pools import Crashed, Crew, LocalPool, build_here, outcome, perform_here
from publish.version import __version__


class Processes(WorkerPlugin):
    """Gives a Dask worker its processes, one a thread, and takes them with it when it ends."""

    pool: LocalPool

    def setup(self, worker: Worker) -> None:
        """Called on each worker, also on those that come later."""
        self.pool = LocalPool(worker.state.nthreads)

    def teardown(self, worker: Worker) -> None:
        """Called when the run or the worker ends."""
        self.pool.shutdown()


def build_there(request: Request, *, plugin: str, folder: str, version: str) -> Outcome:
    """Build `request` in a process of the Dask worker that this runs in.

    Args:
        plugin: the name of that worker's `Processes`.
        folder: where the client stands; relative names count from there.
        version: of the client.

    Raises:
        ConfigurationError: the worker's publish is of another version.
        RuntimeError: the worker is about to end; the article is for another.
    """
    pool = _pool(plugin, version)
    crew = Crew(pool, partial(_build_in, folder), pool.workers)
    found = outcome(crew, 0, request, pool.submit(crew.function, request))
    if pool.closed:
        raise RuntimeError("the worker was stopped")
    return found


def perform_there(load: Load, *, plugin: str, version: str) -> Delivery:
    """Do a part of a narration in a process of the Dask worker that this runs in.

    Args and errors are those of `build_there`.
    """
    pool = _pool(plugin, version)
    try:
        return pool.submit(perform_here, load).result()
    except Crashed as error:
        if pool.closed:
            raise RuntimeError("the worker was stopped") from None
        return Delivery(Lost(f"its process ended with code {error}"))


def _pool(plugin: str, version: str) -> LocalPool:
    if version != __version__:
        raise differs(f"publish {__version__}", platform.node(), f"publish {version}")
    return cast(Processes, get_worker().plugins[plugin]).pool


def differs(theirs: str, worker: str, ours: str) -> ConfigurationError:
    """The error for a worker whose version is not the client's."""
    return ConfigurationError(
        f"The worker {worker} has {theirs}, but this is {ours}.",
        "Editions would differ from machine to machine: install the same version everywhere.",
    )


def _build_in(folder: str, request: Request) -> Outcome:
    try:
        os.chdir(folder)
    except OSError:
        relative = next((place for place in _places(request) if not place.is_absolute()), None)
        if relative is not None:
            why = f"The worker on {platform.node()} has no folder {folder}, where {relative} is."
            hint = "Share the folder with all workers, or use addresses such as s3://bucket/folder."
            return Outcome(request.name, failures=(Failure(ConfigurationError(why, hint)),))
    return build_here(request)


def _places(request: Request) -> Iterator[Path]:
    yield from (each.place for each in request.inputs if each.place)
    if not request.address:
        yield from (target for _, target in request.targets)
