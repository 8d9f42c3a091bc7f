"""Lines without a word in them: rules and stars between scenes, leftovers of icons and menus."""

from __future__ import annotations

import re

from publish.model import Article, Block, Break
from publish.normalizer.rules.rule import line_of, plain_line, with_blocks

#: What authors and typesetters put between scenes: three or more of a kind. A single
#: star is an empty item of a list.
_BREAK = re.compile(r"(?:[⁂※]|(?:([*#_~=•·-])(?: ?\1){2,}))")
#: What icons, menus and separators leave behind. Brackets and quotation marks are not among
#: them: in an article about programs a line may hold nothing else.
_LEFTOVER = re.compile(r"[\s*•·▪●○◦■|¦»›«‹<>→←↑↓▶►▼▲◄◀–—\-_+×✕✖…⋮≡☰/\\^~,.:]{1,12}")


def judge(line: str) -> float:
    """How sure it is that a line is the leftover of an icon or a menu."""
    if len(line) > 12 or not _LEFTOVER.fullmatch(line) or _BREAK.fullmatch(line.strip()):
        return 0.0
    return 0.95


def mark_breaks(article: Article) -> Article:
    """Make lines of stars or dashes between paragraphs a change of scene."""
    new: list[Block] = []
    changed = False
    for block in article.blocks:
        line = plain_line(block)
        if line is not None and len(line) <= 80 and _BREAK.fullmatch(line.strip()):
            changed = True
            if new and not isinstance(new[-1], Break):
                new.append(Break(block.origin))
            continue
        new.append(block)
    if new and isinstance(new[-1], Break):
        new.pop()
        changed = True
    return with_blocks(article, new) if changed and any(line_of(b) for b in new) else article
