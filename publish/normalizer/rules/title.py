"""The title and the deck: the lines at the very top, moved into the metadata."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from publish.model import Article, Block, Heading
from publish.normalizer import names
from publish.normalizer.credits import credit_of
from publish.normalizer.rules.blocks import without
from publish.normalizer.rules.byline import dated
from publish.normalizer.rules.lines import line_of
from publish.normalizer.rules.opening import (
    LONGEST_DECK,
    SENTENCE_END,
    is_credit_line,
    is_text,
    looks_like_title,
    opening,
    signed,
)


@lru_cache(maxsize=2)
def _known(name: str) -> frozenset[str]:
    """A list of headings of the data file, folded."""
    file = resources.files("publish.normalizer") / "data" / "headings.toml"
    return frozenset(tomllib.loads(file.read_text("utf-8"))[name])


def generic_headings() -> frozenset[str]:
    """Headings that no article has as its title, folded."""
    return _known("generic")


#: So many names of sections stand above a title ("News", "World", "Opinion").
_MOST_SECTIONS = 4
#: The title below them is longer than they are: so many characters, so many times.
_SHORTEST_TITLE, _LONGER = 12, 1.5


def drop_sections(article: Article) -> Article:
    """Drop the names of the site's sections above a title that is still in the text."""
    if article.meta.title:
        return article
    at = 0
    for block in article.blocks[:_MOST_SECTIONS]:
        line = (line_of(block) or "").strip("*•·>| \t:")
        if line.casefold() not in _known("sections"):
            break
        at += 1
    if not at or len(article.blocks) < at + 2:
        return article
    title = line_of(article.blocks[at]) or ""
    longest = max(len(line_of(block) or "") for block in article.blocks[:at])
    if len(title) < max(_SHORTEST_TITLE, _LONGER * longest) or not looks_like_title(title):
        return article
    return replace(article, blocks=article.blocks[at:])


def find(article: Article) -> Article:
    """Take the title and the deck from the top of an article that has no title yet."""
    meta = article.meta
    if meta.title:
        return article if meta.subtitle else _with_deck(article)
    top = opening(article)
    if not top or len(article.blocks) < 2:
        return article
    language = meta.language
    lines = [line_of(block) or "" for block in top]
    first = next((i for i, line in enumerate(lines) if not is_credit_line(line, language)), None)
    if first is None:
        return article
    title = lines[first].strip()
    if title.casefold() in generic_headings():
        return article
    # Only a title has the byline or the date right below it.
    sure = isinstance(top[first], Heading) or top[first] is signed(article)
    if not (sure or looks_like_title(title)):
        return article
    gone = [top[first]]
    deck = _deck(article, article.blocks.index(top[first]) + 1, language)
    if deck and not meta.subtitle:
        gone.append(deck)
        meta = replace(meta, subtitle=(line_of(deck) or "").strip())
    if len(gone) == len(article.blocks):
        return article
    return replace(without(article, gone), meta=replace(meta, title=title))


def _with_deck(article: Article) -> Article:
    """Take the deck of an article whose title is known: only what the byline or date stands
    below."""
    if len(article.blocks) < 3:
        return article
    below = line_of(article.blocks[1]) or ""
    if not is_credit_line(below, article.meta.language) or credit_of(below):
        return article
    deck = _deck(article, 0, article.meta.language)
    if not deck or _folded(line_of(deck) or "") == _folded(article.meta.title):
        return article
    meta = replace(article.meta, subtitle=(line_of(deck) or "").strip())
    return replace(without(article, [deck]), meta=meta)


def _deck(article: Article, at: int, language: str) -> Block | None:
    """The block at `at` when it is a deck: a line under the title that is neither a section's
    heading nor running text. A full sentence counts only with a byline or date below it."""
    after = article.blocks[at : at + 3]
    if len(after) < 2 or isinstance(after[0], Heading):
        return None
    line, following, next_one = (*(line_of(block) for block in after), "")[:3]
    if not line or not following or len(line) > LONGEST_DECK or line[0] in "-*•–—|>@#+(":
        return None
    if is_credit_line(line, language):
        return None
    short = len(line.split()) < 4 or line.endswith((*SENTENCE_END, ":"))
    named = bool(names.listed(following)) and dated(next_one or "", language) is not None
    if named or is_credit_line(following, language):
        return after[0] if len(line) >= 20 or not short else None
    return after[0] if not short and _may_be_deck(line) and is_text(following) else None


def _may_be_deck(line: str) -> bool:
    """Whether a line that only text stands below may be a deck: no quotation, no place and time, no
    sentence with a note behind it. Of 192 articles written to try this, five began with one."""
    return looks_like_title(line) and not _NO_DECK.search(line)


_NO_DECK = re.compile(r"^[\"“«„'‘]|\d|[.!?] \W*[A-ZÀ-Ý]|[\])]$")

#: What stands so often, the title itself not counted, is said on purpose: a refrain.
_REFRAIN = 3


def fold_repeated(article: Article) -> Article:
    """Drop lines near the top that only repeat the title, or the deck."""
    meta = article.meta
    known = {_folded(text) for text in (meta.title, meta.subtitle)} - {""}
    if not known:
        return article
    first = {text.partition(" ")[0] for text in known}
    initials = {word[0] for word in first}
    near = [(block, line_of(block) or "") for block in article.blocks[:8]]
    # Most lines begin with another letter, most others with another word.
    near = [
        (block, line)
        for block, line in near
        if not line[:1].isalnum() or line[0].casefold()[0] in initials
    ]
    near = [(block, line) for block, line in near if _folded_first(line) in first]
    gone = [block for block, line in near if _folded(line) in known]
    if not gone or len(gone) == len(article.blocks):
        return article
    if sum(_folded(line_of(block) or "") in known for block in article.blocks) >= _REFRAIN:
        return article
    return without(article, gone)


_WORD = re.compile(r"\w+")


def _folded_first(text: str) -> str:
    word = _WORD.search(text)
    return word[0].casefold() if word else ""


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold())) if len(text) <= LONGEST_DECK else ""
