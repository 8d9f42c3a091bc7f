"""Which elements of a page are its article.

Three steps: the page is cut into units (`units`), each unit is described by what can be seen of
it (`features`), and boosted trees (`trees`) say how likely it is the author's. What is left out
is a set of elements, so that the kept ones are converted with their structure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from publish.readers.article.facts import Facts
from publish.readers.article.features import features, names
from publish.readers.article.lexicon import LABELS
from publish.readers.article.trees import trained
from publish.readers.article.units import Page, Place, Unit, cut
from publish.readers.dom.names import HEADINGS
from publish.readers.dom.parsing import Element
from publish.readers.dom.tables import is_data_table

#: A unit is kept from this probability on: of 0.4, 0.45, 0.5, 0.55 and 0.6 what the pages of any
#: seven of the eight folds of `check_article` would choose.
KEEP = 0.5
#: Where nothing reaches `KEEP`, the best unit and all that come near it are kept.
NEAR = 0.6
#: A heading above a text that stays is kept from this probability on: out of fold, 24 of 27 such
#: headings are the author's.
DOUBTFUL = 0.2
_LONGEST_LABEL = 2
#: A figure stays when a kept unit stands at most this many units before and after it.
AROUND = 4
#: A figure's words: more than that is a card or a gallery of texts.
LONGEST_CAPTION = 120
#: A deck is a sentence or a few (words).
DECK = range(5, 80)
#: A page of more units is kept whole: judging takes about 3 kilobytes for each, and the largest of
#: 404 real pages has 1411.
MOST = 50_000
#: What is called a gallery is none where it holds more of the page's words: on three of 404 pages
#: the whole body is called so. In the others, on 56 pages, stand 46 words of articles and 10,000
#: of captions, menus and cards.
MOST_OF_PAGE = 0.5
#: What programs call a post that is quoted with its text.
_POST = re.compile(r"(?:twitter-tweet|bluesky-embed|mastodon-embed|reddit-embed)")
#: A quotation of more words is judged a paragraph at a time.
LONGEST_QUOTE = 300

_CAPTION = re.compile(r"caption|figure|wp-block-image|image|photo|picture", re.IGNORECASE)
_GALLERY = re.compile(r"gall?ery|galleries|slide|carousel|swiper|lightbox", re.IGNORECASE)


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
    described = features(page, facts, lexicon)
    chances = [float(p) for p in forest.probabilities(described)]
    for number in _in_galleries(page.units, described):
        chances[number] = 0.0
    for number, unit in enumerate(page.units):
        if unit.words <= _LONGEST_LABEL and unit.text.lower().strip(" .:") in LABELS:
            chances[number] = 0.0
    keep = _choose(page.units, _smoothed(page, chances))
    _keep_headings(page, keep, chances)
    words = sum(unit.words for unit in page.units)
    left = page.comments + words
    kept = sum(unit.words for unit, chosen in zip(page.units, keep, strict=True) if chosen)
    sure = sum(unit.words * max(p, 1 - p) for unit, p in zip(page.units, chances, strict=True))
    deck = _deck(page, keep, facts)
    _keep_figures(page, keep)
    _keep_posts(page, keep)
    skip = _left_out(page, keep)
    return Found(skip, kept, left - kept, deck, sure / words if words else 0.0)


def _in_galleries(units: Sequence[Unit], described: npt.NDArray[np.float32]) -> list[int]:
    """The units that stand in galleries of pictures."""
    if not units:
        return []
    inside: list[int] = np.flatnonzero(described[:, _gallery_columns()].any(axis=1)).tolist()
    words = sum(units[number].words for number in inside)
    whole = sum(unit.words for unit in units)
    return inside if words <= MOST_OF_PAGE * whole else []


@cache
def _gallery_columns() -> list[int]:
    return [names().index(name) for name in ("in_gallery", "at_gallery")]


def _smoothed(page: Page, chances: Sequence[float]) -> list[float]:
    """`chances`, one for all cells of a table, and one for all of a short quotation: these stay
    whole or go whole. So a post from elsewhere keeps the line that says whose it is."""
    groups: dict[int, list[int]] = {}
    outer: list[int] = []
    for place in page.places:
        around = outer[place.up.index] if place.up is not None else -1
        outer.append(place.index if around < 0 and _stays_whole(place) else around)
    for number, unit in enumerate(page.units):
        if outer[unit.place.index] >= 0:
            groups.setdefault(outer[unit.place.index], []).append(number)
    out = list(chances)
    for numbers in groups.values():
        weight = sum(page.units[n].words for n in numbers) or 1
        mean = sum(chances[n] * page.units[n].words for n in numbers) / weight
        for number in numbers:
            out[number] = mean
    return out


def _stays_whole(place: Place) -> bool:
    if place.name == "blockquote":
        return place.words <= LONGEST_QUOTE
    return place.name == "table" and is_data_table(place.element)


def _choose(units: Sequence[Unit], chances: Sequence[float]) -> list[bool]:
    said = [bool(unit.words) for unit in units]
    best = max((p for has, p in zip(said, chances, strict=True) if has), default=0.0)
    if best >= KEEP:
        return [has and p >= KEEP for has, p in zip(said, chances, strict=True)]
    # What is hidden stands in for an article only where nothing is shown.
    shown = [has and not unit.hidden for has, unit in zip(said, units, strict=True)]
    open_to = shown if any(shown) else said
    bar = NEAR * max((p for has, p in zip(open_to, chances, strict=True) if has), default=0.0)
    return [has and p >= bar for has, p in zip(open_to, chances, strict=True)]


def _keep_headings(page: Page, keep: list[bool], chances: Sequence[float]) -> None:
    """Keep a doubtful heading above a text that stays, in the same place."""
    for number in range(len(keep) - 1):
        unit, below = page.units[number], page.units[number + 1]
        if (
            keep[number + 1]
            and not keep[number]
            and unit.name in HEADINGS
            and chances[number] >= DOUBTFUL
            and below.name not in HEADINGS
            and below.place is unit.place
        ):
            keep[number] = True


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
    figures: dict[int, Place | None] = {}
    for number, unit in enumerate(units):
        place = unit.place
        if place.index not in figures:
            figures[place.index] = _figure(place)
        figure = figures[place.index]
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


def _keep_posts(page: Page, keep: list[bool]) -> None:
    """Keep the posts from elsewhere that the article quotes, with who wrote them and when.

    In the training data every quotation that a page marks as such is the author's.
    """
    posts: dict[int, list[int]] = {}
    for number, unit in enumerate(page.units):
        if unit.place.name == "blockquote" or unit.name == "blockquote":
            names = unit.place.element.get("class") or unit.element.get("class") or ""
            if _POST.search(names):
                posts.setdefault(unit.place.index, []).append(number)
    for numbers in posts.values():
        first, last = numbers[0], numbers[-1]
        if any(keep[max(0, first - AROUND) : first]) or any(keep[last + 1 : last + 1 + AROUND]):
            for number in numbers:
                keep[number] = not page.units[number].hidden


def _figure(place: Place | None) -> Place | None:
    """The place that holds one picture and its caption, if `place` is in such a one.

    A gallery's pictures are figures where they are marked as such; else they are judged.
    """
    found: Place | None = None
    for _ in range(4):
        if place is None or place.words > LONGEST_CAPTION or place.units > 6:
            break
        if place.name == "figure" or _is_called(_CAPTION, place):
            found = place
        place = place.up
    if found is not None and found.name != "figure" and _is_in_gallery(found):
        return None
    return found


def _is_called(what: re.Pattern[str], place: Place) -> bool:
    names = place.element.get("class")
    return bool(names) and _has(what, names)


@lru_cache(maxsize=4096)
def _has(what: re.Pattern[str], names: str) -> bool:
    return bool(what.search(names))


def _is_in_gallery(place: Place | None) -> bool:
    while place is not None and not _is_called(_GALLERY, place):
        place = place.up
    return place is not None and place.up is not None


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
