"""What of a written sentence is worth saying: no addresses letter by letter, no marks, no emoji."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# The scheme or "www." is what tells an address from a name with a dot in it.
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}’'»"
# [1], [12, 13], [a], [note 3], [citation needed]: marks of references, never words of the text.
_MARK = re.compile(
    r"\s?\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[a-z]|(?:note|nb|n)\s?\d{1,3}|citation needed)\]"
)
_SUPERSCRIPT = re.compile(r"(?<=[^\W\d_]{2})[¹²³⁰⁴-⁹]+|(?<=[.,;:!?”’\"])[¹²³⁰⁴-⁹]+|[†‡]+")
_EMOJI = re.compile(
    "["
    "\U0001f000-\U0001faff"  # pictographs, emoticons, transport, flags, skin tones
    "\u2600-\u27bf"  # symbols and dingbats
    "\u2b00-\u2bff"  # arrows and stars
    "\u231a\u231b\u23e9-\u23fa\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe"
    "\u200d\u20e3\ufe0e\ufe0f\U000e0020-\U000e007f"  # joiners, keycaps, variation, tags
    "]+"
)
_DECORATION = re.compile(r"[•·▪■□●○◦►▶◄|_=*#~^]{2,}|(?<!\S)[•·▪■□●○◦►▶◄|_=*#~^](?!\S)")
_SPACE = re.compile(r"\s+")


def readable(text: str, *, links: bool = True) -> str:
    """`text` without what is noise to a listener; words are never changed.

    An address becomes the name of its site ("example.org"), or nothing with ``links=False``.
    Reference marks, emoji and decoration go. The result may be empty.
    """
    text = _ADDRESS.sub(_site if links else _nothing, text)
    text = _MARK.sub("", text)
    text = _SUPERSCRIPT.sub("", text)
    text = _EMOJI.sub(" ", text)
    text = _DECORATION.sub(" ", text)
    text = _SPACE.sub(" ", text).strip()
    return text if any(c.isalnum() for c in text) else ""


def _site(match: re.Match[str]) -> str:
    address = match.group()
    bare = address.rstrip(_TRAILING)
    rest = address[len(bare) :]
    try:
        host = urlsplit(bare if "://" in bare else f"//{bare}").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") + rest


def _nothing(match: re.Match[str]) -> str:
    address = match.group()
    return address[len(address.rstrip(_TRAILING)) :]
