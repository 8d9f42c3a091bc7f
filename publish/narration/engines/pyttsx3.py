"""pyttsx3, the default: the machine's own voices on Windows and macOS, eSpeak NG on Linux.

pyttsx3 2.99 loses speech quietly in many ways, so nothing of it is trusted (each was seen on
Linux): ``runAndWait`` returns before the speech is there (so its ``finished-utterance`` event is
waited for); of two queued files only the last is written (one at a time); 20,000 characters in a
call crash the process (callers give a sentence); threads crash (one process an engine); a missing
folder, an unknown voice and an error inside its callback are swallowed (the file is read back and
must be whole, the voice is looked up first); it prints to standard output (sent nowhere).
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import threading
from functools import cached_property
from pathlib import Path
from typing import Any

from publish.errors import NarrationError
from publish.narration.engines import EngineFault, EngineHung, Speech, Voice, choose_voice
from publish.narration.engines import espeak_library as espeak
from publish.narration.options import EngineOptions
from publish.narration.soundfiles import SoundFileError, read_sound


class Pyttsx3Engine:
    """The engine ``pyttsx3``, with the platform's driver."""

    patience = 0.05
    safe = False

    def __init__(self, options: EngineOptions) -> None:
        self.options = options
        library = None
        if not sys.platform.startswith(("win32", "darwin")):
            library = espeak.load()  # before pyttsx3, which then finds it by its soname
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                import pyttsx3

                self.engine: Any = pyttsx3.init()
        except Exception as error:  # drivers raise whatever their system gives them
            raise NarrationError(
                f"pyttsx3 finds no speech on this machine: {error}.",
                "Try --engine espeak, which brings its own.",
            ) from error
        self.driver = str(self.engine)
        self.version = _version(self.driver, library)
        folder = options.scratch or Path(tempfile.gettempdir())
        ending = "aiff" if self.driver in ("nsss", "avspeech") else "wav"  # Apple writes AIFF
        self.file = folder / f"publish-{os.getpid()}.{ending}"
        self.finished = threading.Event()
        self.faults: list[str] = []
        self.engine.connect("finished-utterance", self._on_finished)
        self.engine.connect("error", self._on_error)
        self.current: tuple[str, int] = ("", 0)

    @cached_property
    def known(self) -> tuple[Voice, ...]:
        """The voices of the driver."""
        if self.driver == "espeak":
            return espeak.list_voices(espeak.load())
        return tuple(_voice(voice) for voice in self.engine.getProperty("voices") or ())

    def voices(self) -> tuple[Voice, ...]:
        """The voices of the driver."""
        return self.known

    def resolve(self, voice: str, language: str) -> str:
        """A voice by its id, or the first for the language."""
        if voice:
            for known in self.known:
                tongues = (tongue.lower() for tongue in known.languages)
                if voice.casefold() == known.summary.casefold() or voice.lower() in tongues:
                    return known.name
        elif not any(known.languages for known in self.known):
            return ""  # the driver does not tell languages: its own default must do
        return choose_voice("pyttsx3", self.known, voice, language)

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Say `text` into a file, wait for it, read it back."""
        self.file.unlink(missing_ok=True)
        self.finished.clear()
        self.faults.clear()
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                self._tune(voice, rate)
                self.engine.save_to_file(text, str(self.file))
                self.engine.runAndWait()
            except Exception as error:  # whatever the driver's system gives it
                raise EngineFault(f"pyttsx3 fails: {error}") from error
            patience = self.options.timeout + self.patience * len(text)
            if not self.finished.wait(patience):
                raise EngineHung(f"pyttsx3 did not finish within {patience:.0f} seconds")
        if self.faults:
            raise EngineFault(f"pyttsx3 fails: {self.faults[0]}")
        try:
            pcm, samples = read_sound(self.file)
        except SoundFileError as error:
            raise EngineFault(f"pyttsx3 wrote no whole sound file: {error}") from error
        finally:
            self.file.unlink(missing_ok=True)
        return Speech(pcm, samples)

    def _tune(self, voice: str, rate: int) -> None:
        if self.current == (voice, rate):
            return
        if voice:
            self.engine.setProperty("voice", voice)
        self.engine.setProperty("rate", rate)
        self.current = (voice, rate)

    def _on_finished(self, name: str | None, completed: bool) -> None:
        if not completed:
            self.faults.append("the utterance was not completed")
        self.finished.set()

    def _on_error(self, name: str | None, exception: Exception) -> None:
        self.faults.append(str(exception) or type(exception).__name__)
        self.finished.set()


def _version(driver: str, library: Any) -> str:
    from importlib.metadata import version

    parts = [version("pyttsx3"), driver]
    if library is not None:
        parts.append(espeak.version(library))
    else:
        import platform

        parts.append(platform.version())  # the system's voices change with the system
    return " ".join(parts)


def _voice(voice: Any) -> Voice:
    languages = []
    for tag in voice.languages or ():
        text = tag.decode("ascii", "ignore") if isinstance(tag, bytes) else str(tag)
        text = text.strip("\x00\x05 ").replace("_", "-")
        if text:
            languages.append(text)
    return Voice(str(voice.id), tuple(languages), str(voice.name or ""))
