"""From inputs to requests: what is built, where it goes, and in which processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from publish import settings
from publish.errors import OutputError, PublishError, UsageError
from publish.exporters import FORMATS, Format, format_named, format_of
from publish.inputs import Input
from publish.pipeline import Failure, Outcome, Request, build
from publish.report import Listener
from publish.settings import Settings

#: Below this number of articles a pool of processes costs more than it brings: a worker starts in
#: about 0.6 s, a text article takes about 0.05 s (measured on two cores).
POOL_FROM = 24

_READ_ALOUD = "epub-audio"


def requests(found: Sequence[Input], explicit: Mapping[str, Any]) -> tuple[Request, ...]:
    """A request for each input, or one for all when they are bound.

    Args:
        explicit: settings from the command line and the environment.

    Raises:
        UsageError, UnknownName, ConfigurationError, OutputError.
    """
    first = settings.load(found[0].folder, explicit)
    groups = [tuple(found)] if first.bind else [(each,) for each in found]
    return tuple(_request(group, explicit, len(groups) > 1) for group in groups)


def _request(group: tuple[Input, ...], explicit: Mapping[str, Any], many: bool) -> Request:
    chosen = settings.load(group[0].folder, explicit)
    settings.validate(chosen)
    output = Path(chosen.output)
    single = _single_format(output, many=many)
    if single and single.name == "epub" and chosen.read_aloud:
        single = format_named(_READ_ALOUD)
    if single:
        return Request(group, ((single, output),), chosen, keep_state=False)
    if output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file, not a folder.", "Choose another folder with -o.")
    stem = _slug(chosen.bind) if chosen.bind else group[0].stem
    targets = tuple((f, output / stem / f"{stem}{f.ending}") for f in formats(chosen))
    return Request(group, targets, chosen)


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

    Spoken editions use the processes inside one article; many articles of text share a pool.
    """
    workers = jobs or os.cpu_count() or 1
    spoken = any(which.spoken for request in todo for which, _ in request.targets)
    if spoken or workers == 1 or len(todo) < POOL_FROM:
        for request in todo:
            yield build(request, listener)
        return
    # Spawned, not forked: the same on every system, and safe with the threads of libraries.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        listener.begin(f"{len(todo)} articles", len(todo))
        try:
            yield from _pooled(pool, todo, workers, listener)
        finally:
            listener.end()
            pool.shutdown(wait=True, cancel_futures=True)


def _pooled(
    pool: Executor, todo: Sequence[Request], workers: int, listener: Listener
) -> Iterator[Outcome]:
    """Results in order, with a window of requests under way so that memory stays bounded."""
    window = workers * 4
    waiting: dict[int, Future[Outcome]] = {}
    sent = 0
    for index in range(len(todo)):
        while sent < len(todo) and sent < index + window:
            waiting[sent] = pool.submit(build, todo[sent])
            sent += 1
        future = waiting.pop(index)
        wait([future], return_when=FIRST_COMPLETED)
        try:
            outcome = future.result()
        except Exception as error:  # a worker that died takes only its own article with it
            message = f"{todo[index].name} could not be built: {error or type(error).__name__}."
            outcome = Outcome(todo[index].name, failures=(Failure(PublishError(message)),))
        listener.advance()
        yield outcome


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
