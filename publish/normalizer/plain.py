"""The cleaned article as plain text: what ``publish clean`` prints, and what it can read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from publish.model import (
    Article,
    Block,
    Break,
    Code,
    Figure,
    Heading,
    Inlines,
    Listing,
    Metadata,
    Origin,
    Paragraph,
    Quote,
    Table,
)
from publish.walk import language_of, plain_text
from publish.wording import wording


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cleaned text, and the line of the source it stands for, when it is one."""

    text: str
    origin: Origin | None = None


def cleaned_text(article: Article, *, body: bool = False) -> str:
    """`article` as plain text: title, deck, byline and dates, then its blocks, blank lines between.

    List items stand on lines of their own behind "- " or their number, quotations behind "> ",
    programs between lines of "```"; tabs part the cells of a table, "* * *" parts scenes.

    Args:
        body: give the body alone, without what comes from the metadata, and without pictures'
            captions, which stand beside the text, not in it. A caption known by its wording alone,
            without a picture or a credit, stays: it may be a sentence of the text.
    """
    return "\n".join(line.text for line in cleaned_lines(article, body=body))


def cleaned_lines(article: Article, *, body: bool = False) -> list[Line]:
    """The lines of `cleaned_text`; the last is empty, so that the text ends in a line end."""
    lines: list[Line] = []
    if not body:
        for text in front(article.meta):
            lines += (Line(text), Line(""))
    for block in article.blocks:
        if body and isinstance(block, Figure) and (block.image or block.credit):
            continue
        if body and isinstance(block, Code):
            block = replace(block, language="")  # it is not the author's
        lines += _block(block)
        lines.append(Line(""))
    return lines or [Line("")]


def front(meta: Metadata) -> Iterator[str]:
    """Title, deck, byline and dates: the lines above the text."""
    words = wording(language_of(meta))
    if meta.title:
        yield meta.title
    if meta.subtitle:
        yield meta.subtitle
    if meta.authors:
        yield words.by(words.join(meta.authors))
    if meta.published:
        yield meta.published
    if meta.modified and meta.modified != meta.published:
        yield words.updated(meta.modified)


def _block(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph() | Heading():
            yield from _split(plain_text(block.content), block.origin)
        case Quote():
            inner = [line for b in block.blocks for line in _block(b)]
            for line in inner:
                yield Line(f"> {line.text}", line.origin)
            if block.attribution:
                yield Line(f"> — {plain_text(block.attribution)}")
        case Listing():
            for number, item in enumerate(block.items, block.start):
                mark = f"{number}. " if block.ordered else "- "
                yield from _item(mark, [line for b in item for line in _block(b)])
        case Figure():
            if block.caption:
                yield from _split(plain_text(block.caption), block.origin)
            if block.credit:
                yield Line(plain_text(block.credit))
        case Table():
            if block.caption:
                yield Line(plain_text(block.caption))
            for row in block.rows:
                yield Line("\t".join(_flat(cell.content) for cell in row))
        case Code():
            fence = "```"
            while fence in block.value:
                fence += "`"
            yield Line(f"{fence}{block.language}")
            for text in block.value.split("\n"):
                yield Line(text)
            yield Line(fence)
        case Break():
            yield Line("* * *")
        case _:
            assert_never(block)


def _item(mark: str, lines: list[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        yield Line(("" if number else mark) + line.text, line.origin)


def _split(text: str, origin: Origin | None) -> Iterator[Line]:
    if "\n" not in text:
        yield Line(text, origin)
    else:
        yield from (Line(piece) for piece in text.split("\n"))


def _flat(inlines: Inlines) -> str:
    return " ".join(plain_text(inlines).split())
