"""EPUB 2 and 3: the spine in its order, with metadata, pictures, notes and page numbers."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag

from lxml import etree

from publish.errors import InputUnusable
from publish.model import Article, Block, Heading, Metadata
from publish.readers.archive import Container
from publish.readers.contents import Entry, Titles, join, of_ncx, of_page
from publish.readers.dates import iso_date
from publish.readers.dom.convert import Converter
from publish.readers.dom.parsing import Element, name_of, text_of
from publish.readers.dom.xml import parse_xhtml, parse_xml
from publish.readers.pictures import Pictures
from publish.readers.source import Source
from publish.report import Notice
from publish.walk import plain_text

_OPF = "{http://www.idpf.org/2007/opf}"
#: What programs write for an author they do not know.
_NOBODY = frozenset(
    ("unknown", "unbekannt", "desconocido", "inconnu", "desconhecido", "sconosciuto")
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_DRAWING = "image/svg+xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
#: Fonts may be obfuscated; anything else that is encrypted is locked away from every reader.
_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
#: Pages that repeat what the metadata and the headings say.
_REPEATED = re.compile(r"\b(?:toc|landmarks|page-list|cover|titlepage|halftitlepage)\b")


@dataclass(slots=True)
class _Item:
    path: str
    kind: str
    properties: str
    linear: bool = True


@dataclass(slots=True)
class _Package:
    root: Element
    path: str
    items: dict[str, _Item] = field(default_factory=dict)
    spine: list[_Item] = field(default_factory=list)


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read a book. Its chapters follow one another; titles only its contents know are headings.

    Raises:
        InputUnusable: it is no EPUB, is locked with DRM, unpacks to too much, or holds no text.
    """
    container = Container(source, "EPUB")
    package = _open(container)
    _check_lock(container, package)
    meta = _metadata(package.root, source.name)
    titles = Titles(_contents(container, package))
    notices: list[Notice] = []
    html = etree.Element("html")
    body = etree.SubElement(html, "body")
    aside = etree.SubElement(html, "aside")
    missing: list[str] = []
    unread: list[str] = []
    drawings: list[str] = []
    for item in package.spine:
        if "nav" in item.properties.split():
            continue
        if item.kind not in (*_PAGES, _DRAWING):
            unread.append(item.path)
            continue
        data = container.get(item.path)
        if data is None:
            missing.append(item.path)
            continue
        if item.kind == _DRAWING:
            drawings.append(item.path)
            page = _words_of_drawing(data)
        else:
            page, wrong = parse_xhtml(data)
            notices.extend(Notice(n.code, f"{item.path}: {n.message}") for n in wrong)
        chapter = _chapter(page, item.path, titles)
        if chapter is not None:
            (body if item.linear else aside).append(chapter)
    titles.level()
    for code, what, paths in (
        ("chapter-missing", "Not in the file", missing),
        ("chapter-unread", "Pages of a kind that cannot be read were left out", unread),
        ("drawing-left-out", "Pages that are drawings: only their words are kept", drawings),
    ):
        if paths:
            more = f" and {len(paths) - 5} more" if len(paths) > 5 else ""
            notices.append(Notice(code, f"{what}: {', '.join(paths[:5])}{more}."))
    pictures = Pictures(source, container.get)
    converter = Converter(html, source.name, pictures, language=meta.language, hidden=False)
    blocks = _without_title(converter.convert(body), meta.title)
    if not blocks:
        raise InputUnusable(f"{source.name} holds no text.", "A book of pictures cannot be read.")
    return Article(meta, blocks), (*notices, *converter.notices())


def _open(container: Container) -> _Package:
    rootfile = None
    root = parse_xml(container.need("META-INF/container.xml"))
    if root is not None:
        rootfile = next((e.get("full-path") for e in root.iter("{*}rootfile")), None)
    if not rootfile:
        raise container.unusable("it does not name its package file")
    opf = parse_xml(container.need(rootfile))
    if opf is None:
        raise container.unusable(f"{rootfile} is no XML")
    package = _Package(opf, rootfile)
    for item in opf.iter(f"{_OPF}item"):
        href = urldefrag(item.get("href") or "")[0]
        path = join(rootfile, href)
        package.items[item.get("id") or path] = _Item(
            path, item.get("media-type") or "", item.get("properties") or ""
        )
    seen: set[str] = set()
    for reference in opf.iter(f"{_OPF}itemref"):
        found = package.items.get(reference.get("idref") or "")
        if found is not None and found.path not in seen:
            seen.add(found.path)
            found.linear = reference.get("linear") != "no"
            package.spine.append(found)
    if not package.spine:
        raise container.unusable("it names no chapters")
    return package


def _check_lock(container: Container, package: _Package) -> None:
    data = container.get("META-INF/encryption.xml")
    root = parse_xml(data) if data else None
    if root is None:
        return
    pages = {item.path for item in package.spine}
    for entry in root.iter("{*}EncryptedData"):
        method = next((m.get("Algorithm") for m in entry.iter("{*}EncryptionMethod")), "")
        target = next((r.get("URI") for r in entry.iter("{*}CipherReference")), "")
        if method not in _OBFUSCATION and posixpath.normpath(unquote(target or "")) in pages:
            raise container.unusable("it is locked with DRM")


def _metadata(opf: Element, name: str) -> Metadata:
    refined: dict[str, dict[str, str]] = {}
    properties: dict[str, str] = {}
    for meta in opf.iter(f"{_OPF}meta"):
        key, text = meta.get("property") or "", text_of(meta)
        if meta.get("refines"):
            refined.setdefault(str(meta.get("refines")).lstrip("#"), {})[key] = text
        elif key:
            properties.setdefault(key, text)

    def all_of(tag: str) -> list[tuple[str, Element]]:
        return [(text, e) for e in opf.iter(f"{_DC}{tag}") if (text := text_of(e))]

    def first(tag: str) -> str:
        return next((text for text, _ in all_of(tag)), "")

    def kind(element: Element, key: str) -> str:
        return refined.get(element.get("id") or "", {}).get(key, "")

    titles = all_of("title")
    main = next((t for t, e in titles if kind(e, "title-type") == "main"), first("title"))
    sub = next((t for t, e in titles if kind(e, "title-type") == "subtitle"), "")
    authors = tuple(
        text
        for text, e in all_of("creator")
        if (e.get(f"{_OPF}role") or kind(e, "role") or "aut") == "aut"
        and text.casefold() not in _NOBODY
    )
    dates = all_of("date")
    published = next((t for t, e in dates if e.get(f"{_OPF}event") == "publication"), first("date"))
    changed = next((t for t, e in dates if e.get(f"{_OPF}event") == "modification"), "")
    source = first("source")
    return Metadata(
        title=main,
        subtitle=sub,
        authors=authors,
        publisher=first("publisher"),
        published=iso_date(published),
        modified=iso_date(properties.get("dcterms:modified", "") or changed),
        language=first("language").replace("_", "-"),
        source=source if source.startswith("http") else name,
        rights=first("rights"),
    )


def _chapter(page: Element, path: str, titles: Titles) -> Element | None:
    """The body of `page` as a section of one big page: its ids and addresses made unique."""
    body = page.find("body")
    if body is None:
        body = page
    kinds = " ".join(
        f"{e.get('{http://www.idpf.org/2007/ops}type') or ''} {e.get('role') or ''}"
        for e in (body, *list(body)[:1])
    )
    if _REPEATED.search(kinds.replace("doc-", "")):
        return None
    for element in body.iter("*"):
        for name in ("id", "name"):
            value = element.get(name)
            if value:
                element.set(name, f"{path}#{value}")
        href = element.get("href")
        if href and name_of(element) == "a" and not re.match(r"[a-zA-Z][\w+.-]*:", href):
            target = join(path, href)
            element.set("href", f"#{target}" if "#" in target else f"#{target}#")
        for name in ("src", "{http://www.w3.org/1999/xlink}href", "data"):
            value = element.get(name)
            if value and not re.match(r"[a-zA-Z][\w+.-]*:", value):
                element.set(name, join(path, value))
    titles.put(body, path)
    body.tag = "section"
    language = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language and not body.get("lang"):
        body.set("lang", language)
    return body


def _contents(container: Container, package: _Package) -> dict[str, Entry]:
    """The book's own contents: file, or file and place in it -> title."""
    found: dict[str, Entry] = {}
    for item in package.items.values():
        if "nav" in item.properties.split():
            data = container.get(item.path)
            if data:
                of_page(parse_xhtml(data)[0], item.path, found)
        elif item.kind == "application/x-dtbncx+xml" and not found:
            data = container.get(item.path)
            ncx = parse_xml(data) if data else None
            if ncx is not None:
                of_ncx(ncx, item.path, found)
    return found


def _words_of_drawing(data: bytes) -> Element:
    """A page that is an SVG, as one of paragraphs: its title, description and labels."""
    page = etree.Element("html")
    body = etree.SubElement(page, "body")
    root = parse_xml(data)
    for found in root.iter("{*}title", "{*}desc", "{*}text") if root is not None else ():
        etree.SubElement(body, "p").text = text_of(found)
    return page


def _without_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """`blocks` without the book's title at their head."""
    for at, block in enumerate(blocks[:3]):
        if isinstance(block, Heading):
            if " ".join(plain_text(block.content).split()).casefold() == title.casefold():
                return (*blocks[:at], *blocks[at + 1 :])
            break
    return blocks
