"""Any program that writes a sound file: say, flite, edge-tts, a client of a cloud service."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from publish.errors import NarrationError, UsageError
from publish.narration.engines import EngineFault, EngineHung, Speech, Voice
from publish.narration.options import EngineOptions
from publish.narration.soundfiles import SoundFileError, read_sound

_PLACES = ("text_file", "wav", "voice", "rate", "text")


class CommandEngine:
    """The engine ``command``: a template such as ``flite -f {text_file} -o {wav}``.

    The template is cut into words as a shell would, but no shell runs: what is filled in can never
    become a command. ``{voice}`` and ``{rate}`` (words a minute) may stand in it too.

    Raises:
        UsageError: there is no template, or it names an unknown place or no ``{wav}``.
        NarrationError: the program is not there.
    """

    patience = 1.0
    safe = False

    def __init__(self, options: EngineOptions) -> None:
        self.options = options
        self.words = _words(options.command)
        program = shutil.which(self.words[0])
        if program is None:
            raise NarrationError(
                f"There is no program {self.words[0]} for the engine command.",
                "Install it, or write its whole path in --command.",
            )
        self.words[0] = program
        self.version = f"{program} {os.path.getmtime(program)}"  # noqa: PTH204
        folder = options.scratch or Path(tempfile.gettempdir())
        self.text = folder / f"publish-{os.getpid()}.txt"
        self.wav = folder / f"publish-{os.getpid()}.wav"

    def voices(self) -> tuple[Voice, ...]:
        """Nothing: only the program knows its voices."""
        return ()

    def resolve(self, voice: str, language: str) -> str:
        """`voice` as it is, for ``{voice}``; the language where none is named."""
        return voice or language

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Run the program on `text`."""
        values = {
            "text_file": str(self.text),
            "wav": str(self.wav),
            "voice": voice,
            "rate": str(rate),
            "text": text,
        }
        try:
            self.text.write_text(text + "\n", encoding="utf-8", newline="\n")
            self._run([_filled(word, values) for word in self.words], len(text))
            pcm, samples = read_sound(self.wav)
        except SoundFileError as error:
            raise EngineFault(f"{self.words[0]} wrote no whole sound file: {error}") from error
        finally:
            for path in (self.text, self.wav):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
        return Speech(pcm, samples)

    def _run(self, arguments: list[str], characters: int) -> None:
        patience = self.options.timeout + self.patience * characters
        # A group of its own, so that what the program starts ends with it.
        try:
            process = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=sys.platform != "win32",
            )
        except OSError as error:
            raise EngineFault(f"{arguments[0]} does not run: {error}") from error
        try:
            _, said = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            _end(process)
            raise EngineFault(f"{arguments[0]} did not end in {patience:.0f} seconds") from None
        except BaseException:
            _end(process)
            raise
        if process.returncode:
            lines = said.decode("utf-8", "replace").strip().splitlines()
            why = f": {lines[-1][:200]}" if lines else ""
            raise EngineFault(f"{arguments[0]} ends with code {process.returncode}{why}")


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            import signal

            os.killpg(process.pid, signal.SIGKILL)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        raise EngineHung("the program cannot be stopped") from None


def _words(template: str) -> list[str]:
    if not template.strip():
        raise UsageError(
            "The engine command needs a command line.",
            "Give one, such as: --command 'flite -f {text_file} -o {wav}'",
        )
    try:
        # On Windows a backslash is part of a path, not a quote.
        words = shlex.split(template, posix=sys.platform != "win32")
    except ValueError as error:
        raise UsageError(f"The command line {template} is not whole: {error}.") from error
    if sys.platform == "win32":
        words = [word.strip('"') for word in words]
    try:
        checked = "".join(_filled(word, dict.fromkeys(_PLACES, "")) for word in words)
    except (KeyError, IndexError, ValueError) as error:
        known = ", ".join(f"{{{place}}}" for place in _PLACES)
        raise UsageError(
            f"The command line {template} has a place that is not known: {error}.",
            f"Known are: {known}.",
        ) from error
    if not checked or not any("{wav}" in word for word in words):
        raise UsageError(
            f"The command line {template} does not say where the sound goes.", "Put {wav} in it."
        )
    return words


def _filled(word: str, values: dict[str, str]) -> str:
    return word.format_map(values)
