"""Regular expressions made of lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longer ones first, that writes what they begin with alike once:
    a search tries some letters at each place, not hundreds of words."""
    rest: dict[str, list[str]] = {}
    for word in words:
        rest.setdefault(word[:1], []).append(word[1:])
    ended = rest.pop("", None) is not None
    forms = [re.escape(first) + either(more) for first, more in rest.items()]
    if not forms:
        return ""
    return f"(?:{'|'.join(forms)}){'?' if ended else ''}" if ended or forms[1:] else forms[0]
