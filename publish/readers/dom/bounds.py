"""Markup cut down before it is parsed, where the parser's time grows with its square."""

from __future__ import annotations

import re

#: Attributes of one tag. Real tags have under 100; libxml2 compares each with all before it, so
#: that 200,000 would take it minutes, and ten megabytes of tags with so many take it seconds.
MAX_ATTRIBUTES = 2000

# What browsers take for an attribute. Possessive, and a match wherever a tag begins: one pass.
_ATTRIBUTE = (
    rb"(?:[\s/]*+[^\s/>][^\s/>=]*+"
    rb"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)"
)
_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+%b{0,%d}+(%b*+)" % (_ATTRIBUTE, MAX_ATTRIBUTES, _ATTRIBUTE))
# In a script, ``a<b`` looks like a tag that goes on to the script's end: that must stay.
_END_TAG = re.compile(rb"</[a-zA-Z]+\s*\Z")


def bounded(data: bytes) -> tuple[bytes, int]:
    """`data` with at most `MAX_ATTRIBUTES` in each tag, and how many tags had more."""
    if len(data) < 2 * MAX_ATTRIBUTES:
        return data, 0
    out: list[bytes] = []
    at = 0
    for tag in _TAG.finditer(data):
        if tag.start(1) < tag.end(1):
            end = _END_TAG.search(data, max(tag.start(1), tag.end(1) - 50), tag.end(1))
            out.append(data[at : tag.start(1)])
            at = end.start() if end else tag.end(1)
    return b"".join((*out, data[at:])) if out else data, len(out)
