"""Many articles over the workers of a crew, so that none of them is at work long after the others.

The longest are begun first. One that would keep a worker busy while the others have nothing left,
and is to be spoken, is built in this process instead, and its speech cut over all workers, between
the other articles.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from heapq import heappop, heappush
from operator import itemgetter

from publish.delivery import deliver
from publish.errors import Interrupted
from publish.narration.far import FarWorkers
from publish.narration.stage import Stage
from publish.pipeline import Outcome, Request
from publish.pools import Crew, in_order
from publish.report import Listener

#: What part of a worker's share of the whole an article has to be to be begun early, and to be cut:
#: taken last, the first would make a run an eighth longer at most, the second half as long again.
EARLY, CUT = 1 / 8, 1 / 2
#: Bytes below which nothing is cut: an hour of speech, which a worker makes in a minute or two.
LONG = 60_000
#: Outcomes that wait for an earlier one, so that they come in order: 64 of messy articles are 1 MB.
HELD = 64


def spread(crew: Crew, todo: Sequence[Request], listener: Listener) -> Iterator[Outcome]:
    """The outcomes of `todo`: in order, but some of the longest later, when they are done.

    Raises:
        PublishError: the crew as a whole is lost. What was built is there for the next run.
    """
    weights = [_weight(request) for request in todo]
    share = sum(weights) / crew.workers
    early = sorted(
        (at for at, weight in enumerate(weights) if weight > share * EARLY),
        key=lambda at: -weights[at],
    )
    ordered = [at for at, weight in enumerate(weights) if weight <= share * EARLY]
    listener.begin(f"{len(todo)} articles", len(todo))
    books = _Books(crew)
    try:
        begun: list[tuple[int, Request, Future[Outcome]]] = []
        for at in early:
            request = todo[at]
            if weights[at] > max(share * CUT, LONG) and request.spoken and crew.perform:
                begun.append((at, request, books.submit(request)))
            else:
                request = for_worker(request)
                begun.append((at, request, crew.executor.submit(crew.function, request)))
        rest = ((at, for_worker(todo[at])) for at in ordered)
        yield from _sorted(in_order(crew, rest, begun), listener)
    finally:
        books.close()
        listener.end()


def _sorted(outcomes: Iterator[Outcome], listener: Listener) -> Iterator[Outcome]:
    """`outcomes` by their places, as far as no more than `HELD` of them have to be held back."""
    held: list[tuple[int, Outcome]] = []
    wanted = 0
    for outcome in outcomes:
        listener.advance()
        heappush(held, (outcome.place, outcome))
        while held and (held[0][0] <= wanted or len(held) > HELD):
            place, earliest = heappop(held)
            wanted = max(wanted, place + 1)
            yield earliest
    for _, outcome in sorted(held, key=itemgetter(0)):
        yield outcome


def for_worker(request: Request) -> Request:
    """`request` as another process can do it: alone, and with what only this one can read."""
    inputs = tuple(each.held() for each in request.inputs)
    return replace(request, inputs=inputs, settings=replace(request.settings, jobs=1))


def _weight(request: Request) -> int:
    """About how much work it is: bytes, as far as they are known without reading."""
    return sum(each.size for each in request.inputs)


class _Books:
    """Long books, built by a thread of this process one after the other."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._halt = threading.Event()
        self._thread: ThreadPoolExecutor | None = None

    def submit(self, request: Request) -> Future[Outcome]:
        """Build `request` when its turn comes."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1)
        return self._thread.submit(self._build, request)

    def close(self) -> None:
        """Give up what is not done; waits until nothing of it is at work."""
        self._halt.set()
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def _build(self, request: Request) -> Outcome:
        crew = self._crew
        assert crew.perform is not None
        far = FarWorkers(crew.executor, crew.perform, crew.workers, self._look, carry=crew.apart)
        with Stage(far) as stage:
            return deliver(request, stage=stage)

    def _look(self) -> None:
        self._crew.look()
        if self._halt.is_set():
            raise Interrupted("The run was stopped.")
