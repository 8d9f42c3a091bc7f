"""Captions that lost their pictures, and the credits that belong to them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import islice
from typing import Any

from publish.model import Article, Block, Blocks, Figure, Inlines, Text
from publish.normalizer.credits import credit_alone, credit_of, may_credit, with_credit
from publish.normalizer.patterns import either
from publish.normalizer.rules.blocks import adjacent, with_blocks
from publish.normalizer.rules.lines import Lines, line_of, plain_line
from publish.normalizer.rules.lists import span

_LONGEST_CAPTION = 320
#: A caption of one sentence; shorter ones are asides, longer ones reporting.
_FEWEST_WORDS, _MOST_WORDS = 7, 32
#: Of the other paragraphs so many must be in the past tense before the tense tells anything. In
#: 318 English articles this leaves two sentences taken for captions; 0.6 leaves six.
_PAST_SHARE = 0.7
_FEWEST_PARAGRAPHS, _MOST_PARAGRAPHS = 6, 30
#: A name with an agency's below the title is who wrote the article, where that is not known yet.
_TOP = 3
_WORDS = ("past", "modal", "not_caption", "openers", "shown", "participle")
#: "is seen in Aleppo" shows somebody; "is a reporter" and "are seen as difficult" tell something.
_BEING = re.compile(
    r"\b(?:is|are) (?:[a-z]+ing|(?:seen|pictured|shown)(?! as)"
    r"|among|in|on|at|near|inside|outside|behind|under)\b"
)
#: A caption names somebody or somewhere.
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )(?:[dl]['’])?[A-ZÀ-Ý][a-zà-ÿ]{2,}")
_NOT_SHOWN = re.compile(r"[\"“?!;:—]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class _Data:
    first: frozenset[str]
    initials: frozenset[str]
    caption: re.Pattern[str]
    languages: dict[str, _Told]


@dataclass(frozen=True, slots=True, eq=False)  # one a language: told apart by identity, quickly
class _Told:
    """What tells captions from reporting in one language."""

    past: frozenset[str]
    endings: tuple[str, ...]
    modal: frozenset[str]
    not_caption: frozenset[str]
    openers: frozenset[str]
    shown: frozenset[str]
    participle: frozenset[str]
    named: re.Pattern[str]

    @classmethod
    def of(cls, table: dict[str, Any]) -> _Told:
        """A table of the data file."""
        words = {name: frozenset(table.get(name, ())) for name in _WORDS}
        named = re.compile(table["named"]) if "named" in table else _NAME
        return cls(**words, endings=tuple(table["endings"]), named=named)


@lru_cache(maxsize=1)
def _data() -> _Data:
    file = resources.files("publish.normalizer") / "data" / "captions.toml"
    tables = tomllib.loads(file.read_text("utf-8"))

    first = {phrase.split()[0] for name in ("caption", "credit") for phrase in tables[name]}
    return _Data(
        frozenset(first),
        frozenset(("(", "[", *(c for word in first for c in (word[0], word[0].upper())))),
        re.compile(rf"\(?{either(tables['caption'])} ?: *(?P<text>.+)", re.IGNORECASE),
        {name: _Told.of(table) for name, table in tables.items() if isinstance(table, dict)},
    )


def mark(article: Article, lines: Lines) -> Article:
    """Make lines that can only be captions or credits figures; a credit joins the figure above."""
    blocks = article.blocks
    told = _data().languages.get(article.meta.language.split("-")[0] or "en")
    past: bool | None = None if told else False
    signed = bool(article.meta.authors)
    new: list[Block] = []
    done = 0
    telling = lines.picked(_telling)
    likely = telling | lines.picked(_sentences) if told else telling
    for at in lines.places_of(likely):
        line = lines[at] or ""
        named = _named(line) if line in telling else None
        if line in telling and _closes(blocks, lines, at):
            named = _Named(True, (named and named.who) or line, "", "")
        figure: Figure | None = None
        if named and named.who and (named.opens or signed or at > _TOP):
            new += blocks[done:at]
            done = at + 1
            below = named.opens or _paired(blocks, at)
            new.append(_credited(new, blocks[at], (Text(named.who),), below))
            continue
        if named and named.caption:
            credits = (Text(named.credit),) if named.credit else ()
            figure = Figure(None, (Text(named.caption),), credits, blocks[at].origin)
        elif not told or past is False:
            continue  # nothing to tell captions from sentences by
        elif 0 < at < len(blocks) - 1 and _shows(line, told):
            if past is None:
                past = _told_in_past(blocks, told)
            if past:
                figure = Figure(None, (Text(line),), (), blocks[at].origin)
        if figure:
            new += blocks[done:at]
            done = at + 1
            new.append(figure)
    return with_blocks(article, [*new, *blocks[done:]]) if done else article


@dataclass(frozen=True, slots=True)
class _Named:
    """What a line says by words that captions and credits have.

    Attributes:
        opens: it opens with such a word.
        who: who is credited, where it is a credit and nothing else.
        caption: what is shown, where it is a caption with or without its `credit`.
    """

    opens: bool
    who: str
    caption: str
    credit: str


@lru_cache(maxsize=1024)  # the second round asks again about every line that is none
def _named(line: str) -> _Named | None:
    """What a line is by its words; None for many lines that it may be told of."""
    opens = _opens(line)
    who = credit_of(line) if opens else credit_alone(line)
    captioned = _data().caption.fullmatch(line) if opens else None
    caption, credit = (captioned["text"], "") if captioned else with_credit(line)
    return _Named(opens, who, caption, credit) if who or caption else None


def _telling(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that may be captions or credits by their words."""
    initials = _data().initials
    return [
        line
        for line in lines
        if len(line) <= _LONGEST_CAPTION
        and (
            (((first := line[0]) in initials or not first.isascii()) and _opens(line))
            or may_credit(line)
        )
    ]


def _sentences(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that are one sentence, and may show something."""
    return [
        line
        for line in lines
        if line[-1] == "."
        and len(line) <= _LONGEST_CAPTION
        and ". " not in line
        and not _NOT_SHOWN.search(line)
    ]


def _opens(line: str) -> bool:
    """Whether a line's first word is one that captions or credits begin with."""
    return line[:40].lstrip("([").partition(" ")[0].rstrip(":").casefold() in _data().first


def _closes(blocks: Blocks, lines: Lines, at: int) -> bool:
    """Whether a line is the credit of the one right above, as it would be at that one's end."""
    if not at or not adjacent(blocks[at - 1], blocks[at]) or not _paired(blocks, at):
        return False
    above = lines[at - 1]
    return bool(above) and with_credit(f"{above} {lines[at]}")[0] == above


def _paired(blocks: Blocks, at: int) -> bool:
    """Whether a line and the one above stand by themselves, blank lines around the two."""
    above = at > 1 and adjacent(blocks[at - 2], blocks[at - 1])
    below = at + 1 < len(blocks) and adjacent(blocks[at], blocks[at + 1])
    return not (above or below)


def _credited(above: list[Block], block: Block, credit: Inlines, below: bool) -> Figure:
    """The figure that a line of credit makes; it takes the caption above it out of `above`.

    Args:
        below: whether a line right above is its caption.
    """
    last = above[-1] if above else None
    if isinstance(last, Figure) and not last.credit:
        above.pop()
        return replace(last, credit=credit, origin=span(last, block))
    caption = plain_line(last) if last else None
    if below and last and caption and len(caption) <= _LONGEST_CAPTION and adjacent(last, block):
        above.pop()
        return Figure(None, (Text(caption),), credit, span(last, block))
    return Figure(None, (), credit, block.origin)


def _told_in_past(blocks: tuple[Block, ...], told: _Told) -> bool:
    # What may be captions is left out: it is what the tense is to tell something of.
    found = (
        line
        for block in blocks
        if len(line := line_of(block) or "") > 60 and not _shows(line, told)
    )
    lines = list(islice(found, _MOST_PARAGRAPHS))
    past = sum(_past_words(line, told) > 0 for line in lines)
    return len(lines) >= _FEWEST_PARAGRAPHS and past >= _PAST_SHARE * len(lines)


def _past_words(line: str, told: _Told) -> int:
    words = ["", *_words(line), ""]
    count = 0
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if word in told.past:
            count += 1
        elif len(word) > 4 and word.endswith(told.endings):
            # "displaced by", "the wounded", "are seen": participles, not the past tense.
            count += after != "by" and before not in told.participle
    return count


def _words(line: str) -> list[str]:
    """The words of a line, folded."""
    if line.isascii():
        return _WORD.findall(line.lower())
    return " ".join(_WORD.findall(line)).casefold().split()


@lru_cache(maxsize=1024)  # the second round asks again about every line that is no caption
def _shows(line: str, told: _Told) -> bool:
    """Whether a line reads like a caption: one sentence in the present, of something that can be
    seen."""
    if line[-1] != "." or not line[0].isupper() or ". " in line or " -- " in line:
        return False
    first = _WORD.search(line)
    if not first or first[0].casefold() in told.openers or _NOT_SHOWN.search(line):
        return False
    words = _words(line)
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    return (
        told.not_caption.isdisjoint(words)
        and told.modal.isdisjoint(words)
        and (not told.shown.isdisjoint(words[1:12]) or _BEING.search(line) is not None)
        and told.named.search(line) is not None
        and _past_words(line, told) == 0
    )
