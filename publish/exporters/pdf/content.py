"""The article as data for the template: plain dictionaries, strings and numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, TypeAlias, assert_never

from publish.edition import Edition, Part
from publish.exporters.markup import clean, is_rtl, language_tag
from publish.exporters.paper import Profile, Ranks
from publish.exporters.paper_tables import lay, too_wide
from publish.exporters.pdf.characters import Drawn, breakable, characters_of
from publish.exporters.pictures import Pictures
from publish.grid import grid
from publish.model import (
    Block,
    Blocks,
    Break,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Note,
    PageMark,
    Paragraph,
    Quote,
    Sentence,
    Strong,
    Table,
    Text,
)
from publish.report import Notice
from publish.walk import flatten, language_of, plain_text
from publish.wording import Wording, wording

Json: TypeAlias = dict[str, Any]
Runs: TypeAlias = list[str | Json]

#: A picture is drawn at most this part of the page's height: its caption belongs on the same page.
_HEIGHT = 0.6
#: Points a pixel: pictures are drawn at 96 pixels an inch, larger ones shrink to the line.
_PIXEL = 0.75
#: What ends a line in a source is a space in a text.
_SPACES = str.maketrans("\t\n\u2028\u2029", "    ")
_LINKS = ("http://", "https://", "mailto:")


class Composer:
    """Composes one edition.

    Args:
        parts: the edition's, without running text in capitals.
    """

    def __init__(self, edition: Edition, parts: tuple[Part, ...], profile: Profile) -> None:
        self.edition = edition
        self.parts = parts
        self.profile = profile
        self.language = language_of(edition.meta)
        self.words: Wording = wording(self.language)
        self.pictures = Pictures(folder="")
        self.labels: list[str] = []
        self.found: list[Notice] = []
        self.ranks = Ranks(2)
        self.drawn = Drawn(characters_of(parts), self.language)
        # Letters that a line holds in the largest print; wide ones take 0.7 of its size.
        self.longest = int(profile.width / (0.7 * profile.headings[0]))

    def notices(self) -> tuple[Notice, ...]:
        """What could not be carried over."""
        return (*self.pictures.notices, *self.found, *self.drawn.notices())

    def compose(self) -> Json:
        """Everything that the template reads."""
        meta, words = self.edition.meta, wording(self.language)
        language, _, region = (language_tag(self.language) or "und").partition("-")
        book = None
        if self.edition.bound:
            by = words.by(words.join(meta.authors)) if meta.authors else ""
            lines = [self.text(line) for line in (by, meta.publisher) if line]
            book = {"title": self.text(meta.title or words["untitled"]), "lines": lines}
        parts = [self.part(part) for part in self.parts]
        return {
            "title": self.drawn.named(meta.title).strip() or words["untitled"],
            "authors": [self.drawn.named(name) for name in meta.authors],
            "description": self.drawn.named(meta.subtitle),
            "date": _date(meta.published),
            "language": language.lower(),
            "region": region.upper() if len(region) == 2 else "",
            "rtl": is_rtl(self.language),
            "words": {"contents": words["contents"]},
            "labels": self.labels,
            "book": book,
            "parts": parts,
            "page": {
                "paper": self.profile.paper,
                "margin": self.profile.margin,
                "size": self.profile.size,
                "spacing": self.profile.spacing,
                "paragraph": self.profile.paragraph,
                "headings": list(self.profile.headings),
                "emphasis": self.profile.emphasis,
                "fonts": [face.family for face in self.drawn.faces],
                "ligatures": not self.drawn.arabic,
            },
        }

    def part(self, part: Part) -> Json:
        self.ranks = Ranks(2)
        meta, front = part.article.meta, part.front
        words = wording(language_of(meta))
        self.words = words
        source = meta.source if meta.source.startswith(("http://", "https://")) else ""
        foot = [meta.rights, words.say("source", source) if source else ""]
        # A heading must stand above the others: PDF/UA-1 wants them to begin at the first rank.
        named = self.text(plain_text(front.title)).strip()
        title = self.runs(front.title) if named else [words["untitled"]]
        return {
            "title": title,
            "front": [
                self.runs(line) for line in (front.subtitle, front.byline, front.dateline) if line
            ],
            "blocks": self.blocks(part.article.blocks),
            "foot": [self.text(line) for line in foot if line],
        }

    def text(self, value: str) -> str:
        """`value` as it is drawn."""
        return breakable(self.drawn.text(value), self.longest)

    # Blocks.

    def blocks(self, blocks: Blocks, *, inner: bool = False) -> list[Json]:
        return [made for block in blocks for made in self.block(block, inner)]

    def block(self, block: Block, inner: bool) -> Iterator[Json]:
        match block:
            case Heading():
                content = self.runs(block.content)
                if not self.text(plain_text(block.content)).strip():
                    # PDF/UA-1 knows no heading without words; a picture in it stays.
                    if any(isinstance(run, dict) for run in content):
                        yield {"k": "p", "c": content}
                    return
                if inner:  # inside a quotation or an item it is none of the document's own
                    yield {"k": "label", "c": content}
                else:
                    yield {"k": "h", "rank": self.ranks.rank(block.level), "c": content}
            case Paragraph():
                yield {"k": "p", "c": self.runs(block.content)}
            case Quote():
                inside = self.blocks(block.blocks, inner=True)
                yield {"k": "quote", "b": inside, "by": self.runs(block.attribution)}
            case Listing():
                items = [self.blocks(item, inner=True) for item in block.items if item]
                if not items:
                    return
                start = max(0, block.start)
                yield {"k": "list", "ordered": block.ordered, "start": start, "items": items}
            case Figure():
                yield from self.figure(block)
            case Table():
                yield from self.table(block)
            case Code():
                yield {"k": "code", "t": self.text(block.value.expandtabs(4))}
            case Break():
                yield {"k": "break"}
            case _:
                assert_never(block)

    def figure(self, block: Figure) -> Iterator[Json]:
        picture = self.picture(block.image) if block.image else None
        caption = self.runs(block.caption)
        credit = self.runs(block.credit)
        if picture is None:
            said = block.image.alt if block.image else ""
            if said:
                yield {"k": "p", "c": [self.text(self.words.say("image", said))]}
            if caption:  # without its picture it needs to say what it is
                before, _, after = self.words["caption"].partition("{}")
                caption = [before, *caption, after]
            yield from ({"k": "p", "c": line} for line in (caption, credit) if line)
            return
        if caption and credit:
            caption.append({"k": "br"})
        yield {"k": "figure", "image": picture, "caption": caption + credit}

    def picture(self, image: Image, *, inline: bool = False) -> Json | None:
        """The picture's file and its size in points; None when there is nothing to show."""
        placed = self.pictures.place(image)
        if placed is None:
            return None
        width, height = placed.width * _PIXEL, placed.height * _PIXEL
        highest = self.profile.size * 6 if inline else self.profile.height * _HEIGHT
        scale = min(1.0, self.profile.width * 0.9 / width, highest / height)
        alt = self.words["image_unknown"] if image.alt is None else image.alt.strip()
        return {
            "k": "image",
            "file": placed.name,
            "alt": self.drawn.named(alt),
            "width": round(width * scale, 1),
            "height": round(height * scale, 1),
        }

    def table(self, block: Table) -> Iterator[Json]:
        table = grid(block)
        if not table.width:
            return
        caption = self.runs(block.caption)
        if not too_wide(table, self.profile):
            # A header that is repeated is no content there, and may hold no link, nor a note's.
            cells = (inline for row in table.header_cells() for c in row for inline in c.content)
            repeat = not any(isinstance(i, Link | Note) for i in flatten(tuple(cells)))
            laid = lay(table, self.profile, self.runs)
            yield {"k": "table", "caption": caption, "repeat": repeat, **laid}
            return
        self.found.append(
            Notice(
                "table-as-rows",
                f"A table of {table.width} columns is too wide for the page: it is set row by row.",
                block.origin,
            )
        )
        rows = [
            [
                {"head": self.heads(entry.headers), "c": self.runs(entry.cell.content)}
                for entry in entries
                if entry.cell.content
            ]
            for entries in table.body()
        ]
        about = self.words.say("table", table.height, table.width)
        names = [
            self.words.say("columns", "; ".join(plain_text(c.content) for c in row))
            for row in table.header_cells()
        ]
        yield {"k": "label", "c": caption or [about]}
        yield from ({"k": "p", "c": [self.text(line)]} for line in names)
        yield {"k": "rows", "caption": [], "rows": [row for row in rows if row]}

    def heads(self, headers: tuple[Inlines, ...]) -> Runs:
        return [self.text(", ".join(plain_text(header) for header in headers))] if headers else []

    # Inlines.

    def runs(self, inlines: Inlines) -> Runs:
        out: Runs = []
        for inline in inlines:
            match inline:
                case Text(value):
                    out.append(self.text(value.translate(_SPACES)))
                case CodeSpan(value):
                    out.append({"k": "code", "t": self.text(value)})
                case Emphasis(children):
                    out.append({"k": "em", "c": self.runs(children)})
                case Strong(children):
                    out.append({"k": "strong", "c": self.runs(children)})
                case Link(children, href):
                    content = self.runs(children)
                    if href.startswith(_LINKS) and plain_text(children).strip():
                        out.append({"k": "link", "href": clean(href), "c": content})
                    else:
                        out.extend(content)
                case Foreign(children, language):
                    code = language.split("-")[0].lower()
                    content = self.runs(children)
                    known = code.isalpha() and code.isascii() and len(code) in (2, 3)
                    out.extend([{"k": "lang", "lang": code, "c": content}] if known else content)
                case Sentence(children=children):
                    out.extend(self.runs(children))
                case LineBreak():
                    out.append({"k": "br"})
                case Note(children, label):
                    at = len(self.labels)
                    self.labels.append(label.strip() or str(at + 1))
                    out.append({"k": "note", "c": self.runs(children)})
                case Image():
                    picture = self.picture(inline, inline=True)
                    if picture:
                        out.append(picture)
                    elif inline.alt:
                        out.append(self.text(f"({self.words.say('image', inline.alt)})"))
                case PageMark(label):
                    out.append({"k": "page", "t": self.text(self.words.say("page", label))})
                case _:
                    assert_never(inline)
        return out


def _date(iso: str) -> list[int]:
    try:
        day = datetime.date.fromisoformat(iso[:10])
    except ValueError:
        return []
    return [day.year, day.month, day.day]
