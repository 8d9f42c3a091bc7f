"""The text of a Word file as WordprocessingML: paragraphs in named styles, no look by hand."""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never

from publish.edition import Part
from publish.exporters.docx.escaping import quoted
from publish.exporters.docx.inlines import Runs, bold, clean
from publish.exporters.docx.styles import BULLETS, LEVELS, NUMBERS, Styles, twips
from publish.exporters.paper import PAPERS, Ranks
from publish.exporters.paper_tables import lay, too_wide
from publish.grid import Grid, grid
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
from publish.report import Notice
from publish.walk import language_of, plain_text
from publish.wording import Wording, wording

#: A cell as `paper_tables.lay` gives it, by its row and column.
Cells: TypeAlias = dict[tuple[int, int], dict[str, Any]]


class Body:
    """Writes the parts of an edition.

    Args:
        top: the level of the articles' own title; 0 where it is the document's.
        footer: the footer's relationship.
        inlines: writes what runs within the paragraphs.
    """

    def __init__(self, styles: Styles, inlines: Runs, *, top: int, footer: str) -> None:
        self.styles = styles
        self.profile = styles.profile
        self.inlines = inlines
        self.top = top
        self.footer = footer
        self.found: list[Notice] = []
        self.out: list[str] = []
        self.lists: list[tuple[int, int, int]] = []
        self.ranks = Ranks(top + 1)

    @property
    def words(self) -> Wording:
        """The phrases of the article's language."""
        return self.inlines.words

    # Paragraphs.

    def paragraph(
        self, content: str, style: str = "", *, level: int = 0, extra: str = "", before: str = ""
    ) -> None:
        """Add a paragraph; `level` of lists it stands in, `before` and `extra` its properties."""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        indent = f'<w:ind w:left="{self.styles.hang * level}"/>' if level and not extra else ""
        properties = named + before + extra + indent
        start = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        self.out.append(f"<w:p>{start}{content}</w:p>")

    def part(self, part: Part, *, new_page: bool = False) -> None:
        """Add an article."""
        meta, front = part.article.meta, part.front
        self.inlines.words = wording(language_of(meta))
        self.ranks = Ranks(self.top + 1)
        title = self.inlines.runs(front.title) or self.inlines.text(self.words["untitled"])
        style = f"Heading{self.top}" if self.top else "Title"
        self.paragraph(title, style, before="<w:pageBreakBefore/>" if new_page else "")
        if front.subtitle:
            self.paragraph(self.inlines.runs(front.subtitle), "Subtitle")
        for line in (front.byline, front.dateline):
            if line:
                self.paragraph(self.inlines.runs(line))
        self.blocks(part.article.blocks)
        if meta.rights:
            self.paragraph(self.inlines.text(meta.rights))
        if meta.source.startswith(("http://", "https://")):
            self.paragraph(self.inlines.text(self.words.say("source", meta.source)))

    # Blocks.

    def blocks(self, blocks: Blocks, level: int = 0, style: str = "", first: str = "") -> None:
        """Add `blocks`.

        Args:
            level: lists around them.
            style: of their paragraphs, where they stand in something.
            first: properties of the first paragraph: its place in a list.
        """
        for number, block in enumerate(blocks):
            if number == 0 and first and not isinstance(block, Paragraph):
                self.paragraph("", style, extra=first)
                first = ""
            self.block(block, level, style, first if number == 0 else "")

    def block(self, block: Block, level: int, style: str, first: str) -> None:
        match block:
            case Heading():
                content = self.inlines.runs(block.content)
                if not clean(plain_text(block.content)).strip("\xad \n\t"):
                    if "<w:drawing>" in content:
                        self.paragraph(content, style, level=level)
                    return
                if level or style:
                    self.paragraph(content, "Label", level=level)
                else:
                    self.paragraph(content, f"Heading{self.ranks.rank(block.level)}")
            case Paragraph():
                self.paragraph(self.inlines.runs(block.content), style, level=level, extra=first)
            case Quote():
                self.blocks(block.blocks, level, "Quote")
                if block.attribution:
                    said_by = self.inlines.text("— ") + self.inlines.runs(block.attribution)
                    self.paragraph(said_by, "QuoteSource", level=level)
            case Listing():
                self.listing(block, level)
            case Figure():
                self.figure(block, level)
            case Table():
                self.table(block)
            case Code():
                lines = clean(block.value).expandtabs(4).split("\n")
                runs = "<w:r><w:br/></w:r>".join(
                    self.inlines.text(line, cleaned=True) for line in lines
                )
                self.paragraph(runs, "SourceCode", level=level)
            case Break():
                self.paragraph("", "SceneBreak")
            case _:
                assert_never(block)

    def listing(self, block: Listing, level: int) -> None:
        kind = NUMBERS if block.ordered else BULLETS
        place = min(level, LEVELS - 1)
        self.lists.append((kind, place, max(0, block.start)))
        number = len(self.lists)
        mark = f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'
        for item in block.items:
            self.blocks(item, level + 1, "ListParagraph", mark)
        if level == 0 and block.items:
            self.out[-1] = self.out[-1].replace('"ListParagraph"', '"ListEnd"', 1)

    def figure(self, block: Figure, level: int) -> None:
        drawn = self.inlines.image(block.image) if block.image else ""
        if drawn:
            self.paragraph(drawn, "Picture", level=level)
        elif block.image and block.image.alt:
            self.paragraph(self.inlines.text(self.words.say("image", block.image.alt)), level=level)
        if block.caption:
            # Without its picture it needs to say what it is.
            before, _, after = ("", "", "") if drawn else self.words["caption"].partition("{}")
            said = (
                self.inlines.text(before)
                + self.inlines.runs(block.caption)
                + self.inlines.text(after)
            )
            self.paragraph(said, "Caption", level=level)
        if block.credit:
            self.paragraph(self.inlines.runs(block.credit), "Credit", level=level)

    def table(self, block: Table) -> None:
        table = grid(block)
        if not table.width:
            return
        if too_wide(table, self.profile):
            self.table_caption(block)
            self.rows(block, table)
            return
        laid = lay(table, self.profile, self.inlines.runs)
        if laid["wide"]:
            self.out.append(self.styles.section(footer=self.footer, inner=True))
        self.table_caption(block)
        across = PAPERS[self.profile.paper][1 if laid["wide"] else 0] - 2 * self.profile.margin
        share = twips(across) / sum(laid["columns"])
        widths = [int(column * share) for column in laid["columns"]]
        cells = {(cell["y"], cell["x"]): cell for cell in (*laid["head"], *laid["body"])}
        caption = quoted(clean(plain_text(block.caption)))
        self.out.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="ArticleTable"/>'
            + ("<w:bidiVisual/>" if self.styles.rtl else "")
            + f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            + f'<w:tblLook w:val="0020" w:firstRow="{1 if table.header_rows else 0}"'
            + ' w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            + (f"<w:tblCaption w:val={caption}/>" if block.caption else "")
            + "</w:tblPr><w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
            + "</w:tblGrid>"
            + "".join(self.row(table, number, cells, widths) for number in range(table.height))
            + "</w:tbl>"
        )
        if laid["wide"]:
            self.out.append(self.styles.section(footer=self.footer, landscape=True, inner=True))
        else:
            self.paragraph("", "TableText")

    def table_caption(self, block: Table) -> None:
        if block.caption:
            self.paragraph(self.inlines.runs(block.caption), "Caption", before="<w:keepNext/>")

    def row(self, table: Grid, number: int, cells: Cells, widths: list[int]) -> str:
        """A row: the cells that begin in it, and those that go on from the row above."""
        out = []
        column = 0
        while column < table.width:
            # The cell that covers this place began here, or in a row above.
            y, cell = next(
                (
                    (y, cells[y, column])
                    for y in range(number, -1, -1)
                    if (y, column) in cells and y + cells[y, column]["rows"] > number
                ),
                (number, None),
            )
            if cell is None:
                out.append(self.cell(widths[column : column + 1], "", ""))
                column += 1
                continue
            across = cell["cols"]
            merge = ""
            if cell["rows"] > 1:
                merge = '<w:vMerge w:val="restart"/>' if y == number else "<w:vMerge/>"
            content = cell["c"] if y == number else ""
            if cell["head"] and content:
                content = bold(content)
            out.append(self.cell(widths[column : column + across], merge, content))
            column += across
        head = "<w:tblHeader/>" if number < table.header_rows else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(out)}</w:tr>"

    @staticmethod
    def cell(widths: list[int], merge: str, content: str) -> str:
        span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}{merge}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{content}</w:p></w:tc>'
        )

    def rows(self, block: Table, table: Grid) -> None:
        """A table too wide for any page: each row's values under the names of their columns."""
        self.found.append(
            Notice(
                "table-as-rows",
                f"A table of {table.width} columns is too wide for the page: it is set row by row.",
                block.origin,
            )
        )
        for row in table.header_cells():
            names = "; ".join(plain_text(cell.content) for cell in row)
            self.paragraph(self.inlines.text(self.words.say("columns", names)))
        for number, entries in enumerate(table.body(), 1):
            self.paragraph(self.inlines.text(self.words.say("row", number)), "Label")
            for entry in entries:
                if entry.cell.content:
                    names = ", ".join(plain_text(head) for head in entry.headers)
                    head = bold(self.inlines.text(f"{names}: ")) if names else ""
                    self.paragraph(head + self.inlines.runs(entry.cell.content))
