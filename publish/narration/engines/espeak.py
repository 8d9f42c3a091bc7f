"""eSpeak NG driven directly, in memory, with the place of every word.

The library is not safe for threads and keeps one state a process, so it is held for the time of an
utterance only: another engine of the process finds it as new.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from publish.errors import NarrationError
from publish.narration.engines import EngineFault, Sound, Speech, Voice, choose_voice
from publish.narration.engines.espeak_library import (
    AUDIO_OUTPUT_SYNCHRONOUS,
    CHARS_UTF8,
    DONT_EXIT,
    PARAMETER_RATE,
    POSITION_CHARACTER,
    Callback,
    Heard,
    heard,
    list_voices,
    load,
    unload,
    version,
    words_heard,
)
from publish.narration.engines.espeak_phonemes import PHONEMES, spelled, table, with_phonemes
from publish.narration.engines.phonemes import Inlined, inline
from publish.narration.options import EngineOptions

BUFFER_MS = 1000

#: eSpeak's own limits of the rate, in words a minute.
SLOWEST, FASTEST = 80, 450


class EspeakEngine:
    """The engine ``espeak``. It needs the library for itself: one engine a process."""

    patience = 0.01  # 60 characters a millisecond here; a slow machine may take 500 times as long
    safe = False

    def __init__(self, options: EngineOptions) -> None:
        self.options = options
        self.pcm: list[bytes] = []
        self.events: list[Heard] = []
        self.tables: dict[str, dict[str, str]] = {}
        self.callback = Callback(self._collect)  # kept: the library holds only its address
        with self._loaded() as library:
            self.version = version(library)

    @contextmanager
    def _loaded(self, voice: str = "") -> Iterator[ctypes.CDLL]:
        """The library, as new, with `voice` where one is named."""
        library = load()
        try:
            data = os.environ["ESPEAK_DATA_PATH"].encode()
            self.rate = library.espeak_Initialize(
                AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, data, DONT_EXIT
            )
            if self.rate <= 0:
                raise NarrationError(
                    "The speech library eSpeak NG does not start.",
                    "Install it again with: pip install --force-reinstall espeakng-loader",
                )
            library.espeak_SetSynthCallback(self.callback)
            if voice and library.espeak_SetVoiceByName(voice.encode()):
                raise EngineFault(f"the voice {voice} cannot be loaded")
            yield library
        finally:
            unload(library)

    @cached_property
    def known(self) -> tuple[Voice, ...]:
        """The voices of the library."""
        with self._loaded() as library:
            return list_voices(library)

    def voices(self) -> tuple[Voice, ...]:
        """The voices of the library."""
        return self.known

    def resolve(self, voice: str, language: str) -> str:
        """A voice by its name ("gmw/en-US") or, as eSpeak has it, a language ("en-us")."""
        for known in self.known if voice else ():
            if voice.lower() in (tongue.lower() for tongue in known.languages):
                return known.name
        return choose_voice("espeak", self.known, voice, language)

    def pronounces(self, ipa: str, voice: str) -> bool:
        """Whether the language of `voice` has all sounds of `ipa`, or some near to them."""
        return spelled(ipa, self._table(voice)) is not None

    def _table(self, voice: str) -> dict[str, str]:
        if voice not in self.tables:
            with self._loaded(voice) as library:
                self.tables[voice] = table(library)
        return self.tables[voice]

    def pronounce(self, text: str, sounds: tuple[Sound, ...], voice: str, rate: int) -> Speech:
        """Say `text` with phonemes."""
        return self._say(with_phonemes(text, sounds, self._table(voice)), voice, rate, PHONEMES)

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Say `text`; words come from the library's word events."""
        return self._say(inline(text, (), str), voice, rate)

    def _say(self, text: Inlined, voice: str, rate: int, flags: int = 0) -> Speech:
        self.pcm.clear()
        self.events.clear()
        data = text.text.encode("utf-8", "replace") + b"\0"
        with self._loaded(voice) as library:
            pace = min(max(rate, SLOWEST), FASTEST)
            library.espeak_SetParameter(PARAMETER_RATE, pace, 0)
            error = library.espeak_Synth(
                data, len(data), 0, POSITION_CHARACTER, 0, CHARS_UTF8 | flags, None, None
            )
        if error:
            raise EngineFault(f"eSpeak NG answers with its error {error}")
        pcm = b"".join(self.pcm)
        words = words_heard(self.events, text, len(pcm) // 2, self.rate)
        return Speech(pcm, self.rate, words)

    def _collect(self, wav: Any, samples: int, events: Any) -> int:
        if wav and samples > 0:
            self.pcm.append(ctypes.string_at(wav, 2 * samples))
        self.events += heard(events)
        return 0
