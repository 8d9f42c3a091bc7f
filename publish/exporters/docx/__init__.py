"""Large print as a Word file, to print or to go on editing: the PDF's profiles, in real styles.

Headings, lists, footnotes, table headers, alternative texts and languages are Word's own, so that
screen readers find them and a change of a style changes the whole text.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

from publish.edition import Edition
from publish.exporters.docx.body import Body
from publish.exporters.docx.inlines import Runs, clean
from publish.exporters.docx.styles import Styles, W
from publish.exporters.markup import is_rtl, shorten
from publish.exporters.paper import calmed, profile_for
from publish.files import write_bytes
from publish.model import Metadata
from publish.report import Notice
from publish.walk import language_of
from publish.wording import wording

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
#: Characters that a property of a document may have (ECMA-376 part 2, as python-docx holds to it).
_PROPERTY = 255
#: What a ZIP entry can say at the earliest: the same edition gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as Office Open XML.

    Raises:
        OutputError: the file cannot be written.
        UnknownName, UsageError: the profile or a measure of `PaperOptions` is wrong.
    """
    from docx import Document

    language = language_of(edition.meta)
    styles = Styles(profile_for(edition.options.paper), language, is_rtl(language))
    document = Document()
    part = document.part

    def link(href: str) -> str:
        return part.relate_to(href, f"{_R}/hyperlink", is_external=True)

    def picture(data: bytes) -> str:
        return part.get_or_add_image(io.BytesIO(data))[0]

    footer = _add_part(part, "footer", _FOOTER)
    top = 1 if edition.bound else 0
    inlines = Runs(styles, wording(language), link=link, picture=picture)
    body = Body(styles, inlines, top=top, footer=footer)
    if edition.bound:
        _book_title(body, edition.meta)
    for number, article in enumerate(calmed(edition)):
        body.part(article, new_page=edition.bound and number > 0)
    _assemble(document, body, styles)
    _describe(document, edition.meta, language)
    out = io.BytesIO()
    document.save(out)
    write_bytes(target, _settled(out.getvalue()))
    return (*inlines.pictures.notices, *body.found)


def _book_title(body: Body, meta: Metadata) -> None:
    words = body.words
    body.paragraph(body.inlines.text(meta.title or words["untitled"]), "Title")
    if meta.authors:
        body.paragraph(body.inlines.text(words.by(words.join(meta.authors))))


def _assemble(document: Any, body: Body, styles: Styles) -> None:
    """Put text, styles, lists and footnotes into the document."""
    from docx.oxml import parse_xml

    part = document.part
    for relation in list(part.rels.values()):  # the template's own, which nothing here uses
        if relation.reltype.endswith(("/customXml", "/stylesWithEffects", "/webSettings")):
            del part.rels[relation.rId]
    part._styles_part._element = parse_xml(styles.styles())
    part.numbering_part._element = parse_xml(styles.numbering(body.lists))
    settings = part._settings_part._element
    for child in list(settings):
        settings.remove(child)
    tag = styles.language.replace('"', "")
    for child in parse_xml(
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/></w:settings>'
    ):
        settings.append(child)
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">'
        f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    _add_part(part, "footnotes", f"{lines}{''.join(body.inlines.notes)}")
    text = "".join(body.out) + styles.section(footer=body.footer)
    part._element = parse_xml(f"<w:document {_SPACES}><w:body>{text}</w:body></w:document>")


def _add_part(document_part: Any, name: str, content: str) -> str:
    """Add ``word/<name>.xml``; gives its relationship."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    root = {"footer": "ftr"}.get(name, name)
    made = Part(
        PackURI(f"/word/{name}.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml",
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:{root} {_SPACES}>{content}</w:{root}>".encode(),
        document_part.package,
    )
    relation: str = document_part.relate_to(made, f"{_R}/{name}")
    return relation


_FOOTER = (
    '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def _describe(document: Any, meta: Metadata, language: str) -> None:
    core = document.core_properties

    def fitting(value: str) -> str:
        return shorten(clean(value), _PROPERTY)  # the text itself has it whole

    core.title = fitting(meta.title) or wording(language)["untitled"]
    core.author = fitting("; ".join(meta.authors))
    core.subject = fitting(meta.subtitle)
    core.language = fitting(language)
    core.comments = fitting(meta.rights)
    core.keywords = ""
    core.last_modified_by = ""
    core.revision = 1
    try:
        day = datetime.datetime.fromisoformat(meta.published[:10])
    except ValueError:
        day = datetime.datetime(*_EPOCH)
    core.created = core.modified = day


def _settled(data: bytes) -> bytes:
    """The package with the same time on each entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()
