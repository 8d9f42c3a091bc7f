"""Programs and other text whose spaces and line ends are part of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from publish.model import Code, Origin
from publish.readers.dom.names import BLOCKS, SILENT
from publish.readers.dom.parsing import Element, name_of

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight|brush:)[-_ ]?([a-z0-9+#]+)",
    re.IGNORECASE,
)


def code(element: Element, skip: Collection[Element], origin: Origin | None) -> Code | None:
    """The program in `element`, with its language where a class names it; None for none.

    Args:
        skip: elements that are left out.
    """
    value = _preformatted(element, skip).strip("\n").rstrip()
    if not value.strip():
        return None
    inner = next((e for e in element if name_of(e) == "code"), None)
    hints = [e.get("class") or "" for e in (inner, element, element.getparent()) if e is not None]
    named = next((m[1] for m in map(_LANGUAGE.search, hints) if m), "")
    return Code(value, named.lower(), origin)


def _preformatted(element: Element, skip: Collection[Element]) -> str:
    """The characters of `element` with its spaces and line ends."""
    pieces = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name == "br":
            pieces.append("\n")
        elif name and name not in SILENT and child not in skip:
            pieces.append(_preformatted(child, skip))
            if name in BLOCKS and not pieces[-1].endswith("\n"):
                pieces.append("\n")
        pieces.append(child.tail or "")
    return "".join(pieces)
