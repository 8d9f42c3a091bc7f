"""The readers' comments below an article: all lines from their heading on.

A discussion reads like prose, and a long one outweighs a short article: what judges lines by
their words cannot tell the two apart. Its heading can be told, by the dates, times and buttons
of the first comments below it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from publish.model import Article, Block
from publish.normalizer import dates
from publish.normalizer.lengths import PROSE, word_count
from publish.normalizer.patterns import either
from publish.normalizer.phrases import phrases
from publish.normalizer.rules.blocks import with_blocks
from publish.normalizer.rules.lines import Lines

#: Of 404 pages, 38 have a heading with so much evidence below it and so many words of prose
#: above; none has its article's text go on after it, but for notes of the author in four. Where
#: "Comments" is a button above the article, three paragraphs and more go before the first evidence,
#: where a discussion has two at most.
_EVIDENCE = 2
_REACH = 12
_PROSE_BETWEEN = 2
_WORDS_ABOVE = 25
_LONGEST_HEADING = 60
#: So many words of prose without the head of a comment are another article's, or the rest of this
#: one. Of 66 discussions six have that, mostly dialogs about cookies and notes below, which the
#: line model then judges. With 200 F1 of whole pages falls by 0.002 to 0.01.
_ANOTHER = 300
#: Of the debris data, with a mark before a line ("* Comments") or without.
_FAMILY = "comments"
#: The head of a comment: who, when, and what can be done.
_LONGEST_ENTRY = 16
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_MARKS = " \t\xa0*•·-+>|"


@lru_cache(maxsize=1)
def _entry() -> re.Pattern[str]:
    """What heads of comments say in words: "Ana says:", "3 days ago"."""
    file = resources.files("publish.normalizer") / "data" / "discussions.toml"
    tables = tomllib.loads(file.read_text("utf-8"))

    def words(name: str) -> str:
        return either(word for words in tables[name].values() for word in words)

    return re.compile(
        rf"\b{words('said')} ?:?$|\b\d+ \w+ {words('after')}\b"
        rf"|\b{words('before')} (?:\d+|\w+) \w+",
        re.IGNORECASE,
    )


def drop(article: Article, shown: Lines) -> Article:
    """`article` without the readers' comments, where it is plain text and has some."""
    if article.meta.title or None in shown:
        return article
    at = _heading(shown, [line or "" for line in shown])
    if at is None:
        return article
    shown.memory.discussed = True
    end = _end(shown, at)
    shown.memory.gone += end - at
    kept: list[Block] = [*article.blocks[:at], *article.blocks[end:]]
    return with_blocks(article, kept)


def heading(lines: Sequence[str]) -> int | None:
    """Which of the lines of a page, none of them blank, heads the readers' comments, if any."""
    return _heading(Lines(lines), lines)


def _heading(page: Lines, lines: Sequence[str]) -> int | None:
    words = done = 0
    for at in page.places_of(_of_comments(page)):
        words += sum(word_count(line) for line in lines[done:at] if _is_prose(line))
        done = at
        if (
            words >= _WORDS_ABOVE
            and not _is_prose(lines[at])
            and _is_discussion(lines[at + 1 : at + 1 + _REACH])
        ):
            return at
    return None


def _of_comments(page: Lines) -> set[str]:
    """The short lines that belong to the readers' comments by their words."""
    known = page.known().items()
    likely = [
        line for line, hit in known if hit.family == _FAMILY and len(line) <= _LONGEST_HEADING
    ]
    return {line for line in likely if _is_of_comments(line.strip(_MARKS))}


def _is_of_comments(words: str) -> bool:
    hit = phrases().look_up(words)
    return hit is not None and hit.family == _FAMILY


def _is_discussion(below: Sequence[str]) -> bool:
    """Whether comments begin in the lines below a heading."""
    entries = [at for at, line in enumerate(below) if _is_entry(line)]
    if len(entries) < _EVIDENCE:
        return False
    return sum(map(_is_prose, below[: entries[0]])) <= _PROSE_BETWEEN


def _end(lines: Sequence[str | None], at: int) -> int:
    """Where the discussion ends whose heading stands at `at`."""
    end, words = at + 1, 0
    for place in range(at + 1, len(lines)):
        line = lines[place] or ""
        if _is_entry(line):
            end, words = place + 1, 0
        elif _is_prose(line):
            words += word_count(line)
            if words >= _ANOTHER:
                return end
    return len(lines)


def _is_prose(line: str) -> bool:
    return word_count(line) >= PROSE


def _is_entry(line: str) -> bool:
    line = line.strip(_MARKS)
    if line.count(" ") >= _LONGEST_ENTRY:
        return False
    return bool(
        _is_of_comments(line)
        or _CLOCK.search(line)
        or _entry().search(line)
        or (len(line) <= dates.LONGEST and dates.find(line, ""))
    )
