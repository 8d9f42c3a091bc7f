"""From inputs to requests: what is built, where it goes, and in which processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from publish import remote, settings
from publish.choice import Choice, choose
from publish.delivery import deliver
from publish.inputs import Input
from publish.narration.stage import Stage
from publish.pipeline import Outcome, Request
from publish.report import Listener, Silent
from publish.survey import Survey, survey

if TYPE_CHECKING:
    pass

#: Below this number of articles a pool of processes costs more than it brings: a worker takes 1.2
#: to 2 s of processor time to start, a text article 0.01 s, an EPUB 0.04 s (measured on two cores).
POOL_FROM = 200


def requests(
    found: Sequence[Input],
    explicit: Mapping[str, Any],
    listener: Listener | None = None,
    among: Sequence[Input] = (),
) -> Sequence[Request]:
    """A request for each input, or one for all when they are bound; each is made when it is taken.

    Args:
        explicit: settings from the command line and the environment; a `ChainMap` of the two where
            both count.
        among: the inputs that tell what articles of one source share; `found` unless told.

    Raises:
        UsageError, UnknownName, ConfigurationError, OutputError.
        NetworkError, NeedsExtra: the address that the editions are for cannot be reached.
    """
    first = settings.load(found[0].folder, explicit)
    groups = [tuple(found)] if first.bind else [(each,) for each in found]
    chosen: dict[Path | None, Choice] = {}
    for group in groups:
        folder = group[0].folder
        if folder not in chosen:
            chosen[folder] = choose(folder, explicit, len(groups) > 1)
    if not first.scheduler:  # the workers may be let in where this machine is not
        for address in {choice.address for choice in chosen.values() if choice.address}:
            remote.reach(address)
    known = Survey()
    if first.furniture:
        private = first.allow_private
        known = survey(among or found, listener or Silent(), allow_private=private)
    return _Requests(groups, chosen, known)


class _Requests(Sequence[Request]):
    """Requests that are made when they are taken: a million of them would fill the memory."""

    def __init__(
        self,
        groups: Sequence[tuple[Input, ...]],
        chosen: Mapping[Path | None, Choice],
        known: Survey,
    ) -> None:
        self._groups = groups
        self._chosen = chosen
        self._known = known

    def __len__(self) -> int:
        return len(self._groups)

    @overload
    def __getitem__(self, which: int) -> Request: ...
    @overload
    def __getitem__(self, which: slice) -> _Requests: ...
    def __getitem__(self, which: int | slice) -> Request | _Requests:
        if isinstance(which, slice):
            return _Requests(self._groups[which], self._chosen, self._known)
        group = self._groups[which]
        return self._chosen[group[0].folder].request(group, self._known)


def run(todo: Sequence[Request], jobs: int, listener: Listener) -> Iterator[Outcome]:
    """Build all requests; one that fails never stops the others.

    The outcomes come in order, but some of the longest of many articles later.

    Many articles share a pool of processes, or a cluster; few articles are built one after the
    other, and all processes, or the cluster, make the speech of each, cut into its sentences.

    Args:
        jobs: processes at once; 0 for one a core.

    Raises:
        NeedsExtra, NetworkError, ConfigurationError: the cluster that the settings name cannot be
            used, or was lost. What was built by then is left alone by the next run.
    """
    if todo and todo[0].settings.scheduler:
        from publish import cluster

        with cluster.crew(todo[0].settings.scheduler) as crew:
            if crew.perform and _spoken(todo) and len(todo) < 2 * crew.workers:
                from publish.narration.far import FarWorkers

                far = FarWorkers(crew.executor, crew.perform, crew.workers, crew.look)
                yield from _one_by_one(Stage(far), todo, listener)
            else:
                from publish.spreading import spread

                yield from spread(crew, todo, listener)
        return
    if not _spoken(todo) and len(todo) < POOL_FROM:
        yield from _one_by_one(Stage(), todo, listener)
        return
    from publish.processes import default_jobs

    workers = jobs or default_jobs()
    if workers == 1 or (_spoken(todo) and len(todo) < 2 * workers):
        yield from _one_by_one(Stage(), todo, listener)
        return
    from publish.pools import local
    from publish.spreading import spread

    with local(workers) as crew:
        yield from spread(crew, todo, listener)


def _spoken(todo: Sequence[Request]) -> bool:
    return any(request.spoken for request in todo)


def _one_by_one(stage: Stage, todo: Sequence[Request], listener: Listener) -> Iterator[Outcome]:
    """Build in this process; the speech of each article is made by all workers of `stage`."""
    with stage:
        for place, request in enumerate(todo):
            yield replace(deliver(request, listener, stage), place=place)
