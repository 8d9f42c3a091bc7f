"""Block quotations: lines behind ">", and a quotation with its author on the next line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from publish.model import Article, Block, Paragraph, Quote, Text
from publish.normalizer import names
from publish.normalizer.rules.blocks import adjacent, with_blocks
from publish.normalizer.rules.lines import Lines
from publish.normalizer.rules.lists import span

_MARK = re.compile(r"> ?")
_WHO = re.compile(r"(?:[-–—―]|--) ?(?=[^\W\d_])(.{2,80})")
_PAIRS = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("「", "」"))
_OPENING = frozenset((">", *(opening for opening, _ in _PAIRS)))


def mark(article: Article, lines: Lines) -> Article:
    """Make such lines quotations."""
    opening = lines.places(_opening)
    if not opening:
        return article
    blocks = article.blocks
    new: list[Block] = []
    done = 0
    for at in opening:
        line = lines[at] or ""
        if at < done:
            continue
        if line[0] == ">" and _MARK.sub("", line, count=1):
            end = at + 1
            while end < len(blocks) and _continues(blocks, lines, end):
                end += 1
            made = _behind_marks(blocks[at:end], lines[at:end])
        elif (
            at + 1 < len(blocks)
            and is_quoted(line)
            and (who := _who(blocks[at], blocks[at + 1], lines[at + 1] or ""))
        ):
            end = at + 2
            quoted = blocks[at]
            made = Quote((quoted,), (Text(who),), span(quoted, blocks[at + 1]))
        else:
            continue
        new += blocks[done:at]
        new.append(made)
        done = end
    return with_blocks(article, [*new, *blocks[done:]]) if done else article


def _opening(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that a quotation may begin with."""
    return [line for line in lines if line[0] in _OPENING]


def _who(quoted: Block, below: Block, line: str) -> str:
    """Whom the line below a quotation names. Behind a hyphen there may be an item of a list, too:
    then only a name counts, or what stands right below."""
    who = _WHO.fullmatch(line)
    if not who:
        return ""
    name = who[1].strip()
    hyphen = line.startswith("-") and not line.startswith("--")
    if hyphen and not (adjacent(quoted, below) or names.is_name(name.partition(",")[0])):
        return ""
    return name


def _continues(blocks: Sequence[Block], lines: Lines, at: int) -> bool:
    """Whether the block at `at` belongs to the quotation that the one above is a line of."""
    if not (lines[at] or "").startswith(">"):
        return False
    return adjacent(blocks[at - 1], blocks[at]) or blocks[at].origin is None


def _behind_marks(run: Sequence[Block], lines: Sequence[str | None]) -> Quote:
    inner: list[Block] = []
    attribution: tuple[Text, ...] = ()
    for number, (block, line) in enumerate(zip(run, lines, strict=True)):
        text = _MARK.sub("", line or "", count=1).strip()
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
