"""Many articles at once: a pool behind the interface of `concurrent.futures`, results in order.

What runs is the same for processes of this machine and for a cluster; a `Crew` says how.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, TypeVar

from publish.delivery import deliver
from publish.errors import PublishError
from publish.narration.stage import Stage
from publish.pipeline import Failure, Outcome, Request
from publish.processes import LOOK, Spawned, awaited, begin

if TYPE_CHECKING:
    from publish.narration.far import Delivery, Load

T = TypeVar("T")

#: Requests under way for each worker: enough that none waits for another's result to be taken.
WINDOW = 4
#: Seconds a process has to clear up after it was told to end.
_LEAVE = 1.5


class Crashed(Exception):
    """A worker's process ended in the middle of a call. The argument is its exit code."""


class LocalPool(Executor):
    """Processes of this machine, each with a thread and a pipe of its own.

    Nothing is shared between them, so one that crashes, at whatever moment, costs its own call
    alone (which ends in `Crashed`) and is replaced. A pool whose workers share a pipe loses sight
    of a call when its process dies before the pipe's other end has heard who took it.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.closed = False
        self._threads = ThreadPoolExecutor(workers)
        self._mine = threading.local()
        self._all: list[_Worker] = []

    def submit(self, function: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        """Call `function` in one of the processes. Raises `RuntimeError` after `shutdown`."""
        return self._threads.submit(self._call, function, args, named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """Stop the processes, whatever they do; what they had half-written is removed."""
        self.closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.terminate()
        self._threads.shutdown(wait=True)
        for worker in self._all:
            worker.end()

    def _call(self, function: Callable[..., T], args: Any, named: Any) -> T:
        worker: _Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            worker = self._mine.worker = _Worker()
            self._all.append(worker)
        worker.ready()
        if self.closed:
            worker.terminate()
        found: T = worker.call(function, args, named)
        return found


class _Worker:
    """One process, started when it is needed and again after a crash."""

    def __init__(self) -> None:
        self._process: Spawned | None = None
        self._pipe: Any = None

    def ready(self) -> None:
        if self._process is None:
            self._pipe, theirs = multiprocessing.Pipe()
            process = Spawned(target=_serve, args=(theirs,))
            process.start()
            # Once only the process has its end of the pipe, the pipe closes when the process ends.
            theirs.close()
            self._process = process

    def call(self, function: Callable[..., Any], args: Any, named: Any) -> Any:
        try:
            self._pipe.send((function, args, named))
            well, found = self._pipe.recv()
        except (EOFError, OSError):
            raise Crashed(self.end()) from None
        if well:
            return found
        raise found

    def terminate(self) -> None:
        process = self._process
        if process is not None:
            process.terminate()

    def end(self) -> int | None:
        """Take leave of the process. Returns its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.join(_LEAVE)
        if process.exitcode is None:
            process.kill()
            process.join()
        self._pipe.close()
        return process.exitcode


def _serve(pipe: Any) -> None:
    """What a process does: calls, until the pipe closes."""
    begin()
    signal.signal(signal.SIGTERM, _unwind)
    try:
        while True:
            try:
                function, args, named = pipe.recv()
            except (EOFError, OSError):
                return
            try:
                answer = (True, function(*args, **named))
            except Exception as error:
                answer = (False, error)
            try:
                pipe.send(answer)
            except (TypeError, AttributeError, pickle.PicklingError) as error:
                pipe.send((False, TypeError(f"{type(answer[1]).__name__} cannot be sent: {error}")))
    finally:
        _stage().close()


@lru_cache(maxsize=1)
def _stage() -> Stage:
    """The stage of this process, which builds one article after the other."""
    return Stage()


def perform_here(load: Load) -> Delivery:
    """Do a part of a narration in a process of a pool."""
    from publish.narration.far import perform

    return perform(load, _stage())


def build_here(request: Request) -> Outcome:
    """Build `request` in a process of a pool, with the speech worker of the last one."""
    return deliver(request, stage=_stage())


def _unwind(*_: object) -> NoReturn:
    """Leave through every ``finally``, so that no temporary file stays behind."""
    raise SystemExit(1)


@dataclass(frozen=True, slots=True)
class Crew:
    """Who builds.

    Attributes:
        executor: takes calls of `function`.
        function: builds one request, in a worker.
        workers: how many requests are built at once.
        look: raises a `PublishError` when the executor is gone for good.
        perform: does a part of a narration, in a worker; None where no worker can.
        apart: whether the workers are of other machines, whose caches are not this one's.
    """

    executor: Executor
    function: Callable[[Request], Outcome]
    workers: int
    look: Callable[[], None] = lambda: None
    perform: Callable[[Load], Delivery] | None = None
    apart: bool = False


@contextmanager
def local(workers: int) -> Iterator[Crew]:
    """A crew of `workers` processes on this machine; they end with the context."""
    with LocalPool(workers) as pool:
        yield Crew(pool, build_here, workers, perform=perform_here)


#: A request with its place among all, and what will come of it.
Begun: TypeAlias = tuple[int, Request, Future[Outcome]]


def in_order(
    crew: Crew, todo: Iterable[tuple[int, Request]], early: Iterable[Begun] = ()
) -> Iterator[Outcome]:
    """The outcomes of `todo`, in order, a bounded number of requests under way.

    A request whose worker crashes is tried once more; what then fails is a `Failure` of its own.

    Args:
        todo: each with its place among all, which its outcome names.
        early: requests that were begun already; their outcomes come when they are done.

    Raises:
        PublishError: the pool as a whole is lost. What was built is there for the next run.
    """
    begun = list(early)
    waiting: deque[Begun] = deque()
    try:
        for place, request in todo:
            waiting.append((place, request, crew.executor.submit(crew.function, request)))
            if len(waiting) >= WINDOW * crew.workers:
                yield from _done(crew, begun)
                yield outcome(crew, *waiting.popleft())
        while waiting:
            yield from _done(crew, begun)
            yield outcome(crew, *waiting.popleft())
        while begun:
            wait([future for _, _, future in begun], LOOK, FIRST_COMPLETED)
            yield from _done(crew, begun)
            crew.look()
    finally:
        for _, _, future in (*waiting, *begun):
            future.cancel()


def _done(crew: Crew, begun: list[Begun]) -> Iterator[Outcome]:
    """The outcomes of what of `begun` is done, which is taken from it."""
    for each in [each for each in begun if each[2].done()]:
        begun.remove(each)
        yield outcome(crew, *each)


def outcome(crew: Crew, place: int, request: Request, future: Future[Outcome]) -> Outcome:
    """What `future`, the building of `request`, comes to; after a crash, the second time.

    Args:
        place: of the request among all.

    Raises:
        PublishError: the pool as a whole is lost, or a worker cannot take part.
    """
    try:
        try:
            return replace(awaited(future, crew.look), place=place)
        except (Crashed, CancelledError):
            again = crew.executor.submit(crew.function, request)
            return replace(awaited(again, crew.look), place=place)
    except PublishError:
        raise
    except Crashed as error:
        why = f"The process that built {request.name} crashed twice, with code {error}."
        hint = "Try it alone, or leave a format out, to find what it stumbles over."
    except Exception as error:
        why = f"{request.name} could not be built: {type(error).__name__}: {error}."
        hint = "Try it alone with --verbose, and report what it shows."
    return Outcome(request.name, failures=(Failure(PublishError(why, hint)),), place=place)
