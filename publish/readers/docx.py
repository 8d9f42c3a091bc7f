"""DOCX: the text of a Word document with its headings, lists, tables, pictures and notes."""

from __future__ import annotations

from publish.errors import InputUnusable
from publish.model import Article, Metadata
from publish.readers.archive import Container
from publish.readers.dates import iso_date
from publish.readers.dom.parsing import Element, text_of
from publish.readers.pictures import Pictures
from publish.readers.source import Source
from publish.readers.word.body import Body
from publish.readers.word.parts import Parts, parse_xml
from publish.report import Notice

_MAIN = "word/document.xml"


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read a Word document. The paragraph styled as title is the title; deleted text stays out.

    Raises:
        InputUnusable: it is no DOCX, is locked with a password, unpacks to too much, or is empty.
    """
    if source.data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputUnusable(
            f"{source.name} is an old Word file, or is locked with a password.",
            "Open it in a word processor and save it as .docx without a password.",
        )
    container = Container(source, "DOCX")
    main = _main_part(container)
    document = parse_xml(container.need(main))
    if document is None:
        raise container.unusable(f"{main} is no XML")
    parts = Parts.of(container, main)
    meta = _metadata(container, parts, source.name)
    pictures = Pictures(source, container.get)
    body = Body(parts, pictures, source.name, meta.language)
    blocks = body.convert(document)
    if not blocks:
        raise InputUnusable(f"{source.name} holds no text.", "Give a document with text in it.")
    meta = Metadata(
        title=body.title or meta.title,
        subtitle=body.subtitle,
        authors=meta.authors,
        publisher=meta.publisher,
        published=meta.published,
        modified=meta.modified,
        language=meta.language,
        source=source.name,
        rights=meta.rights,
    )
    return Article(meta, blocks), (*body.notices(), *pictures.notices())


def _main_part(container: Container) -> str:
    data = container.get("_rels/.rels")
    root = parse_xml(data) if data else None
    for relation in root.iter("{*}Relationship") if root is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or _MAIN).lstrip("/")
    return _MAIN


def _metadata(container: Container, parts: Parts, name: str) -> Metadata:
    def texts(path: str) -> dict[str, str]:
        data = container.get(path)
        root: Element | None = parse_xml(data) if data else None
        if root is None:
            return {}
        return {str(e.tag).rpartition("}")[2]: text_of(e) for e in root.iter("*") if len(e) == 0}

    core, app = texts("docProps/core.xml"), texts("docProps/app.xml")
    authors = core.get("creator", "").replace(";", ",").split(",")
    return Metadata(
        title=core.get("title", ""),
        authors=tuple(a.strip() for a in authors if a.strip()),
        publisher=app.get("Company", ""),
        published=iso_date(core.get("created", "")),
        modified=iso_date(core.get("modified", "")),
        language=core.get("language", "") or parts.language,
        source=name,
    )
