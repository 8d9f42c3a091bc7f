"""The model as XHTML fragments, shared by every edition that is made of marked-up pages.

The fragments are well-formed XML and, without `epub`, valid HTML as well. A `Renderer` serves one
article; `take` ends a page (a content document) and hands out its notes and what was noted on the
way: headings, page marks, and the ids that speech can follow, in the order of the page.
"""

from __future__ import annotations

from typing import assert_never

from publish.exporters.markup import attribute, line, text
from publish.exporters.phrasing import Anchor, Container, Outlined, PageRef, Phrasing, Record
from publish.exporters.tables import Rows, grid
from publish.model import (
    Block,
    Blocks,
    Break,
    Code,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Table,
)
from publish.walk import plain_text

__all__ = ["Anchor", "Container", "Outlined", "PageRef", "Record", "Renderer"]


class Renderer(Phrasing):
    """Renders the blocks of one article; `Phrasing` tells what it is given.

    Attributes:
        tables: how many there were so far.
    """

    tables = 0
    _open_levels: tuple[int, ...] = ()

    def blocks(self, blocks: Blocks) -> str:
        """`blocks`, one after the other."""
        return "".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """One block with a line end after it."""
        match block:
            case Heading():
                return self._inner_heading(block) if self._path else self.heading(block)
            case Paragraph():
                return f"<p>{self.inlines(block.content)}</p>\n"
            case Quote():
                return self._quote(block)
            case Listing():
                return self._listing(block)
            case Figure():
                return self._figure(block)
            case Table():
                return self._table(block)
            case Code():
                return self._code(block)
            case Break():
                return "<hr/>\n"
            case _:
                assert_never(block)

    def heading(self, heading: Heading) -> str:
        """A heading of the page. Ranks never skip one on the way down, whatever the levels do."""
        above = tuple(level for level in self._open_levels if level < heading.level)
        self._open_levels = (*above, heading.level)
        rank = min(6, self.top + len(self._open_levels) - 1)
        content = self.inlines(heading.content)
        label = line(plain_text(heading.content, alt=True)) or self.words["untitled"]
        id_ = self.new_id("section")
        self._record.outline.append(Outlined(rank, id_, label))
        return f'<h{rank} id="{id_}">{content or text(label)}</h{rank}>\n'

    def _inner_heading(self, heading: Heading) -> str:
        # A heading inside a quotation or an item is not one of the page's own.
        return f'<p class="inner-heading"><b>{self.inlines(heading.content)}</b></p>\n'

    def _quote(self, quote: Quote) -> str:
        id_ = self.new_id("quote")
        with_path = self._enter("quote", id_)
        body = self.blocks(quote.blocks)
        who = self.inlines(quote.attribution)
        self._path = with_path
        block = f"<blockquote>\n{body}</blockquote>\n"
        if not who:
            return block.replace("<blockquote>", f'<blockquote id="{id_}">', 1)
        caption = f"<figcaption>— {who}</figcaption>\n"
        return f'<figure id="{id_}" class="quotation">\n{block}{caption}</figure>\n'

    def _listing(self, listing: Listing) -> str:
        if not listing.items:
            return ""
        id_ = self.new_id("list")
        before = self._enter("list", id_)
        items = "".join(f"<li>{self._item(item)}</li>\n" for item in listing.items)
        self._path = before
        if not listing.ordered:
            return f'<ul id="{id_}">\n{items}</ul>\n'
        start = f' start="{listing.start}"' if listing.start != 1 else ""
        return f'<ol id="{id_}"{start}>\n{items}</ol>\n'

    def _item(self, item: Blocks) -> str:
        # The only paragraph of an item, or one before an inner list, needs no element of its own.
        match item:
            case (Paragraph() as only,):
                return self.inlines(only.content)
            case (Paragraph() as first, Listing() as inner):
                return f"{self.inlines(first.content)}\n{self.block(inner)}"
            case _:
                return self.blocks(item)

    def _figure(self, figure: Figure) -> str:
        id_ = self.new_id("figure")
        before = self._enter("figure", id_)
        picture = self.image(figure.image, block=True) if figure.image else ""
        caption = self.inlines(figure.caption)
        credit = self.inlines(figure.credit)
        self._path = before
        if credit:
            credit = f'<span class="credit">{credit}</span>'
        lines = " ".join(part for part in (caption, credit) if part)
        if not picture:
            return f'<p id="{id_}" class="caption">{lines}</p>\n' if lines else ""
        if lines:
            lines = f"<figcaption>{lines}</figcaption>\n"
        return f'<figure id="{id_}">\n{picture}\n{lines}</figure>\n'

    def _table(self, table: Table) -> str:
        id_ = self.new_id("table")
        before = self._enter("table", id_)
        caption = self.inlines(table.caption)
        head, body = grid(table)
        parts = [
            f"<{name}>\n{self._rows(rows)}</{name}>\n"
            for name, rows in (("thead", head), ("tbody", body))
            if rows
        ]
        self._path = before
        if not parts:
            return f'<p id="{id_}" class="caption">{caption}</p>\n' if caption else ""
        self.tables += 1
        if caption:
            parts.insert(0, f"<caption>{caption}</caption>\n")
        return f'<table id="{id_}">\n{"".join(parts)}</table>\n'

    def _rows(self, rows: Rows) -> str:
        out: list[str] = []
        for row in rows:
            out.append("<tr>")
            for scope, colspan, rowspan, content in row:
                name = "th" if scope else "td"
                marks = f' scope="{scope}"' if scope else ""
                marks += f' colspan="{colspan}"' if colspan > 1 else ""
                marks += f' rowspan="{rowspan}"' if rowspan > 1 else ""
                out.append(f"<{name}{marks}>{self.inlines(content)}</{name}>")
            out.append("</tr>\n")
        return "".join(out)

    def _code(self, code: Code) -> str:
        id_ = self._sentence_id(code.id) if code.id else self.new_id("code")
        name = attribute(code.language)
        kind = f' class="language-{name}"' if name and " " not in name else ""
        return f'<pre id="{id_}" dir="ltr"><code{kind}>{text(code.value)}</code></pre>\n'
