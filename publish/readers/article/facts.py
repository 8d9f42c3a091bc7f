"""What the head of a page says of its article, as far as it helps to find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """Empty where the head says nothing. `body` is the article's text in linked data."""

    title: str = ""
    description: str = ""
    body: str = ""
