"""A first pass over many inputs: what the articles of one source share is learned before cleaning.

A source is a host, where an article says its address, or else a folder. Of a source only so many
articles are looked at, chosen by their names: the outcome depends neither on the order of the
inputs nor on who reads them, and one article more rarely changes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from publish import readers, remote
from publish.errors import PublishError
from publish.inputs import Input
from publish.normalizer.furniture import FEWEST, Learned, Learner, host_in, host_of
from publish.report import Listener

#: Articles of a source that are looked at: a line of half of all articles is told from one of a
#: third with three standard errors. Twenty from the web, where a host is asked once a second.
SAMPLE, SAMPLE_WEB = 100, 20
#: Pages and texts; books and office documents have no site around them, and take long to read.
_KINDS = frozenset((".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht"))


@dataclass(frozen=True, slots=True)
class Survey:
    """What was learned, by where inputs come from.

    Attributes:
        learned: for each place (a folder, a host of addresses) what its sources share.
    """

    learned: Mapping[str, tuple[Learned, ...]] = field(default_factory=dict)

    def of(self, each: Input) -> tuple[Learned, ...]:
        """What may hold for an input; `furniture.of_source` chooses when the article is read."""
        return self.learned.get(_place(each), ()) if self.learned else ()


def survey(inputs: Iterable[Input], listener: Listener, *, allow_private: bool = False) -> Survey:
    """Look at the articles of each source that has enough of them.

    An input that cannot be read teaches nothing; the error is told when its turn comes.
    """
    places: defaultdict[str, list[Input]] = defaultdict(list)
    for each in inputs:
        if _counts(each):
            places[_place(each)].append(each)
    samples = {
        place: _sample(found) for place, found in sorted(places.items()) if len(found) >= FEWEST
    }
    if not samples:
        return Survey()
    listener.begin("looking at what articles share", sum(map(len, samples.values())))
    try:
        found = {
            place: tuple(_learn(place, sample, listener, allow_private))
            for place, sample in samples.items()
        }
    finally:
        listener.end()
    return Survey({place: learned for place, learned in found.items() if learned})


def _learn(
    place: str, sample: Iterable[Input], listener: Listener, allow_private: bool
) -> Iterator[Learned]:
    learners: defaultdict[str, Learner] = defaultdict(Learner)
    for each in sample:
        try:
            article, _ = readers.read(each.open(allow_private=allow_private))
        except PublishError:
            continue
        finally:
            listener.advance()
        learners[host_of(article)].learn(article)
    for host, learner in sorted(learners.items()):
        if learned := learner.learned(host, host or f"the folder {Path(place).name or place}"):
            yield learned


def _sample(found: Iterable[Input]) -> list[Input]:
    """The inputs of one place that are looked at, always in the same order."""
    ordered = sorted(found, key=lambda each: (_key(each), _name(each)))
    return ordered[: SAMPLE if ordered[0].place or ordered[0].html else SAMPLE_WEB]


def _key(each: Input) -> bytes:
    return blake2b(_name(each).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _name(each: Input) -> str:
    return each.place.name if each.place else each.address or each.known.source or each.stem


def _counts(each: Input) -> bool:
    if each.place:
        return each.place.suffix.lower() in _KINDS
    if remote.is_address(each.address):
        return Path(remote.name_of(each.address)).suffix.lower() in _KINDS
    return bool(each.address or each.html)


def _place(each: Input) -> str:
    """Where an input comes from, as can be told before it is read."""
    if each.place:
        return str(each.place.parent)
    if remote.is_address(each.address):
        return each.address.rpartition("/")[0]
    return host_in(each.address or each.known.source)
