"""Speech engines: text in, samples out. One module an engine; the table below names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, TypeAlias, cast, runtime_checkable

from publish.errors import UnknownName
from publish.narration.options import EngineOptions
from publish.registry import Registry, unknown_name


@dataclass(frozen=True, slots=True)
class Voice:
    """A line of ``publish voices``. `name` is what ``--voice`` takes; `languages` are BCP 47."""

    name: str
    languages: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """When a word is heard: characters ``first:last`` of the spoken text, seconds of the speech."""

    first: int
    last: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sound:
    """How characters ``first:last`` of the spoken text are pronounced, in IPA.

    `respelled` tells that the text there is a respelling of the user's own, good enough for an
    engine that takes no phonemes.
    """

    first: int
    last: int
    ipa: str
    respelled: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine says: 16-bit little-endian mono samples, `rate` of them a second.

    `exact` speech is taken as it is: silence is meant, and none of it is trimmed.
    """

    pcm: bytes
    rate: int
    words: tuple[Word, ...] = ()
    exact: bool = False


class EngineFault(Exception):
    """An engine's own word that it could not say a text. Tried again, then named to the user."""


class EngineHung(EngineFault):
    """It did not answer in time, and may never: its process is of no more use."""


class Engine(Protocol):
    """Who says it. Made once in a worker process, used for one utterance after another.

    Attributes:
        version: of everything that decides the sound; speech is kept under it.
        patience: seconds of working time allowed for a character, above the timeout: what the
            slowest machine worth serving needs.
        safe: whether it can neither crash nor hang, so that it may run in the main process.
    """

    version: str
    patience: float
    safe: bool

    def voices(self) -> tuple[Voice, ...]:
        """What there is to choose from; may be empty where that cannot be known."""

    def resolve(self, voice: str, language: str) -> str:
        """The engine's own name of `voice`; of its voice for `language` when `voice` is empty.

        Raises:
            UnknownName: there is no such voice.
        """

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Say `text` with a voice of `resolve`, at `rate` words a minute.

        Raises:
            EngineFault: it could not be said.
        """


@runtime_checkable
class Pronouncing(Protocol):
    """What an engine has, besides, that takes phonemes: it declares so by having both."""

    def pronounces(self, ipa: str, voice: str) -> bool:
        """Whether a voice of `resolve` can say all of `ipa`."""

    def pronounce(self, text: str, sounds: tuple[Sound, ...], voice: str, rate: int) -> Speech:
        """As `speak`, with `sounds` (in order, apart, all of `pronounces`) for their characters.

        Words have their places in `text`.

        Raises:
            EngineFault: it could not be said.
        """


#: Makes an engine. Raises `NeedsExtra` or `NarrationError` where it cannot work on this machine.
EngineFactory: TypeAlias = Callable[[EngineOptions], Engine]

ENGINES: Registry[EngineFactory] = Registry(
    "engine",
    {
        "pyttsx3": "publish.narration.engines.pyttsx3:Pyttsx3Engine",
        "espeak": "publish.narration.engines.espeak:EspeakEngine",
        "piper": "publish.narration.engines.piper:PiperEngine",
        "kokoro": "publish.narration.engines.kokoro:KokoroEngine",
        "command": "publish.narration.engines.command:CommandEngine",
        "silent": "publish.narration.engines.silent:SilentEngine",
    },
    group="publish.engines",
    listing="publish voices",
)


def engine_factory(name: str) -> EngineFactory:
    """The engine called `name`; ``module:attribute`` is looked up where it says.

    Raises:
        UnknownName: there is none.
    """
    module, colon, attribute = name.partition(":")
    if colon and name not in ENGINES:
        try:
            return cast(EngineFactory, getattr(import_module(module), attribute))
        except (ImportError, AttributeError, ValueError) as error:
            raise UnknownName(
                f"There is no engine {name}: {error}.", "Write it as package.module:Class."
            ) from error
    return ENGINES.get(name)


def choose_voice(engine: str, voices: tuple[Voice, ...], voice: str, language: str) -> str:
    """A voice of `voices` by its name, or the first for `language` when `voice` is empty.

    A language matches whole ("en-GB"), then by its first part ("en").

    Raises:
        UnknownName: no voice has this name, or none speaks the language.
    """
    if voice:
        for known in voices:
            if known.name.casefold() == voice.casefold():
                return known.name
        names = [known.name for known in voices]
        raise unknown_name(f"voice of {engine}", voice, names, "publish voices")
    wanted = language.lower().replace("_", "-")
    for tag in (wanted, wanted.split("-")[0]):
        for known in voices:
            if tag in (tongue.lower() for tongue in known.languages):
                return known.name
    first = wanted.split("-")[0]
    for known in voices:
        if any(tongue.lower().split("-")[0] == first for tongue in known.languages):
            return known.name
    raise UnknownName(
        f"The engine {engine} has no voice for the language “{language}”.",
        "Choose a voice with --voice (publish voices lists them), or say --language.",
    )


def describe(engine: str = "", options: EngineOptions | None = None) -> list[str]:
    """The lines of ``publish voices``: every engine, or the voices of one.

    Raises:
        PublishError: `engine` is unknown, or cannot work on this machine.
    """
    from publish.errors import PublishError
    from publish.narration.options import NarrationOptions
    from publish.narration.studio import voices

    if engine:
        engine_factory(engine)
    lines: list[str] = []
    for name in [engine] if engine else list(ENGINES):
        try:
            found = voices(NarrationOptions(engine=name, engines=options or EngineOptions()))
        except PublishError as error:
            if engine:
                raise
            lines.append(f"Engine {name}: not ready. {error}")
            continue
        count = f"{len(found)} voices" if len(found) != 1 else "1 voice"
        lines.append(f"Engine {name}: {count}.")
        lines += [_line(name, voice) for voice in found]
    return lines


def _line(engine: str, voice: Voice) -> str:
    languages = f", language {', '.join(voice.languages)}" if voice.languages else ""
    summary = f", {voice.summary}" if voice.summary else ""
    return f"{engine} voice {voice.name}{summary}{languages}."
