"""The engine that says nothing, exactly: silence of a fixed length for each character.

For tests and timing plans: deterministic, at once, and nothing of the machine shows in it.
"""

from __future__ import annotations

import re

from publish.narration.engines import Speech, Voice, Word, choose_voice
from publish.narration.options import EngineOptions

RATE = 22_050

#: Seconds a character at 175 words a minute: 400,000 characters of eSpeak's speech last 24,000 s.
SECONDS = 0.06

_WORD = re.compile(r"\S+")


class SilentEngine:
    """Silence: `SECONDS` a character at 175 words a minute, in proportion at other rates."""

    version = "1"
    patience = 0.0
    safe = True

    def __init__(self, options: EngineOptions) -> None:
        self.options = options

    def voices(self) -> tuple[Voice, ...]:
        """The one voice, for every language."""
        return (Voice("silence", (), "silence of a fixed length for each character"),)

    def resolve(self, voice: str, language: str) -> str:
        """The voice ``silence``. Raises `UnknownName` for any other."""
        return choose_voice("silent", self.voices(), voice or "silence", language)

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Silence for `text`, with a word for each run of characters between spaces."""
        step = round(SECONDS * RATE * 175 / rate)
        words = tuple(
            Word(m.start(), m.end(), m.start() * step / RATE, m.end() * step / RATE)
            for m in _WORD.finditer(text)
        )
        return Speech(bytes(2 * step * len(text)), RATE, words, exact=True)
