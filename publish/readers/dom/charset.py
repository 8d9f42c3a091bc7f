"""Which encoding a page is in, the way browsers find it, and what to do when the page is wrong."""

from __future__ import annotations

import codecs
import re

from publish.errors import InputUnusable
from publish.readers.decoding import codec, guess, is_utf8, refuse_binary
from publish.readers.source import Source
from publish.report import Notice

#: How far into a page its encoding may be declared: the standard says 1024 bytes, pages say later.
_HEAD = 4096

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"))
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]+)"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9_:.-]+)""",
    re.IGNORECASE,
)


def decode_markup(source: Source, declared: str = "") -> tuple[str, tuple[Notice, ...]]:
    """The text of a page.

    Looked at in turn: a byte-order mark, `declared` (what the server said), the page's own
    declaration, UTF-8, and last a guess from the bytes. A declaration that the bytes contradict
    is passed over.

    Raises:
        InputUnusable: the source is empty, or a file of another kind.
    """
    data = source.data
    if not data.strip():
        raise InputUnusable(f"{source.name} is empty.", "Give a file that holds an article.")
    refuse_binary(data, source.name)
    for bom, encoding in (*_BOMS, (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(bom):
            return _lines(data[len(bom) :].decode(encoding, "replace")), ()
    candidates = [codec(declared), codec(_label(data)), "utf-8"]
    if candidates[0] != "utf-8" and candidates[1] != "utf-8" and is_utf8(data):
        candidates = ["utf-8"]
    for encoding in candidates:
        if encoding:
            try:
                return _lines(data.decode(encoding)), ()
            except UnicodeDecodeError:
                continue
    return _guess(source)


def _guess(source: Source) -> tuple[str, tuple[Notice, ...]]:
    data = source.data
    bad = data.decode("utf-8", "replace").count("\ufffd")
    if bad * 500 < len(data):  # a stray byte in a UTF-8 page, not another encoding
        encoding = "utf-8"
    else:
        found = guess(data, data[:200_000])
        encoding = found.encoding if found else (codec(_label(data)) or "cp1252")
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    message = f"The encoding of {source.name} is not declared rightly; it was read as {encoding}"
    message += f", and {lost} characters could not be read." if lost else "."
    return _lines(text), (Notice("encoding-guessed", message),)


def _label(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii") if found else ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
