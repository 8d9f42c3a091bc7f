"""From the user's settings to the options of the narration."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from publish.errors import UsageError
from publish.narration.options import SKIPPABLE, EngineOptions, NarrationOptions
from publish.registry import unknown_name
from publish.walk import Role


class SpokenSettings(Protocol):
    """The settings that narration reads."""

    @property
    def engine(self) -> str: ...
    @property
    def voice(self) -> str: ...
    @property
    def rate(self) -> int: ...
    @property
    def voice_for(self) -> tuple[str, ...]: ...
    @property
    def skip(self) -> tuple[str, ...]: ...
    @property
    def lexicon(self) -> tuple[str, ...]: ...
    @property
    def mastering(self) -> str: ...
    @property
    def command(self) -> str: ...
    @property
    def voice_folder(self) -> str: ...
    @property
    def engine_timeout(self) -> int: ...
    @property
    def jobs(self) -> int: ...
    @property
    def cache(self) -> str: ...
    @property
    def cache_megabytes(self) -> int: ...


def options_from(settings: SpokenSettings) -> NarrationOptions:
    """The options that `settings` stand for.

    Raises:
        UsageError: ``voice-for`` is not ROLE=VOICE, or ``skip`` names what cannot be skipped.
        UnknownName: there is no such role.
    """
    return NarrationOptions(
        engine=settings.engine,
        voice=settings.voice,
        rate=settings.rate,
        voice_for=tuple(_role_voice(each) for each in settings.voice_for),
        skip=_skipped(settings.skip),
        lexicons=tuple(Path(name) for name in settings.lexicon),
        profile=settings.mastering,
        jobs=settings.jobs,
        cache=Path(settings.cache).expanduser() if settings.cache else None,
        cache_bytes=settings.cache_megabytes * 1_000_000,
        engines=EngineOptions(
            command=settings.command,
            voice_folder=Path(settings.voice_folder) if settings.voice_folder else None,
            timeout=float(settings.engine_timeout),
        ),
    )


def _skipped(given: tuple[str, ...]) -> frozenset[str]:
    names = [name for each in given for name in each.replace(",", " ").split()]
    for name in names:
        if name not in SKIPPABLE:
            raise UsageError(
                f"“{name}” cannot be skipped.", f"--skip takes: {', '.join(SKIPPABLE)}."
            )
    return frozenset(names)


def _role_voice(given: str) -> tuple[Role, str]:
    name, equals, voice = given.partition("=")
    if not equals or not voice:
        raise UsageError(f"--voice-for takes ROLE=VOICE, not “{given}”.", "Such as: quote=en-us")
    try:
        return Role(name.strip().lower()), voice.strip()
    except ValueError:
        raise unknown_name("role", name, [role.value for role in Role]) from None
