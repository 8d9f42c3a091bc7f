"""Lists of Word: paragraphs that say of which list they are, and how deep in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from publish.model import Block, Blocks, Listing
from publish.readers.word.parts import Level

#: Levels of a list: Word has nine.
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: `number` is what it counts to at its depth."""

    depth: int
    level: Level
    list: str
    number: int

    def item(self, content: Block) -> Item:
        """What stands there."""
        return Item(self, content)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of a list, before lists are put together."""

    place: Place
    content: Block


class Numbering:
    """Counts the paragraphs of each list through the whole document, as Word does.

    Args:
        lists: the levels of each list.
    """

    def __init__(self, lists: dict[str, dict[int, Level]]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}

    def place(self, key: str, depth: int) -> Place | None:
        """The next place at `depth` of the list called `key`; None where there is no such list."""
        if key == "0" or key not in self._lists:
            return None
        levels = self._lists[key]
        level = levels.get(depth) or levels.get(0) or Level(False, 1)
        depth = min(depth, _DEEPEST)
        counts = self._counts.setdefault(key, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return Place(depth, level, key, counts[depth])


def listed(found: list[Block | Item]) -> list[Block]:
    """Runs of list paragraphs as lists, by their depth."""
    out: list[Block] = []
    run: list[Item] = []
    for block in [*found, None]:
        if isinstance(block, Item):
            first = run[0].place if run else block.place
            if block.place.list != first.list and block.place.depth == first.depth:
                out.extend(_listings(run))
                run = []
            run.append(block)
            continue
        if run:
            out.extend(_listings(run))
            run = []
        if block is not None:
            out.append(block)
    return out


def _listings(run: list[Item]) -> list[Listing]:
    """`run` as a list, and one before it where it begins in the midst of an inner list."""
    depth = min(item.place.depth for item in run)
    inner = list(takewhile(lambda item: item.place.depth > depth, run))
    first = run[len(inner)].place
    if inner and first.number > first.level.start:
        return [*_listings(inner), _listing(run[len(inner) :])]
    return [_listing(run)]


def _listing(run: list[Item]) -> Listing:
    depth = min(item.place.depth for item in run)
    first = next(item.place for item in run if item.place.depth == depth)
    items: list[Blocks] = []
    at = 0
    while at < len(run):
        end = at + 1
        while end < len(run) and run[end].place.depth > depth:
            end += 1
        if run[at].place.depth > depth:  # a deeper item before the first of this depth
            items.append((_listing(run[at:end]),))
        else:
            deeper = (_listing(run[at + 1 : end]),) if end > at + 1 else ()
            items.append((run[at].content, *deeper))
        at = end
    ordered = first.level.ordered
    return Listing(tuple(items), ordered, first.number if ordered else first.level.start)
