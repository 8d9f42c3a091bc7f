"""Pictures and drawings of a page made into images of the model."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import etree

from publish.model import Image
from publish.readers.dom.addresses import addresses
from publish.readers.dom.parsing import Element, name_of, text_of
from publish.readers.pictures import Pictures

#: A picture no larger than this on a side counts visitors (pixels).
_TRACKER = 3
_REMOTE = re.compile(r"(?:https?:)?//")


class Images:
    """Makes the images of one document.

    Args:
        base: address that relative ones are resolved against; empty when there is none.
    """

    def __init__(self, pictures: Pictures, base: str) -> None:
        self._pictures = pictures
        self._base = base

    def picture(self, element: Element) -> list[Image]:
        """The picture that an ``img`` or ``image`` shows, where it shows one to its reader."""
        sizes = [element.get("width") or "", element.get("height") or ""]
        if any(s.isdigit() and int(s) <= _TRACKER for s in sizes):
            return []
        found = addresses(element)
        if not found:
            return []
        alt = element.get("alt")
        if alt is None:
            alt = element.get("aria-label")
        if element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true":
            alt = ""
        chosen = next((a for a in found if self._is_here(a)), found[0])
        shown = urljoin(self._base, chosen)
        if chosen.startswith("data:"):  # its name, as the Markdown exporter gives it
            named = element.get("title") or ""
            shown = named if re.fullmatch(r"\S+\.\w{2,5}", named) else ""
        return [self._pictures.image(chosen, alt.strip() if alt is not None else None, shown)]

    def _is_here(self, address: str) -> bool:
        return not _REMOTE.match(address) and self._pictures.has(address)

    def drawing(self, element: Element) -> list[Image]:
        """An SVG in the page: its pictures, or the drawing itself where it has a name."""
        inside = [i for child in element.iter("image", "{*}image") for i in self.picture(child)]
        if inside:
            return inside
        named = next((e for e in element if name_of(e) == "title"), None)
        alt = element.get("aria-label") or (text_of(named) if named is not None else "")
        if not alt.strip() or element.get("role") not in ("img", None):
            return []
        data = etree.tostring(element, encoding="utf-8", with_tail=False)
        if b"xmlns=" not in data[:2000]:
            data = data.replace(b"<svg", b'<svg xmlns="http://www.w3.org/2000/svg"', 1)
        return [Image("", " ".join(alt.split()), "image/svg+xml", data)]
