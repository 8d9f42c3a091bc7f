"""Piper: natural voices on the processor, each a model file and its JSON in the voice folder."""

from __future__ import annotations

import json
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from publish.errors import NarrationError, PublishError, UnknownName, extra_missing
from publish.narration.engines import EngineFault, Sound, Speech, Voice, Word, choose_voice
from publish.narration.engines.natural import pcm16, stamp, voice_folder, words_from
from publish.narration.engines.phonemes import fitted, inline, without_brackets
from publish.narration.options import EngineOptions

#: Words a minute of most Piper voices at their own pace.
_OWN_RATE = 170

#: A voice that most will want first, for the hint to someone who has none.
_FIRST = "en_US-lessac-medium"


class PiperEngine:
    """The engine ``piper`` (extra ``piper``).

    Voices are called as their files, ``en_US-name-size``; a speaker of a voice with several is
    ``en_US-name-size#speaker``.

    Raises:
        NeedsExtra: piper-tts is not installed.
    """

    patience = 0.5  # a tenth of real time on two cores; ten times that on a slow machine
    safe = False

    def __init__(self, options: EngineOptions) -> None:
        try:
            import piper  # noqa: F401 - with all it needs, or nothing can be spoken
        except ImportError as error:
            raise extra_missing("The engine piper", "piper") from error
        self.folder = voice_folder(options)
        self.version = version("piper-tts")
        self.loaded: dict[str, Any] = {}
        self.sounds: dict[str, frozenset[str]] = {}

    def voices(self) -> tuple[Voice, ...]:
        """The voices in the voice folder whose JSON can be read."""
        found: list[Voice] = []
        for model in sorted(self.folder.glob("*.onnx")):
            try:
                facts = json.loads(_config(model).read_text("utf-8"))
                language = facts.get("language", {}).get("code") or model.stem.split("-")[0]
                tag = str(language).replace("_", "-")
                speakers = sorted(facts.get("speaker_id_map") or {})
            except (OSError, ValueError, AttributeError):
                continue
            quality = str((facts.get("audio") or {}).get("quality") or "")
            found.append(Voice(model.stem, (tag,), quality))
            found += [Voice(f"{model.stem}#{name}", (tag,), f"speaker {name}") for name in speakers]
        return tuple(found)

    def resolve(self, voice: str, language: str) -> str:
        """A voice's name, with a stamp of its files behind an ``@``.

        Raises:
            UnknownName: it is not in the voice folder; the hint is the command that fetches it.
        """
        known = self.voices()
        try:
            name = choose_voice("piper", known, voice, language)
        except UnknownName as error:
            wanted = (voice or _FIRST).partition("#")[0]
            hint = f"Fetch it with: publish voices get {wanted}"
            if not voice:
                hint = f"Fetch one with: publish voices get NAME, such as {wanted}"
            raise UnknownName(
                f"{error.message} The voice folder is {self.folder}.", hint
            ) from error
        model = self.folder / f"{name.partition('#')[0]}.onnx"
        return f"{name}@{stamp(model, _config(model))}"

    def pronounces(self, ipa: str, voice: str) -> bool:
        """Whether the voice takes phonemes at all, and knows each of `ipa`."""
        return fitted(ipa, self._sounds(voice)) is not None

    def _sounds(self, voice: str) -> frozenset[str]:
        """The phonemes of a voice; none of one that reads letters, or another alphabet."""
        name = _model_name(voice)
        if name not in self.sounds:
            facts = json.loads(_config(self.folder / f"{name}.onnx").read_text("utf-8"))
            ours = facts.get("phoneme_type", "espeak") == "espeak"
            known = facts.get("phoneme_id_map", {}) if ours else {}
            self.sounds[name] = frozenset(known) - frozenset("^$_")
        return self.sounds[name]

    def pronounce(self, text: str, sounds: tuple[Sound, ...], voice: str, rate: int) -> Speech:
        """Say `text` with phonemes, which piper-tts takes between double brackets."""
        known = self._sounds(voice)

        def write(sound: Sound) -> str:
            return f"[[{''.join(fitted(sound.ipa, known) or ())}]]"

        return self._say(text, inline(text, sounds, write, without_brackets).text, voice, rate)

    def speak(self, text: str, voice: str, rate: int) -> Speech:
        """Say `text`; words are timed where the voice has alignments (or `onnx` can add them)."""
        return self._say(text, without_brackets(text), voice, rate)

    def _say(self, text: str, marked: str, voice: str, rate: int) -> Speech:
        name, _, speaker = voice.partition("@")[0].partition("#")
        loaded = self._load(name)
        from piper import SynthesisConfig

        chosen = SynthesisConfig(
            speaker_id=loaded.config.speaker_id_map.get(speaker) if speaker else None,
            length_scale=loaded.config.length_scale * _OWN_RATE / rate,
        )
        sound: list[Any] = []
        phonemes: list[tuple[str, float, float]] | None = []
        at = 0.0
        for chunk in loaded.synthesize(marked, chosen, include_alignments=True):
            sound.append(chunk.audio_float_array)
            begun = at
            for each in chunk.phoneme_alignments or ():
                seconds = each.num_samples / chunk.sample_rate
                if phonemes is not None:
                    phonemes.append((_plain(each.phoneme), at, at + seconds))
                at += seconds
            if not chunk.phoneme_alignments:
                phonemes = None
            at = begun + len(chunk.audio_float_array) / chunk.sample_rate
            if phonemes is not None:
                phonemes.append((" ", at, at))
        if not sound:
            raise EngineFault("the voice knows no sound for it")
        words: tuple[Word, ...] = words_from(text, phonemes) if phonemes else ()
        return Speech(pcm16(np.concatenate(sound)), loaded.config.sample_rate, words)

    def _load(self, name: str) -> Any:
        if name not in self.loaded:
            from piper import PiperVoice

            model = self.folder / f"{name}.onnx"
            try:
                self.loaded[name] = PiperVoice.load(
                    model,
                    download_dir=self.folder,
                    include_alignments=find_spec("onnx") is not None,
                )
            except PublishError:
                raise
            except Exception as error:  # onnxruntime has errors of its own
                first = str(error).splitlines()[0][:200]
                raise NarrationError(
                    f"The voice {model} cannot be loaded: {first}.",
                    f"Fetch it anew with: publish voices get {name} --force",
                ) from error
        return self.loaded[name]


def _model_name(voice: str) -> str:
    return voice.partition("@")[0].partition("#")[0]


def _config(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _plain(phoneme: str) -> str:
    """The marks of a sentence's start and end are no sounds."""
    return "" if phoneme in "^$_" else phoneme
