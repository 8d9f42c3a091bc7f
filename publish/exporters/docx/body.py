"""The text of a Word file as WordprocessingML: paragraphs in named styles, no look by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias, assert_never
from xml.sax.saxutils import escape, quoteattr

from publish.edition import Part
from publish.exporters.docx.styles import BULLETS, LEVELS, NUMBERS, Styles, twips
from publish.exporters.markup import is_rtl
from publish.exporters.paper import PAPERS, Ranks
from publish.exporters.paper_tables import lay, too_wide
from publish.exporters.pictures import Pictures
from publish.grid import Grid, grid
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
from publish.walk import language_of, plain_text
from publish.wording import wording

#: No character of XML 1.0, or none of a text.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
#: English Metric Units, in which a drawing is measured, a point.
_EMU = 12700
#: Points a pixel, and the part of the page that a picture may fill: see the PDF's composer.
_PIXEL, _HEIGHT = 0.75, 0.6
_LINKS = ("http://", "https://", "mailto:")


#: A cell as `paper_tables.lay` gives it, by its row and column.
Cells: TypeAlias = dict[tuple[int, int], dict[str, Any]]


class Body:
    """Writes the parts of an edition.

    Args:
        top: the level of the articles' own title; 0 where it is the document's.
        footer: the footer's relationship.
        link: gives the relationship of an address; `picture` that of a picture's bytes.
    """

    def __init__(
        self,
        styles: Styles,
        language: str,
        *,
        top: int,
        footer: str,
        link: Callable[[str], str],
        picture: Callable[[bytes], str],
    ) -> None:
        self.styles = styles
        self.profile = styles.profile
        self.language = language
        self.words = wording(language)
        self.top = top
        self.footer = footer
        self.link = link
        self.relate_picture = picture
        self.pictures = Pictures(folder="")
        self.found: list[Notice] = []
        self.out: list[str] = []
        self.notes: list[str] = []
        self.lists: list[tuple[int, int, int]] = []
        self.ranks = Ranks(top + 1)
        self._drawn = 0
        self._in_note = False

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
        self.words = wording(language_of(meta))
        self.ranks = Ranks(self.top + 1)
        title = self.runs(front.title) or self.text(self.words["untitled"])
        style = f"Heading{self.top}" if self.top else "Title"
        self.paragraph(title, style, before="<w:pageBreakBefore/>" if new_page else "")
        if front.subtitle:
            self.paragraph(self.runs(front.subtitle), "Subtitle")
        for line in (front.byline, front.dateline):
            if line:
                self.paragraph(self.runs(line))
        self.blocks(part.article.blocks)
        if meta.rights:
            self.paragraph(self.text(meta.rights))
        if meta.source.startswith(("http://", "https://")):
            self.paragraph(self.text(self.words.say("source", meta.source)))

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
                content = self.runs(block.content)
                if not self.clean(plain_text(block.content)).strip("\xad \n\t"):
                    if "<w:drawing>" in content:
                        self.paragraph(content, style, level=level)
                    return
                if level or style:
                    self.paragraph(content, "Label", level=level)
                else:
                    self.paragraph(content, f"Heading{self.ranks.rank(block.level)}")
            case Paragraph():
                self.paragraph(self.runs(block.content), style, level=level, extra=first)
            case Quote():
                self.blocks(block.blocks, level, "Quote")
                if block.attribution:
                    said_by = self.text("— ") + self.runs(block.attribution)
                    self.paragraph(said_by, "QuoteSource", level=level)
            case Listing():
                self.listing(block, level)
            case Figure():
                self.figure(block, level)
            case Table():
                self.table(block)
            case Code():
                lines = self.clean(block.value).expandtabs(4).split("\n")
                runs = "<w:r><w:br/></w:r>".join(self.text(line, cleaned=True) for line in lines)
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
        drawn = self.image(block.image) if block.image else ""
        if drawn:
            self.paragraph(drawn, "Picture", level=level)
        elif block.image and block.image.alt:
            self.paragraph(self.text(self.words.say("image", block.image.alt)), level=level)
        if block.caption:
            # Without its picture it needs to say what it is.
            before, _, after = ("", "", "") if drawn else self.words["caption"].partition("{}")
            said = self.text(before) + self.runs(block.caption) + self.text(after)
            self.paragraph(said, "Caption", level=level)
        if block.credit:
            self.paragraph(self.runs(block.credit), "Credit", level=level)

    def table(self, block: Table) -> None:
        table = grid(block)
        if not table.width:
            return
        if too_wide(table, self.profile):
            self.table_caption(block)
            self.rows(block, table)
            return
        laid = lay(table, self.profile, self.runs)
        if laid["wide"]:
            self.out.append(self.styles.section(footer=self.footer, inner=True))
        self.table_caption(block)
        across = PAPERS[self.profile.paper][1 if laid["wide"] else 0] - 2 * self.profile.margin
        share = twips(across) / sum(laid["columns"])
        widths = [int(column * share) for column in laid["columns"]]
        cells = {(cell["y"], cell["x"]): cell for cell in (*laid["head"], *laid["body"])}
        caption = quoteattr(self.clean(plain_text(block.caption)))
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
            self.paragraph(self.runs(block.caption), "Caption", before="<w:keepNext/>")

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
                content = _bold(content)
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
            self.paragraph(self.text(self.words.say("columns", names)))
        for number, entries in enumerate(table.body(), 1):
            self.paragraph(self.text(self.words.say("row", number)), "Label")
            for entry in entries:
                if entry.cell.content:
                    names = ", ".join(plain_text(head) for head in entry.headers)
                    head = _bold(self.text(f"{names}: ")) if names else ""
                    self.paragraph(head + self.runs(entry.cell.content))

    # Inlines.

    def runs(self, inlines: Inlines, properties: str = "") -> str:
        out: list[str] = []
        for inline in inlines:
            match inline:
                case Text(value):
                    out.append(self.text(value, properties))
                case CodeSpan(value):
                    out.append(self.text(value, _styled("CodeCharacter", properties)))
                case Emphasis(children):
                    out.append(self.runs(children, _styled("Emphasis", properties)))
                case Strong(children):
                    out.append(self.runs(children, _styled("Strong", properties)))
                case Link(children, href):
                    out.append(self.linked(children, href, properties))
                case Foreign(children, language):
                    outer = re.sub(r"<w:(?:rtl|lang)\b[^>]*/>", "", properties)
                    out.append(self.runs(children, outer + self.in_language(language)))
                case Sentence(children=children):
                    out.append(self.runs(children, properties))
                case LineBreak():
                    out.append("<w:r><w:br/></w:r>")
                case Note():
                    out.append(self.note(inline))
                case Image():
                    drawn = self.image(inline, inline=True)
                    if not drawn and inline.alt:
                        drawn = self.text(f"({self.words.say('image', inline.alt)})", properties)
                    out.append(drawn)
                case PageMark(label):
                    out.append(self.text(f"[{self.words.say('page', label)}] ", properties))
                case _:
                    assert_never(inline)
        return "".join(out)

    @staticmethod
    def clean(value: str) -> str:
        return _NO_TEXT.sub("", value)

    def text(self, value: str, properties: str = "", *, cleaned: bool = False) -> str:
        """`value` as a run."""
        text = value if cleaned else " ".join(re.split(r"[ \t\r\n\f]+", self.clean(value)))
        if not text:
            return ""
        styled = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f'<w:r>{styled}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def in_language(self, language: str) -> str:
        tag = quoteattr(language)
        if is_rtl(language) == self.styles.rtl:
            turn = ""
        else:
            turn = '<w:rtl w:val="0"/>' if self.styles.rtl else "<w:rtl/>"
        return f"{turn}<w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/>"

    def linked(self, children: Inlines, href: str, properties: str) -> str:
        inside = self.runs(children, _styled("Hyperlink", properties))
        if not href.startswith(_LINKS) or not plain_text(children).strip():
            return self.runs(children, properties)
        return f'<w:hyperlink r:id="{self.link(self.clean(href))}">{inside}</w:hyperlink>'

    def note(self, note: Note) -> str:
        if self._in_note:  # Word has no notes to notes
            return f"{self.text(' (')}{self.runs(note.children)}{self.text(')')}"
        self._in_note = True
        self.notes.append("")
        number = len(self.notes)
        label = self.clean(note.label).strip()
        if label in ("", str(number)):
            mark, reference, custom = "<w:footnoteRef/>", "", ""
        else:
            reference = f"<w:t>{escape(label)}</w:t>"
            mark, custom = reference, ' w:customMarkFollows="1"'
        style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        self.notes[number - 1] = (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{style}{mark}</w:r>{self.text(' ', cleaned=True)}"
            f"{self.runs(note.children)}</w:p></w:footnote>"
        )
        self._in_note = False
        return f'<w:r>{style}<w:footnoteReference{custom} w:id="{number}"/>{reference}</w:r>'

    def image(self, image: Image, *, inline: bool = False) -> str:
        """The picture as a run; empty when there is nothing to show."""
        placed = self.pictures.place(image)
        if placed is None:
            return ""
        width, height = placed.width * _PIXEL, placed.height * _PIXEL
        highest = self.profile.size * 6 if inline else self.profile.height * _HEIGHT
        scale = min(1.0, self.profile.width * 0.9 / width, highest / height)
        size = f'cx="{int(width * scale * _EMU)}" cy="{int(height * scale * _EMU)}"'
        self._drawn += 1
        alt = self.words["image_unknown"] if image.alt is None else " ".join(image.alt.split())
        name = quoteattr(self.clean(placed.name))
        described = f'id="{self._drawn}" name={name} descr={quoteattr(self.clean(alt))}'
        decorative = (
            '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
            ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
            "</a:ext></a:extLst>"
            if not alt
            else ""
        )
        relation = self.relate_picture(placed.data)
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f"<wp:extent {size}/><wp:docPr {described}>{decorative}</wp:docPr>"
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


def _styled(style: str, properties: str) -> str:
    """`properties` with a character style; within another style its look is added by hand."""
    if "<w:rStyle" not in properties:
        return f'<w:rStyle w:val="{style}"/>{properties}'
    if style in ("Strong", "Emphasis") and "<w:b/>" not in properties:
        head, end, rest = properties.partition("/>")
        return f"{head}{end}<w:b/><w:bCs/>{rest}"
    return properties


def _bold(runs: str) -> str:
    """`runs`, those without a style of their own in that for important text."""
    return runs.replace("<w:r><w:t", '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t')
