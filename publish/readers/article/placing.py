"""What can be seen of the place that a unit stands in: what it is called, what else is there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from publish.readers.article.lexicon import Lexicon, class_pieces, kinds_of, strongest
from publish.readers.article.units import Page, Place, Unit

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


@dataclass(slots=True)
class Seen:
    """What a container hands down to all that is inside.

    `kinds`, `own_kinds` and `tags` are bits; `score` sums up what its names and those around it
    are worth, `lowest` and `highest` are the strongest single evidence on the way.
    """

    kinds: int
    own_kinds: int
    tags: int
    score: float
    lowest: float
    highest: float
    own: float
    signature: str


class Places:
    """The containers of a page, looked at once each."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self._page = page
        self._lexicon = lexicon
        self._names: dict[str, tuple[int, float]] = {}
        self.long_words = max(1, page.places[0].long_words)
        self._half = _chain(page, self.long_words * 0.5)
        self._most = _chain(page, self.long_words * 0.85)
        self.seen: list[Seen] = []
        makes: list[tuple[int, str, str]] = []
        for place in page.places:
            up = place.up
            self.seen.append(self._look(place, self.seen[up.index] if up else None))
            called = place.element.get("class")
            first = called.split(None, 1)[:1] if called else ()
            makes.append((up.index if up else -1, place.name, first[0] if first else ""))
        beside = Counter(makes)
        #: Of each container the nearest around it, itself included, that has others of its make
        #: beside it: how many, and that container.
        self._alike: list[tuple[int, Place] | None] = []
        for place, make in zip(page.places, makes, strict=True):
            count = beside[make]
            if count >= _ALIKE:
                self._alike.append((count, place))
            else:
                self._alike.append(self._alike[make[0]] if place.up else None)

    def own(self, thing: Unit | Place) -> tuple[str, int, float]:
        """What `thing` is called, the kinds that this speaks of, and what it is worth."""
        names, pieces = class_pieces(thing)
        known = self._names.get(names)
        if known is None:
            classes = self._lexicon.classes
            odds = [classes[piece] for piece in pieces if piece in classes]
            known = self._names[names] = (kinds_of(names), strongest(odds))
        return names, *known

    def _look(self, place: Place, up: Seen | None) -> Seen:
        names, kinds, own = self.own(place)
        tag = _TAG_BIT.get(place.name, 0)
        signature = f"{place.name}.{names}"
        if up is None:
            return Seen(kinds, kinds, tag, own, own, own, own, signature)
        return Seen(
            up.kinds | kinds,
            kinds,
            up.tags | tag,
            up.score * 0.8 + own,
            min(up.lowest, own),
            max(up.highest, own),
            own,
            signature,
        )

    def row(self, place: Place) -> list[float]:
        """The columns of `PLACE_NAMES`: the place, the one around it, and that one's."""
        up = place.up or place
        upper = up.up or up
        total = max(1, self._page.places[0].words)
        return [
            place.depth,
            place.words,
            place.link_words / max(1, place.words),
            place.units,
            place.long_words / self.long_words,
            place.words / max(1, place.units),
            up.words / total,
            up.link_words / max(1, up.words),
            up.units,
            up.long_words / self.long_words,
            upper.link_words / max(1, upper.words),
            upper.long_words / self.long_words,
            *_distance(place, self._half),
            *_distance(place, self._most),
            place.index / len(self._page.places),
            *self._entry(place),
        ]

    def _entry(self, place: Place) -> tuple[float, float, float, float]:
        alike = self._alike[place.index]
        if alike is None:
            return 0.0, 0.0, 0.0, 0.0
        count, entry = alike
        return count, entry.words, entry.link_words / max(1, entry.words), entry.units


def _chain(page: Page, mass: float) -> list[Place]:
    """The places from the page down to the smallest that holds `mass` words of running text."""
    best = page.places[0]
    for place in page.places:
        if place.long_words >= mass and place.depth >= best.depth:
            best = place
    chain = [best]
    while chain[-1].up is not None:
        chain.append(chain[-1].up)
    return chain[::-1]


def _distance(place: Place, chain: list[Place]) -> tuple[float, float]:
    """Steps up from `place` to the chain, and from there down to the chain's end."""
    steps = 0
    at: Place | None = place
    while at is not None and not (at.depth < len(chain) and chain[at.depth] is at):
        at = at.up
        steps += 1
    return float(steps), float(len(chain) - 1 - (at.depth if at else 0))
