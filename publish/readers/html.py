"""HTML: an exported article that is kept whole, or a web page in which the article is found."""

from __future__ import annotations

from publish.errors import InputUnusable
from publish.model import Article, Metadata
from publish.readers.dom.charset import decode_markup
from publish.readers.dom.convert import Converter
from publish.readers.dom.parsing import parse
from publish.readers.markdown import take_title
from publish.readers.pictures import Pictures
from publish.readers.source import Source
from publish.report import Notice


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read an HTML page.

    Raises:
        InputUnusable: the source is empty, or the page holds no text.
    """
    markup, notices = decode_markup(source, source.charset)
    root, flattened = parse(markup)
    if flattened:
        notices = (*notices, Notice("nesting-flattened", "Parts nested too deeply were laid flat."))
    body = root.find("body")
    body = body if body is not None else root
    converter = Converter(
        root, source.name, Pictures(source), base=source.address, language=root.get("lang", "")
    )
    title, blocks = take_title(converter.convert(body), "")
    if not blocks:
        raise InputUnusable(
            f"{source.name} holds no text.",
            "It may be made by a script: save the page from a browser.",
        )
    title = title or (root.findtext(".//title") or "").strip()
    meta = Metadata(
        title=title, language=root.get("lang", ""), source=source.address or source.name
    )
    return Article(meta, blocks), (*notices, *converter.notices())
