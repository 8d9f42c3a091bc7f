"""The ways through the book: contents, landmarks and page list, and the NCX for older readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publish.exporters.epub.documents import LABEL, STYLESHEET, Document, page
from publish.exporters.markup import attribute, shorten, text
from publish.wording import Wording


@dataclass(slots=True)
class Point:
    """An entry of the contents, and those below it."""

    label: str
    href: str
    below: list[Point] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that readers offer a key for. `kind` is an ``epub:type``."""

    kind: str
    label: str
    href: str


def contents(documents: Sequence[Document], *, bound: bool) -> list[Point]:
    """The headings of `documents` as a tree.

    The sections of a single article stand beside its title, not below it: a tree with one root
    would have to be opened first.
    """
    roots: list[Point] = []
    open_points: list[tuple[int, Point]] = []
    for document in documents:
        for at, outlined in enumerate(document.outline):
            rank = outlined.rank
            if not bound and at == 0 and not open_points:
                rank = 99
            point = Point(shorten(outlined.label, LABEL), f"{document.name}#{outlined.id}")
            while open_points and open_points[-1][0] >= rank:
                open_points.pop()
            (open_points[-1][1].below if open_points else roots).append(point)
            open_points.append((rank, point))
    return roots


def nav_page(
    points: list[Point],
    landmarks: Sequence[Landmark],
    documents: Sequence[Document],
    words: Wording,
    language: str,
) -> str:
    """The navigation document."""
    parts = [
        f'<nav id="toc" epub:type="toc" role="doc-toc" aria-labelledby="contents">\n'
        f'<h1 id="contents">{text(words["contents"])}</h1>\n{_list(points)}</nav>\n',
        _hidden(
            "landmarks",
            "",
            words["landmarks"],
            (
                f'<li><a epub:type="{mark.kind}" href="{attribute(mark.href)}">'
                f"{text(mark.label)}</a></li>\n"
                for mark in landmarks
            ),
        ),
    ]
    pages = [
        f'<li><a href="{document.name}#{ref.id}">{text(ref.label)}</a></li>\n'
        for document in documents
        for ref in document.pages
    ]
    if pages:
        parts.append(_hidden("page-list", ' role="doc-pagelist"', words["pages"], pages))
    return page(
        words["contents"],
        "".join(parts),
        language=language,
        style=STYLESHEET,
        kind="frontmatter",
        body_class="contents",
    )


def _list(points: list[Point]) -> str:
    items = "".join(
        f'<li><a href="{attribute(point.href)}">{text(point.label)}</a>'
        f"{_list(point.below) if point.below else ''}</li>\n"
        for point in points
    )
    return f"<ol>\n{items}</ol>\n"


def _hidden(kind: str, role: str, label: str, items: Iterator[str] | list[str]) -> str:
    return (
        f'<nav epub:type="{kind}"{role} aria-labelledby="{kind}" hidden="hidden">\n'
        f'<h2 id="{kind}">{text(label)}</h2>\n<ol>\n{"".join(items)}</ol>\n</nav>\n'
    )


def ncx(
    points: list[Point], documents: Sequence[Document], *, uid: str, title: str, language: str
) -> str:
    """The contents and the pages as EPUB 2 readers want them."""
    numbers = iter(range(1, 10_000_000))
    body = "".join(_nav_point(point, numbers) for point in points)
    targets = [(document.name, ref) for document in documents for ref in document.pages]
    values: set[int] = set()
    listed = "".join(
        f'<pageTarget id="target-{at}" type="{_page_type(ref.label)}"{_value(ref.label, values)}>'
        f"<navLabel><text>{text(ref.label)}</text></navLabel>"
        f'<content src="{attribute(f"{name}#{ref.id}")}"/></pageTarget>\n'
        for at, (name, ref) in enumerate(targets, 1)
    )
    pages = f"<pageList>\n{listed}</pageList>\n" if listed else ""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{language}">
<head>
<meta name="dtb:uid" content="{attribute(uid)}"/>
<meta name="dtb:depth" content="{max(map(depth, points), default=1)}"/>
<meta name="dtb:totalPageCount" content="{len(targets)}"/>
<meta name="dtb:maxPageNumber" content="{max(values, default=0)}"/>
</head>
<docTitle><text>{text(title)}</text></docTitle>
<navMap>
{body}</navMap>
{pages}</ncx>
"""


def _nav_point(point: Point, numbers: Iterator[int]) -> str:
    number = next(numbers)
    below = "".join(_nav_point(each, numbers) for each in point.below)
    return (
        f'<navPoint id="nav-{number}">'
        f"<navLabel><text>{text(point.label)}</text></navLabel>"
        f'<content src="{attribute(point.href)}"/>\n{below}</navPoint>\n'
    )


def depth(point: Point) -> int:
    """How many levels `point` has, itself included."""
    return 1 + max(map(depth, point.below), default=0)


def _page_type(label: str) -> str:
    if label.isascii() and label.isdigit() and len(label) < 10:
        return "normal"
    return "front" if set(label.lower()) <= set("ivxlcdm") else "special"


def _value(label: str, given: set[int]) -> str:
    """The page's number, which the NCX allows once (bound articles each have a page 1)."""
    if _page_type(label) != "normal" or int(label) in given:
        return ""
    given.add(int(label))
    return f' value="{int(label)}"'
