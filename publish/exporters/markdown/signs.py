"""What Markdown would take for a sign, made to stand for itself."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_LINE_SIGNS = frozenset("#+-=>:|")


def escape(text: str) -> str:
    """`text` as Markdown that reads as `text` within a line."""
    return _SIGNS.sub(lambda m: "&amp;" if m.group() == "&" else f"\\{m.group()}", text)


def line_start(line: str) -> str:
    """A line of escaped text, kept from being a heading, a list, a rule or the like."""
    if line[:1] in _LINE_SIGNS:
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def flanked(before: str, inside: str, after: str) -> bool:
    """Whether emphasis marks between these are taken as such, at both ends (CommonMark 6.2)."""
    edges = inside[:1], inside[-1:]
    if not inside or any(edge.isspace() for edge in edges):
        return False
    return _apart(before) and _apart(after)


def _apart(sign: str) -> bool:
    return not sign or sign.isspace() or unicodedata.category(sign).startswith("P")


def prefixed(text: str, first: str, rest: str) -> str:
    """`text` with `first` before its first line and `rest` before the others."""
    lines = text.split("\n")
    return "\n".join(
        ((first if number == 0 else rest) + line).rstrip(" ") for number, line in enumerate(lines)
    )
