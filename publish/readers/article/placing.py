"""What can be seen of the place that a unit stands in: what it is called, what else is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from publish.readers.article.naming import Named
from publish.readers.article.units import Page, Place

#: Elements whose insides count as theirs; each group is a bit.
TAGS = (
    *(("article",), ("main",), ("nav",), ("header",), ("footer",), ("aside",), ("section",)),
    *(("form", "fieldset"), ("ul", "ol", "dl"), ("table",), ("blockquote",), ("figure",)),
    *(("a",), ("details",)),
)
_TAG_BIT = {name: 1 << n for n, group in enumerate(TAGS) for name in group}
#: The bit of lists.
LISTS = _TAG_BIT["ul"]

PLACE_NAMES = (
    *("depth", "p_words", "p_links", "p_units", "p_long", "p_words_unit"),
    *("g_words", "g_links", "g_units", "g_long", "gg_links", "gg_long"),
    *("half_up", "half_down", "most_up", "most_down", "position"),
    *("alike", "alike_words", "alike_links", "alike_units"),
)
#: So many containers of one make side by side are a list of cards, or the entries of an article.
_ALIKE = 3


#: Columns of `Places.handed`: what the names of a container and of those around it are worth, the
#: strongest single evidence on the way against an article and for one, and what its own are worth.
SCORE, LOWEST, HIGHEST, OWN = range(4)


class Places:
    """The containers of a page, looked at once each.

    Attributes:
        handed: what each container hands down to all that is inside; see `SCORE`.
        bits: of each container the kinds that its names and those around it speak of, the kinds
            that its own speak of, and the `TAGS` that it stands in.
        signatures: what each is: containers of one make have the same.
        long_words: words of the page's running text, at least 1.

    Args:
        named: what each of the page's places is called.
    """

    def __init__(self, page: Page, named: Sequence[Named]) -> None:
        self._page = page
        self.long_words = max(1, page.places[0].long_words)
        self.signatures: list[str] = []
        handed: list[tuple[float, float, float, float]] = []
        bits: list[tuple[int, int, int]] = []
        for place, (names, kinds, own) in zip(page.places, named, strict=True):
            tag = _TAG_BIT.get(place.name, 0)
            self.signatures.append(f"{place.name}.{names}")
            if place.up is None:
                handed.append((own, own, own, own))
                bits.append((kinds, kinds, tag))
            else:
                score, lowest, highest, _ = handed[place.up.index]
                handed.append((score * 0.8 + own, min(lowest, own), max(highest, own), own))
                inside, _, tags = bits[place.up.index]
                bits.append((inside | kinds, kinds, tags | tag))
        self.handed = np.array(handed)
        self.bits = np.array(bits, np.int64)

    def rows(self) -> npt.NDArray[np.float64]:
        """The columns of `PLACE_NAMES`: each place, the one around it, and that one's."""
        places = self._page.places
        counts = np.array([(p.words, p.link_words, p.units, p.long_words, p.depth) for p in places])
        words, links, units, running, depth = counts.T
        up = np.array([place.up.index if place.up else 0 for place in places])
        upper = up[up]
        share, mass = links / np.maximum(1, words), running / self.long_words
        alike, entry = self._alike()
        none = alike == 0
        columns = (
            *(depth, words, share, units, mass, words / np.maximum(1, units)),
            *(words[up] / max(1, words[0]), share[up], units[up], mass[up]),
            *(share[upper], mass[upper]),
            *_distances(places, _chain(places, self.long_words * 0.5)),
            *_distances(places, _chain(places, self.long_words * 0.85)),
            np.arange(len(places)) / len(places),
            alike,
            *(np.where(none, 0, each[entry]) for each in (words, share, units)),
        )
        return np.stack(columns, axis=1)

    def _alike(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Of each container the nearest around it, itself included, that has others of its make
        beside it: how many, and its number; 0 where there is none."""
        makes: list[tuple[int, str, str]] = []
        for place in self._page.places:
            called = place.element.get("class")
            first = called.split(None, 1)[:1] if called else ()
            makes.append((place.up.index if place.up else -1, place.name, "".join(first)))
        beside = Counter(makes)
        found: list[tuple[int, int]] = []
        for number, make in enumerate(makes):
            count = beside[make]
            if count >= _ALIKE:
                found.append((count, number))
            else:
                found.append(found[make[0]] if make[0] >= 0 else (0, 0))
        count, entry = np.array(found).T
        return count, entry


def _chain(places: Sequence[Place], mass: float) -> list[Place]:
    """The places from the page down to the smallest that holds `mass` words of running text."""
    best = places[0]
    for place in places:
        if place.long_words >= mass and place.depth >= best.depth:
            best = place
    chain = [best]
    while chain[-1].up is not None:
        chain.append(chain[-1].up)
    return chain[::-1]


def _distances(
    places: Sequence[Place], chain: list[Place]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Of each place the steps up to the chain, and from there down to the chain's end."""
    found: list[tuple[int, int]] = []
    last = len(chain) - 1
    for place in places:
        if place.up is None or (place.depth <= last and chain[place.depth] is place):
            found.append((0, last - place.depth))
        else:
            steps, down = found[place.up.index]
            found.append((steps + 1, down))
    up, down = np.array(found).T
    return up, down
