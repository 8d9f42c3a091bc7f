"""pyttsx3, the default: the machine's own voices on Windows and macOS, eSpeak NG on Linux.

pyttsx3 2.99 loses speech quietly in many ways, so nothing of it is trusted (each was seen on
Linux): ``runAndWait`` returns before the speech is there (so its ``finished-utterance`` event is
waited for); of two queued files only the last is written (one at a time); 20,000 characters in a
call crash the process (callers give a sentence); threads crash (one process an engine); a missing
folder, an unknown voice and an error inside its callback are swallowed (the file is read back and
must be whole, the voice is looked up first); it prints to standard output (sent nowhere); what is
set is set in a thread, and an utterance that meets it is cancelled (it is waited for); and a text
sounds otherwise after another text (the library is loaded anew for each).
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import sys
import tempfile
import threading
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from publish.errors import NarrationError, PublishError
from publish.narration.engines import EngineFault, EngineHung, Sound, Speech, Voice, choose_voice
from publish.narration.engines import espeak_library as espeak
from publish.narration.engines.espeak_library import words_heard
from publish.narration.engines.espeak_phonemes import PHONEMES, spelled, table, with_phonemes
from publish.narration.engines.phonemes import Inlined, inline
from publish.narration.options import EngineOptions
from publish.narration.soundfiles import SoundFileError, read_sound

_BOUND = "pyttsx3.drivers._espeak"
#: The flag of ``espeak_Synth`` that the driver sets; it is the one place where more can be set.
_ENDPAUSE = 0x1000


class Pyttsx3Engine:
    """The engine ``pyttsx3``, with the platform's driver."""

    patience = 0.05
    safe = False

    def __init__(self, options: EngineOptions) -> None:
        self.options = options
        self.library: ctypes.CDLL | None = None
        self.finished = threading.Event()
        self.faults: list[str] = []
        self.events: list[espeak.Heard] = []
        self.tables: dict[str, dict[str, str]] = {}
        self.fresh = False
        self._start()
        self.driver = str(self.engine)
        self.version = _version(self.driver, self.library)
        folder = options.scratch or Path(tempfile.gettempdir())
        ending = "aiff" if self.driver in ("nsss", "avspeech") else "wav"  # Apple writes AIFF
        self.file = folder / f"publish-{os.getpid()}.{ending}"

    def _start(self) -> None:
        if self.library is None and not sys.platform.startswith(("win32", "darwin")):
            self.library = espeak.load()  # before pyttsx3, which then finds it by its soname
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                import pyttsx3

                self.engine: Any = pyttsx3.init()
        except Exception as error:  # drivers raise whatever their system gives them
            raise NarrationError(
                f"pyttsx3 finds no speech on this machine: {error}.",
                "Try --engine espeak, which brings its own.",
            ) from error
        self.engine.connect("finished-utterance", self._on_finished)
        self.engine.connect("error", self._on_error)
        # From here on properties are set when they are given, not when the next utterance starts.
        self.engine.proxy.setBusy(False)
        if self.library is not None:
            self._listen()
        self.fresh = True

    def _listen(self) -> None:
        """Hear eSpeak's events before the driver does, which keeps their times to itself."""
        bound: Any = sys.modules[_BOUND]
        driver = self.engine.proxy._driver._onSynth
        # The driver's loop looks every 10 ms whether the utterance is done, which takes about five.
        looping: Any = sys.modules["pyttsx3.drivers.espeak"]
        looping.time = SimpleNamespace(sleep=self.finished.wait)

        def both(wav: Any, samples: int, events: Any) -> int:
            self.events += espeak.heard(events)
            answer: int = driver(wav, samples, events)
            return answer

        bound.SetSynthCallback(both)

    def _restart(self) -> None:
        """Start pyttsx3 on a library that is loaded anew: see `espeak_library.unload`.

        The driver's module keeps the addresses of the library's functions. The system loads it to
        the same place as a rule; where it does not, the module is imported anew too, which leaves
        100 kB behind each time (ctypes never lets go of its types).
        """
        assert self.library is not None
        driver: Any = sys.modules["pyttsx3.drivers.espeak"]
        bound: Any = sys.modules[_BOUND]
        before = espeak.place(self.library)
        self.engine = None  # its driver calls the library as it goes: before that is let go
        handles = [self.library]
        if bound.dll is not None:
            handles.append(bound.dll)
            bound.dll = None
        espeak.unload(*handles)
        bound.SynthCallback = None  # holds the old driver in a ring that is never collected
        driver.EspeakDriver._moduleInitialized = False
        self.library = espeak.load()
        if espeak.place(self.library) != before:
            for name in ("espeak", "_espeak"):
                del sys.modules[f"pyttsx3.drivers.{name}"]
                delattr(sys.modules["pyttsx3.drivers"], name)  # where ``from . import`` looks
        self._start()

    @cached_property
    def known(self) -> tuple[Voice, ...]:
        """The voices of the driver."""
        if self.library is not None:
            return espeak.list_voices(self.library)
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

    def pronounces(self, ipa: str, voice: str) -> bool:
        """Whether `voice` is of eSpeak and has the sounds; no other driver takes phonemes."""
        return self.library is not None and spelled(ipa, self._table(voice)) is not None

    def _table(self, voice: str) -> dict[str, str]:
        if voice not in self.tables and self.library is not None:
            self._renew()
            self.fresh = False
            self.engine.setProperty("voice", voice)
            self._settle()
            self.tables[voice] = table(self.library)
        return self.tables[voice]

    def pronounce(self, text: str, sounds: tuple[Sound, ...], voice: str, rate: int) -> Speech:
        """Say `text` with eSpeak's phonemes."""
        return self._spoken(with_phonemes(text, sounds, self._table(voice)), voice, rate, PHONEMES)

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Say `text`; eSpeak's driver gives words."""
        return self._spoken(inline(text, (), str), voice, rate)

    def _spoken(self, text: Inlined, voice: str, rate: int, flags: int = 0) -> Speech:
        """Say `text` into a file, wait for it, read it back."""
        self.file.unlink(missing_ok=True)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                self._renew()
                self.fresh = False
                if self.library is not None:
                    sys.modules[_BOUND].ENDPAUSE = _ENDPAUSE | flags  # type: ignore[attr-defined]
                self._say(text.text, voice, rate)
            pcm, samples = read_sound(self.file)
        except SoundFileError as error:
            raise EngineFault(f"pyttsx3 wrote no whole sound file: {error}") from error
        except (EngineFault, PublishError):
            raise
        except Exception as error:  # whatever the driver's system gives it
            raise EngineFault(f"pyttsx3 fails: {error}") from error
        finally:
            with contextlib.suppress(OSError):
                self.file.unlink(missing_ok=True)
        return Speech(pcm, samples, words_heard(self.events, text, len(pcm) // 2, samples))

    def _renew(self) -> None:
        if self.library is not None and not self.fresh:
            self._restart()

    def _say(self, text: str, voice: str, rate: int) -> None:
        self.finished.clear()
        self.faults.clear()
        self.events.clear()
        if voice:
            self.engine.setProperty("voice", voice)
        self.engine.setProperty("rate", rate)
        self._settle()
        self.engine.save_to_file(text, str(self.file))
        self.engine.runAndWait()
        patience = self.options.timeout + self.patience * len(text)
        if not self.finished.wait(patience):
            raise EngineHung(f"pyttsx3 did not finish within {patience:.0f} seconds")
        self._settle()
        if self.faults:
            raise EngineFault(f"pyttsx3 fails: {self.faults[0]}")

    def _settle(self) -> None:
        """Wait until eSpeak has done what it was told.

        It sets its parameters in a thread of its own; while it does, pyttsx3's ``endLoop`` takes it
        for speaking, and cancels both that and the utterance that comes.
        """
        if self.library is not None:
            self.library.espeak_Synchronize()

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
