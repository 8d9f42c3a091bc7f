"""Lines of a given width, measured in terminal columns, without a word ever being cut.

A Han or kana character or a Hangul syllable is two columns wide, a combining mark none. Chinese
and Japanese break between any two characters but for the signs that may not begin or end a line
(kinsoku, after JIS X 4051 and Unicode's UAX #14); all else breaks at spaces and after dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

#: Not a place to break: no-break spaces join what they stand between.
_SPACE = re.compile(r"[ \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
#: Han, kana, bopomofo and the signs that are set with them; Hangul is not here: Korean has spaces.
_IDEOGRAPHIC = re.compile(
    r"[\u2e80-\u2fff\u3000-\u30ff\u3105-\u312f\u3190-\u319f\u31a0-\u31bf\u31c0-\u31ff"
    r"\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f200-\U0001f2ff"
    r"\U00020000-\U0003ffff]"
)
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々〻ー’”）〕］｝〉》」』】〙〗〟｠»‐–—〜～…‥％‰℃°′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "｡､｣･)]},.:;!?%"
)
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【〘〖〝｟«｢([{$£¥€＄￡￥")
_DASH = "—"


def width(text: str) -> int:
    """The columns that `text` takes."""
    if text.isascii():
        return len(text)
    return _width(text)


@lru_cache(maxsize=20_000)
def _width(text: str) -> int:
    from wcwidth import wcswidth, wcwidth

    columns = wcswidth(text)
    return columns if columns >= 0 else sum(max(0, wcwidth(c)) for c in text)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """`text` in pieces that are never cut, each with the space that stands before it."""
    gap = ""
    at = 0
    for match in _SPACE.finditer(text):
        yield from _chunk(gap, text[at : match.start()])
        gap = match.group().replace("\n", " ")
        at = match.end()
    yield from _chunk(gap, text[at:])


def _chunk(gap: str, chunk: str) -> Iterator[tuple[str, str]]:
    if not chunk:
        return
    if chunk.isascii():
        yield gap, chunk
        return
    start = 0
    for at in range(1, len(chunk)):
        if _may_break(chunk[at - 1], chunk[at]):
            yield gap, chunk[start:at]
            gap, start = "", at
    yield gap, chunk[start:]


def _may_break(left: str, right: str) -> bool:
    if left == _DASH and right.isalnum():
        return True
    if right in _NOT_FIRST or left in _NOT_LAST:
        return False
    if not (_IDEOGRAPHIC.match(left) or _IDEOGRAPHIC.match(right)):
        return False
    from wcwidth import wcwidth

    return wcwidth(right) != 0 and left != "\u200d"


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> list[str]:
    """`text` in lines of at most `columns` columns; a longer word has a line of its own.

    Args:
        first: stands before the first line (a bullet, a number).
        rest: stands before the other lines, and counts like `first`.
    """
    lines: list[str] = []
    line, used = first, width(first)
    bare = True
    for gap, piece in pieces(text):
        size = width(piece)
        if not bare and used + len(gap) + size > columns:
            lines.append(line)
            line, used, bare = rest, width(rest), True
        if not bare:
            line, used = line + gap, used + width(gap)
        line, used, bare = line + piece, used + size, False
    lines.append(line)
    return lines
