"""eSpeak NG driven directly, in memory, with the place of every word.

The library is not safe for threads and keeps one state a process; the studio gives each worker
process an engine of its own.
"""

from __future__ import annotations

import ctypes
import os
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
        self._start()
        self.version = version(self.library)

    def _start(self) -> None:
        self.library = load()
        data = os.environ["ESPEAK_DATA_PATH"].encode()
        self.rate = self.library.espeak_Initialize(
            AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, data, DONT_EXIT
        )
        if self.rate <= 0:
            raise NarrationError(
                "The speech library eSpeak NG does not start.",
                "Install it again with: pip install --force-reinstall espeakng-loader",
            )
        self.library.espeak_SetSynthCallback(self.callback)

    @cached_property
    def known(self) -> tuple[Voice, ...]:
        """The voices of the library."""
        return list_voices(self.library)

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
            self._begin(voice)
            self.tables[voice] = table(self.library)
        return self.tables[voice]

    def pronounce(self, text: str, sounds: tuple[Sound, ...], voice: str, rate: int) -> Speech:
        """Say `text` with phonemes."""
        return self._say(with_phonemes(text, sounds, self._table(voice)), voice, rate, PHONEMES)

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Say `text`; words come from the library's word events."""
        return self._say(inline(text, (), str), voice, rate)

    def _begin(self, voice: str) -> None:
        # Also before the first: another engine of this process may have spoken in between.
        unload(self.library)
        self._start()
        if self.library.espeak_SetVoiceByName(voice.encode()):
            raise EngineFault(f"the voice {voice} cannot be loaded")

    def _say(self, text: Inlined, voice: str, rate: int, flags: int = 0) -> Speech:
        self._begin(voice)
        pace = min(max(rate, SLOWEST), FASTEST)
        self.library.espeak_SetParameter(PARAMETER_RATE, pace, 0)
        self.pcm.clear()
        self.events.clear()
        data = text.text.encode("utf-8", "replace") + b"\0"
        error = self.library.espeak_Synth(
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
