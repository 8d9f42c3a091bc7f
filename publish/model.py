"""The document: what an article is, whatever it was read from and whatever it becomes.

A closed tree of frozen dataclasses. `Article` holds `Metadata` and `Block`s, blocks hold
`Inline`s. Sequences are tuples; two nodes are equal when they say the same thing, wherever they
came from (`Origin` and ids do not count). Exporters ``match`` on `Block` and `Inline` and end in
``assert_never``, so that the type checker finds a node that somebody forgot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block came from: a source's name and its first and last line, counted from 1."""

    source: str
    first_line: int
    last_line: int


# Inlines: what runs within a line of text.


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, as they are read."""

    value: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text, usually set in italics."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Important text, usually set in bold."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Computer text within a line."""

    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to `href`."""

    children: Inlines
    href: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. `alt` is None when the source gives none, and empty when it is decoration.

    `data` holds the encoded file (may be empty when it could not be had), `media_type` its IANA
    type, `source` the address it was read from. `id` is given by `walk.segment`.
    """

    source: str
    alt: str | None = None
    media_type: str = ""
    data: bytes = field(default=b"", repr=False)
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end that matters: verse, an address."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, at the place of its mark. `label` is the source's own mark."""

    children: Inlines
    label: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A passage in another language than the text around it (`language`: BCP 47)."""

    children: Inlines
    language: str


@dataclass(frozen=True, slots=True)
class PageMark:
    """The place where page `label` of a paged source begins."""

    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its id: made by `walk.segment`, never by a reader."""

    id: str
    children: Inlines


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | CodeSpan
    | Link
    | Image
    | LineBreak
    | Note
    | Foreign
    | PageMark
    | Sentence
)
Inlines: TypeAlias = tuple[Inline, ...]

# Blocks: what stands on its own.


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section. `level` runs from 1 (a section of the article) to 6."""

    level: int
    content: Inlines
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    content: Inlines
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation, with who said it where the source tells."""

    blocks: Blocks
    attribution: Inlines = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is a run of blocks. `start` is the first number of an ordered list."""

    items: tuple[Blocks, ...]
    ordered: bool = False
    start: int = 1
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption and credit. `image` is None where only the caption is left."""

    image: Image | None
    caption: Inlines = ()
    credit: Inlines = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; a `header` cell heads its column (first rows) or its row."""

    content: Inlines
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, with a caption."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Code:
    """Computer text in lines of its own. `language` names a programming language, or is empty."""

    value: str
    language: str = ""
    origin: Origin | None = field(default=None, compare=False, repr=False)
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Break:
    """A change of scene or subject without a heading."""

    origin: Origin | None = field(default=None, compare=False, repr=False)


Block: TypeAlias = Heading | Paragraph | Quote | Listing | Figure | Table | Code | Break
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article. Dates are ISO 8601 (a year, a month or a day will do).

    Attributes:
        subtitle: the deck: the line below the title.
        place: the dateline's place ("Aleppo, Syria"); the dateline itself stays in the text.
        modified: the date of the last update that the source names.
        language: BCP 47; empty when unknown.
        source: address or file name.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""
    source: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the unit that everything reads and makes."""

    meta: Metadata = field(default_factory=Metadata)
    blocks: Blocks = ()
