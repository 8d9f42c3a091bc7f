"""Small Word documents that tests share."""

import io
import zipfile

from publish.readers.source import Source
from tests.samples import picture

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
NOTES = f"""<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:t>Its source.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="x/image" Target="media/boat.png"/>
<Relationship Id="r2" Type="x/hyperlink" Target="https://example.org/" TargetMode="External"/>
</Relationships>"""


def styled(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def item(depth: int, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def document(body: str, others: dict[str, str] | None = None) -> Source:
    """A document of `body`; `others` replace or join its other files."""
    files = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": NOTES,
        "word/_rels/document.xml.rels": RELATIONS,
        **(others or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, content in files.items():
            container.writestr(name, content)
        container.writestr("word/media/boat.png", picture())
    return Source("a.docx", out.getvalue(), ".docx")


def runs(*pieces: str) -> str:
    return "<w:p>" + "".join(f"<w:r>{piece}</w:r>" for piece in pieces) + "</w:p>"


def text(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def char(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def notes(*bodies: str) -> dict[str, str]:
    """Footnotes 1, 2 ... of runs."""
    inside = "".join(f'<w:footnote w:id="{n}">{b}</w:footnote>' for n, b in enumerate(bodies, 1))
    return {"word/footnotes.xml": f"<w:footnotes {W}>{inside}</w:footnotes>"}


def mark(number: int) -> str:
    return f'<w:footnoteReference w:id="{number}"/>'


def box(*paragraphs: str) -> str:
    return f"<w:pict><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></w:pict>"
