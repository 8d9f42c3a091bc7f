"""Worker processes: tasks in, outcomes out, in order, a bounded number of them under way.

A pool of pebble: a task that crashes its process or takes too long costs that task alone, and the
process is replaced.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
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

            from publish.processes import Spawning, begin

            self.pool = ProcessPool(max_workers=self.jobs, context=Spawning(), initializer=begin)
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
