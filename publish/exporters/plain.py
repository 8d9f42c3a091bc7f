"""Inlines as plain text: what the editions without markup share.

Marks of notes, page numbers and pictures are put into words; the text of a note is handed back, to
stand after its passage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import assert_never

from publish.edition import Edition
from publish.grid import grid
from publish.model import (
    CodeSpan,
    Emphasis,
    Foreign,
    Image,
    Inlines,
    LineBreak,
    Link,
    Note,
    PageMark,
    Sentence,
    Strong,
    Table,
    Text,
)
from publish.report import Notice
from publish.walk import flatten, passages, plain_text
from publish.wording import Wording

#: Without width and meaning outside the scripts that need them. The joiners (U+200C, U+200D) stay
#: where they shape Arabic, Indic and emoji, the direction marks where text runs both ways.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[ \t\r\f\v\u2028\u2029]+")


def visible(text: str) -> str:
    """`text` without invisible and control characters."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return _CONTROL.sub("", text)


def clean(text: str) -> str:
    """`text` without invisible and control characters, spaces single; line ends stay."""
    text = _SPACES.sub(" ", visible(text))
    return re.sub(r" ?\n ?", "\n", text).strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as text, with the notes whose marks stand in it: (label, text) pairs."""

    text: str
    notes: tuple[tuple[str, str], ...] = ()


class Flattener:
    """Turns passages of one article into text; notes without a mark of their own are counted.

    Args:
        words: the phrases for marks, in the article's language.
    """

    def __init__(self, words: Wording) -> None:
        self.words = words
        self._numbers = count(1)

    def line(self, inlines: Inlines) -> Line:
        """A passage as text."""
        run = _Run(self.words, self._numbers)
        run.add(inlines)
        run.flush()
        return Line(clean("".join(run.out)), tuple(run.notes))

    def table(self, block: Table) -> TableText:
        """A table row by row, each value under the names of its columns."""
        table = grid(block)
        caption = self.line(block.caption)
        notes = list(caption.notes)
        # A cell is turned into text once, or a note in it would be counted again for each row.
        texts: dict[int, str] = {}

        def text(content: Inlines) -> str:
            if id(content) not in texts:
                line = self.line(content)
                notes.extend(line.notes)
                texts[id(content)] = line.text.replace("\n", " ")
            return texts[id(content)]

        headers = tuple(
            tuple(filter(None, (text(cell.content) for cell in row)))
            for row in table.header_cells()
        )
        rows = tuple(
            tuple(
                (", ".join(text(head) for head in entry.headers), text(entry.cell.content))
                for entry in entries
            )
            for entries in table.body()
        )
        return TableText(caption.text, table.height, table.width, headers, rows, tuple(notes))


@dataclass(frozen=True, slots=True)
class TableText:
    """A table in words. `rows` holds (column names, text) pairs; `height` counts all rows."""

    caption: str
    height: int
    width: int
    headers: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    notes: tuple[tuple[str, str], ...]


def link_notices(edition: Edition, name: str) -> tuple[Notice, ...]:
    """Says how many links keep their words but not their address in the edition called `name`."""
    lost = sum(
        1
        for part in edition.parts
        for passage in passages(part.article.blocks)
        for inline in flatten(passage.content)
        if isinstance(inline, Link) and plain_text(inline.children).strip() != inline.href
    )
    if not lost:
        return ()
    what = (
        "1 link keeps its words but not its"
        if lost == 1
        else f"{lost} links keep their words but not their"
    )
    return (Notice("link-address-left-out", f"{what} address in the {name} edition."),)


class _Run:
    def __init__(self, words: Wording, numbers: count[int]) -> None:
        self.words = words
        self.numbers = numbers
        self.out: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self.pending: list[str] = []

    def add(self, inlines: Inlines) -> None:
        for inline in inlines:
            match inline:
                case Text(value) | CodeSpan(value):
                    self.text(value)
                case LineBreak():
                    self.flush()
                    self.out.append("\n")
                case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                    self.add(inline.children)
                case Note():
                    self.note(inline)
                case Image():
                    self.image(inline)
                case PageMark(label):
                    self.mark(self.words.say("page", label))
                case _:
                    assert_never(inline)

    def text(self, value: str) -> None:
        # A page may begin inside a word; the word is finished first.
        if self.pending and value:
            gap = re.search(r"\s", value)
            at = gap.start() if gap else len(value)
            self.out.append(value[:at])
            value = value[at:]
            if gap:
                self.flush()
        if value:
            self.out.append(value)

    def mark(self, phrase: str) -> None:
        self.pending.append(f"({phrase})")
        if not self.out or self.out[-1][-1:].isspace():
            self.flush()

    def flush(self) -> None:
        if self.pending:
            self.out.append(f" {' '.join(self.pending)} ")
            self.pending.clear()

    def note(self, note: Note) -> None:
        inner = _Run(self.words, self.numbers)
        label = note.label.strip() or str(next(self.numbers))
        inner.add(note.children)
        inner.flush()
        self.out.append(f" ({self.words.say('note', label)})")
        self.notes.append((label, clean("".join(inner.out))))
        self.notes.extend(inner.notes)

    def image(self, image: Image) -> None:
        if image.alt is None:
            self.mark(self.words["image_unknown"])
        elif alt := " ".join(clean(image.alt).split()):
            self.mark(self.words.say("image", alt))


_SEPARATORS = frozenset("*-–—_=~•·#+.⁂∗∙◦❦☙§ \u00a0")
_LETTER = re.compile(r"[^\W_]")


def has_word(text: str) -> bool:
    """Whether there is a letter or a digit of any script."""
    return _LETTER.search(text) is not None


def is_separator(text: str) -> bool:
    """Whether `text` is a line of stars, dashes or the like, drawn between two scenes."""
    return bool(text) and set(text) <= _SEPARATORS
