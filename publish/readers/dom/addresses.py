"""Where the pictures of a page are: behind lazy loaders, in sets of sizes, in plain addresses."""

from __future__ import annotations

import re

from publish.readers.dom.parsing import Element, name_of, text_of

_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-srcset",
    "data-lazy-srcset",
    "srcset",
    "src",
)
#: The widest version of a picture that is taken when there are several (pixels).
_WIDEST = 2000


def only_picture(element: Element) -> bool:
    """Whether a ``noscript`` holds the picture that a script would have shown."""
    if next(element.iter("img"), None) is None or text_of(element):
        return False
    before = element.getprevious()
    return before is None or (name_of(before) != "img" and next(before.iter("img"), None) is None)


def addresses(element: Element) -> list[str]:
    """Where a picture may be, best first: lazy loaders' attributes, sets, the plain address."""
    found: list[str] = []
    for name in _LAZY:
        value = (element.get(name) or "").strip()
        if value:
            found.append(_widest(value) if name.endswith("srcset") else value)
    for name in ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"):
        if element.get(name):
            found.append(str(element.get(name)))
    parent = element.getparent()
    if not found and parent is not None and name_of(parent) == "picture":
        found = [
            _widest(s.get("srcset") or s.get("data-srcset") or "")
            for s in parent
            if name_of(s) == "source"
        ]
    found = [a for a in found if a]
    # A data: address beside a real one is the loader's placeholder.
    real = [a for a in found if not a.startswith("data:")]
    return real or found


def _widest(srcset: str) -> str:
    best, best_width = "", -1.0
    for part in re.split(r",\s+|,(?=https?:|/)", srcset):
        address, _, size = part.strip().partition(" ")
        number = re.match(r"\s*([\d.]+)([wx])", size)
        width = float(number[1]) * (1 if number[2] == "w" else 500) if number else 0
        if (address and best_width < width <= _WIDEST) or not best:
            best, best_width = address, width
    return best
