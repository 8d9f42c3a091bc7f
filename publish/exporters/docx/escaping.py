"""Characters as XML writes them.

What `xml.sax.saxutils` does: importing that brings all of Python's HTTP along, which takes longer
than writing a short document.
"""

from __future__ import annotations

_IN_ATTRIBUTE = str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def escape(value: str) -> str:
    """`value` as character data."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """`value` as the value of an attribute, in double quotes."""
    return f'"{escape(value).translate(_IN_ATTRIBUTE)}"'
