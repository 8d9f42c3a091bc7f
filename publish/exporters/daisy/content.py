"""The text of a talking book: XHTML 1.0, as players of 2001 read it.

The shared renderer writes the HTML of today; what XHTML 1.0 does not know is put into what it does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from publish.edition import Part
from publish.exporters.markup import language_tag, line, text
from publish.exporters.pictures import Pictures
from publish.exporters.xhtml import Renderer
from publish.model import PageMark
from publish.walk import Chapter, Front, language_of, plain_text

#: Elements of HTML 5 and what they become; the class tells what they were.
_RENAMED = {
    "section": "div",
    "aside": "div",
    "header": "div",
    "footer": "div",
    "figure": "div",
    "figcaption": "p",
}
_KEPT = frozenset(
    (
        *("id", "class", "lang", "dir", "href", "src", "alt", "title"),
        *("width", "height", "colspan", "rowspan", "scope", "start"),
    )
)
_VOID = frozenset(("br", "hr", "img"))
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading (rank 1 to 6) or a page (rank 0) of the text.

    Attributes:
        target: the element to play, at or after it.
        id: of its own element; empty for the title.
    """

    rank: int
    label: str
    target: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A chapter's text.

    Attributes:
        body: the inside of an XHTML body.
        ids: the elements that can be played, in order.
    """

    title: str
    language: str
    body: str
    ids: tuple[str, ...]
    marks: tuple[Mark, ...]


class Writer(Renderer):
    """Renders one article; pages are numbers in the text, as DAISY has them."""

    def _page_mark(self, mark: PageMark) -> str:
        label = line(mark.label)
        if not label:
            return ""
        return f'<span class="{page_kind(label)}" id="{self.new_id("page")}">{text(label)}</span> '


def page_kind(label: str) -> str:
    """What DAISY 2.02 calls a page of this number."""
    if label.isascii() and label.isdigit():
        return "page-normal"
    return "page-front" if set(label.lower()) <= set("ivxlcdm") else "page-special"


def writer_for(part: Part, pictures: Pictures, prefix: str) -> Writer:
    """The writer of one article."""
    meta = part.article.meta
    return Writer(
        language_of(meta),
        pictures.place,
        top=2 if part.front.title else 1,
        epub=False,
        base=meta.source,
        prefix=prefix,
    )


def write_chapter(writer: Writer, front: Front | None, chapter: Chapter, title: str) -> Written:
    """The text of a chapter; its notes stand at its end.

    Args:
        front: above the article's first chapter.
        title: of the book, for a chapter that has none.
    """
    head = _front(writer, front) if front else ""
    heading = writer.block(chapter.heading) if chapter.heading else ""
    inner = f"{head}{heading}{writer.blocks(chapter.blocks)}"
    notes, record = writer.take()
    root = etree.fromstring(f"<body>{inner}{notes}</body>".encode())
    playable = {anchor.id for anchor in record.anchors}
    ranks = {outlined.id: outlined for outlined in record.outline}
    pages = {page.get("id"): page for page in root.iter("span") if _is_page(page)}
    ids: list[str] = []
    marks: list[Mark] = []
    waiting: list[Mark] = []
    for element in root.iter():
        id_ = element.get("id", "")
        if id_ in ranks:
            waiting.append(Mark(ranks[id_].rank, ranks[id_].label, "", id=id_))
        elif element.tag == "h1":
            waiting.append(Mark(1, line(plain_text(front.title)) if front else title, ""))
        elif id_ in pages:
            page = Mark(0, line(element.text or ""), "", element.get("class", ""), id_)
            opened = _opens(element, playable)
            if opened:
                marks.append(replace(page, target=opened))
            else:
                waiting.append(page)
        if id_ in playable:
            ids.append(id_)
            marks += (replace(mark, target=id_) for mark in waiting)
            waiting.clear()
    if ids:
        marks += (replace(mark, target=ids[-1]) for mark in waiting)
    named = line(plain_text(chapter.heading.content)) if chapter.heading else ""
    return Written(
        named or title,
        language_tag(writer.words.language) or "en",
        _xhtml(root),
        tuple(ids),
        tuple(marks),
    )


def titled(title: str, language: str) -> Written:
    """The text of a book that holds nothing but its title."""
    body = f'<h1><span id="title">{text(title)}</span></h1>'
    tag = language_tag(language) or "en"
    return Written(title, tag, body, ("title",), (Mark(1, title, "title"),))


def _front(writer: Writer, front: Front) -> str:
    shown = (("h1", front.title), ("p", front.subtitle), ("p", front.byline), ("p", front.dateline))
    return "".join(
        f"<{name}>{writer.inlines(content)}</{name}>\n" for name, content in shown if content
    )


def _is_page(element: etree._Element) -> bool:
    return (element.get("class") or "").startswith("page-")


def _opens(element: etree._Element, playable: set[str]) -> str:
    """The id of the sentence that this page number is the very start of; empty when none is."""
    parent = element.getparent()
    if parent is None or parent.text or parent.index(element):
        return ""
    id_ = parent.get("id") or ""
    return id_ if id_ in playable else ""


def _xhtml(root: etree._Element) -> str:
    """The inside of `root` as XHTML 1.0 Transitional."""
    for element in root.iter():
        tag = str(element.tag)
        if tag in _RENAMED:
            element.set("class", element.get("class") or tag)
            element.tag = _RENAMED[tag]
        for name in tuple(element.attrib):
            if name not in _KEPT:
                del element.attrib[name]
        if "lang" in element.attrib:
            element.set(_XML_LANG, element.attrib["lang"])
        if tag not in _VOID and element.text is None and not len(element):
            element.text = ""  # <td></td>: old players read XHTML as HTML
    whole = etree.tostring(root, encoding="unicode")
    return whole.removeprefix("<body>").removesuffix("</body>")
