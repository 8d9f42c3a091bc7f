"""Paragraphs that stand twice: pull quotes, text repeated for another screen size."""

from __future__ import annotations

from collections import Counter

from publish.model import Article, Block, Blocks, Paragraph
from publish.normalizer.credits import credit_alone
from publish.normalizer.rules.blocks import without
from publish.normalizer.rules.lines import Lines, line_of
from publish.normalizer.rules.opening import SENTENCE_END

#: Refrains, short answers, and the rows of comparisons repeat on purpose: in the measured articles
#: lines of up to 90 characters do, whole sentences longer than this do not.
_SHORTEST = 100


def fold(article: Article, lines: Lines) -> Article:
    """Keep the first of two paragraphs that say the same.

    What stands there three times and more is a form that the author repeats: a question put to
    each guest, a line below each entry. A caption, which its credit tells, may say what a
    paragraph says.
    """
    if _differ(article.blocks, lines):
        return article
    found = [
        (at, text)
        for at, line in enumerate(lines)
        if (text := line if line is not None else _marked_up(article.blocks[at]))
        and len(text) >= _SHORTEST
        and text.endswith(SENTENCE_END)
    ]
    count = Counter(text for _, text in found)
    if len(count) == len(found):
        return article
    seen: dict[str, bool] = {}
    gone: list[Block] = []
    for at, text in found:
        if count[text] == 2 and text in seen and seen[text] == _is_caption(lines, at):
            gone.append(article.blocks[at])
        seen[text] = _is_caption(lines, at)
    return without(article, gone) if gone else article


def _differ(blocks: Blocks, lines: Lines) -> bool:
    """Whether no two lines that are long enough are the same, and none is marked up."""
    long = [line for line in lines if line is not None and len(line) >= _SHORTEST]
    if len(set(long)) < len(long):
        return False
    if None not in lines:
        return True
    marked = [block for block, line in zip(blocks, lines, strict=True) if line is None]
    return Paragraph not in map(type, marked)


def _is_caption(lines: Lines, at: int) -> bool:
    below = lines[at + 1] if at + 1 < len(lines) else None
    return bool(below) and bool(credit_alone(below or ""))


def _marked_up(block: Block) -> str:
    """The text of a paragraph that holds more than characters; empty for all else."""
    return (line_of(block) or "") if type(block) is Paragraph else ""
