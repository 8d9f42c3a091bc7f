"""Narration: what is said (script), who says it (engines), and how it becomes sound (studio)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from publish.narration.narration import Narration
    from publish.narration.settings import SpokenSettings
    from publish.narration.stage import Stage
    from publish.narration.writing import SpokenPart
    from publish.report import Listener


class SpokenEdition(Protocol):
    """What is read of an edition."""

    @property
    def parts(self) -> Sequence[SpokenPart]: ...


@contextmanager
def narrate(
    edition: SpokenEdition,
    settings: SpokenSettings,
    listener: Listener | None = None,
    stage: Stage | None = None,
) -> Iterator[Narration]:
    """The narration of `edition`, as long as the context lasts.

    Its processes end with it, unless they are those of a `stage` that others use, too.

    Raises:
        UnknownName: the engine, a voice or the mastering profile is not there.
        UsageError, ConfigurationError: a setting is wrong.
        NarrationError: the engine cannot work on this machine.
    """
    from publish.narration.settings import options_from
    from publish.narration.studio import Studio

    with Studio(options_from(settings), listener, stage=stage) as studio:
        yield studio.narrate(edition.parts)
