"""Which elements of a page are its article.

Three steps: the page is cut into units (`units`), each unit is described by what can be seen of
it (`features`), and boosted trees (`trees`) say how likely it is the author's. What is left out
is a set of elements, so that the kept ones are converted with their structure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publish.readers.article.facts import Facts
from publish.readers.article.features import features
from publish.readers.article.trees import trained
from publish.readers.article.units import Page, Place, Unit, cut
from publish.readers.dom.parsing import Element
from publish.readers.dom.tables import is_data_table

#: A unit is kept from this probability on. On sites held out in training, F1 of sets sh / wx: 0.45
#: 0.958 / 0.956, 0.50 0.970 / 0.955, 0.55 0.973 / 0.953.
KEEP = 0.5
#: Where nothing reaches `KEEP`, the best unit and all that come near it are kept.
NEAR = 0.6
#: A figure stays when a kept unit stands at most this many units before and after it.
AROUND = 4
#: A figure's words: more than that is a card or a gallery of texts.
LONGEST_CAPTION = 120
#: A deck is a sentence or a few (words).
DECK = range(5, 80)
#: A page of more units is kept whole: judging takes about 4 kilobytes for each, and the largest of
#: 404 real pages has 1411.
MOST = 50_000

_COMMENTS = re.compile(
    r"comments?(?:[-_]?(?:list|area|section|container|wrap(?:per)?|thread|respond))?"
    r"|commentlist|disqus_thread|respond|responses|reader-comments"
)
_CAPTION = re.compile(r"caption|figure|wp-block-image|image|photo|picture", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a page.

    Attributes:
        skip: elements that are left out, with all that is in them.
        kept: words of the units that stay; `left`: words of those that do not.
        deck: the line below the title, where it is not part of the text.
        confidence: mean certainty of the decisions, by words: 0.5 (none) to 1.
    """

    skip: frozenset[Element]
    kept: int
    left: int
    deck: str
    confidence: float


def find_article(root: Element, facts: Facts) -> Found:
    """Find the article in the page at `root`, which is changed: see `units.cut`."""
    page = cut(root)
    if len(page.units) > MOST:
        words = sum(unit.words for unit in page.units)
        return Found(frozenset(), words, 0, "", 0.5)
    forest, lexicon = trained()
    chances = [float(p) for p in forest.probabilities(features(page, facts, lexicon))]
    chances = [0.0 if below else p for p, below in zip(chances, by_readers(page), strict=True)]
    keep = _choose(page.units, _smoothed(page, chances))
    words = sum(unit.words for unit in page.units)
    kept = sum(unit.words for unit, chosen in zip(page.units, keep, strict=True) if chosen)
    sure = sum(unit.words * max(p, 1 - p) for unit, p in zip(page.units, chances, strict=True))
    deck = _deck(page, keep, facts)
    _keep_figures(page, keep)
    skip = _left_out(page, keep)
    return Found(skip, kept, words - kept, deck, sure / words if words else 0.0)


def by_readers(page: Page) -> list[bool]:
    """For each unit whether it stands in what the page itself calls its readers' comments.

    On the 343 pages of the training data no such place holds a word of the article, while the
    trees take long comments for running text.
    """
    inside: list[bool] = []
    for place in page.places:
        element = place.element
        called = f"{element.get('id') or ''} {element.get('class') or ''}".lower().split()
        own = place.name not in ("html", "body") and any(map(_COMMENTS.fullmatch, called))
        inside.append(own or (place.up is not None and inside[place.up.index]))
    return [inside[unit.place.index] for unit in page.units]


def _smoothed(page: Page, chances: Sequence[float]) -> list[float]:
    """`chances`, one for all cells of a table: a table stays whole or goes whole."""
    tables: dict[int, list[int]] = {}
    for number, unit in enumerate(page.units):
        place: Place | None = unit.place
        table: Place | None = None
        while place is not None:
            table = place if place.name == "table" else table
            place = place.up
        if table is not None:
            tables.setdefault(table.index, []).append(number)
    out = list(chances)
    for index, numbers in tables.items():
        if is_data_table(page.places[index].element):
            weight = sum(page.units[n].words for n in numbers) or 1
            mean = sum(chances[n] * page.units[n].words for n in numbers) / weight
            for number in numbers:
                out[number] = mean
    return out


def _choose(units: Sequence[Unit], chances: Sequence[float]) -> list[bool]:
    best = max((p for unit, p in zip(units, chances, strict=True) if unit.words), default=0.0)
    bar = KEEP if best >= KEEP else best * NEAR
    return [bool(unit.words) and p >= bar for unit, p in zip(units, chances, strict=True)]


def _keep_figures(page: Page, keep: list[bool]) -> None:
    """Keep the pictures that stand in the article, with what is said of them.

    A picture has no words to be judged by, and a caption reads like debris: both go with the text
    around them.
    """
    units = page.units
    chosen = [number for number, is_kept in enumerate(keep) if is_kept]
    if not chosen:
        return
    groups: dict[int, list[int]] = {}
    for number, unit in enumerate(units):
        figure = _figure(unit.place)
        if figure is not None:
            groups.setdefault(figure.index, []).append(number)
        elif unit.pictures and not unit.words:
            groups.setdefault(-number - 1, []).append(number)
    for numbers in groups.values():
        first, last = numbers[0], numbers[-1]
        before = any(keep[max(0, first - AROUND) : first])
        after = any(keep[last + 1 : last + 1 + AROUND])
        at_end = first > chosen[-1] or last < chosen[0]
        beside = at_end and (before or after) and last - first < AROUND
        if ((before and after) or beside) and any(units[n].pictures for n in numbers):
            for number in numbers:
                keep[number] = keep[number] or not units[number].hidden


def _figure(place: Place | None) -> Place | None:
    """The place that holds one picture and its caption, if `place` is in such a one."""
    found: Place | None = None
    for _ in range(4):
        if place is None or place.words > LONGEST_CAPTION or place.units > 6:
            break
        if place.name == "figure" or _CAPTION.search(place.element.get("class") or ""):
            found = place
        place = place.up
    return found


def _deck(page: Page, keep: list[bool], facts: Facts) -> str:
    """The deck: a line between the title and the text, named as such, or repeated in the head.

    One that is named is taken out of the text. The head's description is often the first
    paragraph: that one stays.
    """
    first = next((number for number, chosen in enumerate(keep) if chosen), 0)
    said = _letters(facts.description)[:120]
    for number in range(max(0, first - 25), min(first + 1, len(keep))):
        unit = page.units[number]
        if unit.words in DECK and unit.links * 2 < unit.words and not unit.hidden:
            around = unit.place if unit.place.words <= DECK[-1] else None
            names = [unit.element.get("class"), around.element.get("class") if around else None]
            named = any(_DECK_NAME.search(name) for name in names if name)
            if named or (said and _letters(unit.text)[:120] == said and not keep[number]):
                keep[number] = False
                return unit.text
    return ""


_DECK_NAME = re.compile(
    r"(?:^|[-_ ])(?:deck|dek|stand-?first|sub-?title|sub-?headline|article-?summary|lede|strapline)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _left_out(page: Page, keep: Sequence[bool]) -> frozenset[Element]:
    """The elements to leave out: the largest that hold no kept unit, and single units."""
    filled: set[int] = set()
    for unit, chosen in zip(page.units, keep, strict=True):
        place: Place | None = unit.place if chosen else None
        while place is not None and place.index not in filled:
            filled.add(place.index)
            place = place.up
    skip: set[Element] = set()
    for place in page.places:
        if place.index not in filled and place.up is not None and place.up.index in filled:
            skip.add(place.element)
    for unit, chosen in zip(page.units, keep, strict=True):
        if not chosen and unit.place.index in filled:
            skip.add(unit.element)
    return frozenset(skip)
