"""What runs within a paragraph of a Word file: text, stress, links, notes, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never

from publish.exporters.docx.escaping import escape, quoted
from publish.exporters.docx.styles import Styles
from publish.exporters.markup import is_rtl
from publish.exporters.pictures import Pictures
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
    Text,
)
from publish.walk import plain_text
from publish.wording import Wording

#: No character of XML 1.0, or none of a text.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
#: English Metric Units, in which a drawing is measured, a point.
_EMU = 12700
#: Points a pixel, and the part of the page that a picture may fill: see the PDF's composer.
_PIXEL, _HEIGHT = 0.75, 0.6
_LINKS = ("http://", "https://", "mailto:")


def clean(value: str) -> str:
    """`value` without what is no text or no XML."""
    return _NO_TEXT.sub("", value)


class Runs:
    """Writes inlines, and keeps the notes and pictures that they bring.

    Args:
        words: the phrases of the article's language.
        link: gives the relationship of an address.
        picture: gives the relationship of a picture's bytes.
    """

    def __init__(
        self,
        styles: Styles,
        words: Wording,
        *,
        link: Callable[[str], str],
        picture: Callable[[bytes], str],
    ) -> None:
        self.styles = styles
        self.profile = styles.profile
        self.words = words
        self.pictures = Pictures(folder="")
        self.notes: list[str] = []
        self._link = link
        self._picture = picture
        self._drawn = 0
        self._in_note = False

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

    def text(self, value: str, properties: str = "", *, cleaned: bool = False) -> str:
        """`value` as a run."""
        text = value if cleaned else " ".join(re.split(r"[ \t\r\n\f]+", clean(value)))
        if not text:
            return ""
        styled = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f'<w:r>{styled}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def in_language(self, language: str) -> str:
        tag = quoted(language)
        if is_rtl(language) == self.styles.rtl:
            turn = ""
        else:
            turn = '<w:rtl w:val="0"/>' if self.styles.rtl else "<w:rtl/>"
        return f"{turn}<w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/>"

    def linked(self, children: Inlines, href: str, properties: str) -> str:
        inside = self.runs(children, _styled("Hyperlink", properties))
        if not href.startswith(_LINKS) or not plain_text(children).strip():
            return self.runs(children, properties)
        return f'<w:hyperlink r:id="{self._link(clean(href))}">{inside}</w:hyperlink>'

    def note(self, note: Note) -> str:
        if self._in_note:  # Word has no notes to notes
            return f"{self.text(' (')}{self.runs(note.children)}{self.text(')')}"
        self._in_note = True
        self.notes.append("")
        number = len(self.notes)
        label = clean(note.label).strip()
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
        name = quoted(clean(placed.name))
        described = f'id="{self._drawn}" name={name} descr={quoted(clean(alt))}'
        decorative = (
            '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
            ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
            "</a:ext></a:extLst>"
            if not alt
            else ""
        )
        relation = self._picture(placed.data)
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


def bold(runs: str) -> str:
    """`runs`, those without a style of their own in that for important text."""
    return runs.replace("<w:r><w:t", '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t')
