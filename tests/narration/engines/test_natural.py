from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from publish.errors import NarrationError, PublishError, UnknownName
from publish.narration.engines import Engine, Speech
from publish.narration.engines.kokoro import KokoroEngine
from publish.narration.engines.natural import words_from
from publish.narration.engines.piper import PiperEngine
from publish.narration.options import EngineOptions
from tests.narration.engines.tiny import kokoro_voice, piper_voice
from tests.narration.speaking import chapters, recording_of

TEXT = "The boats came home."


def said(engine: Engine, voice: str = "", rate: int = 170) -> Speech:
    return engine.speak(TEXT, engine.resolve(voice, "en"), rate)


def seconds(speech: Speech) -> float:
    return len(speech.pcm) / 2 / speech.rate


def test_piper_speaks_and_times_its_words(tmp_path: Path) -> None:
    piper_voice(tmp_path)
    engine = PiperEngine(EngineOptions(voice_folder=tmp_path))
    speech = said(engine)
    assert speech.rate == 22_050
    assert np.abs(np.frombuffer(speech.pcm, "<i2")).max() > 10_000
    assert [TEXT[w.first : w.last] for w in speech.words] == ["The", "boats", "came", "home."]
    starts = [w.start for w in speech.words]
    assert starts == sorted(starts) and speech.words[-1].end <= seconds(speech)


def test_piper_goes_slower_at_a_lower_rate(tmp_path: Path) -> None:
    piper_voice(tmp_path)
    engine = PiperEngine(EngineOptions(voice_folder=tmp_path))
    assert seconds(said(engine, rate=85)) == pytest.approx(2 * seconds(said(engine)), rel=0.1)


def test_piper_has_speakers(tmp_path: Path) -> None:
    piper_voice(tmp_path, "en_GB-many-low", speakers=2)
    engine = PiperEngine(EngineOptions(voice_folder=tmp_path))
    names = [voice.name for voice in engine.voices()]
    assert names == ["en_GB-many-low", "en_GB-many-low#s0", "en_GB-many-low#s1"]
    assert seconds(said(engine, "en_GB-many-low#s1")) > 0.5


def test_a_voice_that_is_not_there_names_the_command_that_fetches_it(tmp_path: Path) -> None:
    engine = PiperEngine(EngineOptions(voice_folder=tmp_path))
    with pytest.raises(UnknownName, match="publish voices get de_DE-thorsten-low"):
        engine.resolve("de_DE-thorsten-low", "de")
    with pytest.raises(UnknownName, match="publish voices get"):
        engine.resolve("", "en")


def test_a_voice_that_is_replaced_is_another_voice(tmp_path: Path) -> None:
    piper_voice(tmp_path)
    engine = PiperEngine(EngineOptions(voice_folder=tmp_path))
    before = engine.resolve("", "en")
    (tmp_path / "en_US-tiny-low.onnx.json").write_text(
        (tmp_path / "en_US-tiny-low.onnx.json").read_text("utf-8") + " ", encoding="utf-8"
    )
    assert engine.resolve("", "en") != before


def test_a_damaged_voice_is_named(tmp_path: Path) -> None:
    piper_voice(tmp_path).write_bytes(b"no model at all")
    engine = PiperEngine(EngineOptions(voice_folder=tmp_path))
    with pytest.raises(NarrationError, match=r"en_US-tiny-low\.onnx cannot be loaded"):
        said(engine)


def test_kokoro_speaks_and_times_its_words(tmp_path: Path) -> None:
    kokoro_voice(tmp_path / "kokoro")
    engine = KokoroEngine(EngineOptions(voice_folder=tmp_path))
    assert [v.languages for v in engine.voices()] == [("en-US",), ("en-GB",)]
    speech = said(engine, "bm_tiny")
    assert speech.rate == 24_000 and seconds(speech) > 0.5
    assert [TEXT[w.first : w.last] for w in speech.words] == ["The", "boats", "came", "home."]


def test_kokoro_without_its_files_says_what_it_needs(tmp_path: Path) -> None:
    engine = KokoroEngine(EngineOptions(voice_folder=tmp_path))
    with pytest.raises(PublishError, match=r"kokoro-v1\.0\.onnx"):
        engine.resolve("", "en")


@pytest.mark.parametrize("engine", ["piper", "kokoro"])
def test_a_whole_narration_by_a_natural_voice(tmp_path: Path, engine: str) -> None:
    piper_voice(tmp_path / "v")
    kokoro_voice(tmp_path / "v")
    options = EngineOptions(voice_folder=tmp_path / "v")
    with recording_of(chapters(1), tmp_path / "c", engine=engine, engines=options) as narration:
        cues = narration.timeline()[0].cues
        assert all(cue.end > cue.start for cue in cues) and any(cue.words for cue in cues)
        assert "@" not in narration.narrator


def test_words_are_left_untimed_where_their_number_differs() -> None:
    sounds = [("h", 0.0, 0.1), ("i", 0.1, 0.2), (" ", 0.2, 0.3), ("a", 0.3, 0.4)]
    assert [(w.start, w.end) for w in words_from("Hi a", sounds)] == [(0.0, 0.2), (0.3, 0.4)]
    assert words_from("Hi there you", sounds) == ()
