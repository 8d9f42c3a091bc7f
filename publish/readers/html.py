"""HTML: an exported document that is kept whole, or a web page in which the article is found."""

from __future__ import annotations

from dataclasses import replace

from publish.errors import InputUnusable
from publish.model import Article, Block, Heading, Metadata
from publish.readers.dom.charset import decode_markup
from publish.readers.dom.convert import Converter
from publish.readers.dom.head import Head, read_head
from publish.readers.dom.metadata import read_metadata
from publish.readers.dom.parsing import Element, page_text, parse
from publish.readers.pictures import Pictures
from publish.readers.source import Source
from publish.report import Notice
from publish.walk import plain_text

#: Of a document that somebody wrote or exported, fewer of its words are links than this share.
_FEW_LINKS = 0.3
#: Of fewer words no share can be told, and no article can be told from a page around it.
_FEWEST_WORDS = 10
#: Programs that export documents; their pages hold nothing but the document.
_GENERATORS: tuple[str, ...]
_GENERATORS = ("pandoc", "libreoffice", "openoffice", "microsoft word", "markdown", "asciidoctor")
_GENERATORS += ("docutils", "latex", "calibre", "google docs", "typora", "org mode")
#: Elements of which a document has none, and a web page some.
_PAGE_PARTS = ("nav", "aside", "form", "iframe", "button")
#: The title may be repeated among the first blocks.
_FIRST = 8


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read an HTML page.

    Raises:
        InputUnusable: the source is empty, or the page holds no text.
    """
    markup, notices = decode_markup(source, source.charset)
    article, more = read_markup(markup, source)
    return article, (*notices, *more)


def read_markup(markup: str, source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read the text of an HTML page; `source` tells what it is called and where it is from.

    Raises:
        InputUnusable: the page holds no text.
    """
    root, wrong = parse(markup)
    notices = [*wrong]
    head = read_head(root)
    meta = read_metadata(root, head, source.address, source.name)
    skip: frozenset[Element] = frozenset()
    if not is_document(root, head):
        from publish.readers.article.find import find_article

        found = find_article(root, head.facts(meta.title))
        skip = found.skip
        meta = replace(meta, subtitle=found.deck if found.deck != meta.title else "")
        if found.confidence <= 0.5:
            notices.append(
                Notice(
                    "page-too-large",
                    "The page is too large to find its article: all of its text was kept.",
                )
            )
        if found.left:
            notices.append(
                Notice(
                    "page-furniture",
                    f"{found.left} words of the page around the article were left out.",
                )
            )
    body = root.find("body")
    converter = Converter(
        root,
        source.name,
        Pictures(source),
        base=meta.source if "://" in meta.source else source.address,
        language=meta.language,
        skip=skip,
        hidden=bool(skip),
    )
    blocks = converter.convert(root if body is None else body)
    meta, blocks = _titled(meta, blocks)
    if not blocks:
        raise InputUnusable(
            f"{source.name} holds no text.",
            "It may be made by a script: save the page from a browser, and give that file.",
        )
    return Article(meta, blocks), (*notices, *converter.notices())


def is_document(root: Element, head: Head) -> bool:
    """Whether the page is nothing but a document: no menus, no scripts, few links."""
    generator = head.first("generator").lower()
    if any(name in generator for name in _GENERATORS) or _is_tiny(root):
        return True
    if next(root.iter(*_PAGE_PARTS), None) is not None:
        return False
    for script in root.iter("script"):
        if "json" not in (script.get("type") or ""):
            return False
    words = len(page_text(root).split())
    links = sum(len(page_text(link).split()) for link in root.iter("a"))
    return links <= _FEW_LINKS * words


def _is_tiny(root: Element) -> bool:
    words = 0
    for text in root.itertext():
        words += len(str(text).split())
        if words >= _FEWEST_WORDS:
            return False
    return True


def _titled(meta: Metadata, blocks: tuple[Block, ...]) -> tuple[Metadata, tuple[Block, ...]]:
    """The title once: among the metadata. Without one there, the first heading becomes it."""
    own = _letters(meta.title)
    for at, block in enumerate(blocks[:_FIRST]):
        if isinstance(block, Heading):
            text = " ".join(plain_text(block.content).split())
            if (own and _letters(text) == own) or (not own and block.level == 1):
                return replace(meta, title=meta.title or text), (*blocks[:at], *blocks[at + 1 :])
    return meta, blocks


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
