"""Worker processes: tasks in, outcomes out, in order, a bounded number of them under way.

A pool of pebble: a task that crashes its process or takes too long costs that task alone, and the
process is replaced.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType, TracebackType
from typing import Any, Generic, TypeVar

from publish.errors import PublishError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Task(Generic[T_co]):
    """A call of `function`, which must be importable by its name; `seconds` it may take."""

    function: Callable[..., T_co]
    arguments: tuple[Any, ...]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """What is left of a task whose process crashed or was stopped: why, in words."""

    why: str


class Workers:
    """`jobs` processes, started when they are first needed.

    With ``inline=True`` tasks run in this process: for engines that cannot crash.
    """

    def __init__(self, jobs: int, *, inline: bool = False) -> None:
        self.jobs = jobs
        self.inline = inline
        self.pool: Any = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, tasks: Iterable[Task[T]]) -> Iterator[T | Lost]:
        """The outcomes of `tasks`, in their order.

        Raises:
            PublishError: as a task raised it. What else a task raises is a fault of its own.
        """
        if self.inline:
            for task in tasks:
                yield task.function(*task.arguments)
            return
        waiting: deque[Any] = deque()
        try:
            for task in tasks:
                waiting.append(self._schedule(task))
                # Enough that no process waits for this one, few enough to bound what is under way.
                if len(waiting) >= 2 * self.jobs + 2:
                    yield self._outcome(waiting.popleft())
            while waiting:
                yield self._outcome(waiting.popleft())
        finally:
            for future in waiting:
                future.cancel()

    def one(self, task: Task[T]) -> T | Lost:
        """The outcome of a single task."""
        return next(self.run([task]))

    def close(self) -> None:
        """Stop all processes, whatever they do."""
        if self.pool is not None:
            pool, self.pool = self.pool, None
            pool.stop()
            pool.join()

    def _schedule(self, task: Task[T]) -> Any:
        if self.pool is None:
            from pebble import ProcessPool

            self.pool = ProcessPool(max_workers=self.jobs, context=_Context(), initializer=_begin)
        return self.pool.schedule(task.function, args=task.arguments, timeout=task.seconds)

    def _outcome(self, future: Any) -> Any:
        from concurrent.futures import TimeoutError as Late
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        try:
            return future.result()
        except PublishError:
            raise
        except Late:
            return Lost("it took too long")
        except ProcessExpired as error:
            return Lost(f"its process ended with code {error.exitcode}")
        except BrokenProcessPool:
            self.close()  # the next task starts another pool
            return Lost("its process ended before it began")


class _Process(SpawnProcess):
    """A process that does not run the caller's main module again.

    Spawned processes do so unless told otherwise, which fails for a program from standard input and
    starts a script without ``if __name__ == "__main__"`` over and over. Workers need none of it.
    """

    @staticmethod
    def _Popen(process: Any) -> Any:  # noqa: N802 - a hook of multiprocessing
        with _ONE_AT_A_TIME:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                return SpawnProcess._Popen(process)
            finally:
                sys.modules["__main__"] = main


class _Context(SpawnContext):
    Process = _Process


_ONE_AT_A_TIME = threading.Lock()


def _begin() -> None:
    """Prepare a worker: Ctrl-C is the parent's affair, and what libraries print is nobody's."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def default_jobs() -> int:
    """One process for each processor this process may use."""
    counter = getattr(os, "process_cpu_count", os.cpu_count)
    available = getattr(os, "sched_getaffinity", None)
    return (len(available(0)) if available else counter()) or 1
