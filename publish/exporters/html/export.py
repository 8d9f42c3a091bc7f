"""Writing the page, with its sound inside or beside it."""

from __future__ import annotations

from pathlib import Path

from publish.edition import Edition
from publish.exporters.html.page import body, page
from publish.files import write_text
from publish.report import Notice


def export_text(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as one page without sound. Raises `OutputError`."""
    content = body(edition)
    write_text(target, page(edition, content, None))
    return content.notices


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as one page."""
    return export_text(edition, target)
