"""PDF: the text layer in reading order, without heads, feet and hyphens at the ends of lines."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from publish.errors import InputUnusable
from publish.model import Article, Metadata
from publish.readers.dates import iso_date
from publish.readers.pdf import apart
from publish.readers.pdf.blocks import Flow, to_blocks
from publish.readers.pdf.furniture import without_furniture
from publish.readers.pdf.layout import in_order
from publish.readers.pdf.lines import Sheet, read_sheet
from publish.readers.source import Source
from publish.report import Notice

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: Pages, and seconds for all of them: a page of print takes a fiftieth of a second.
MAX_PAGES = 5000
MAX_SECONDS = apart.MAX_SECONDS
#: Fewer characters on a page than this (on average) are stamps on a scan, not a text.
_FEWEST = 20
#: Pictures that cover this share of a page are a scan of it: one with borders of 15 mm covers 0.8.
_SCANNED = 0.75
#: Titles that programs write by themselves.
_NO_TITLE = re.compile(
    r"untitled|document\d*|microsoft (?:word|powerpoint)|.*\.(?:docx?|pdf|indd|tex|dvi|rtf|odt)$",
    re.IGNORECASE,
)


def read(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read a PDF. Lines of an `Origin` count pages.

    Raises:
        InputUnusable: it is no PDF, is locked, has too many pages, holds pictures of pages, or
            takes too much time or memory.
    """
    result: tuple[Article, tuple[Notice, ...]] = apart.run(read_here, source)
    return result


def read_here(source: Source) -> tuple[Article, tuple[Notice, ...]]:
    """Read a PDF in this process. Raises as `read` does."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputUnusable(
                f"{source.name} is locked with a password.", "Save a copy without a password."
            ) from None
        raise InputUnusable(
            f"{source.name} cannot be read as PDF: it is damaged, or no such file."
        ) from None
    try:
        return _read(document, source)
    finally:
        document.close()


def _read(document: PdfDocument, source: Source) -> tuple[Article, tuple[Notice, ...]]:
    sheets, damaged = _sheets(document, source.name)
    characters = sum(len(line.text) for sheet in sheets for line in sheet.lines)
    if characters < _FEWEST * max(1, len(sheets)):
        raise InputUnusable(
            f"{source.name} holds pictures of pages and no text.",
            "Let a text recognition program (OCR) add the text first.",
        )
    flow: list[Flow] = []
    for sheet, shown in without_furniture(sheets):
        label = sheet.label or shown or str(sheet.number + 1)
        flow.extend(
            Flow(
                line,
                sheet.number + 1,
                label,
                sheet.pictures[line.picture] if line.picture >= 0 else b"",
            )
            for line in in_order(sheet.lines)
        )
    largest, blocks = to_blocks(flow, source.name)
    info = document.get_metadata_dict()
    stated = " ".join((info.get("Title") or "").split())
    if _NO_TITLE.match(stated):
        stated = ""
    authors = re.split(r"\s*(?:;|,| and )\s*", info.get("Author") or "")
    meta = Metadata(
        title=stated if stated and not largest else largest,
        authors=tuple(author for author in authors if author),
        published=iso_date(info.get("CreationDate") or ""),
        modified=iso_date(info.get("ModDate") or ""),
        source=source.name,
    )
    notices = [
        Notice("page-unreadable", f"Page {page} is damaged and was left out.") for page in damaged
    ]
    scans = [
        sheet.number + 1
        for sheet in sheets
        if sheet.covered >= _SCANNED and sum(len(line.text) for line in sheet.lines) < _FEWEST
    ]
    if scans:
        notices.append(
            Notice(
                "page-without-text",
                f"{_pages(scans)} no text but pictures of the whole page. If these show text, let "
                "a text recognition program (OCR) add it.",
            )
        )
    pictures = sum(len(sheet.pictures) for sheet in sheets)
    if pictures:
        notices.append(
            Notice("image-without-alt", f"{pictures} pictures came without a description.")
        )
    return Article(meta, blocks), tuple(notices)


def _pages(numbers: Sequence[int]) -> str:
    """Pages and their verb: "Page 3 holds", "Pages 3, 5 to 7 and 9 hold"."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    if len(numbers) == 1:
        return f"Page {numbers[0]} holds"
    *most, last = [str(a) if a == b else f"{a} to {b}" for a, b in spans]
    return f"Pages {', '.join(most)} and {last} hold" if most else f"Pages {last} hold"


def _sheets(document: PdfDocument, name: str) -> tuple[list[Sheet], list[int]]:
    import pypdfium2 as pdfium

    count = len(document)
    if count > MAX_PAGES:
        raise InputUnusable(f"{name} has {count} pages, more than {MAX_PAGES}.", "Split it first.")
    sheets: list[Sheet] = []
    damaged: list[int] = []
    end = time.monotonic() + MAX_SECONDS
    for number in range(count):
        try:
            sheets.append(read_sheet(document, number))
        except pdfium.PdfiumError:
            damaged.append(number + 1)
        if time.monotonic() > end:
            raise InputUnusable(
                f"{name} could not be read in {MAX_SECONDS / 60:.0f} minutes.", "Split it first."
            )
    return sheets, damaged
