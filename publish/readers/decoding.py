"""From bytes to text: which encoding a source is in, and what cannot be text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from publish.errors import InputUnusable
from publish.readers.source import Source
from publish.report import Notice


@dataclass(frozen=True, slots=True)
class Decoding:
    """How bytes become text: `data.decode(encoding, errors)`, and back.

    A byte order mark is part of the text that comes out (its first character), so that the way
    back gives the same bytes.
    """

    encoding: str
    errors: str = "strict"

    def decode(self, data: bytes) -> str:
        """`data` as text, nothing left out."""
        return data.decode(self.encoding, self.errors)

    def encode(self, text: str) -> bytes:
        """`text` as the bytes it came from."""
        return text.encode(self.encoding, self.errors)


#: What a file of another kind begins with; the names are for people.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (EPUB, DOCX and the like)"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"RIFF", "a WAV or WebP file"),
    (b"SQLite format 3\x00", "a database"),
)

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's, so it goes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Control bytes that no text holds; tab, line ends, form feed and escape are not among them.
_CONTROLS = bytes(b for b in range(32) if b not in (9, 10, 11, 12, 13, 27))
#: Damaged texts in practice hold a stray control in some thousands of bytes; programs, archives
#: and pictures one in ten or more.
_MOST_CONTROLS = 0.03
#: Of a UTF-16 text in a Latin script nearly every second byte is NUL; a stray NUL in another text
#: is one byte in thousands. UTF-16 in other scripts without a mark is too rare to guess at.
_LEAST_NULS = 0.2
#: In a few bytes one stray NUL is a share as large: so many there are in four Latin letters.
_FEWEST_NULS = 4
_SAMPLE = 1 << 18
#: UTF-8 with damage in it keeps at least this many good multi-byte characters for a bad byte.
_GOOD_FOR_BAD = 4
#: The encodings of the web and of office files, most common first. Guessing among all that Python
#: knows takes short Western texts for rare code pages.
_CANDIDATES = [
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp437"),
]
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


#: What browsers read for a label: the superset that pages mean (WHATWG Encoding).
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",  # what could be read as ASCII so far is no UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
#: Codecs of Python that are no encodings of pages: plain text would come out as something else.
_NO_CHARSETS = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna"})


def codec(label: str) -> str:
    """The encoding that a page or a server means by `label`; empty where it names none."""
    if not label:
        return ""
    try:
        name = codecs.lookup(label).name
        "".encode(name)  # not "hex" and its like, which are no text encodings
    except (LookupError, TypeError, ValueError):
        return ""
    return "" if name in _NO_CHARSETS else _SUPERSETS.get(name, name)


def decode(source: Source) -> tuple[str, tuple[Notice, ...]]:
    """The text of `source` with line feeds as line ends, and without a byte order mark.

    Bytes that are damaged become U+FFFD, which a notice counts.

    Raises:
        InputUnusable: the source is empty, binary, or in no encoding that can be told.
    """
    decoding = detect(source.data, source.name, source.charset)
    text = decoding.decode(source.data).removeprefix("\ufeff")
    notices: tuple[Notice, ...] = ()
    if decoding.errors != "strict":
        if decoding.errors == "surrogatepass":  # pairs that were written as two characters
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        text, bad = _SURROGATE.subn("\ufffd", text)
        if bad:
            many = f"{bad} damaged characters were" if bad > 1 else "One damaged character was"
            notices = (Notice("undecodable", f"{many} replaced by U+FFFD “\ufffd”."),)
    if not text or text.isspace():
        raise InputUnusable(f"{source.name} is empty.", "Put the article's text into it.")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text, notices


def detect(data: bytes, name: str, told: str = "") -> Decoding:
    """How `data` is encoded.

    Args:
        name: what the source is called, for the message of an error.
        told: the encoding that came with it; a mark, and bytes that it does not fit, speak louder.

    Raises:
        InputUnusable: the data is empty, binary, or in no encoding that can be told.
    """
    if not data or data.isspace():
        raise InputUnusable(f"{name} is empty.", "Put the article's text into it.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data, encoding) or _fail(name)
    refuse_binary(data, name)
    sample = data[:_SAMPLE]
    wide = _wide(sample)
    narrow = sample.replace(b"\0", b"") if wide else sample
    controls = len(narrow) - len(narrow.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(narrow) and controls > 2:
        raise InputUnusable(f"{name} is binary, not text.", "Give a text, Markdown or HTML file.")
    if wide:
        return _checked(data, wide) or _fail(name)
    return (
        _fitting(data, codec(told))
        or _checked(data, "utf-8")
        or _damaged_utf8(data)
        or guess(data, sample)
        or _fail(name)
    )


def refuse_binary(data: bytes, name: str) -> None:
    """Raise `InputUnusable` where `data` begins as a file of another kind does."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputUnusable(
                f"{name} is binary ({kind}), not text.",
                "If its ending is wrong, rename it; else convert it.",
            )


def is_utf8(data: bytes) -> bool:
    """Whether `data` holds characters of UTF-8 beyond ASCII: valid ones are never an accident."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _fitting(data: bytes, encoding: str) -> Decoding | None:
    if not encoding or is_utf8(data):
        return None
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return Decoding(encoding)


def _fail(name: str) -> Decoding:
    raise InputUnusable(
        f"{name}: its character encoding cannot be told.", "Save it as UTF-8 and try again."
    )


def _checked(data: bytes, encoding: str) -> Decoding | None:
    for errors in ("strict", "surrogatepass") if encoding.startswith("utf") else ("strict",):
        try:
            data.decode(encoding, errors)
        except UnicodeDecodeError:
            continue
        return Decoding(encoding, errors)
    return None


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: NUL bytes stand on one side of the pairs, hardly on the other."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    many = max(even, odd)
    if many < max(_FEWEST_NULS, _LEAST_NULS * len(sample)) or many < 20 * min(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _damaged_utf8(data: bytes) -> Decoding | None:
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_SURROGATE.findall(text))
    if len(_MULTIBYTE.findall(data)) - bad >= _GOOD_FOR_BAD * bad:
        return Decoding("utf-8", "surrogateescape")
    return None


def guess(data: bytes, sample: bytes) -> Decoding | None:
    """The encoding of text that is no UTF-8, told from the bytes of `sample`, its beginning."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=_CANDIDATES, steps=8)
    best = matches.best()
    encodings = [best.encoding] if best else []
    # Code pages of one family read alike; where nothing speaks against it, it is the Western one.
    west = next((m for m in matches if "cp1252" in m.could_be_from_charset), None)
    if not best or (west and west.chaos <= best.chaos):
        encodings.insert(0, "cp1252")
    for encoding in (*encodings, "cp1252"):
        if found := _checked(data, encoding):
            return found
    return None
