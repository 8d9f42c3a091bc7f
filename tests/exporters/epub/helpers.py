"""What the EPUB tests share."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from lxml import etree

from publish.edition import Edition, Options, make_parts
from publish.exporters.epub import export
from publish.model import Article, Metadata
from publish.report import Notice

NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "smil": "http://www.w3.org/ns/SMIL",
}


def edition(*articles: Article, title: str = "", options: Options | None = None) -> Edition:
    """The edition of an article, or of several bound under `title`."""
    first = articles[0].meta
    meta = Metadata(title=title, language=first.language) if len(articles) > 1 else first
    made = Edition(meta, make_parts(articles))
    return replace(made, options=options) if options else made


def build(
    path: Path, *articles: Article, title: str = "", options: Options | None = None
) -> tuple[Notice, ...]:
    """Write the EPUB of the articles to `path`."""
    return export(edition(*articles, title=title, options=options), path)


def parse(path: Path, name: str) -> etree._Element:
    """A file of the package folder as a tree."""
    with zipfile.ZipFile(path) as book:
        return etree.fromstring(book.read(f"EPUB/{name}"))


def spine(path: Path) -> list[str]:
    """The names of the pages in reading order."""
    package = parse(path, "content.opf")
    items = {i.get("id"): str(i.get("href")) for i in find(package, "//opf:manifest/opf:item")}
    return [items[i.get("idref")] for i in find(package, "//opf:spine/opf:itemref")]


def find(tree: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath with the prefixes of `NAMES`."""
    found = tree.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, etree._Element)]


def values(tree: etree._Element, path: str) -> list[str]:
    """The whole text of each element at an XPath."""
    return ["".join(each.itertext()) for each in find(tree, path)]
