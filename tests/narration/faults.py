"""An engine that fails as engines do. What it does stands in the text; how often, in a folder.

``options.command`` is the folder: every line that is spoken leaves a note there, and a fault that
is to happen once looks whether it has.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from publish.narration.engines import EngineFault, Speech, Voice, choose_voice
from publish.narration.options import EngineOptions

RATE = 8000


def tone(seconds: float) -> bytes:
    """A tone, as speech: it has a level, and no silence."""
    at = np.arange(round(seconds * RATE)) / RATE
    return (np.sin(2 * np.pi * 440 * at) * 8000).astype("<i2").tobytes()


class FaultyEngine:
    """A tone of 0.06 s a character, unless the text asks for a fault."""

    version = "1"
    patience = 0.0
    safe = False

    def __init__(self, options: EngineOptions) -> None:
        self.folder = Path(options.command)

    def voices(self) -> tuple[Voice, ...]:
        return (Voice("tone", ("en",)),)

    def resolve(self, voice: str, language: str) -> str:
        return choose_voice("faulty", self.voices(), voice, language)

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        self.note(text)
        if "once" not in text or self.first(text):
            if "DIE" in text and not ("long" in text and len(text) < 60):
                os.abort() if os.name == "posix" else os._exit(9)
            if "SLOW" in text:
                time.sleep(0.15)
            if "HANG" in text:
                time.sleep(600)
            if "SILENCE" in text:
                return Speech(bytes(2 * RATE), RATE)
            if "EMPTY" in text:
                return Speech(b"", RATE)
            if "SHORT" in text:
                return Speech(tone(0.1), RATE)
            if "ENDLESS" in text:
                return Speech(tone(600), RATE)
            if "REFUSE" in text:
                raise EngineFault("it has no letter for this")
            if "RAISE" in text:
                raise ZeroDivisionError
        return Speech(tone(0.06 * len(text)), RATE)

    def note(self, text: str) -> None:
        with (self.folder / "spoken.txt").open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")

    def first(self, text: str) -> bool:
        mark = self.folder / "".join(c for c in text if c.isalnum())
        new = not mark.exists()
        mark.touch()
        return new


class Unstartable:
    """An engine that dies when it is opened."""

    def __init__(self, options: EngineOptions) -> None:
        os._exit(7)
