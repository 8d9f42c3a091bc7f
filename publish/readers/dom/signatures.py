"""Names in a byline: told from roles, dates and whatever else stands beside them."""

from __future__ import annotations

import html
import re

BY = re.compile(
    r"^\s*(?:this\s+\w+\s+(?:was|is)\s+)?"
    r"(?:(?:written|posted|authored|reported|published|words|story|article|text|created|reviewed)"
    r"(?:\s+(?:and|&)\s+\w+)?\s+)?(?:by|author|authors|von|par|por|di|door|af)\b\s*:?\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:[|•·/]|\s[-–—]\s|\bon\b\s+\w+\s+\d|\b(?:published|updated|posted|last|reviewed|edited)\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+\d|\d{1,2}[./-]\d|"
    r"\b(?:19|20)\d\d\b|\d+\s+min|@\w|\((?!\w+\)\s+\w)|"
    r"\bon\s+\d|(?-i:\bon\b)(?:\s+behalf\b|$)).*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:admin\w*|webmaster|administrator|user|root|author|authors|editor|by|name|guest|none|null|"
    r"unknown|anonymous|n/?a|the author|about the author|read more|view all.*|all posts.*|site)$",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:editor|writer|reporter|expert|director|manager|correspondent|contributor|columnist|"
    r"specialist|officer|founder|analyst|staff|team|news|desk|times|post|press|inc|llc|ltd|"
    r"dietitian|professor|nutritionist|therapist|attorney|consultant|strategist|senior|author|"
    r"institute|university|college)s?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+\([^\W\d_]+\)(?=\s))?(?:\s+[^\W\d_][\w.'’-]*){1,4}$")
#: A newsroom or company that signs as one: "The Harbor News Team".
_TEAM = re.compile(r"(?:The\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?\s+(?:[Tt]eam|[Ss]taff)$")
#: What an account is called that is no person's.
_ROLE = re.compile(
    r"\b(?:admin\w*|coordinator|contributors?|editors?|editorial|manager|staff|team|writers?)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(;|,?\s+(?:and|und|et|y)\s+|,\s*(?:and\b|&)?\s*|\s+(?:&|with)\s+)\s*")
_FIRST_NAMES = re.compile(r"[A-Z][a-z]+ (?:&|and) [A-Z][a-z]+")
FULL_NAME = re.compile(r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){1,2}")
_SINGLE = re.compile(r"[^\W\d_][\w'’]{2,20}$")
_NO_NAME = re.compile(
    r"\b(?:sign|log|in|case|use|read|more|view|all|posts?|about|the|share|follow|guidelines|policy|"
    r"coordinator|marketing|home|blog|articles?|category|finance|subscribe|contact|search|menu|login|"
    r"member|size|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february)\b",
    re.IGNORECASE,
)


def is_house(name: str, site: str) -> bool:
    """Whether the "author" is the publisher, or an account's name: a person may be named yet."""
    own, mine = _squeezed(site), _squeezed(name)
    return (
        mine in own
        or (len(own) > 3 and own in mine and " " not in name.strip())
        or (" " not in name and name.islower())
        or ("." in name[2:-2] and " " not in name)
        or bool(_ROLE.search(name))
    )


def _squeezed(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def split_names(value: str, site: str = "") -> list[str]:
    """The names in a byline: "By Ana Reyes and Tom Okafor" gives two."""
    value = " ".join(html.unescape(value).split()).removeprefix("content: ")
    if re.match(r"https?://|www\.|@", value) or len(value) > 300:
        return []
    value = _AFTER.sub("", BY.sub("", value)).strip(" ,;:-–—|•")
    parts: list[str] = []
    pieces = _BETWEEN.split(value)
    role = False
    for part, before in zip(pieces[::2], ["", *pieces[1::2]], strict=True):
        if not part or (role and before.strip() == ","):
            continue  # "..., gastroenterologist, Parkview Health"
        role = False
        if parts and re.fullmatch(r"[A-Z][A-Za-z.-]{0,3}[A-Z]\.?|[A-Z]{2,6}(?:[ -]\w{1,4})?", part):
            parts[-1] += f", {part}"  # a degree
            continue
        if len(parts) == 1 and _FIRST_NAMES.fullmatch(value):
            return [parts[0], part]  # "Ana & Tom"
        if parts and (_JOB.search(part) or not _NAME.match(part) or _is_phrase(part)):
            role = True
            continue  # what the person is
        parts.append(part)
    if len(parts) > 1 and not all(_NAME.match(part.split(",")[0]) for part in parts):
        parts = [value] if "," not in value else parts[:1]
    return [
        part
        for part in (_cased(p) for p in parts)
        if part and not _NOBODY.match(part) and len(part) <= 80 and "http" not in part
    ]


def _is_phrase(part: str) -> bool:
    """Whether most words of `part` are in lower case: "extension horticulture educators"."""
    words = [word for word in part.split() if len(word) > 3]
    return len(words) > 1 and sum(word.islower() for word in words) * 2 > len(words)


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 5 and " " in name else name


def names_somebody(line: str) -> bool:
    """Whether a short line is a name, or "by" and a name, rather than a link or a role."""
    if _TEAM.match(BY.sub("", line)):
        return True
    rest = _AFTER.sub("", BY.sub("", line)).strip(" ,-–—|•")
    first = re.split(r",| and | & ", rest)[0].strip()
    return (
        bool(_NAME.match(first) or _SINGLE.match(first))
        and not _JOB.search(first)
        and not _NO_NAME.search(first)
        and all(word[:1].isupper() or len(word) < 4 for word in first.split())
    )
