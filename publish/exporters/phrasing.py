"""Running text as XHTML: inlines, notes and page marks, and the record of what a page holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from publish.exporters.markup import address, attribute, is_rtl, language_tag, line, text
from publish.exporters.pictures import Picture
from publish.model import (
    CodeSpan,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    PageMark,
    Sentence,
    Strong,
    Text,
)
from publish.report import Notice
from publish.walk import plain_text
from publish.wording import wording


@dataclass(frozen=True, slots=True)
class Container:
    """What a sentence stands in, where a listener may skip or leave it: `kind` is an epub:type."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """An element that speech can follow, and the containers around it, outermost first."""

    id: str
    path: tuple[Container, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlined:
    """A heading of a page: its rank in HTML (1 to 6), its element's id, its words."""

    rank: int
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page mark of the source on a page of ours."""

    label: str
    id: str


@dataclass(slots=True)
class Record:
    """What a page holds, noted while it is rendered."""

    outline: list[Outlined] = field(default_factory=list)
    pages: list[PageRef] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pending:
    note: Note
    number: int
    label: str


class Phrasing:
    """Renders the running text of one article.

    Args:
        language: of the article, for the words that are added to it.
        place: gives the picture to show for an image, or None where there is none.
        top: the rank of the article's highest headings.
        epub: write ``epub:type`` and ``xml:lang``, which plain HTML does not have.
        base: the article's own address; relative links are resolved against it.
        prefix: put before the ids that are made here; those of sentences stay as they are.

    Attributes:
        notices: links that could not be carried over.
    """

    def __init__(
        self,
        language: str,
        place: Callable[[Image], Picture | None],
        *,
        top: int = 2,
        epub: bool = True,
        base: str = "",
        prefix: str = "",
        picture_root: str = "",
    ) -> None:
        self.words = wording(language)
        self.place = place
        self.top = top
        self.epub = epub
        self.base = base
        self.prefix = prefix
        self.picture_root = picture_root
        self.notices: list[Notice] = []
        self._record = Record()
        self._pending: list[_Pending] = []
        self._path: tuple[Container, ...] = ()
        self._counts: dict[str, int] = {}
        self._used: set[str] = set()
        self._in_link = False
        self._after_link: list[str] = []

    def take(self) -> tuple[str, Record]:
        """End a page: the notes that its text refers to, and what was noted of it."""
        notes = self._notes()
        record, self._record = self._record, Record()
        return notes, record

    # Inlines.

    def inlines(self, inlines: Inlines) -> str:
        """`inlines` in a row."""
        return "".join([self._inline(inline) for inline in inlines])

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(value):
                return text(value)
            case Sentence():
                id_ = self._sentence_id(inline.id)
                return f'<span id="{id_}">{self.inlines(inline.children)}</span>'
            case Emphasis():
                return f"<em>{self.inlines(inline.children)}</em>"
            case Strong():
                return f"<strong>{self.inlines(inline.children)}</strong>"
            case CodeSpan(value):
                return f"<code>{text(value)}</code>"
            case Link():
                return self._link(inline)
            case Image():
                return self.image(inline)
            case LineBreak():
                return "<br/>"
            case Note():
                return self._note_mark(inline)
            case Foreign():
                return self._foreign(inline)
            case PageMark():
                return self._page_mark(inline)
            case _:
                assert_never(inline)

    def _link(self, link: Link) -> str:
        href = "" if self._in_link else address(link.href, self.base)
        if not href:
            if not self._in_link and not link.href.startswith("#"):
                shown = line(link.href)[:120]
                self.notices.append(Notice("link-dropped", f"A link leads nowhere: “{shown}”."))
            return self.inlines(link.children)
        # A link may hold no other: the marks of notes inside it follow it.
        self._in_link = True
        content = self.inlines(link.children)
        self._in_link = False
        behind = "".join(self._after_link)
        self._after_link.clear()
        name = "" if plain_text(link.children, alt=True).strip() else text(href)
        return f'<a href="{attribute(href)}">{content}{name}</a>{behind}'

    def _foreign(self, foreign: Foreign) -> str:
        content = self.inlines(foreign.children)
        tag = language_tag(foreign.language)
        if not tag:
            return content
        direction = "rtl" if is_rtl(tag) else "ltr"
        side = f' dir="{direction}"' if is_rtl(tag) != is_rtl(self.words.language) else ""
        return f"<span{self.language_marks(tag)}{side}>{content}</span>"

    def language_marks(self, tag: str) -> str:
        """The attributes that say that an element is in the language `tag`."""
        return f' lang="{tag}" xml:lang="{tag}"' if self.epub else f' lang="{tag}"'

    def image(self, image: Image, *, block: bool = False) -> str:
        """The picture, or in words what it shows where it could not be had."""
        picture = self.place(image)
        words = line(image.alt or "")
        id_ = f' id="{self._sentence_id(image.id)}"' if image.id and (picture or words) else ""
        if picture is None:
            if not words:
                return ""
            shown = text(self.words.say("image", words))
            return f"<p{id_}>{shown}</p>" if block else f"<span{id_}>[{shown}]</span>"
        alt = self.words["image_unknown"] if image.alt is None else words
        kind = "" if block else ' class="inline"'
        source = attribute(f"{self.picture_root}{picture.name}")
        size = f'width="{picture.width}" height="{picture.height}"'
        return f'<img{id_}{kind} src="{source}" alt="{attribute(alt)}" {size}/>'

    def _page_mark(self, mark: PageMark) -> str:
        label = line(mark.label)
        if not label:
            return ""
        id_ = self.new_id("page")
        self._record.pages.append(PageRef(label, id_))
        said = attribute(self.words.say("page", label))
        return (
            f'<span id="{id_}"{self.type("pagebreak")} role="doc-pagebreak" aria-label="{said}">'
            "</span>"
        )

    # Notes.

    def _note_mark(self, note: Note) -> str:
        number = self._counts["note"] = self._counts.get("note", 0) + 1
        label = line(note.label) or str(number)
        self._pending.append(_Pending(note, number, label))
        ref, target = self._note_ids(number)
        mark = (
            f'<sup><a id="{ref}" href="#{target}"{self.type("noteref")} role="doc-noteref">'
            f"{text(label)}</a></sup>"
        )
        if self._in_link:
            self._after_link.append(mark)
            return ""
        return mark

    def _note_ids(self, number: int) -> tuple[str, str]:
        return f"{self.prefix}noteref-{number}", f"{self.prefix}note-{number}"

    def _notes(self) -> str:
        """The notes that wait, as one section. A note may hold marks of further notes."""
        if not self._pending:
            return ""
        out: list[str] = []
        at = 0
        while at < len(self._pending):
            waiting = self._pending[at]
            at += 1
            ref, target = self._note_ids(waiting.number)
            before = self._enter("footnote", target)
            content = self.inlines(waiting.note.children)
            self._path = before
            back = attribute(self.words["back"])
            out.append(
                f'<aside id="{target}"{self.type("footnote")} role="doc-footnote">\n'
                f'<p><span class="mark">{text(waiting.label)}</span> {content} '
                f'<a href="#{ref}"{self.type("backlink")} role="doc-backlink"'
                f' aria-label="{back}">↩\ufe0e</a></p>\n</aside>\n'
            )
        self._pending.clear()
        name = attribute(self.words["notes"])
        kind = self.type("footnotes")
        return f'<section class="notes"{kind} aria-label="{name}">\n{"".join(out)}</section>\n'

    # Ids.

    def type(self, name: str) -> str:
        """The attribute ``epub:type``, where it may be written."""
        return f' epub:type="{name}"' if self.epub else ""

    def new_id(self, kind: str) -> str:
        """An id that no other element of the article has."""
        while True:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            id_ = f"{self.prefix}{kind}-{number}"
            if id_ not in self._used:
                return id_

    def _sentence_id(self, id_: str) -> str:
        unique = id_
        while unique in self._used:  # two elements with one id would break the page
            unique = f"{id_}-{self.new_id('again')}"
        self._used.add(unique)
        self._record.anchors.append(Anchor(unique, self._path))
        return unique

    def _enter(self, kind: str, id_: str) -> tuple[Container, ...]:
        before = self._path
        self._path = (*before, Container(kind, id_))
        return before
