"""Markdown with front matter, to be edited by hand and read back without loss.

CommonMark with the tables of GitHub and footnotes, as `publish.readers.markdown` reads it. What
Markdown has no sign for stands in HTML that it lets through: page marks, passages in another
language, captions, tables with spans. Pictures are at the foot of the text, in data addresses.
"""

from __future__ import annotations

import html
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import assert_never

from publish.edition import Edition
from publish.exporters.markdown.inlines import Spans
from publish.exporters.markdown.signs import prefixed
from publish.files import write_text
from publish.model import (
    Block,
    Blocks,
    Break,
    Cell,
    Code,
    Figure,
    Heading,
    Inlines,
    Listing,
    Metadata,
    Paragraph,
    Quote,
    Table,
    Text,
)
from publish.report import Notice
from publish.segment import join
from publish.walk import plain_text

#: A longer line under a quotation is not taken for who said it (the reader's own bound).
_LONGEST_ATTRIBUTION = 200


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
            pieces += [writer.spans.passage(passage.content) for passage in front.passages()]
            blocks = tuple(_lowered(block) for block in blocks)
        pieces.append(writer.blocks(blocks))
    pieces += writer.spans.feet()
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
    """Writes blocks; `spans` writes what runs within them."""

    def __init__(self) -> None:
        self.spans = Spans()

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
                return self.spans.passage(block.content)
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
        text = self.spans.passage(content).replace("\\\n", " ").replace("\n", " ")
        return f"{text[:-1]}\\#" if text.endswith("#") else text

    def quote(self, block: Quote) -> str:
        text = self.blocks(block.blocks)
        if block.attribution:
            said_by = plain_text(block.attribution)
            if len(said_by) < _LONGEST_ATTRIBUTION and "\n" not in said_by:
                text += f"\n\n— {self.spans.passage(block.attribution)}"
            else:
                text += f"\n\n<footer>\n\n{self.spans.passage(block.attribution)}\n\n</footer>"
        return prefixed(text, "> ", "> ")

    def listing(self, block: Listing, other: bool) -> str:
        items = []
        for number, item in enumerate(block.items, max(0, block.start)):
            plain, numbered = ("*", ")") if other else ("-", ".")
            mark = f"{number}{numbered} " if block.ordered else f"{plain} "
            items.append(prefixed(self.blocks(item), mark, " " * len(mark)))
        simple = all(len(i) == 1 and isinstance(i[0], Paragraph) for i in block.items)
        return ("\n" if simple else "\n\n").join(items)

    def figure(self, block: Figure) -> str:
        picture = self.spans.image(block.image) if block.image else ""
        if not block.caption and not block.credit:
            return picture
        caption = self.spans.passage(block.caption)
        if block.credit:
            caption += f' <span class="credit">{self.spans.passage(block.credit)}</span>'
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
        return self.spans.passage(cell.content).replace("\\\n", "<br>").replace("|", "\\|")

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
        return f"<{name}{attributes}>\n\n{self.spans.passage(content)}\n\n</{name}>"

    def code(self, block: Code) -> str:
        longest = max((len(run) for run in re.findall(r"`+", block.value)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}{block.language.replace('`', '')}\n{block.value}\n{fence}"


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
