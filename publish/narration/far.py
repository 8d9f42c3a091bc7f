"""Speech by the processes of other machines: tasks go there with the sound that they need, and what
they make comes back into this machine's cache. Or by those of a pool that others use, too.

The interface is that of `concurrent.futures`; which cluster stands behind it, others know. There a
task is done in a folder of the moment, by the same functions as here.
"""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from publish.errors import ConfigurationError, PublishError
from publish.narration.cache import Cache, default_folder
from publish.narration.codecs import Codec, encoder_version
from publish.narration.stage import Stage
from publish.narration.takes import Take
from publish.narration.tasks import (
    EngineSpec,
    Introduction,
    Line,
    Stretch,
    encode_stretch,
    engine_of,
    introduce,
    speak,
)
from publish.narration.workers import Lost, Task, Workers
from publish.processes import awaited

T = TypeVar("T")

#: An entry of the cache: its key, its head and its body.
Entry = tuple[str, dict[str, Any], bytes]


@dataclass(frozen=True, slots=True)
class Load:
    """A task on its way: with the entries that it needs, and the keys of those that it makes.

    Attributes:
        folder: of the cache in the task's arguments, which is another one there.
    """

    task: Task[Any]
    folder: Path | None = None
    needs: tuple[Entry, ...] = ()
    makes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a task, and the entries that it made."""

    outcome: Any
    made: tuple[Entry, ...] = ()


class FarWorkers(Workers):
    """Workers that are not ours, most of them of other machines.

    Args:
        executor: takes calls of `function`, which does a load there.
        jobs: how many loads are done at once.
        look: raises a `PublishError` when the executor is gone for good.
        carry: whether the sound goes with the tasks: workers of this machine have the same cache.
    """

    def __init__(
        self,
        executor: Executor,
        function: Callable[[Load], Delivery],
        jobs: int,
        look: Callable[[], None],
        *,
        carry: bool = True,
    ) -> None:
        super().__init__(jobs)
        self.executor = executor
        self.function = function
        self.look = look
        self.carry = carry
        self._versions: dict[EngineSpec, str] = {}

    def run(self, tasks: Iterable[Task[T]]) -> Iterator[T | Lost]:
        """The outcomes of `tasks`, in their order; what they made is in the cache by then.

        Raises:
            PublishError: as a task raised it, or the executor is lost.
        """
        waiting: deque[tuple[Load, Future[Delivery]]] = deque()
        try:
            for task in tasks:
                load = self._load(task)
                waiting.append((load, self._submit(load)))
                if len(waiting) >= 2 * self.jobs + 2:
                    yield self._take(*waiting.popleft())
            while waiting:
                yield self._take(*waiting.popleft())
        finally:
            for _, future in waiting:
                future.cancel()

    def close(self) -> None:
        """The processes are not ours to stop."""

    def _submit(self, load: Load) -> Future[Delivery]:
        try:
            return self.executor.submit(self.function, load)
        except Exception as error:  # its connection has just gone
            failed: Future[Delivery] = Future()
            failed.set_exception(error)
            return failed

    def _load(self, task: Task[Any]) -> Load:
        if not self.carry:
            return Load(task)
        match task.arguments:
            case (EngineSpec() as spec, Path() as folder, lines) if task.function is speak:
                keys = tuple(line.key for line in lines)
                arguments = (self._versions.get(spec, ""), *task.arguments)
                return Load(replace(task, function=_speak, arguments=arguments), folder, (), keys)
            case (Path() as folder, str() as key, Stretch() as stretch, _) if (
                task.function is encode_stretch
            ):
                cache = Cache(folder)
                kept = ((each, cache.get(each)) for each in dict.fromkeys(stretch.keys) if each)
                needs = tuple((each, *entry) for each, entry in kept if entry)
                arguments = (encoder_version(), *task.arguments)
                return Load(
                    replace(task, function=_encode, arguments=arguments), folder, needs, (key,)
                )
        return Load(task)

    def _take(self, load: Load, future: Future[Delivery]) -> Any:
        try:
            delivery = awaited(future, self.look)
        except PublishError:
            raise
        except Exception as error:  # the cluster's own: the task is tried again by who gave it
            return Lost(f"{type(error).__name__}: {error}")
        if load.folder is not None:
            cache = Cache(load.folder)
            for entry in delivery.made:
                cache.put(*entry)
        if isinstance(delivery.outcome, Introduction) and load.task.function is introduce:
            self._versions[load.task.arguments[0]] = delivery.outcome.version
        return delivery.outcome


def perform(load: Load, stage: Stage) -> Delivery:
    """Do `load` on this machine, by a process of `stage`.

    Raises:
        PublishError: the engine cannot work here, or is not the one that others have.
    """
    home = Cache(default_folder())
    home.ready()
    scratch = stage.scratch(home)
    with TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as place:
        cache = Cache(Path(place))
        for entry in load.needs:
            cache.put(*entry)
        arguments = tuple(_ours(each, load, cache, scratch) for each in load.task.arguments)
        outcome = stage.workers(1, inline=False).one(replace(load.task, arguments=arguments))
        kept = ((key, cache.get(key)) for key in load.makes)
        return Delivery(outcome, tuple((key, *entry) for key, entry in kept if entry))


def _ours(given: Any, load: Load, cache: Cache, scratch: Path) -> Any:
    """An argument as it is on this machine."""
    if isinstance(given, EngineSpec):
        # The same for every load, or the engine would be opened anew.
        return replace(given, options=replace(given.options, scratch=scratch))
    return cache.folder if load.folder is not None and given == load.folder else given


def _speak(
    version: str, spec: EngineSpec, folder: Path, lines: tuple[Line, ...]
) -> tuple[Take | str, ...]:
    own = engine_of(spec).version
    if version and own != version:
        raise _differs(f"the engine {spec.name} {own}", version)
    return speak(spec, folder, lines)


def _encode(
    version: str, folder: Path, key: str, stretch: Stretch, codec: Codec
) -> int | tuple[str, ...]:
    if encoder_version() != version:
        raise _differs(f"PyAV {encoder_version()}", version)
    return encode_stretch(folder, key, stretch, codec)


def _differs(own: str, wanted: str) -> ConfigurationError:
    return ConfigurationError(
        f"The worker on {platform.node()} has {own}, but others have {wanted}.",
        "A book's sound would differ from chapter to chapter: install the same version everywhere.",
    )
