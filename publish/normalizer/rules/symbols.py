"""Lines without a word in them: rules and stars between scenes, leftovers of icons and menus."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publish.model import Article, Block, Break
from publish.normalizer.rules.blocks import with_blocks
from publish.normalizer.rules.lines import Lines, line_of

#: What authors and typesetters put between scenes: three or more of a kind. A single
#: star is an empty item of a list.
_BREAK = re.compile(r"(?:[⁂※]|(?:([*#_~=•·-])(?: ?\1){2,}))")
_LONGEST_BREAK = 80
_BREAK_MARKS = frozenset("⁂※*#_~=•·-")
#: What icons, menus and separators leave behind. Brackets and quotation marks are not among
#: them: in an article about programs a line may hold nothing else.
LONGEST = 12
_LEFTOVER = re.compile(r"[\s*•·▪●○◦■|¦»›«‹<>→←↑↓▶►▼▲◄◀–—\-_+×✕✖…⋮≡☰/\\^~,.:]{1,12}")


def judge(line: str) -> float:
    """How sure it is that a line is the leftover of an icon or a menu."""
    if len(line) > LONGEST or not _LEFTOVER.fullmatch(line) or _BREAK.fullmatch(line.strip()):
        return 0.0
    return 0.95


def mark_breaks(article: Article, lines: Lines) -> Article:
    """Make lines of stars or dashes between paragraphs a change of scene."""
    blocks = article.blocks
    found = lines.places(_parting)
    breaks = [at for at, block in enumerate(blocks) if type(block) is Break]
    if not (found or breaks):
        return article
    # One break between two scenes, none above the first or below the last.
    new: list[Block] = []
    done = 0
    for at in sorted((*found, *breaks)):
        new += blocks[done:at]
        if new and not isinstance(new[-1], Break):
            new.append(blocks[at] if type(blocks[at]) is Break else Break(blocks[at].origin))
        done = at + 1
    new += blocks[done:]
    if new and isinstance(new[-1], Break):
        new.pop()
    if not found and len(new) == len(blocks):
        return article
    return with_blocks(article, new) if any(line_of(b) for b in new) else article


def _parting(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that part two scenes."""
    return [
        line
        for line in lines
        if (line[0] in _BREAK_MARKS or line[0].isspace())
        and len(line) <= _LONGEST_BREAK
        and _BREAK.fullmatch(line.strip())
    ]
