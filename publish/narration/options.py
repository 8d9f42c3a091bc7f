"""What the user may choose about the narration."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from publish.walk import Role

#: What ``skip`` takes: kinds of content that are left out of the spoken text.
SKIPPABLE = ("captions", "code", "images", "links", "notes", "quotes", "tables")


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """Options of the engines.

    Attributes:
        command: of the engine ``command``: a template with ``{text_file}`` and ``{wav}``.
        voice_folder: where natural voices lie; None for the user's data folder.
        timeout: seconds that an utterance may take before its engine is taken for hung, besides
            what the engine asks for each character.
        scratch: a folder for files of the moment, which the studio makes and removes. An engine
            that was opened with another one is the same.
    """

    command: str = ""
    voice_folder: Path | None = None
    timeout: float = 20.0
    scratch: Path | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class NarrationOptions:
    """How an article is spoken.

    Attributes:
        engine: a name of ``ENGINES``, or ``module:attribute`` of an engine of the user's own.
        voice: of the engine; empty for its voice for the article's language.
        rate: words a minute. 175 is what eSpeak speaks unless told; audiobooks run at 150 to 180.
        voice_for: another voice for passages of a role.
        skip: kinds of content to leave out, of `SKIPPABLE`.
        lexicons: files with pronunciations, the first wins.
        profile: of the mastering: a name of ``mastering.PROFILES``.
        jobs: processes that work at once; 0 for one a processor.
        cache: the folder of finished speech; None for the user's cache folder.
        cache_bytes: what that folder may hold, in bytes, after a run. A 100,000-word book is
            1.7 GB of speech at 22,050 samples a second.
    """

    engine: str = "pyttsx3"
    voice: str = ""
    rate: int = 175
    voice_for: tuple[tuple[Role, str], ...] = ()
    skip: frozenset[str] = frozenset()
    lexicons: tuple[Path, ...] = ()
    profile: str = "audiobook"
    jobs: int = 0
    cache: Path | None = None
    cache_bytes: int = 4_000_000_000
    engines: EngineOptions = field(default_factory=EngineOptions)

    def voice_of(self, role: Role) -> str:
        """The voice for passages of `role`."""
        return dict(self.voice_for).get(role, self.voice)
