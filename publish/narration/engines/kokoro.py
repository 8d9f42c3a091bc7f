"""Kokoro: natural voices from one model file and one file of voices, which the user brings."""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from publish.errors import NarrationError, extra_missing
from publish.narration.engines import EngineFault, Sound, Speech, Voice, Word, choose_voice
from publish.narration.engines.natural import pcm16, stamp, voice_folder, words_from
from publish.narration.engines.phonemes import fitted
from publish.narration.options import EngineOptions

#: Words a minute at speed 1; the library takes speeds from 0.5 to 2.
_OWN_RATE = 170

#: The first letter of a voice's name is its language.
_LANGUAGES = {
    "a": ("en-US", "en-us"),
    "b": ("en-GB", "en-gb"),
    "e": ("es", "es"),
    "f": ("fr-FR", "fr-fr"),
    "h": ("hi", "hi"),
    "i": ("it", "it"),
    "j": ("ja", "ja"),
    "p": ("pt-BR", "pt-br"),
    "z": ("zh", "cmn"),
}


class KokoroEngine:
    """The engine ``kokoro`` (extra ``kokoro``): ``kokoro*.onnx`` and ``voices*.bin`` in the voice
    folder or in ``kokoro`` below it.

    Raises:
        NeedsExtra: kokoro-onnx is not installed.
    """

    patience = 2.0  # real time on two cores; several times that on a slow machine
    safe = False

    def __init__(self, options: EngineOptions) -> None:
        try:
            import kokoro_onnx  # noqa: F401 - with all it needs, or nothing can be spoken
        except ImportError as error:
            raise extra_missing("The engine kokoro", "kokoro") from error
        self.folder = voice_folder(options)
        self.version = version("kokoro-onnx")

    @cached_property
    def files(self) -> tuple[Path, Path]:
        """The model and the voices. Raises `NarrationError` when either is not there."""
        for folder in (self.folder, self.folder / "kokoro"):
            models = sorted(folder.glob("kokoro*.onnx"))
            voices = sorted(folder.glob("voices*.bin")) + sorted(folder.glob("voices*.npz"))
            if models and voices:
                return models[-1], voices[-1]
        raise NarrationError(
            f"There is no Kokoro voice in {self.folder}.",
            "Put kokoro-v1.0.onnx and voices-v1.0.bin of kokoro-onnx there.",
        )

    @cached_property
    def model(self) -> Any:
        """The library's own model object. Raises `NarrationError`."""
        from kokoro_onnx import Kokoro

        model, voices = self.files
        try:
            return Kokoro(str(model), str(voices))
        except Exception as error:  # onnxruntime has errors of its own
            first = str(error).splitlines()[0][:200]
            raise NarrationError(
                f"The voice {model} cannot be loaded: {first}.", "Fetch it anew."
            ) from error

    def voices(self) -> tuple[Voice, ...]:
        """The voices in the file of voices. Raises `NarrationError` when it is not there."""
        names = sorted(self.model.voices.keys())
        return tuple(Voice(name, (_LANGUAGES.get(name[:1], ("en-US",))[0],)) for name in names)

    def resolve(self, voice: str, language: str) -> str:
        """A voice's name, with a stamp of the files behind an ``@``. Raises `UnknownName`."""
        name = choose_voice("kokoro", self.voices(), voice, language)
        return f"{name}@{stamp(*self.files)}"

    def pronounces(self, ipa: str, voice: str) -> bool:
        """Whether each sound of `ipa` is in the model's vocabulary."""
        return fitted(ipa, self._sounds) is not None

    @cached_property
    def _sounds(self) -> frozenset[str]:
        return frozenset(self.model.tokenizer.vocab)

    def pronounce(self, text: str, sounds: tuple[Sound, ...], voice: str, rate: int) -> Speech:
        """Say `text` as phonemes: the library's own for what is not in `sounds`."""
        tongue = _language(voice)
        pieces: list[str] = []
        at = 0
        for sound in (*sounds, None):
            plain = text[at : sound.first if sound else len(text)]
            if plain.strip():
                # The library strips what it is given; white space parts words.
                lead = " " if plain[0].isspace() else ""
                tail = " " if plain[-1].isspace() else ""
                pieces.append(f"{lead}{self.model.tokenizer.phonemize(plain, tongue)}{tail}")
            else:
                pieces.append(plain)
            if sound:
                pieces += fitted(sound.ipa, self._sounds) or ()
                at = sound.last
        return self._say(text, "".join(pieces), voice, rate, phonemes=True)

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Say `text`; words are timed where the model tells durations."""
        return self._say(text, text, voice, rate)

    def _say(
        self, text: str, given: str, voice: str, rate: int, *, phonemes: bool = False
    ) -> Speech:
        name = voice.partition("@")[0]
        speed = min(max(rate / _OWN_RATE, 0.5), 2.0)
        try:
            sound, samples, timings = self.model.create_timed(
                given, name, speed, _language(voice), is_phonemes=phonemes
            )
        except ValueError as error:
            raise EngineFault(str(error)) from error
        heard = [(each.phoneme, each.start, each.end) for each in timings]
        words: tuple[Word, ...] = words_from(text, heard) if heard else ()
        return Speech(pcm16(sound), samples, words)


def _language(voice: str) -> str:
    """The language of a voice, as eSpeak calls it."""
    return _LANGUAGES.get(voice[:1], ("", "en-us"))[1]
