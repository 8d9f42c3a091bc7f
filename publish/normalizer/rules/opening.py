"""The top of an article: what stands before its first real paragraph."""

from __future__ import annotations

from itertools import pairwise

from publish.model import Article, Block, Figure, Heading, Paragraph
from publish.normalizer import bylines, dates
from publish.normalizer.credits import credit_of
from publish.normalizer.lengths import word_count
from publish.normalizer.rules.lines import line_of

#: Titles and decks of the measured articles stay under 160 characters in 99 of 100 cases.
LONGEST_TITLE = 160
LONGEST_DECK = 300
#: Title, deck, byline, role, date, caption: no measured article has more lines above its text.
_MOST_LINES = 10

SENTENCE_END = (
    *(".", "!", "?", "…", ".”", '."', ".’", "!”", "?”", '!"', '?"', ".)"),
    *("。", "！", "？", "؟", "।", "。」", "。”"),
)
OPEN_END = (":", ";", ",", "،", "、", "：", "；")


def opening(article: Article) -> list[Block]:
    """The blocks above the first paragraph of the text."""
    found: list[Block] = []
    for block in article.blocks[:_MOST_LINES]:
        if isinstance(block, Figure):
            continue
        if not isinstance(block, Paragraph | Heading):
            break
        line = line_of(block) or ""
        if is_text(line) and block is not signed(article):
            break
        found.append(block)
    return found


def signed(article: Article) -> Block | None:
    """The first line that is no credit, where it is short enough for a title and has its byline
    or date right below it; None where the article does not begin like that."""
    language = article.meta.language
    for block, below in pairwise(article.blocks[:_MOST_LINES]):
        line = line_of(block) or ""
        if isinstance(block, Figure) or is_credit_line(line, language):
            continue
        fits = 0 < len(line) <= LONGEST_TITLE and is_credit_line(line_of(below) or "", language)
        return block if fits and below is not article.blocks[-1] else None
    return None


def is_prose(line: str, words: int) -> bool:
    """Whether a line has so many words at least, and ends as a sentence does."""
    return word_count(line) >= words and line.endswith(SENTENCE_END)


def is_text(line: str) -> bool:
    """Whether a line is running text rather than a title, a deck or a byline."""
    if len(line) > LONGEST_TITLE:
        return not (len(line) <= LONGEST_DECK and not line.endswith(SENTENCE_END))
    return len(line) > 80 and line.endswith(SENTENCE_END)


def is_credit_line(line: str, language: str) -> bool:
    """Whether a line says who wrote the article, or when, or who took a picture."""
    if dates.date_line(line, language) or bylines.parse(line, language):
        return True
    return bool(line) and bool(credit_of(line))


def looks_like_title(line: str) -> bool:
    """Whether a line could head an article: short, no sentence, no list item."""
    if not line or len(line) > LONGEST_TITLE or line.endswith(OPEN_END):
        return False
    if line.endswith(".") and not line.endswith(("...", " Inc.", " Jr.", ".S.", ".K.")):
        return False
    if line[0] in "-*•–—|>(@#+" or line[:2] in ("o ", "© "):
        return False
    letters = sum(c.isalpha() for c in line)
    return letters >= 3 and letters >= len(line) * 0.5
