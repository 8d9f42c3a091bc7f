"""Markdown with front matter, to be edited by hand and read back without loss.

CommonMark with the tables of GitHub and footnotes, as `publish.readers.markdown` reads it. What
Markdown has no sign for stands in HTML that it lets through: page marks, passages in another
language, captions, tables with spans. Pictures are at the foot of the text, in data addresses.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import assert_never

from publish.edition import Edition
from publish.exporters.markdown_signs import escape, flanked, line_start
from publish.files import write_text
from publish.model import (
    Block,
    Blocks,
    Break,
    Cell,
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
    Metadata,
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
from publish.segment import join
from publish.walk import flatten, plain_text

#: A longer line under a quotation is not taken for who said it (the reader's own bound).
_LONGEST_ATTRIBUTION = 200
#: Data addresses that Markdown readers let through in a picture.
_INLINE_TYPES = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as UTF-8 Markdown.

    Raises:
        OutputError: the file cannot be written.
    """
    writer = _Writer()
    pieces = [front_matter(edition.meta), writer.title(1, edition.meta.title)]
    for part in edition.parts:
        blocks = join(part.article).blocks
        if edition.bound:
            pieces.append(writer.title(2, part.article.meta.title))
            front = replace(part.front, title=())
            pieces += [writer.inline(passage.content) for passage in front.passages()]
            blocks = tuple(_lowered(block) for block in blocks)
        pieces.append(writer.blocks(blocks))
    pieces += writer.feet()
    write_text(target, "\n\n".join(piece for piece in pieces if piece) + "\n")
    return ()


def _lowered(block: Block) -> Block:
    return replace(block, level=min(block.level + 2, 6)) if isinstance(block, Heading) else block


def front_matter(meta: Metadata) -> str:
    """The metadata as YAML between fences; what is not known is left out."""
    lines = ["---"]
    for field in fields(meta):
        value = getattr(meta, field.name)
        if isinstance(value, tuple) and value:
            lines += [f"{field.name}:", *(f"  - {_quoted(item)}" for item in value)]
        elif value:
            lines.append(f"{field.name}: {_quoted(value)}")
    return "\n".join([*lines, "---"])


def _quoted(value: str) -> str:
    text = " ".join(value.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


class _Writer:
    """Keeps the notes and pictures that stand at the foot of the text."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.asides: list[str] = []
        self.pictures: dict[tuple[str, bytes], str] = {}

    def feet(self) -> Iterator[str]:
        """What the text refers to, to stand below it."""
        yield from self.asides
        yield from self.notes
        if self.pictures:
            yield "\n".join(
                f"[{label}]: {_data_address(kind, data)}{title}"
                for (kind, data), (label, title) in (
                    (key, _label_and_title(value)) for key, value in self.pictures.items()
                )
            )

    # Blocks.

    def blocks(self, blocks: Blocks) -> str:
        out: list[str] = []
        before: Block | None = None
        other = False
        for block in blocks:
            # Two lists of a kind would run into one, but for another sign.
            again = (
                isinstance(block, Listing)
                and isinstance(before, Listing)
                and before.ordered == block.ordered
            )
            other = again and not other
            out.append(self.block(block, other))
            before = block
        return "\n\n".join(text for text in out if text)

    def block(self, block: Block, other: bool = False) -> str:
        match block:
            case Heading():
                return f"{'#' * block.level} {self.heading_text(block.content)}"
            case Paragraph():
                return self.inline(block.content)
            case Quote():
                return self.quote(block)
            case Listing():
                return self.listing(block, other)
            case Figure():
                return self.figure(block)
            case Table():
                return self.table(block)
            case Code():
                return self.code(block)
            case Break():
                return "* * *"
            case _:
                assert_never(block)

    def title(self, level: int, text: str) -> str:
        """`text` as a heading; nothing where there is none."""
        return f"{'#' * level} {self.heading_text((Text(text),))}" if text else ""

    def heading_text(self, content: Inlines) -> str:
        text = self.inline(content).replace("\\\n", " ").replace("\n", " ")
        return f"{text[:-1]}\\#" if text.endswith("#") else text

    def quote(self, block: Quote) -> str:
        text = self.blocks(block.blocks)
        if block.attribution:
            said_by = plain_text(block.attribution)
            if len(said_by) < _LONGEST_ATTRIBUTION and "\n" not in said_by:
                text += f"\n\n— {self.inline(block.attribution)}"
            else:
                text += f"\n\n<footer>\n\n{self.inline(block.attribution)}\n\n</footer>"
        return _prefixed(text, "> ", "> ")

    def listing(self, block: Listing, other: bool) -> str:
        items = []
        for number, item in enumerate(block.items, max(0, block.start)):
            plain, numbered = ("*", ")") if other else ("-", ".")
            mark = f"{number}{numbered} " if block.ordered else f"{plain} "
            items.append(_prefixed(self.blocks(item), mark, " " * len(mark)))
        simple = all(len(i) == 1 and isinstance(i[0], Paragraph) for i in block.items)
        return ("\n" if simple else "\n\n").join(items)

    def figure(self, block: Figure) -> str:
        picture = self.image(block.image) if block.image else ""
        if not block.caption and not block.credit:
            return picture
        caption = self.inline(block.caption)
        if block.credit:
            caption += f' <span class="credit">{self.inline(block.credit)}</span>'
        caption = f"<figcaption>\n\n{caption.strip()}\n\n</figcaption>"
        return "\n\n".join(("<figure>", *filter(None, (picture,)), caption, "</figure>"))

    def table(self, block: Table) -> str:
        if _is_simple(block):
            rows = [[self.cell_text(cell) for cell in row] for row in block.rows]
            rows.insert(1, ["---"] * len(rows[0]))
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)
        lines = ["<table>"]
        if block.caption:
            lines.append(self.element("caption", "", block.caption))
        for row in block.rows:
            lines += ["<tr>", *(self.cell(cell) for cell in row), "</tr>"]
        return "\n".join([*lines, "</table>"])

    def cell_text(self, cell: Cell) -> str:
        return self.inline(cell.content).replace("\\\n", "<br>").replace("|", "\\|")

    def cell(self, cell: Cell) -> str:
        spans = "".join(
            f' {name}="{number}"'
            for name, number in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
            if number > 1
        )
        return self.element("th" if cell.header else "td", spans, cell.content)

    def element(self, name: str, attributes: str, content: Inlines) -> str:
        if all(isinstance(inline, Text) for inline in content):
            return f"<{name}{attributes}>{html.escape(plain_text(content), quote=False)}</{name}>"
        return f"<{name}{attributes}>\n\n{self.inline(content)}\n\n</{name}>"

    def code(self, block: Code) -> str:
        longest = max((len(run) for run in re.findall(r"`+", block.value)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}{block.language.replace('`', '')}\n{block.value}\n{fence}"

    # Inlines.

    def inline(self, content: Inlines) -> str:
        text = self.run(content)
        return "\n".join(line_start(line) for line in text.strip(" \n").split("\n"))

    def run(self, content: Inlines, before: str = "", after: str = "") -> str:
        """`content` as Markdown. `before` and `after` are the characters that stand beside it."""
        out = ""
        for index, inline in enumerate(content):
            previous = out[-1:] or before
            rest = content[index + 1 :]
            match inline:
                case Text(value):
                    out += escape(re.sub(r"[ \t\r\n\f]+", " ", value))
                case CodeSpan(value):
                    # Two runs of backticks side by side would be one.
                    code = previous == "`"
                    out += f"<code>{escape(value)}</code>" if code else _code_span(value)
                case LineBreak():
                    out = out.rstrip(" ") + "\\\n"
                case Emphasis(children):
                    out += self.stressed("_", "em", children, previous, _first(rest) or after)
                case Strong(children):
                    out += self.stressed("**", "strong", children, previous, _first(rest) or after)
                case Link(children, href):
                    out += f"[{self.run(children, '[', ']')}]({_address(href)})"
                case Foreign(children, language):
                    tag = f'<span lang="{html.escape(language)}">'
                    out += f"{tag}{self.run(children, '>', '<')}</span>"
                case Sentence(children=children):
                    out += self.run(children, previous, _first(rest) or after)
                case Image():
                    out += self.image(inline)
                case Note():
                    out += self.note(inline)
                case PageMark(label):
                    out += f'<span role="doc-pagebreak" aria-label="{html.escape(label)}"></span>'
                case _:
                    assert_never(inline)
        return out

    def stressed(self, sign: str, tag: str, children: Inlines, before: str, after: str) -> str:
        inside = self.run(children, sign[-1], sign[0])
        if flanked(before, inside, after):
            return f"{sign}{inside}{sign}"
        return f"<{tag}>{inside}</{tag}>"

    def note(self, note: Note) -> str:
        number = len(self.notes) + len(self.asides) + 1
        if note.label in ("", str(number)):
            place = len(self.notes)
            self.notes.append("")
            text = self.inline(note.children)
            self.notes[place] = _prefixed(text, f"[^{number}]: ", "    ")
            return f"[^{number}]"
        # Markdown numbers its notes itself: another mark needs the markup of one.
        place = len(self.asides)
        self.asides.append("")
        text = self.inline(note.children)
        self.asides[place] = f'<aside role="doc-footnote" id="note-{number}">\n\n{text}\n\n</aside>'
        label = html.escape(note.label)
        return f'<a role="doc-noteref" href="#note-{number}">{label}</a>'

    def image(self, image: Image) -> str:
        if image.alt is not None and (not image.data or image.media_type in _INLINE_TYPES):
            alt = escape(" ".join(image.alt.split()))
            if not image.data:
                return f"![{alt}]({_address(image.source)})"
            key = (image.media_type, image.data)
            label = self.pictures.setdefault(key, f"image-{len(self.pictures) + 1}\n{image.source}")
            return f"![{alt}][{label.partition(chr(10))[0]}]"
        address = _data_address(image.media_type, image.data) if image.data else image.source
        alt = "" if image.alt is None else f' alt="{html.escape(" ".join(image.alt.split()))}"'
        title = f' title="{html.escape(image.source)}"' if image.data and image.source else ""
        return f'<img src="{html.escape(address)}"{alt}{title}>'


def _label_and_title(value: str) -> tuple[str, str]:
    label, _, source = value.partition("\n")
    title = source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return label, f' "{title}"' if title else ""


def _data_address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        ((first if number == 0 else rest) + line).rstrip(" ") for number, line in enumerate(lines)
    )


def _code_span(value: str) -> str:
    text = " ".join(value.split())
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text else ""


def _address(href: str) -> str:
    if re.fullmatch(r"[^\s<>()\\]+", href):
        return href
    return "<" + re.sub(r"[<>\\\s]", lambda m: f"%{ord(m.group()):02X}", href) + ">"


def _first(rest: Inlines) -> str:
    """The sign that comes next, as far as emphasis has to know."""
    for inline in flatten(rest):
        match inline:
            case Text(value):
                if value:
                    return value[0]
            case CodeSpan():
                return "`"
            case LineBreak():
                return "\n"
            case Sentence():
                continue
            case _:
                return "<"
    return ""


def _is_simple(table: Table) -> bool:
    """Whether GitHub's table can hold it: a row of headers, then plain cells, no spans."""
    if table.caption or len(table.rows) < 2 or not table.rows[0]:
        return False
    return all(
        len(row) == len(table.rows[0])
        and cell.header == (number == 0)
        and cell.colspan == cell.rowspan == 1
        for number, row in enumerate(table.rows)
        for cell in row
    )
