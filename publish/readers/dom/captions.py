"""What is said of pictures: captions and credits known by their classes, put where they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publish.model import Block, Figure, Inlines, Origin, Paragraph, Quote, Table
from publish.readers.dom.parsing import Element
from publish.readers.dom.passages import both

_CAPTION = re.compile(
    r"(?:^|[-_ ])(?:fig|wp-|image|photo|img|media|picture)?-?_?caption(?:$|[-_ ])", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?:^|[-_ ])(?:photo-?|image-?|img-?)?(?:credits?|copyright|photographer|attribution)",
    re.IGNORECASE,
)
#: So many blocks make a caption at most; more is an article whose container is called so.
_MOST = 2


def is_credit(element: Element) -> bool:
    """Whether the class of `element` says that it tells whose a picture is."""
    return bool(_CREDIT.search(element.get("class") or ""))


class Captions:
    """The paragraphs of one document that are called captions or credits."""

    def __init__(self) -> None:
        # The blocks are held, so that their ids stay theirs.
        self._captions: dict[int, Block] = {}
        self._credits: dict[int, Block] = {}

    def noted(self, element: Element, blocks: list[Block]) -> list[Block]:
        """`blocks`, remembered as captions or credits where the class of `element` says so."""
        if 0 < len(blocks) <= _MOST and (classes := element.get("class")):
            if _CAPTION.search(classes):
                self._captions.update((id(b), b) for b in blocks if isinstance(b, Paragraph))
            elif _CREDIT.search(classes):
                self._credits.update((id(b), b) for b in blocks if isinstance(b, Paragraph))
        return blocks

    def put(self, blocks: list[Block]) -> list[Block]:
        """`blocks` with the captions and credits that follow a picture put on it."""
        if len(blocks) < 2 or not any(isinstance(block, Figure) for block in blocks):
            return blocks
        out: list[Block] = []
        for block in blocks:
            last = out[-1] if out else None
            if isinstance(last, Figure) and isinstance(block, Paragraph):
                if id(block) in self._captions and not last.caption:
                    out[-1] = replace(last, caption=block.content)
                    continue
                if id(block) in self._credits and not last.credit:
                    out[-1] = replace(last, credit=block.content)
                    continue
            out.append(block)
        return out


def captioned(
    blocks: Sequence[Block], caption: Inlines, credit: Inlines, origin: Origin | None
) -> list[Block]:
    """`blocks` of a figure with what is said of it on the last of them that may carry it; what
    has no such block stands by itself."""
    if not caption and not credit:
        return [*blocks]
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if isinstance(block, Figure) and not block.caption:
            new: Block = replace(block, caption=caption, credit=block.credit or credit)
        elif isinstance(block, Table) and not block.caption:
            new = replace(block, caption=both(caption, credit))
        elif isinstance(block, Quote) and not block.attribution:
            new = replace(block, attribution=both(caption, credit))
        else:
            continue
        return [*blocks[:at], new, *blocks[at + 1 :]]
    return [*blocks, Figure(None, caption, credit, origin)]
