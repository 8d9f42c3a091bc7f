"""PEF 2008-1, the Portable Embosser Format: pages of Unicode braille in XML.

Source: PEF 1.0, public draft of 12 September 2011, braillespecs.github.io/pef.
"""

from __future__ import annotations

import uuid

from publish.exporters.braille.pages import Sheet
from publish.exporters.identity import iso_date
from publish.exporters.markup import language_tag, line, text
from publish.model import Metadata

MEDIA_TYPE = "application/x-pef+xml"


def to_pef(pages: list[list[str]], sheet: Sheet, meta: Metadata) -> bytes:
    """`pages` as a PEF file of one volume. The same pages always make the same bytes."""
    body = "".join(_page(page) for page in pages)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{line(meta.source)}\n{line(meta.title)}\n{body}")
    about = [
        ("format", MEDIA_TYPE),
        ("identifier", f"urn:uuid:{identity}"),
        ("title", meta.title),
        *(("creator", name) for name in meta.authors),
        ("publisher", meta.publisher),
        ("date", iso_date(meta.published)),
        ("language", language_tag(meta.language)),
        ("source", meta.source),
        ("rights", meta.rights),
    ]
    head = "".join(f"<dc:{k}>{text(line(v))}</dc:{k}>\n" for k, v in about if line(v))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<pef xmlns="http://www.daisy.org/ns/2008/pef" version="2008-1">\n'
        f'<head>\n<meta xmlns:dc="http://purl.org/dc/elements/1.1/">\n{head}</meta>\n</head>\n'
        f'<body>\n<volume cols="{sheet.cells}" rows="{sheet.lines}" rowgap="0" duplex="true">\n'
        f"<section>\n{body}</section>\n</volume>\n</body>\n</pef>\n"
    ).encode()


def _page(lines: list[str]) -> str:
    rows = "".join(f"<row>{line}</row>\n" if line else "<row/>\n" for line in lines)
    return f"<page>\n{rows}</page>\n"
