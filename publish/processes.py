"""Processes that do part of the work: how they are started, and how many there should be."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import current_process
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")


class Spawned(SpawnProcess):
    """A process that does not run the caller's main module again.

    Spawned processes do so unless told otherwise, which fails for a program from standard input and
    starts a script without ``if __name__ == "__main__"`` over and over. Workers need none of it.

    It may be started by any process, a daemon among them, and ends with it: a worker quits when the
    pipe to its pool closes, however its parent ended.
    """

    def start(self) -> None:
        """Start it."""
        # A process that ends waits for its children, unless they are daemons: those it stops.
        self.daemon = True
        # multiprocessing lets no daemon have children, since it cannot know that ours end by
        # themselves. What holds for this process is set back at once.
        mine: dict[str, Any] = current_process()._config  # type: ignore[attr-defined]
        with _ONE_AT_A_TIME:
            daemon = mine.get("daemon")
            main = sys.modules["__main__"]
            mine["daemon"] = False
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main
                mine["daemon"] = daemon


class Spawning(SpawnContext):
    """The context for pools: its processes are `Spawned`."""

    Process = Spawned


_ONE_AT_A_TIME = threading.Lock()


def begin() -> None:
    """Prepare a worker: Ctrl-C is the parent's affair, and what libraries print is nobody's."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def awaited(future: Future[T], look: Callable[[], None]) -> T:
    """The result of `future`, which may be long in coming; meanwhile `look` may raise instead."""
    while True:
        try:
            return future.result(LOOK)
        except TimeoutError:
            if future.done():
                return future.result()
            look()


#: Seconds between two looks at whether the pool is still there. Short of what a person who pressed
#: Ctrl-C waits: where a wait cannot be interrupted (Windows), it ends by itself.
LOOK = 0.5


def default_jobs() -> int:
    """One process for each processor this process may use."""
    counter = getattr(os, "process_cpu_count", os.cpu_count)
    available = getattr(os, "sched_getaffinity", None)
    return (len(available(0)) if available else counter()) or 1
