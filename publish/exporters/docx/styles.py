"""The styles, lists and settings of a Word file, from a profile: what an office goes on editing.

Every look stands in a style, none in the text. The font is Arial: every word processor has it or
its twin, the guidance of UKAAF and of the ACB names it, and a file that an office edits must not
change its lines where a font is missing. "Left" is where lines begin: where text runs from right
to left, word processors turn it.
"""

from __future__ import annotations

from publish.exporters.docx.escaping import quoted
from publish.exporters.paper import PAPERS, Profile

FONT = "Arial"
MONOSPACED = "Courier New"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = f'xmlns:w="{W}"'
#: Hanging indent of a list's level in twips: room for "10." at the size of the text.
_HANG = 36
#: Colour of links: 10 to 1 against white.
LINK = "0B3D91"
#: Lines that only lead the eye: 6.9 to 1.
GREY = "5A5A5A"
#: Levels that Word's lists have.
LEVELS = 9
#: The two kinds of list in the numbering part.
BULLETS, NUMBERS = 1, 2


def twips(points: float) -> int:
    """Points in twentieths."""
    return round(points * 20)


def _half(points: float) -> int:
    return round(points * 2)


class Styles:
    """Makes the parts that are about looks.

    Args:
        language: BCP 47.
        rtl: whether the text runs from right to left.
    """

    def __init__(self, profile: Profile, language: str, rtl: bool) -> None:
        self.profile = profile
        self.language = language
        self.rtl = rtl

    def styles(self) -> str:
        """``word/styles.xml``."""
        p = self.profile
        body = p.size
        start = "right" if self.rtl else "left"  # borders do not turn with the text
        # Code runs from left to right in every language.
        straight = '<w:bidi w:val="0"/>' if self.rtl else ""
        indent = twips(body * 1.2)
        bar = (
            f'<w:pBdr><w:{start} w:val="single" w:sz="24" w:space="12" w:color="{GREY}"/></w:pBdr>'
        )
        rule = '<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="1" w:color="000000"/></w:pBdr>'
        tight = f'<w:spacing w:after="{twips(p.paragraph / 3)}"/>'
        parts = [
            self._defaults(),
            _style("paragraph", "Normal", "Normal", default=True),
            self._heading("Title", "Title", p.heading(1) * 1.1, None),
            _style(
                "paragraph",
                "Subtitle",
                "Subtitle",
                run=f'<w:sz w:val="{_half(p.heading(3))}"/><w:szCs w:val="{_half(p.heading(3))}"/>',
            ),
            *(
                self._heading(f"Heading{n}", f"heading {n}", p.heading(n + 1), n - 1)
                for n in range(1, 7)
            ),
            _style("paragraph", "Label", "Label", "<w:keepNext/>", "<w:b/><w:bCs/>", custom=True),
            _style("paragraph", "Quote", "Quote", f'{bar}<w:ind w:left="{indent}"/>'),
            _style("paragraph", "QuoteSource", "Quote Source", based="Quote", custom=True),
            _style("paragraph", "ListParagraph", "List Paragraph", tight),
            _style(
                "paragraph",
                "ListEnd",
                "List End",
                f'<w:spacing w:after="{twips(p.paragraph)}"/>',
                based="ListParagraph",
                custom=True,
            ),
            _style("paragraph", "Caption", "caption", tight, "<w:b/><w:bCs/>"),
            _style("paragraph", "Credit", "Credit", custom=True),
            _style("paragraph", "Picture", "Picture", f"<w:keepNext/>{tight}", custom=True),
            _style(
                "paragraph",
                "SourceCode",
                "Source Code",
                f'{straight}<w:spacing w:line="240" w:lineRule="auto"/>',
                _fonts(MONOSPACED) + "<w:noProof/>" + ('<w:rtl w:val="0"/>' if self.rtl else ""),
                custom=True,
            ),
            _style(
                "paragraph",
                "SceneBreak",
                "Scene Break",
                f'{rule}<w:ind w:right="{twips(p.width * 0.7)}"/>',
                custom=True,
            ),
            _style("paragraph", "TableText", "Table Text", '<w:spacing w:after="0"/>', custom=True),
            _style("paragraph", "FootnoteText", "footnote text", tight),
            _style("paragraph", "Footer", "footer", '<w:jc w:val="right"/>', "<w:b/><w:bCs/>"),
            _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True),
            _style("character", "Emphasis", "Emphasis", run=_stress(p.emphasis)),
            _style("character", "Strong", "Strong", run="<w:b/><w:bCs/>"),
            _style("character", "Hyperlink", "Hyperlink", run=f'<w:color w:val="{LINK}"/>'),
            _style(
                "character",
                "CodeCharacter",
                "Code Character",
                run=_fonts(MONOSPACED) + "<w:noProof/>",
                custom=True,
            ),
            # Raised but as large as the text: a superscript would be two thirds of it.
            _style(
                "character",
                "FootnoteReference",
                "footnote reference",
                run=f'<w:b/><w:bCs/><w:position w:val="{_half(body / 4)}"/>',
            ),
            self._table(),
        ]
        return f"<w:styles {_NS}>{''.join(parts)}</w:styles>"

    def _defaults(self) -> str:
        p = self.profile
        lang = quoted(self.language)
        rtl = "<w:rtl/>" if self.rtl else ""
        bidi = "<w:bidi/>" if self.rtl else ""
        return (
            "<w:docDefaults><w:rPrDefault><w:rPr>"
            f'{_fonts(FONT)}<w:sz w:val="{_half(p.size)}"/><w:szCs w:val="{_half(p.size)}"/>'
            f"{rtl}<w:lang w:val={lang} w:eastAsia={lang} w:bidi={lang}/>"
            "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:suppressAutoHyphens/>"
            f'{bidi}<w:spacing w:before="0" w:after="{twips(p.paragraph)}"'
            f' w:line="{round(240 * p.spacing)}" w:lineRule="auto"/><w:jc w:val="left"/>'
            "</w:pPr></w:pPrDefault></w:docDefaults>"
        )

    def _heading(self, id_: str, name: str, size: float, level: int | None) -> str:
        before = twips(size * 0.9)
        outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
        return _style(
            "paragraph",
            id_,
            name,
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}"'
            f' w:after="{twips(size * 0.5)}"/>{outline}',
            f'<w:b/><w:bCs/><w:sz w:val="{_half(size)}"/><w:szCs w:val="{_half(size)}"/>',
            following="Normal",
        )

    def _table(self) -> str:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="{GREY}"/>' for side in sides
        )
        room = twips(self.profile.size * 0.4)
        margins = "".join(
            f'<w:{side} w:w="{room}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")
        )
        bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
        return (
            '<w:style w:type="table" w:customStyle="1" w:styleId="ArticleTable">'
            '<w:name w:val="Article Table"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders>"
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
            f'<w:tblStylePr w:type="firstRow">{bold}</w:tblStylePr></w:style>'
        )

    def numbering(self, starts: list[tuple[int, int, int]]) -> str:
        """``word/numbering.xml``.

        Args:
            starts: of each list its kind (`BULLETS` or `NUMBERS`), level and first number; its
                place in the list, counted from 1, is its ``numId``.
        """
        lists = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
            for number, (kind, level, start) in enumerate(starts, 1)
        )
        kinds = self._levels(BULLETS) + self._levels(NUMBERS)
        return f"<w:numbering {_NS}>{kinds}{lists}</w:numbering>"

    def _levels(self, kind: int) -> str:
        form = "bullet" if kind == BULLETS else "decimal"
        hang = self.hang
        levels = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{f"%{n + 1}." if form == "decimal" else "•"}"/>'
            '<w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{hang * (n + 1)}" w:hanging="{hang}"/></w:pPr></w:lvl>'
            for n in range(LEVELS)
        )
        return (
            f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )

    @property
    def hang(self) -> int:
        """How far an item's text stands from its mark, in twips."""
        return round(_HANG * self.profile.size)

    def section(self, *, landscape: bool = False, footer: str = "", inner: bool = False) -> str:
        """``w:sectPr``: the paper and its margins.

        Args:
            footer: the relationship of the footer.
            inner: whether the section's end is a paragraph's, not the document's.
        """
        width, height = (twips(side) for side in PAPERS[self.profile.paper])
        if landscape:
            width, height = height, width
        turned = ' w:orient="landscape"' if landscape else ""
        margin = twips(self.profile.margin)
        edge = max(twips(20), margin // 2)
        made = (
            "<w:sectPr>"
            + (f'<w:footerReference w:type="default" r:id="{footer}"/>' if footer else "")
            + '<w:type w:val="nextPage"/>'
            + f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            + f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}"'
            + f' w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
            + ("<w:bidi/>" if self.rtl else "")
            + "</w:sectPr>"
        )
        return f"<w:p><w:pPr>{made}</w:pPr></w:p>" if inner else made


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _border(side: str, eighths: int, space: int, colour: str) -> str:
    """A line beside a paragraph, `eighths` of a point wide."""
    line = f'w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"'
    return f"<w:pBdr><w:{side} {line}/></w:pBdr>"


def _stress(kind: str) -> str:
    return {"bold": "<w:b/><w:bCs/>", "underline": '<w:u w:val="single"/>'}.get(
        kind, "<w:i/><w:iCs/>"
    )


def _style(
    kind: str,
    id_: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    based: str = "",
    following: str = "",
    default: bool = False,
    custom: bool = False,
) -> str:
    marks = (' w:default="1"' if default else "") + (' w:customStyle="1"' if custom else "")
    based = based or ("" if default else {"paragraph": "Normal"}.get(kind, "DefaultParagraphFont"))
    return (
        f'<w:style w:type="{kind}"{marks} w:styleId="{id_}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )
