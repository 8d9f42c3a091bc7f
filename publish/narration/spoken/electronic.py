"""E-mail and web addresses, file paths, hashtags and handles."""

from __future__ import annotations

import re

from publish.narration.spoken.numbers import cardinal, digits, pairs
from publish.narration.spoken.rule import Rule
from publish.narration.spoken.tables import alternatives, table

_SIGNS = {
    ".": "dot",
    "/": "slash",
    "-": "dash",
    "_": "underscore",
    "@": "at",
    ":": "colon",
    "?": "question mark",
    "=": "equals",
    "&": "ampersand",
    "%": "percent",
    "#": "hash",
    "+": "plus",
    "~": "tilde",
    "\\": "backslash",
    ",": "comma",
    ";": "semicolon",
    "!": "exclamation mark",
    "'": "apostrophe",
    "$": "dollar",
    "*": "asterisk",
    "(": "open parenthesis",
    ")": "close parenthesis",
}
_PIECE = re.compile(r"\d+|[^\W\d_]+|.")
_DATA = table("en_electronic")
_ENDINGS = frozenset(_DATA["endings"].split())
_WITH_PATH = frozenset(_DATA["with_path"].split())
_SPELLED = frozenset(_DATA["spelled"].split())
_ENDING = rf"(?:(?:{alternatives(_ENDINGS)})\b|(?:{alternatives(_WITH_PATH)})(?=/))"
_DOMAIN = rf"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+{_ENDING}"
_PATH = r"(?::\d{2,5})?(?:[/?#](?:[^\s<>\"“”]*[\w/=&%+-])?)?"


def spell(address: str) -> str:
    """Return an address said sign by sign, digits one by one."""
    said: list[str] = []
    for piece in _PIECE.findall(address):
        if piece.isdecimal():
            said.append(pairs(piece) if said[-1:] == ["colon"] else digits(piece))
        elif piece.isalpha():
            said.append(piece.upper() if piece.lower() in _SPELLED else piece)
        else:
            said.append(_SIGNS.get(piece, piece))
    return " ".join(said)


def _mail(match: re.Match[str]) -> str:
    return spell(match.group().removeprefix("mailto:"))


def _web(match: re.Match[str]) -> str | None:
    """Say an address: every sign when it stands alone, shorter inside a sentence."""
    scheme, rest = match["scheme"] or "", match["rest"]
    alone = match.group() == match.string.strip(" .!?\"'")
    if not scheme and not rest.lower().startswith("www.") and _is_sentence_end(match):
        return None
    if alone:
        return spell(scheme + rest)
    said = scheme.rstrip(":/").upper()
    if rest.lower().startswith("www."):
        said, rest = f"{said} www".lstrip(), rest[4:]
    return f"{said} {spell(rest)}".lstrip()


def _is_sentence_end(match: re.Match[str]) -> bool:
    """Tell "ended.It went", where a space is lost, from a domain."""
    last = match["rest"].rsplit(".", 1)[-1]
    return last[:1].isupper() and not last.isupper() and "/" not in last


def _local(match: re.Match[str]) -> str:
    return f"localhost colon {pairs(match['port'])} {spell(match['path'])}".rstrip()


def _hashtag(match: re.Match[str]) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", " ", match["tag"])
    return f"hashtag {_with_numbers(words)}"


def _with_numbers(words: str) -> str:
    spaced = re.sub(r"\d{1,9}", lambda m: f" {cardinal(int(m.group()))} ", words)
    return " ".join(spaced.split())


def _handle(match: re.Match[str]) -> str:
    return f"at {_with_numbers(match['name'].replace('_', ' underscore '))}"


RULES = (
    Rule(
        re.compile(
            r"[A-Za-z0-9](?<![\w.+%-].)(?:ailto:[A-Za-z0-9])?[\w.+&%-]*+@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*"
            r"\.[A-Za-z]{2,}(?:/[\w/-]*\w)?"
        ),
        _mail,
        "@",
    ),
    Rule(
        re.compile(
            r"(?P<scheme>(?:https?|HTTPS?|Https?|ftp|file|wss?|ssh)://)(?P<rest>[^\s<>\"“”]*[\w/=&%+-])"
        ),
        _web,
        "/",
    ),
    Rule(re.compile(rf"(?<![\w@.])localhost:(?P<port>\d+)(?P<path>{_PATH})"), _local, "d"),
    Rule(
        re.compile(
            rf"(?<![\w@./-])(?P<scheme>)(?P<rest>(?:www\.[\w.-]+\w|{_DOMAIN}){_PATH})(?![\w@])",
            re.I,
        ),
        _web,
        ".",
    ),
    Rule(re.compile(r"(?<![\w&#/])#(?P<tag>[A-Za-z]\w*|\d+[A-Za-z]\w*)"), _hashtag, "#"),
    Rule(re.compile(r"(?<![\w.@/])@(?P<name>(?=\w*[A-Za-z])\w{2,})"), _handle, "@"),
)
