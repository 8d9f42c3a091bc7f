"""The narration of an edition that is to sound."""

from __future__ import annotations

from publish.edition import Edition
from publish.errors import NarrationError
from publish.narration.narration import Narration


def narration_of(edition: Edition) -> Narration:
    """The edition's narration.

    Raises:
        NarrationError: it was made without one.
    """
    if edition.narration is None:
        raise NarrationError("This edition was made without a narration.", "Build it with one.")
    return edition.narration
