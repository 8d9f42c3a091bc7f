"""Stray spaces: at the ends of a line, doubled, of odd kinds, before punctuation marks."""

from __future__ import annotations

import re

from publish.model import Block, Inlines, Text
from publish.normalizer.rules.blocks import fix_block, map_inlines
from publish.normalizer.rules.lines import plain_line
from publish.walk import map_passages

# No-break spaces stand for plain ones in scraped pages far more often than they mean something;
# narrow ones (U+202F, French punctuation) and the ideographic space are left.
_ODD = re.compile("[\t\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u205f]")
_MANY = re.compile("  +")


def tidy_line(text: str) -> str:
    """`text` with single plain spaces, and none at its ends."""
    if not text or ("  " not in text and text[0] != " " and text[-1] != " " and text.isprintable()):
        return text
    new = _MANY.sub(" ", _ODD.sub(" ", text)).strip(" ")
    return text if new == text else new


def tidy_inside(text: str) -> str:
    """The same for a run of text inside a line, whose outer spaces matter."""
    if "  " not in text and text.isprintable():
        return text
    new = _MANY.sub(" ", _ODD.sub(" ", text))
    return text if new == text else new


def tidy(block: Block) -> Block | None:
    """`block` with its spaces tidied; None where there was nothing else in it."""
    if plain_line(block) is not None:
        return fix_block(block, tidy_line)
    return map_passages(block, lambda inlines, _role: _tidy(inlines))


def _tidy(inlines: Inlines) -> Inlines:
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        value = inlines[0].value
        fixed = tidy_line(value)
        return inlines if fixed is value else (Text(fixed),)
    return map_inlines(inlines, tidy_inside)
