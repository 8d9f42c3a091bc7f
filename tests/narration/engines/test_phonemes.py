"""Pronunciations in IPA: fitted to what engines know, and heard from the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.model import Article, Metadata
from publish.narration.engines import Sound
from publish.narration.engines.kokoro import KokoroEngine
from publish.narration.engines.phonemes import fitted, inline, without_brackets
from publish.narration.engines.piper import PiperEngine
from publish.narration.options import EngineOptions
from tests.narration.engines.tiny import kokoro_voice, piper_voice
from tests.narration.speaking import recording_of
from tests.samples import para

TEXT = "The road to Nuuk is long."
NUUK = (Sound(12, 16, "nuːk"),)
LONG = (Sound(12, 16, "nuːkəˈnuːkəˈnuːkə"),)

LEXICON = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa">
  <lexeme><grapheme>Nuuk</grapheme><phoneme>IPA</phoneme></lexeme>
</lexicon>
"""


def test_ipa_is_cut_into_the_symbols_of_a_voice() -> None:
    known = ("n", "u", "uː", "k", "dʒ", "d", "ʒ", "ɹ", "ɛ")
    assert fitted("nuːk", known) == ("n", "uː", "k")
    assert fitted("d͡ʒɛ.ˈrɛ nu", known) == ("dʒ", "ɛ", "ˈ", "ɹ", "ɛ", " ", "n", "u")
    assert fitted("ʤe", known) == ("dʒ", "ɛ")
    assert fitted("kʰɛː", known) == ("k", "ɛ")
    assert fitted("ʘuk", known) is None
    assert fitted("ˈ", known) is None


def test_places_lead_back_from_what_was_written_into_a_text() -> None:
    marked = inline(TEXT, NUUK, lambda sound: f"[[{sound.ipa}]]", without_brackets)
    assert marked.text == "The road to [[nuːk]] is long."
    for word in ("road", "is"):
        at = marked.text.index(word)
        first, last = marked.back(at, at + len(word))
        assert TEXT[first:last] == word
    at = marked.text.index("nuːk")
    assert marked.back(at, at + 3) == (12, 16)


def test_brackets_of_the_text_are_no_phonemes() -> None:
    assert without_brackets("a [[b]] c") == "a ((b)) c"


def seconds(engine: PiperEngine | KokoroEngine, sounds: tuple[Sound, ...]) -> float:
    voice = engine.resolve("", "en")
    assert all(engine.pronounces(sound.ipa, voice) for sound in sounds)
    assert not engine.pronounces("ʘ", voice)
    speech = engine.pronounce(TEXT, sounds, voice, 170)
    words = [TEXT[word.first : word.last] for word in speech.words]
    assert words == ["The", "road", "to", "Nuuk", "is", "long."]
    return len(speech.pcm) / 2 / speech.rate


def test_natural_voices_hum_each_of_the_phonemes(tmp_path: Path) -> None:
    piper_voice(tmp_path)
    kokoro_voice(tmp_path)
    options = EngineOptions(voice_folder=tmp_path)
    for engine in (PiperEngine(options), KokoroEngine(options)):
        assert seconds(engine, LONG) > seconds(engine, NUUK) + 0.1


def test_a_voice_that_reads_letters_takes_no_phonemes(tmp_path: Path) -> None:
    config = piper_voice(tmp_path).with_suffix(".onnx.json")
    text = config.read_text("utf-8").replace('"phoneme_type": "espeak"', '"phoneme_type": "text"')
    config.write_text(text, encoding="utf-8")
    engine = PiperEngine(EngineOptions(voice_folder=tmp_path))
    assert not engine.pronounces("nuːk", engine.resolve("", "en"))


def said(folder: Path, ipa: str, **options: object) -> tuple[float, str, list[str]]:
    """Seconds of the sentence with its word in `ipa`; its key; the notices."""
    lexicon = folder / "names.pls"
    lexicon.write_text(LEXICON.replace("IPA", ipa), encoding="utf-8")
    article = Article(Metadata(language="en"), (para(TEXT),))
    with recording_of(article, folder / "c", lexicons=(lexicon,), **options) as narration:
        (cue,) = narration.timeline()[0].cues
        if cue.words:
            assert "Nuuk" in [TEXT[word.first : word.last] for word in cue.words]
        return cue.end - cue.start, narration._reel.key(0), [n.code for n in narration.notices]


@pytest.mark.parametrize("engine", ["espeak", "pyttsx3"])
def test_espeak_says_the_sounds_of_the_lexicon(tmp_path: Path, engine: str) -> None:
    short, first, none = said(tmp_path, "nuːk", engine=engine)
    long, other, _ = said(tmp_path, "nuːkəˈnuːkəˈnuːkə", engine=engine)
    assert long > short + 0.4 and first != other and not none
    _, _, notices = said(tmp_path, "ʘuːk", engine=engine)
    assert notices == ["sound-unknown"]


def test_an_engine_without_phonemes_is_named(tmp_path: Path) -> None:
    _, first, notices = said(tmp_path, "nuːk", engine="silent")
    assert notices == ["no-phonemes"]
    assert said(tmp_path, "nuːkə", engine="silent")[1] == first  # what is not said is no reason
