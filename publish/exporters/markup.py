"""Characters, addresses and language tags made safe for XML and HTML."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

# What XML 1.0 forbids, and the control characters 7F-9F, which HTML forbids too.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACE = re.compile(r"\s+")

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?P<script>-[a-z]{4})?(?P<region>-(?:[a-z]{2}|\d{3}))?"
    r"(?P<variant>-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))?",
    re.IGNORECASE,
)
_RTL_LANGUAGES = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
_RTL_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])

_SAFE = "!$&'()*+,;=:@/?-._~%"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?\.?")


def clean(value: str) -> str:
    """`value` without the characters that neither XML nor HTML can hold."""
    return _ILLEGAL.sub("", value)


def text(value: str) -> str:
    """`value` as character data."""
    return clean(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def line(value: str) -> str:
    """`value` in one line, without white space around it; not escaped."""
    return _SPACE.sub(" ", clean(value)).strip()


def attribute(value: str) -> str:
    """`value` as the value of an attribute in double quotes."""
    return text(line(value)).replace('"', "&quot;")


def shorten(value: str, limit: int) -> str:
    """`value` in one line of at most `limit` characters, cut between words where there are any."""
    whole = line(value)
    if len(whole) <= limit:
        return whole
    cut = whole[: limit - 1]
    words = cut.rsplit(" ", 1)[0]
    return f"{words if len(words) > limit // 2 else cut}…"


def language_tag(language: str) -> str:
    """`language` as a well-formed BCP 47 tag (language, script, region); empty if it is none."""
    match = _TAG.fullmatch(language.strip().replace("_", "-"))
    if not match:
        return ""
    parts = [match["language"].lower()]
    if match["script"]:
        parts.append(match["script"][1:].title())
    if match["region"]:
        parts.append(match["region"][1:].upper())
    if match["variant"]:
        parts.append(match["variant"][1:].lower())
    return "-".join(parts)


def is_rtl(language: str) -> bool:
    """Whether `language` (BCP 47) is written from right to left."""
    first, *rest = language.lower().replace("_", "-").split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return scripts[0] in _RTL_SCRIPTS
    return first in _RTL_LANGUAGES


def address(href: str, base: str = "") -> str:
    """`href` as an address that a link may lead to from outside the source; empty if it is none.

    Args:
        base: the source's own address; relative addresses are resolved against it.
    """
    try:
        whole = line(href)
        if base.lower().startswith(("http://", "https://")):
            whole = urljoin(base, whole)
        parts = urlsplit(whole)
        scheme = parts.scheme.lower()
        if scheme in ("mailto", "tel"):
            return f"{scheme}:{_quoted(parts.path)}" if parts.path else ""
        if scheme not in ("http", "https") or not parts.hostname:
            return ""
        host = _host(parts.hostname)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if not host:
        return ""
    return urlunsplit(
        (scheme, host + port, _quoted(parts.path), _quoted(parts.query), _quoted(parts.fragment))
    )


def _quoted(part: str) -> str:
    return _STRAY_PERCENT.sub("%25", quote(part, safe=_SAFE))


def _host(name: str) -> str:
    """The host as a browser would take it, or empty. Raises ValueError on bad numeric addresses."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name.partition('%')[0])}]"
    ascii_name = name.encode("idna").decode("ascii")
    if not _HOST.fullmatch(ascii_name) or ".." in ascii_name:
        return ""
    if ascii_name.rstrip(".").rpartition(".")[2].isdigit():
        return str(ipaddress.IPv4Address(ascii_name.rstrip(".")))
    return ascii_name
