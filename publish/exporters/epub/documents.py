"""The pages of the book: content documents, each a whole XHTML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from publish.edition import Edition, Part
from publish.exporters.epub.split import Section, documents
from publish.exporters.identity import tag_of, title_of
from publish.exporters.markup import (
    address,
    attribute,
    is_rtl,
    line,
    shorten,
    text,
)
from publish.exporters.pictures import Pictures
from publish.exporters.xhtml import Anchor, Outlined, PageRef, Record, Renderer
from publish.model import Metadata
from publish.report import Notice
from publish.walk import Front, first_id, language_of
from publish.wording import wording

__all__ = ["LABEL", "STYLESHEET", "Document", "Facts", "Pages", "page", "source_line"]
__all__ += ["tag_of", "title_of"]

STYLESHEET = "style.css"
# Titles in <title>, the contents and the metadata of readers: longer ones are cut there by the
# readers themselves, at best; the page shows the whole.
LABEL = 300


@dataclass(frozen=True, slots=True)
class Document:
    """One XHTML file of the book.

    Attributes:
        name: the file's name inside the package folder.
        part: the index of its article in the edition.
    """

    name: str
    title: str
    xhtml: str
    part: int = 0
    outline: tuple[Outlined, ...] = ()
    pages: tuple[PageRef, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    @property
    def number(self) -> str:
        """The file's name without folder and ending: a number, for a page of an article."""
        return self.name.rpartition("/")[2].removesuffix(".xhtml")

    @property
    def id(self) -> str:
        """The item's id in the manifest."""
        return f"page-{self.number}"


@dataclass(slots=True)
class Facts:
    """What the content turned out to hold, for the accessibility metadata."""

    headings: int = 0
    tables: int = 0
    notices: list[Notice] = field(default_factory=list)


def page(
    title: str,
    body: str,
    *,
    language: str,
    style: str,
    kind: str = "",
    body_class: str = "",
    start: bool = False,
) -> str:
    """A whole XHTML file.

    Args:
        style: the stylesheet's address from the file.
        kind: the ``epub:type`` of the body.
        start: whether an article begins here; gives the body the id ``start``.
    """
    direction = ' dir="rtl"' if is_rtl(language) else ""
    mark = ' id="start"' if start else ""
    mark += f' epub:type="{kind}"' if kind else ""
    mark += f' class="{body_class}"' if body_class else ""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}"{direction}>
<head>
<meta charset="utf-8"/>
<title>{text(title)}</title>
<link rel="stylesheet" type="text/css" href="{style}"/>
</head>
<body{mark}>
{body}</body>
</html>
"""


class Pages:
    """Makes the content documents of an edition, one article after the other."""

    def __init__(self, edition: Edition, pictures: Pictures) -> None:
        self.edition = edition
        self.pictures = pictures
        self.facts = Facts()
        self._number = 0

    def articles(self) -> Iterator[Document]:
        """The documents of every article, in reading order."""
        for index, part in enumerate(self.edition.parts):
            yield from self._part(index, part)

    def _part(self, index: int, part: Part) -> Iterator[Document]:
        meta = part.article.meta
        tag = tag_of(meta)
        renderer = Renderer(
            language_of(meta),
            self.pictures.place,
            top=2 if part.front.title else 1,
            base=meta.source,
            picture_root="../",
        )
        title = shorten(title_of(meta, (part,)), LABEL)
        plan = list(documents(part.article.blocks))
        for at, sections in enumerate(plan):
            first, last = at == 0, at == len(plan) - 1
            self._number += 1
            name = f"text/{self._number:04d}.xhtml"
            head = front(part.front, renderer) if first else ""
            rendered = [render(section, renderer) for section in sections]
            notes, record = renderer.take()
            if first:
                label = title
                id_ = first_id(part.front.title) or "start"
                record.outline.insert(0, Outlined(renderer.top - 1, id_, title))
            else:
                label = record.outline[0].label if record.outline else title
            foot = notes + (colophon(meta) if last else "")
            whole = len(plan) == 1
            body = _body(head, rendered, foot, whole=whole, title=label, bound=self.edition.bound)
            yield Document(
                name,
                label,
                page(
                    label,
                    body,
                    language=tag,
                    style=f"../{STYLESHEET}",
                    kind="bodymatter",
                    start=first,
                ),
                index,
                tuple(record.outline),
                tuple(record.pages),
                tuple(record.anchors),
            )
            self._note(record)
        self.facts.tables += renderer.tables
        self.facts.notices.extend(renderer.notices)

    def _note(self, record: Record) -> None:
        self.facts.headings += len(record.outline)


def render(section: Section, renderer: Renderer) -> tuple[str, str]:
    """A section: the id of its heading (empty where it has none) and its markup."""
    if section.heading is None:
        return "", renderer.blocks(section.blocks)
    heading = renderer.block(section.heading)
    id_ = heading.split('"', 2)[1]
    return id_, heading + renderer.blocks(section.blocks)


def _body(
    head: str, rendered: list[tuple[str, str]], foot: str, *, whole: bool, title: str, bound: bool
) -> str:
    """The sections of one document. An article in one document is a chapter with sections."""
    if whole:
        inner = "".join(
            f'<section aria-labelledby="{id_}">\n{markup}</section>\n' if id_ else markup
            for id_, markup in rendered
        )
        return (
            f'<section epub:type="chapter" role="doc-chapter"'
            f' aria-label="{attribute(title)}">\n{head}{inner}{foot}</section>\n'
        )
    parts: list[str] = []
    if head:
        kind = "part" if bound else "introduction"
        role = f"doc-{kind}"
        _, first = rendered[0] if not rendered[0][0] else ("", "")
        rendered = rendered if rendered[0][0] else rendered[1:]
        parts.append(
            f'<section epub:type="{kind}" role="{role}"'
            f' aria-label="{attribute(title)}">\n{head}{first}</section>\n'
        )
    for id_, markup in rendered:
        name = f'aria-labelledby="{id_}"' if id_ else f'aria-label="{attribute(title)}"'
        parts.append(
            f'<section epub:type="chapter" role="doc-chapter" {name}>\n{markup}</section>\n'
        )
    return "".join(parts) + foot


def front(front: Front, renderer: Renderer) -> str:
    """Title, subtitle, byline and date line, as far as they are known."""
    lines: list[str] = []
    if front.title:
        lines.append(f"<h1>{renderer.inlines(front.title)}</h1>\n")
    if front.subtitle:
        kind = 'epub:type="subtitle" role="doc-subtitle"'
        lines.append(f'<p class="subtitle" {kind}>{renderer.inlines(front.subtitle)}</p>\n')
    if front.byline:
        lines.append(f'<p class="byline">{renderer.inlines(front.byline)}</p>\n')
    if front.dateline:
        lines.append(f'<p class="dateline">{renderer.inlines(front.dateline)}</p>\n')
    return f"<header>\n{''.join(lines)}</header>\n" if lines else ""


def colophon(meta: Metadata) -> str:
    """Where the article is from and whose it is, below its text."""
    # A file's name says nothing to a reader; it stays in the metadata.
    lines = [source_line(meta) if address(meta.source) else "", text(line(meta.rights))]
    inner = "".join(f"<p>{each}</p>\n" for each in lines if each)
    return f'<footer class="colophon">\n{inner}</footer>\n' if inner else ""


def source_line(meta: Metadata) -> str:
    """“Source: …”, with a link where it is an address; empty when unknown."""
    source = line(meta.source)
    if not source:
        return ""
    href = address(source)
    if href:
        shown = f'<a href="{attribute(href)}">{text(source)}</a>'
    else:
        # A file's folders are nobody's business, and differ from machine to machine.
        shown = text(source.replace("\\", "/").rstrip("/").rpartition("/")[2])
    before, _, after = wording(language_of(meta)).phrases["source"].partition("{}")
    return f"{text(before)}{shown}{text(after)}"
