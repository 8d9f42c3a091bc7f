"""The author's biography: the paragraph above or below an article that tells who wrote it."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from publish.model import Article, Heading
from publish.normalizer import names
from publish.normalizer.patterns import either
from publish.normalizer.rules.blocks import without
from publish.normalizer.rules.lines import line_of

#: It stands first or among the last of an article's blocks. In 318 English pages eleven stand
#: there, of which the gold text has one; in the middle an author who is written of is the subject.
_LAST = 6
#: Fewer blocks are no article to which a biography is added.
_FEWEST_BLOCKS = 8
#: Words of the shortest; a shorter line is a byline.
_FEWEST_WORDS = 6


@lru_cache(maxsize=1)
def _tells() -> re.Pattern[str]:
    file = resources.files("publish.normalizer") / "data" / "biographies.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    verbs = {verb for verbs in tables["tells"].values() for verb in verbs}
    return re.compile(rf"(?: \([^()]*\))?(?:, [^,]+,)? {either(verbs)}\b")


def drop(article: Article) -> Article:
    """Drop what tells of the article's authors above or below its text."""
    people = [name for name in article.meta.authors if " " in name and names.is_name(name)]
    blocks = article.blocks
    if not people or len(blocks) < _FEWEST_BLOCKS:
        return article
    first = (name.partition(" ")[0] for name in people)
    starts = (*people, *(name for name in first if name.istitle()))
    gone = [
        block
        for block in (blocks[0], *blocks[-_LAST:])
        if not isinstance(block, Heading)
        and (line := line_of(block))
        and line.startswith(starts)
        and _tells_of(line, starts)
    ]
    return without(article, gone) if gone else article


def _tells_of(line: str, starts: tuple[str, ...]) -> bool:
    """Whether a line that begins with a name says what that person is or does."""
    if line.count(" ") + 1 < _FEWEST_WORDS:
        return False
    return any(line.startswith(start) and _tells().match(line, len(start)) for start in starts)
