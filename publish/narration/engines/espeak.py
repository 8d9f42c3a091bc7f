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
from publish.narration.engines import EngineFault, Speech, Voice, Word, choose_voice
from publish.narration.engines.espeak_library import (
    AUDIO_OUTPUT_SYNCHRONOUS,
    CHARS_UTF8,
    DONT_EXIT,
    EVENT_END,
    EVENT_WORD,
    PARAMETER_RATE,
    POSITION_CHARACTER,
    Callback,
    list_voices,
    load,
    unload,
    version,
)
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
        self.events: list[tuple[int, int, int, int]] = []
        self.callback = Callback(self._collect)  # kept: the library holds only its address
        self.fresh = False
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
        self.fresh = True

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

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Say `text`; words come from the library's word events."""
        if not self.fresh:
            unload(self.library)
            self._start()
        self.fresh = False
        if self.library.espeak_SetVoiceByName(voice.encode()):
            raise EngineFault(f"the voice {voice} cannot be loaded")
        pace = min(max(rate, SLOWEST), FASTEST)
        self.library.espeak_SetParameter(PARAMETER_RATE, pace, 0)
        self.pcm.clear()
        self.events.clear()
        data = text.encode("utf-8", "replace") + b"\0"
        error = self.library.espeak_Synth(
            data, len(data), 0, POSITION_CHARACTER, 0, CHARS_UTF8, None, None
        )
        if error:
            raise EngineFault(f"eSpeak NG answers with its error {error}")
        return Speech(b"".join(self.pcm), self.rate, self._words(text))

    def _collect(self, wav: Any, samples: int, events: Any) -> int:
        if wav and samples > 0:
            self.pcm.append(ctypes.string_at(wav, 2 * samples))
        index = 0
        while events[index].type:
            event = events[index]
            if event.type in (EVENT_WORD, EVENT_END):
                self.events.append((event.type, event.text_position, event.length, event.sample))
            index += 1
        return 0

    def _words(self, text: str) -> tuple[Word, ...]:
        """Words from events; a word lasts to the next event (word or end of clause)."""
        found: list[Word] = []
        end = sum(map(len, self.pcm)) // 2
        for index, (kind, position, length, sample) in enumerate(self.events):
            if kind != EVENT_WORD:
                continue
            until = self.events[index + 1][3] if index + 1 < len(self.events) else end
            first = position - 1  # the library counts from 1
            if 0 <= first < len(text) and length > 0:
                last = min(first + length, len(text))
                found.append(Word(first, last, sample / self.rate, max(until, sample) / self.rate))
        return tuple(found)
