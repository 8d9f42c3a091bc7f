"""Block quotations: lines behind ">", and a quotation with its author on the next line."""

from __future__ import annotations

import re

from publish.model import Article, Block, Paragraph, Quote, Text
from publish.normalizer.rules.lists import span
from publish.normalizer.rules.rule import adjacent, plain_line, with_blocks

_MARK = re.compile(r"> ?")
_WHO = re.compile(r"(?:[-–—―]|--) ?(?=[^\W\d_])(.{2,80})")
_PAIRS = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("「", "」"))


def mark(article: Article) -> Article:
    """Make such lines quotations."""
    blocks = article.blocks
    new: list[Block] = []
    changed = False
    at = 0
    while at < len(blocks):
        line = plain_line(blocks[at])
        if line and line[0] == ">" and _MARK.sub("", line, count=1):
            end = at + 1
            while end < len(blocks) and _continues(blocks[end - 1], blocks[end]):
                end += 1
            new.append(_behind_marks(blocks[at:end]))
            at, changed = end, True
        elif (
            line
            and at + 1 < len(blocks)
            and is_quoted(line)
            and (who := _WHO.fullmatch(plain_line(blocks[at + 1]) or ""))
        ):
            quoted = blocks[at]
            new.append(Quote((quoted,), (Text(who[1].strip()),), span(quoted, blocks[at + 1])))
            at, changed = at + 2, True
        else:
            new.append(blocks[at])
            at += 1
    return with_blocks(article, new) if changed else article


def _continues(above: Block, block: Block) -> bool:
    """Whether `block` belongs to the quotation that `above` is a line of."""
    if not (plain_line(block) or "").startswith(">"):
        return False
    return adjacent(above, block) or block.origin is None


def _behind_marks(run: tuple[Block, ...]) -> Quote:
    inner: list[Block] = []
    attribution: tuple[Text, ...] = ()
    for number, block in enumerate(run):
        text = _MARK.sub("", plain_line(block) or "", count=1).strip()
        who = _WHO.fullmatch(text)
        if who and number and number == len(run) - 1:
            attribution = (Text(who[1].strip()),)
        elif text:
            inner.append(Paragraph((Text(text),), block.origin))
    return Quote(tuple(inner), attribution, span(run[0], run[-1]))


def is_quoted(line: str) -> bool:
    """Whether a line is one quotation from its first mark to its last."""
    for opening, closing in _PAIRS:
        if line.startswith(opening) and line.endswith(closing) and len(line) > 20:
            inner = line[1:-1]
            return opening not in inner and closing not in inner
    return False
