"""Encoding damage: text that was decoded with the wrong table ("cafÃ©", "itâ€™s")."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

# What UTF-8 bytes look like when read as Latin-1, Windows-1252 and the like: a lead byte's
# character, or the replacement of a lost one. Without one of these ftfy finds nothing to mend.
SUSPECT = re.compile(
    "[ÂÃâãäåæçèéêëìíîïðÐÑØÙàáÎÏ‚ƒ„…†‡ˆ‰Š‹Œ\x80-\x9f][\x80-\xbf€-™œžŸŒŠŽˆ˜ƒ–—‘-„†-‰‹›]"
)
# "<" and ">" are left written out: text about markup means them so.
_ENTITY = re.compile(
    r"&(?!lt;|gt;|LT;|GT;|#60;|#62;|#x3[ce];)(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});"
)
_SPACES = "\xa0\xad\u2002\u2003\u2009\u200b"


def fix(text: str) -> str:
    """`text` with mojibake mended."""
    if text.isascii() or not SUSPECT.search(text):
        return text
    import ftfy

    mended = ftfy.fix_encoding(text)
    return text if mended == text else mended


def settled(repair: Callable[[str], str]) -> Callable[[str], str]:
    """`repair`, and what it lays open: taking a control character out, or resolving a reference,
    can bring the two halves of a damaged character together."""

    def settle(text: str) -> str:
        while (new := repair(text)) is not text and (mended := fix(new)) is not new:
            text = mended
        return new

    return settle


def fix_entities(text: str) -> str:
    """`text` with HTML character references resolved, where they were left in plain text."""
    if "&" not in text:
        return text
    new = text
    while (once := _ENTITY.sub(_character, new)) != new:  # some sites write "&amp;amp;"
        new = once
    return text if new == text else new


def _character(match: re.Match[str]) -> str:
    """The character; the reference itself where it names none that can be shown."""
    found = html.unescape(match[0])
    return found if found.isprintable() or found in _SPACES else match[0]
