"""Breadcrumbs: the path from a site's home page to the article ("Home » News » Local")."""

from __future__ import annotations

import re

#: Characters of the longest such path.
LONGEST = 200
_EDGE = " *-•|»›>"
#: One is in every path.
_ANY_MARK = re.compile("[»›>→/|]")
_MARK = re.compile(r"\s*[»›>→]\s*|\s[/|]\s")
#: What sites call their first page.
_HOME = (
    *("home", "homepage", "start", "startseite", "inicio", "portada", "accueil", "início"),
    *("inicial", "casa", "forside", "hem", "strona główna", "главная", "ana sayfa"),
    *("ホーム", "首页", "홈"),
)
#: What they begin with, where that is ASCII.
INITIALS = frozenset((*_EDGE, *(form[0] for word in _HOME for form in (word, word.upper()))))


def judge(line: str) -> float:
    """How sure it is that a line is such a path."""
    if len(line) > LONGEST or (line[:1] not in INITIALS and line[:1].isascii()):
        return 0.0
    if not line[:24].strip(_EDGE).casefold().startswith(_HOME) or not _ANY_MARK.search(line):
        return 0.0
    parts = [part.strip() for part in _MARK.split(line.strip(_EDGE))]
    if len(parts) > 1 and parts[0].casefold() in _HOME:
        return 0.97
    return 0.0
