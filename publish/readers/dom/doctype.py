"""The document type that a page opens with, taken off it, and the entities that it defines."""

from __future__ import annotations

import re
from html.entities import html5

#: Document types are shorter than this, with all that programs put into them (bytes).
_LONGEST = 65_536
#: A name that stands for more than this is no name but a bomb (bytes); real ones are short.
_LONGEST_VALUE = 500
#: What a page's own entities may add to it in all (bytes): as much as a long chapter has.
_MOST = 500_000

_BEFORE = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:\s++|<\?[^>]{0,500}>|<!--(?:(?!-->).)*+-->)*+", re.S)
# Possessive, and nothing in it begins as another does: one pass, also where no end is found.
_DOCTYPE = re.compile(
    rb"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*+\"|'[^']*+')*+"
    rb"(?:\[((?:[^\]\"'<]|\"[^\"]*+\"|'[^']*+'|<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>"
    rb"|<(?!!--|\?))*+)\]\s*+)?+>",
    re.IGNORECASE | re.DOTALL,
)
# One with an unclosed quotation mark.
_BROKEN = re.compile(rb"<!DOCTYPE[^\[>]*+>", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<!--.*?-->|<!ENTITY\s+([a-zA-Z_][\w.-]{0,60})\s+(?:\"([^\"]*)\"|'([^']*)')\s*>", re.DOTALL
)
#: Nothing in it that has to be read again: no markup, no other entity.
_SIMPLE = re.compile(rb"(?:[^<&%]|&#\w{1,8};|&(?:amp|lt|gt|quot|apos);)*+")
_ENTITY = re.compile(rb"&([a-zA-Z_][\w.-]{0,60});")
_PREDEFINED = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))


def without_doctype(data: bytes) -> tuple[bytes, list[str]]:
    """`data` without its document type and with its named characters as numbers.

    Of the entities that the page defines itself, texts take their place. Given, too, are the names
    of those that do not: what holds other entities or markup, is long, or is in another file.
    """
    own: dict[bytes, bytes] = {}
    before = _BEFORE.match(data, 0, _LONGEST)
    start = before.end() if before else 0
    found = _DOCTYPE.match(data, start, start + _LONGEST)
    subset = found[1] if found else None
    found = found or _BROKEN.match(data, start, start + _LONGEST)
    if found:
        for entity in _DECLARED.finditer(subset or b""):
            value = entity[2] if entity[2] is not None else entity[3]
            if entity[1] and len(value) <= _LONGEST_VALUE and _SIMPLE.fullmatch(value):
                own.setdefault(entity[1], value)
        data = data[: found.start()] + data[found.end() :]
    unknown: dict[str, None] = {}
    left = _MOST

    def character(match: re.Match[bytes]) -> bytes:
        nonlocal left
        name = match[1]
        if name in _PREDEFINED:
            return match[0]
        value = own.get(name)
        if value is not None and len(value) <= left:
            left -= len(value)
            return value
        known = html5.get(f"{name.decode('ascii', 'replace')};")
        if known is None:
            unknown[name.decode("ascii", "replace")] = None
            return match[0]
        return "".join(f"&#{ord(c)};" for c in known).encode("ascii")

    return _ENTITY.sub(character, data), list(unknown)
