"""From inputs to requests: what is built, where it goes, and in which processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, overload

from publish import pools, remote, settings
from publish.delivery import deliver
from publish.errors import OutputError, UsageError
from publish.exporters import FORMATS, Format, format_named, format_of
from publish.inputs import Input
from publish.narration.stage import Stage
from publish.pipeline import Outcome, Request
from publish.pools import Crew
from publish.processes import default_jobs
from publish.report import Listener, Silent
from publish.settings import Settings
from publish.survey import Survey, survey

#: Below this number of articles a pool of processes costs more than it brings: a worker takes 1.2
#: to 2 s of processor time to start, a text article 0.01 s, an EPUB 0.04 s (measured on two cores).
POOL_FROM = 200

_READ_ALOUD = "epub-audio"


def requests(
    found: Sequence[Input],
    explicit: Mapping[str, Any],
    listener: Listener | None = None,
    among: Sequence[Input] = (),
) -> Sequence[Request]:
    """A request for each input, or one for all when they are bound; each is made when it is taken.

    Args:
        explicit: settings from the command line and the environment.
        among: the inputs that tell what articles of one source share; `found` unless told.

    Raises:
        UsageError, UnknownName, ConfigurationError, OutputError.
    """
    first = settings.load(found[0].folder, explicit)
    groups = [tuple(found)] if first.bind else [(each,) for each in found]
    chosen: dict[Path | None, _Choice] = {}
    for group in groups:
        folder = group[0].folder
        if folder not in chosen:
            chosen[folder] = _choice(folder, explicit, len(groups) > 1)
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
        chosen: Mapping[Path | None, _Choice],
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


@dataclass(frozen=True, slots=True)
class _Choice:
    """What holds for all articles of one folder: looked up once, and shared by their requests."""

    settings: Settings
    output: Path
    address: str
    formats: tuple[Format, ...]
    single: Format | None

    def request(self, group: tuple[Input, ...], known: Survey) -> Request:
        shared = tuple(known.of(each) for each in group) if self.settings.furniture else ()
        shared = shared if any(shared) else ()
        if self.single:
            targets: tuple[tuple[Format, Path], ...] = ((self.single, self.output),)
            return Request(group, targets, self.settings, False, self.address, shared=shared)
        stem = _slug(self.settings.bind) if self.settings.bind else group[0].stem
        targets = tuple((f, self.output / stem / f"{stem}{f.ending}") for f in self.formats)
        address = remote.joined(self.address, stem) if self.address else ""
        return Request(group, targets, self.settings, address=address, shared=shared)


def _choice(folder: Path | None, explicit: Mapping[str, Any], many: bool) -> _Choice:
    chosen = settings.load(folder, explicit)
    settings.validate(chosen)
    address = chosen.output if remote.is_address(chosen.output) else ""
    output = Path(address.rsplit("://", 1)[1] if address else chosen.output)
    single = _single_format(output, many=many)
    if single and single.name == "epub" and chosen.read_aloud:
        single = format_named(_READ_ALOUD)
    if not (single or address) and output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file, not a folder.", "Choose another folder with -o.")
    if single and address:
        address = address.rpartition("/")[0]
    return _Choice(chosen, output, address, () if single else formats(chosen), single)


def formats(chosen: Settings) -> tuple[Format, ...]:
    """The formats that the settings ask for, each once. Raises `UnknownName`."""
    if chosen.all:
        return tuple(f for f in FORMATS if f.available())
    if not chosen.format:
        aloud = [_READ_ALOUD] if chosen.read_aloud else []
        return tuple(f for f in FORMATS if f.default or f.name in aloud)
    # A list in one word, "epub,m4b", is what people type and what a variable can hold.
    names = [name for each in chosen.format for name in each.replace(",", " ").split()]
    aloud = [_READ_ALOUD] if chosen.read_aloud else []
    return tuple(dict.fromkeys(format_named(name) for name in [*names, *aloud]))


def run(todo: Sequence[Request], jobs: int, listener: Listener) -> Iterator[Outcome]:
    """Build all requests, in their order; one that fails never stops the others.

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
                yield from _shared(crew, todo, listener)
        return
    workers = jobs or default_jobs()
    if workers == 1 or len(todo) < (2 * workers if _spoken(todo) else POOL_FROM):
        yield from _one_by_one(Stage(), todo, listener)
        return
    with pools.local(workers) as crew:
        yield from _shared(crew, todo, listener)


def _spoken(todo: Sequence[Request]) -> bool:
    return any(which.spoken for request in todo for which, _ in request.targets)


def _one_by_one(stage: Stage, todo: Sequence[Request], listener: Listener) -> Iterator[Outcome]:
    """Build in this process; the speech of each article is made by all workers of `stage`."""
    with stage:
        for request in todo:
            yield deliver(request, listener, stage)


def _shared(crew: Crew, todo: Sequence[Request], listener: Listener) -> Iterator[Outcome]:
    """Build by `crew`, whose workers have one process each."""
    listener.begin(f"{len(todo)} articles", len(todo))
    try:
        for outcome in pools.in_order(crew, map(_for_worker, todo)):
            listener.advance()
            yield outcome
    finally:
        listener.end()


def _for_worker(request: Request) -> Request:
    """`request` as another process can do it: alone, and with what only this one can read."""
    inputs = tuple(each.held() for each in request.inputs)
    return replace(request, inputs=inputs, settings=replace(request.settings, jobs=1))


def _single_format(output: Path, *, many: bool) -> Format | None:
    if output.is_dir() or not output.suffix or str(output).endswith(("/", os.sep)):
        return None
    which = format_of(output)
    if many:
        raise UsageError(
            f"Several inputs cannot go into the one file {output}.",
            "Give a folder with -o, or bind them into one book with --bind TITLE.",
        )
    return which


def _slug(title: str) -> str:
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return "-".join(kept.split())[:80] or "book"
