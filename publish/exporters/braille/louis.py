"""liblouis, the braille translator, by its C interface: no binding package is needed.

The library and its tables come from the system (Debian: liblouis-data and liblouis20, which
liblouis-bin brings; Homebrew: liblouis; Windows: the release's liblouis.dll on the PATH), since
there is no wheel that ships them. Text goes in and comes out as Unicode braille patterns, so that
no display table is in play.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import threading
from collections.abc import Iterator, Sequence
from enum import IntFlag
from functools import lru_cache
from itertools import repeat

from publish.errors import ConfigurationError, NeedsExtra, UnknownName

#: Names the shared library goes by where the linker's own look-up finds none.
NAMES = (
    "liblouis.so.20",
    "liblouis.so",
    "liblouis.dylib",
    "/opt/homebrew/lib/liblouis.dylib",
    "/usr/local/lib/liblouis.dylib",
    "/opt/local/lib/liblouis.dylib",
    "liblouis.dll",
    "liblouis-20.dll",
)
#: A file to use instead of any of these.
VARIABLE = "PUBLISH_LIBLOUIS"

# liblouis.h: translation modes and the log level above all messages.
_NO_CONTRACTIONS = 1
_DOTS_IO = 4
_UNICODE_BRAILLE = 64
_NO_UNDEFINED = 128
_LOG_OFF = 60000

#: Braille cells that one character may need, to begin with; the buffer doubles when it is short.
_CELLS_A_CHARACTER = 4


class Form(IntFlag):
    """How a character is set: liblouis's typeforms."""

    PLAIN = 0
    ITALIC = 0x1
    UNDERLINE = 0x2
    BOLD = 0x4
    UNCONTRACTED = 0x1000


class Louis:
    """The loaded library. Its calls share tables, so they are made one at a time."""

    def __init__(self, library: ctypes.CDLL) -> None:
        library.lou_version.restype = ctypes.c_char_p
        library.lou_findTable.restype = ctypes.c_char_p
        library.lou_setLogLevel(_LOG_OFF)
        self._library = library
        self._lock = threading.Lock()
        self._wide = library.lou_charSize() == 4
        self._codec = "utf-32-le" if self._wide else "utf-16-le"
        self._unit: type[ctypes.c_uint32 | ctypes.c_uint16] = (
            ctypes.c_uint32 if self._wide else ctypes.c_uint16
        )

    @property
    def version(self) -> str:
        """The library's version."""
        return bytes(self._library.lou_version()).decode("ascii")

    def find(self, query: str) -> str:
        """The table that fits a query such as ``language:de grade:2`` best; empty when none."""
        with self._lock:
            found: bytes | None = self._library.lou_findTable(query.encode("ascii", "ignore"))
        return os.fsdecode(found) if found else ""

    def check(self, table: str) -> bool:
        """Whether `table` (a name, a path, or several with commas) is there and sound."""
        with self._lock:
            return bool(self._library.lou_checkTable(os.fsencode(table)))

    def translate(self, table: str, text: str, forms: Sequence[int], mode: int = 0) -> str:
        """`text` in braille patterns. `forms` has one `Form` for each character."""
        units = text.encode(self._codec, "replace")
        count = len(units) // ctypes.sizeof(self._unit)
        # A character beyond the first plane takes two units where the library's units are short.
        shape = [
            f
            for ch, form in zip(text, forms, strict=True)
            for f in repeat(int(form), 1 if self._wide or ch < "\U00010000" else 2)
        ]
        mode |= _DOTS_IO | _UNICODE_BRAILLE
        return self._call("lou_translateString", table, units, count, shape, mode)

    def back_translate(self, table: str, cells: str) -> str:
        """The text that braille patterns stand for."""
        units = cells.encode(self._codec)
        count = len(units) // ctypes.sizeof(self._unit)
        return self._call("lou_backTranslateString", table, units, count, None, 0)

    def _call(
        self,
        function: str,
        table: str,
        units: bytes,
        count: int,
        forms: list[int] | None,
        mode: int,
    ) -> str:
        size = ctypes.sizeof(self._unit)
        room = count * _CELLS_A_CHARACTER + 64
        while True:
            source = ctypes.create_string_buffer(units, len(units) + size)
            target = ctypes.create_string_buffer(room * size)
            read, written = ctypes.c_int(count), ctypes.c_int(room)
            # The library writes a form for each cell of its output, too.
            shape = (ctypes.c_uint16 * max(room, count))(*forms) if forms is not None else None
            with self._lock:
                done = getattr(self._library, function)(
                    os.fsencode(table),
                    source,
                    ctypes.byref(read),
                    target,
                    ctypes.byref(written),
                    shape,
                    None,
                    mode,
                )
            if not done:
                raise table_missing(table)
            if read.value >= count:
                return target.raw[: written.value * size].decode(self._codec, "replace")
            room *= 2


class Translator:
    """One braille code: `table` of a loaded library."""

    def __init__(self, louis: Louis, table: str) -> None:
        self.louis = louis
        self.table = table
        self._known: dict[str, bool] = {}

    def cells(self, text: str, forms: Sequence[int] | None = None) -> str:
        """`text` in braille patterns; words stay apart by U+2800."""
        if not text:
            return ""
        plain = forms if forms is not None else [Form.PLAIN] * len(text)
        return self.louis.translate(self.table, text, plain)

    def plain_cells(self, text: str) -> str:
        """`text` in braille patterns without contractions."""
        if not text:
            return ""
        return self.louis.translate(self.table, text, [0] * len(text), _NO_CONTRACTIONS)

    def text(self, cells: str) -> str:
        """The text that braille patterns stand for."""
        return self.louis.back_translate(self.table, cells) if cells else ""

    def knows(self, character: str) -> bool:
        """Whether the table has a sign of its own for `character`."""
        if character not in self._known:
            cells = self.louis.translate(self.table, character, [0], _NO_UNDEFINED)
            self._known[character] = bool(cells)
        return self._known[character]


def _candidates() -> Iterator[str]:
    found = ctypes.util.find_library("louis") or ctypes.util.find_library("liblouis")
    if found:
        yield found
    yield from NAMES


@lru_cache(maxsize=4)
def _load(chosen: str) -> Louis:
    for name in [chosen] if chosen else _candidates():
        try:
            return Louis(ctypes.CDLL(name))
        except (OSError, AttributeError):
            continue
    if chosen:
        raise ConfigurationError(
            f"{VARIABLE} names {chosen}, which is no liblouis library.",
            "Give the path of liblouis.so, liblouis.dylib or liblouis.dll.",
        )
    raise NeedsExtra(
        "Braille needs liblouis, which is not installed.",
        "Install it with: apt install liblouis-bin (Debian, Ubuntu), dnf install liblouis "
        "liblouis-utils (Fedora), or brew install liblouis (macOS); on Windows set "
        f"{VARIABLE} to the path of liblouis.dll.",
    )


def load() -> Louis:
    """The library. Raises `NeedsExtra` when it is not installed."""
    return _load(os.environ.get(VARIABLE, ""))


def installed() -> bool:
    """Whether braille can be made on this machine."""
    try:
        load()
    except (NeedsExtra, ConfigurationError):
        return False
    return True


def table_missing(table: str) -> UnknownName:
    """The error for a table that is not there, or that liblouis cannot read."""
    return UnknownName(
        f"liblouis has no usable braille table called “{table}”.",
        "Name one of its tables, such as en-ueb-g2.ctb, or leave the choice to the language.",
    )
