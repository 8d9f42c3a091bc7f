"""Paragraphs that stand twice: pull quotes, text repeated for another screen size."""

from __future__ import annotations

from collections import Counter

from publish.model import Article, Block, Paragraph
from publish.normalizer.rules.opening import SENTENCE_END
from publish.normalizer.rules.rule import line_of, with_blocks

#: Refrains, short answers, and the rows of comparisons repeat on purpose: in the measured articles
#: lines of up to 90 characters do, whole sentences longer than this do not.
_SHORTEST = 100


def fold(article: Article) -> Article:
    """Keep the first of two paragraphs that say the same.

    What stands there three times and more is a form that the author repeats: a question put to
    each guest, a line below each entry.
    """
    lines = [_paragraph(block) for block in article.blocks]
    count = Counter(line for line in lines if line)
    if not count or max(count.values()) < 2:
        return article
    seen: set[str] = set()
    kept: list[Block] = []
    for block, line in zip(article.blocks, lines, strict=True):
        if line and count[line] == 2 and line in seen:
            continue
        seen.add(line)
        kept.append(block)
    return article if len(kept) == len(article.blocks) else with_blocks(article, kept)


def _paragraph(block: Block) -> str:
    """The text of a paragraph that is long enough to be folded; empty for all else."""
    line = (line_of(block) or "") if type(block) is Paragraph else ""
    return line if len(line) >= _SHORTEST and line.endswith(SENTENCE_END) else ""
