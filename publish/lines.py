"""The lines of a text, as every reader and the audit count them.

A line ends at LF, CR LF or CR. What else Unicode calls a separator (form feed, U+0085, U+2028)
stays within its line: editors do not count it, and a change must name the line an editor shows.
"""

from __future__ import annotations

import re

_END = re.compile(r"\r\n|\n|\r")
_KEEP_END = re.compile(r"(\r\n|\n|\r)")


def split_lines(text: str) -> list[str]:
    """The lines of `text` without their ends; a text that ends in a line end gives a last ""."""
    return _END.split(text) if "\r" in text else text.split("\n")


def split_ends(text: str) -> tuple[list[str], list[str]]:
    """The lines of `text`, and the line end after each but the last."""
    pieces = _KEEP_END.split(text)
    return pieces[::2], pieces[1::2]
