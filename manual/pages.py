"""The pages of the reference that are made from the code, and where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from manual import command_line, tables

DOCS = Path(__file__).parent.parent / "docs"

#: page, from the folder of the docs -> what it has to say
PAGES: dict[str, Callable[[], str]] = {
    "reference/cli.md": command_line.page_of_all,
    "reference/inputs.md": tables.inputs,
    "reference/formats.md": tables.formats,
    "reference/settings.md": tables.settings,
    "reference/exit-codes.md": tables.exit_codes,
    "reference/rules.md": tables.rules,
    "reference/python.md": tables.python,
}
