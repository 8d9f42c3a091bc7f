"""The page: the articles in full, with nothing that is fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from publish.edition import Edition, Part
from publish.exporters.html.controls import bar, native
from publish.exporters.markup import address, attribute, is_rtl, language_tag, line, text
from publish.exporters.pictures import Picture, Pictures
from publish.exporters.xhtml import Renderer
from publish.model import Metadata, PageMark, Table
from publish.report import Notice
from publish.walk import Front, first_id, language_of, plain_text
from publish.wording import wording

#: Tables with more columns than this may scroll sideways in a frame of their own; those with fewer
#: fit a line of 320 pixels, as WCAG 2.2, 1.4.10 asks.
NARROW = 4


@dataclass(frozen=True, slots=True)
class Sound:
    """The narration of a page.

    Attributes:
        address: where the sound is: a data URI, or a file beside the page.
        cues: id of an element, start and end in seconds, in order.
    """

    address: str
    media_type: str
    cues: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The articles as HTML, the ids that speech can follow, and what could not be carried over."""

    html: str
    ids: frozenset[str]
    notices: tuple[Notice, ...]


class _Renderer(Renderer):
    """Adds what a browser window needs and an e-reader does not: frames for wide tables."""

    def _table(self, table: Table) -> str:
        rendered = super()._table(table)
        columns = max((len(row) for row in table.rows), default=0)
        if columns <= NARROW:
            return rendered
        name = plain_text(table.caption) or self.words.say("table", len(table.rows), columns)
        return (
            f'<div class="wide" role="region" tabindex="0" aria-label="{attribute(name)}">\n'
            f"{rendered}</div>\n"
        )

    def _page_mark(self, mark: PageMark) -> str:
        # In view, unlike an e-reader's, whose own menu leads to pages.
        label = line(mark.label)
        if not label:
            return ""
        said = text(self.words.say("page", label))
        return f'<span class="page" id="{self.new_id("page")}">[{said}]</span> '


def body(edition: Edition) -> Body:
    """Every article of `edition`, pictures inside."""
    pictures = Pictures()
    ids: list[str] = []
    notices: list[Notice] = []
    articles: list[str] = []
    for number, part in enumerate(edition.parts, 1):
        meta = part.article.meta
        renderer = _Renderer(
            language_of(meta),
            lambda image: _inside(pictures.place(image)),
            top=(2 if part.front.title else 1) + edition.bound,
            epub=False,
            base=meta.source,
            prefix=f"a{number}-" if edition.bound else "",
        )
        head = _front(part.front, renderer, "h2" if edition.bound else "h1")
        text_ = renderer.blocks(part.article.blocks)
        notes, record = renderer.take()
        inner = f"{head}{text_}{notes}{_colophon(meta)}"
        articles.append(_article(part, inner, bound=edition.bound))
        ids += (anchor.id for anchor in record.anchors)
        notices += renderer.notices
    html = "".join(articles)
    if edition.bound:
        title = text(_title(edition.meta))
        html = f"<header>\n<h1>{title}</h1>\n</header>\n{_contents(edition)}{html}"
    return Body(html, frozenset(ids), (*pictures.notices, *notices))


def page(edition: Edition, content: Body, sound: Sound | None) -> str:
    """The whole file."""
    meta = edition.meta
    tag = _tag(meta)
    words = wording(tag)
    style, script = _data("style.css"), _data("reader.js")
    player = native(words, sound.address, sound.media_type) if sound else ""
    cues = _cues(sound.cues) if sound else ""
    media = "data:" if not sound or sound.address.startswith("data:") else "'self' file:"
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src '{_digest(script)}'; media-src {media}; base-uri 'none'; form-action 'none'"
    )
    about = "".join(
        f'<meta name="{name}" content="{attribute(value)}">\n'
        for name, value in (
            *(("author", author) for author in meta.authors),
            ("description", meta.subtitle),
            ("date", meta.published),
        )
        if line(value)
    )
    side = ' dir="rtl"' if is_rtl(tag) else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}"{side}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(_title(meta, edition.parts))}</title>\n{about}"
        f"<style>\n{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#text">{text(words["skip"])}</a>\n'
        f"{bar(words, sound=sound is not None)}{player}"
        f'<main id="text" tabindex="-1">\n{content.html}</main>\n'
        f"{cues}<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _article(part: Part, inner: str, *, bound: bool) -> str:
    tag = _tag(part.article.meta)
    name = attribute(plain_text(part.front.title))
    label = f' aria-label="{name}"' if bound and name else ""
    side = ' dir="rtl"' if is_rtl(tag) else ""
    return f'<article lang="{tag}"{side}{label}>\n{inner}</article>\n'


def _contents(edition: Edition) -> str:
    """The way to each article that has a title."""
    words = wording(language_of(edition.meta))
    items = "".join(
        f'<li><a href="#{id_}">{text(plain_text(part.front.title))}</a></li>\n'
        for part in edition.parts
        if (id_ := first_id(part.front.title))
    )
    name = attribute(words["contents"])
    return f'<nav aria-label="{name}">\n<ol>\n{items}</ol>\n</nav>\n' if items else ""


def _front(front: Front, renderer: Renderer, heading: str) -> str:
    lines = [
        f"<{element}>{renderer.inlines(content)}</{element.split()[0]}>\n"
        for element, content in (
            (heading, front.title),
            ('p class="subtitle" role="doc-subtitle"', front.subtitle),
            ('p class="byline"', front.byline),
            ('p class="dateline"', front.dateline),
        )
        if content
    ]
    return f"<header>\n{''.join(lines)}</header>\n" if lines else ""


def _colophon(meta: Metadata) -> str:
    """Where the article is from and whose it is."""
    lines = [text(line(meta.rights))]
    if href := address(meta.source):
        before, _, after = wording(language_of(meta)).say("source", "\n").partition("\n")
        link = f'<a href="{attribute(href)}">{text(line(meta.source))}</a>'
        lines.insert(0, f"{text(before)}{link}{text(after)}")
    inner = "".join(f"<p>{each}</p>\n" for each in lines if each)
    return f'<footer class="colophon">\n{inner}</footer>\n' if inner else ""


def _title(meta: Metadata, parts: tuple[Part, ...] = ()) -> str:
    titles = (line(meta.title), *(line(plain_text(part.front.title)) for part in parts))
    return next(filter(None, titles), wording(language_of(meta))["untitled"])


def _tag(meta: Metadata) -> str:
    return language_tag(language_of(meta)) or "en"


def _inside(picture: Picture | None) -> Picture | None:
    """`picture` under a name that is the whole file: a data URI."""
    if picture is None:
        return None
    return replace(picture, name=data_uri(picture.data, picture.media_type))


def data_uri(data: bytes, media_type: str) -> str:
    """`data` as an address that holds it."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"


def _cues(cues: tuple[tuple[str, float, float], ...]) -> str:
    # In a script element "</" would end it; ids have no "<", so nothing needs to be escaped.
    rows = json.dumps([[id_, round(a, 3), round(b, 3)] for id_, a, b in cues], ensure_ascii=True)
    assert "<" not in rows
    return f'<script type="application/json" data-reader="cues">{rows}</script>\n'


@lru_cache(maxsize=4)
def _data(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")


def _digest(script: str) -> str:
    """What lets this script run and no other."""
    digest = hashlib.sha256(f"\n{script}".encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
