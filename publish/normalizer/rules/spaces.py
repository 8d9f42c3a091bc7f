"""Stray spaces: at the ends of a line, doubled, of odd kinds, before punctuation marks."""

from __future__ import annotations

import re

from publish.model import Article, Block, Inlines, Paragraph, Text
from publish.normalizer.rules.rule import map_inlines, plain_line, with_blocks
from publish.walk import map_passages

# No-break spaces stand for plain ones in scraped pages far more often than they mean something;
# narrow ones (U+202F, French punctuation) and the ideographic space are left.
_ODD = re.compile("[\t\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u205f]")
_MANY = re.compile("  +")


def fix(text: str) -> str:
    """`text` with single plain spaces, and none at its ends."""
    if not text or ("  " not in text and text[0] != " " and text[-1] != " " and text.isprintable()):
        return text
    new = _MANY.sub(" ", _ODD.sub(" ", text)).strip(" ")
    return text if new == text else new


def fix_inside(text: str) -> str:
    """The same for a run of text inside a line, whose outer spaces matter."""
    if "  " not in text and text.isprintable():
        return text
    new = _MANY.sub(" ", _ODD.sub(" ", text))
    return text if new == text else new


def tidy(article: Article) -> Article:
    """`article` with its spaces tidied: at the ends of paragraphs, and inside of them."""
    new: list[Block] = []
    changed = False
    for block in article.blocks:
        line = plain_line(block)
        tidied: Block | None = block
        if line is None:
            tidied = map_passages(block, lambda inlines, _: _tidy(inlines))
        elif (fixed := fix(line)) is not line:
            tidied = Paragraph((Text(fixed),), block.origin) if fixed else None
        changed = changed or tidied is not block
        if tidied is not None:
            new.append(tidied)
    return with_blocks(article, new) if changed else article


def _tidy(inlines: Inlines) -> Inlines:
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        value = inlines[0].value
        fixed = fix(value)
        return inlines if fixed is value else (Text(fixed),)
    return map_inlines(inlines, fix_inside)
