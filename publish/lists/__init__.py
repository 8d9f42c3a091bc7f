"""Reading lists: feeds, OPML, files of addresses, exports of read-it-later services.

`items` tells by the content what kind of list a source is, and unfolds it.
"""

from __future__ import annotations

from publish.lists.item import Item
from publish.lists.kinds import items, listing

__all__ = ["Item", "items", "listing"]
