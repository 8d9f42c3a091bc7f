"""Text for screen readers and braille displays: one paragraph a line, structure in words.

Nothing is wrapped or decorated, no line is blank or made of symbols alone, and what a voice would
spell out (a bare address, a row of dashes, characters without width) is put in words or left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import assert_never
from urllib.parse import urlsplit

from publish.edition import Edition, Part
from publish.exporters.plain import Flattener, clean, has_word, is_separator, link_notices, visible
from publish.files import write_text
from publish.model import (
    Block,
    Blocks,
    Break,
    Code,
    Figure,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    Table,
)
from publish.report import Notice
from publish.walk import language_of, plain_text
from publish.wording import wording

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”\"]*[^\s<>“”\"'’.,:;!?)\]»…]")
#: A path that can be heard: words, not numbers, keys or query strings.
_SPEAKABLE_PATH = re.compile(r"(?:/[a-z]+(?:-[a-z]+){0,3}){0,2}/?", re.IGNORECASE)
#: Signs that stand alone between spaces to draw something: rules, leaders, boxes, bullets. Three
#: dots or hyphens are an author's ellipsis or dash, and stay.
_DRAWN = re.compile(
    r"(?<!\S)(?:[*_=~#+·•|<>^]{3,}|[–—-]{4,}|\.{6,}|[•·|\u2500-\u25ff\uf000-\uf0ff]+)(?!\S)"
)


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as UTF-8 text.

    Raises:
        OutputError: the file cannot be written.
    """
    lines: list[str] = []
    if edition.bound and edition.meta.title:
        words = wording(language_of(edition.meta))
        lines.append(_heard(words.say("title", edition.meta.title)))
    notices = list(link_notices(edition, "text"))
    for part in edition.parts:
        speaker = _Speaker(part)
        speaker.run()
        lines.extend(speaker.lines)
        notices.extend(speaker.notices)
    write_text(target, "".join(f"{line}\n" for line in lines))
    return tuple(notices)


def short_address(address: str) -> str:
    """An address as it can be said: the host, and the path where that is a few words."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
    except ValueError:
        return address
    path = parts.path.rstrip("/") if _SPEAKABLE_PATH.fullmatch(parts.path) else ""
    return (parts.hostname or "").removeprefix("www.") + path or address


def _heard(text: str) -> str:
    """`text` without what would be read out as noise."""
    text = visible(text)
    text = _DRAWN.sub(" ", _ADDRESS.sub(lambda m: short_address(m.group()), text))
    return re.sub(r"[ \u00a0\u2000-\u200a\u202f\u3000]+", " ", text).strip()


class _Speaker:
    def __init__(self, part: Part) -> None:
        self.part = part
        self.words = wording(language_of(part.article.meta))
        self.flat = Flattener(self.words)
        self.lines: list[str] = []
        self.notices: list[Notice] = []
        levels = {b.level for b in part.article.blocks if isinstance(b, Heading)}
        self.top = min(levels, default=1)

    def run(self) -> None:
        front = self.part.front
        if front.title:
            self.passage(front.title, "title")
        for line in (front.subtitle, front.byline, front.dateline):
            self.passage(line)
        self.blocks(self.part.article.blocks)
        meta = self.part.article.meta
        if meta.rights:
            self.say(meta.rights)
        if meta.source.startswith(("http://", "https://")):
            self.say(self.words.say("source", short_address(meta.source)))
        self.say(self.words["end"])

    def say(self, text: str) -> None:
        """Add a line; what has no word in it joins the line before."""
        for line in text.split("\n"):
            heard = _heard(line)
            if has_word(heard):
                self.lines.append(heard)
            elif heard and not is_separator(heard):
                self.join(heard)

    def join(self, signs: str) -> None:
        if self.lines:
            self.lines[-1] += f" {signs}"
            return
        self.notices.append(
            Notice("signs-left-out", f"The text edition leaves out a line of signs: {signs}")
        )

    def passage(self, content: Inlines, phrase: str = "", *values: object) -> None:
        """A passage, announced by `phrase`, then its notes."""
        line = self.flat.line(content)
        if line.text:
            self.say(self.words.say(phrase, *values, line.text) if phrase else line.text)
        self.notes(line.notes)

    def notes(self, notes: tuple[tuple[str, str], ...]) -> None:
        for label, text in notes:
            self.say(f"{self.words.say('note', label)}: {text}")

    def blocks(self, blocks: Blocks) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.paragraph(block)
            case Quote():
                self.quote(block)
            case Listing():
                self.listing(block)
            case Figure():
                self.figure(block)
            case Table():
                self.table(block)
            case Code():
                self.code(block)
            case Break():
                self.say(self.words["break"])
            case _:
                assert_never(block)

    def heading(self, block: Heading) -> None:
        depth = block.level - self.top
        if depth > 1:
            self.passage(block.content, "heading_level", depth + 1)
        else:
            self.passage(block.content, "subheading" if depth else "heading")

    def paragraph(self, block: Paragraph) -> None:
        line = self.flat.line(block.content)
        if is_separator(line.text):
            self.say(self.words["break"])
            return
        if _ADDRESS.fullmatch(line.text):
            self.say(self.words.say("link", line.text))
            return
        self.say(line.text)
        self.notes(line.notes)

    def quote(self, block: Quote) -> None:
        self.say(self.words["quote"])
        self.blocks(block.blocks)
        if block.attribution:
            self.passage(block.attribution, "quoted_from")
        self.say(self.words["quote_end"])

    def listing(self, block: Listing) -> None:
        self.say(self.words.count("list", len(block.items)))
        simple = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items)
        for number, item in enumerate(block.items, block.start if block.ordered else 1):
            if simple and not block.ordered:
                self.blocks(item)
            elif item and isinstance(item[0], Paragraph):
                self.passage(item[0].content, "item", number)
                self.blocks(item[1:])
            else:
                self.say(self.words.say("item", number, ""))
                self.blocks(item)
        self.say(self.words["list_end"])

    def figure(self, block: Figure) -> None:
        image = block.image
        if image and image.alt is None:
            self.say(self.words["image_unknown"])
        elif image and (alt := " ".join(clean(image.alt or "").split())):
            self.say(self.words.say("image", alt))
        self.passage(block.caption, "caption")
        # "Photo: A. Name" says itself what it is.
        announced = {":", "©", "："} & set(plain_text(block.credit))
        self.passage(block.credit, "" if announced else "credit")

    def table(self, block: Table) -> None:
        table = self.flat.table(block)
        if table.caption:
            self.say(self.words.say("table_named", table.caption, table.height, table.width))
        else:
            self.say(self.words.say("table", table.height, table.width))
        for names in table.headers:
            self.say(self.words.say("columns", "; ".join(names)))
        for number, row in enumerate(table.rows, 1):
            said = "; ".join(f"{head}: {text}" if head else text for head, text in row if text)
            self.say(f"{self.words.say('row', number)}: {said}")
        self.notes(table.notes)
        self.say(self.words["table_end"])

    def code(self, block: Code) -> None:
        self.say(self.words["code"])
        for line in visible(block.value.expandtabs(4)).split("\n"):
            if has_word(line):
                self.lines.append(line.rstrip())
            elif line.strip():
                self.join(line.strip())
        self.say(self.words["code_end"])
