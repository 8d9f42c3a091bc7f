"""Markdown (CommonMark with tables, strike-through, footnotes, definition lists), front matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.model import Article, Block, Heading
from publish.readers.decoding import decode
from publish.readers.dom.convert import Converter
from publish.readers.dom.parsing import parse
from publish.readers.front_matter import split
from publish.readers.pictures import Pictures
from publish.readers.source import Source
from publish.report import Notice
from publish.walk import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read Markdown. The first heading of level 1 is the title unless front matter names one.

    Raises:
        InputUnusable: the source is empty, binary, or in no encoding that can be told.
    """
    text, notices = decode(source)
    meta, body, above, more = split(text, source.name)
    root, wrong = parse(_html(body, above))
    pictures = Pictures(source)
    converter = Converter(root, source.name, pictures, base=source.address, language=meta.language)
    blocks = converter.convert(root)
    title, blocks = take_title(blocks, meta.title)
    return (
        Article(replace(meta, title=title), blocks),
        (*notices, *more, *wrong, *converter.notices()),
    )


def take_title(blocks: tuple[Block, ...], known: str) -> tuple[str, tuple[Block, ...]]:
    """The title and the blocks without it.

    Args:
        known: the title that the metadata gives; a first heading of level 1 that says the same is
            taken out of the blocks, another one stays. Empty: the first one is the title.
    """
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            text = " ".join(plain_text(block.content).split())
            if not known or text.casefold() == known.casefold():
                return known or text, (*blocks[:at], *blocks[at + 1 :])
            break
    return known, blocks


def _html(text: str, above: int) -> str:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    markdown.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    # Alternative text is text: markdown-it leaves nothing else to a picture.
    env: dict[str, object] = {}
    tokens = markdown.parse(text, env)
    _note_lines(tokens, above)
    rendered: str = markdown.renderer.render(tokens, markdown.options, env)
    return rendered


def _note_lines(tokens: Sequence[Token], above: int) -> None:
    """Give each element the lines of the source that it came from, for the origins."""
    for token in tokens:
        if token.map and (token.nesting == 1 or token.type in ("fence", "code_block", "hr")):
            first, end = token.map
            token.attrSet("data-lines", f"{first + 1 + above}-{max(end, first + 1) + above}")
