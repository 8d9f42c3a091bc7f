"""Braille: pages of cells for an embosser or a braille display, as BRF and as PEF.

liblouis translates; `transcribe` says how each block is laid out, `pages` fills lines and pages.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from publish.edition import BrailleOptions, Edition
from publish.errors import UsageError
from publish.exporters.braille.brf import to_brf
from publish.exporters.braille.louis import load
from publish.exporters.braille.pages import Piece, Sheet, numbered, paginate
from publish.exporters.braille.pef import to_pef
from publish.exporters.braille.tables import code_for
from publish.exporters.braille.transcribe import Transcriber
from publish.files import write_bytes
from publish.report import Notice
from publish.walk import language_of
from publish.wording import wording

#: The smallest page that still shows a word and a number; the largest that embossers take
#: (Index and ViewPlus interpoint machines emboss up to 42 cells on A4, 85 on wide paper).
CELLS = range(20, 101)
LINES = range(5, 101)


def export_brf(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as Braille Ready Format: North American ASCII braille, form feeds.

    Raises:
        NeedsExtra: liblouis is not installed.
        UnknownName: there is no braille table for the language, or of the name given.
        UsageError: the page is too small or too large.
    """
    pages, notices = transcribe(edition)
    data, deep = to_brf(pages)
    write_bytes(target, data)
    if deep:
        message = f"BRF has six dots a cell; dots 7 and 8 of {deep} cells are left out. Use pef."
        notices = (*notices, Notice("braille-eight-dots", message))
    return notices


def export_pef(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as Portable Embosser Format 2008-1. Raises as `export_brf`."""
    pages, notices = transcribe(edition)
    write_bytes(target, to_pef(pages, _sheet(edition.options.braille), edition.meta))
    return notices


def transcribe(edition: Edition) -> tuple[list[list[str]], tuple[Notice, ...]]:
    """The pages of `edition` in Unicode braille, each of as many lines as asked for."""
    options = edition.options.braille
    sheet = _sheet(options)
    louis = load()
    pieces: list[Piece] = []
    notices: list[Notice] = []
    code = code_for(louis, language_of(edition.meta), options)
    continues = code.continues
    number = code.translator
    for index, part in enumerate(edition.parts):
        language = language_of(part.article.meta)
        code = code_for(louis, language, options)
        transcriber = Transcriber(code, wording(language), sheet)
        pieces += transcriber.part(part, new_page=index > 0)
        notices += transcriber.findings()
    labels = (number.cells(str(n)) for n in count(1))
    return numbered(paginate(pieces, sheet, continues), sheet, labels), tuple(notices)


def _sheet(options: BrailleOptions) -> Sheet:
    if options.cells not in CELLS or options.lines not in LINES:
        raise UsageError(
            f"A braille page of {options.cells} cells and {options.lines} lines cannot be made.",
            f"Choose {CELLS[0]} to {CELLS[-1]} cells and {LINES[0]} to {LINES[-1]} lines.",
        )
    return Sheet(options.cells, options.lines)
