"""Paragraphs that stand twice: pull quotes, text repeated for another screen size."""

from __future__ import annotations

from publish.model import Article, Block, Paragraph
from publish.normalizer.rules.rule import line_of, with_blocks

#: Refrains and short answers repeat on purpose; in the measured articles no line this long does.
_SHORTEST = 60


def fold(article: Article) -> Article:
    """Keep the first of paragraphs that say the same."""
    seen: set[str] = set()
    kept: list[Block] = []
    for block in article.blocks:
        if type(block) is Paragraph:
            line = line_of(block) or ""
            if len(line) >= _SHORTEST:
                if line in seen:
                    continue
                seen.add(line)
        kept.append(block)
    return article if len(kept) == len(article.blocks) else with_blocks(article, kept)
