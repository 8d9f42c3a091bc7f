"""The engines on eSpeak NG, each in a process of its own: the library keeps one state a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from publish.errors import UnknownName
from publish.model import Article, Metadata
from publish.narration.engines import describe
from publish.narration.options import EngineOptions, NarrationOptions
from publish.narration.studio import voices
from publish.narration.tasks import EngineSpec
from tests.narration.speaking import recording_of
from tests.samples import para


def spoken(tmp_path: Path, text: str, **options: object) -> float:
    article = Article(Metadata(language="en"), (para(text),))
    with recording_of(article, tmp_path, **options) as narration:
        return sum(cue.end - cue.start for cue in narration.timeline()[0].cues)


@pytest.mark.parametrize("engine", ["pyttsx3", "espeak"])
def test_voices_are_listed_with_their_languages(engine: str) -> None:
    found = voices(NarrationOptions(engine=engine))
    assert len(found) > 20
    assert any("en" in voice.languages for voice in found)


def test_engines_are_described_in_whole_lines() -> None:
    lines = describe("silent")
    assert lines[0] == "Engine silent: 1 voice."
    with pytest.raises(UnknownName):
        describe("slient")


@pytest.mark.parametrize("engine", ["pyttsx3", "espeak"])
def test_the_rate_is_kept(tmp_path: Path, engine: str) -> None:
    text = "Seven boats lay on the sand and nobody knew who had left them there."
    slow = spoken(tmp_path, text, engine=engine, rate=120)
    quick = spoken(tmp_path, text, engine=engine, rate=240)
    assert slow / quick == pytest.approx(2, rel=0.2)


@pytest.mark.parametrize("engine", ["pyttsx3", "espeak"])
@pytest.mark.parametrize(
    "text",
    [
        "I.",
        "— and then?",
        "“Yes,” she said; “no!”",
        "<speak>&amp; [[x]] %s {} \\n",
        "Aleppo حلب Αθήνα Москва 北京",
        "x" * 400,
        "word " * 1200,
        "A\u0301 zero\u200bwidth and nul-like \u2400",
    ],
    ids=["short", "dash", "quotes", "markup", "scripts", "long-word", "long", "odd"],
)
def test_texts_of_every_kind_are_said(tmp_path: Path, engine: str, text: str) -> None:
    assert spoken(tmp_path, text, engine=engine, rate=400) > 0


def test_a_chosen_voice_is_found_by_name_or_language(tmp_path: Path) -> None:
    article = Article(Metadata(language="en"), (para("Boats."),))
    for voice in ("gmw/en-us", "en-us", "gmw/en-US", "English (America)"):
        with recording_of(article, tmp_path, engine="pyttsx3", voice=voice) as narration:
            assert narration.narrator == "pyttsx3 gmw/en-US"


INTERLEAVED = """
from publish.narration.engines.espeak import EspeakEngine
from publish.narration.options import EngineOptions
texts = [f"Boat {n} came home on day {n} of the storm." for n in range(6)]
one = EspeakEngine(EngineOptions())
alone = [one.speak(text, "gmw/en-US", 170).pcm for text in texts]
two = EspeakEngine(EngineOptions())
for text, before in zip(texts, alone):
    assert one.speak(text, "gmw/en-US", 170).pcm == before
    assert two.speak(text, "gmw/en-US", 170).pcm == before
"""


def test_two_engines_of_a_process_do_not_hear_each_other() -> None:
    subprocess.run([sys.executable, "-c", INTERLEAVED], check=True, timeout=250)
    here, there = (EngineOptions(scratch=Path(name)) for name in ("a", "b"))
    assert EngineSpec("espeak", here) == EngineSpec("espeak", there)  # one is opened for both
