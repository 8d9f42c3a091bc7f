"""What a reading list names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One article, or one more list, of a reading list.

    Attributes:
        address: where it is on the web; may be empty when `html` holds it all.
        published: ISO 8601 date, as the list tells it.
        html: the article itself, where the list brings it whole.
        feed: whether the address is another list (a subscription in OPML).
    """

    address: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    html: str = field(default="", repr=False)
    feed: bool = False

    @property
    def on_web(self) -> bool:
        """Whether the address is one of the web. No other is taken from a list: its maker has no
        say over the files and stores that this machine can reach."""
        return bool(_WEB.match(self.address))
