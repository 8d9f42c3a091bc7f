from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from publish.errors import NarrationError, UnknownName
from publish.model import Article, Foreign, Metadata, Paragraph, Quote, Text
from publish.narration.layout import FRAME
from publish.narration.loudness import energies, integrated
from publish.walk import Role
from tests.narration.speaking import chapters, recording_of
from tests.samples import every_block, para, words


def test_times_are_exact_to_the_sample(tmp_path: Path) -> None:
    with recording_of(every_block(), tmp_path) as narration:
        rate = narration.sample_rate
        at = 0.0
        for number, chapter in enumerate(narration.timeline()):
            samples = sum(map(len, narration.pcm(number))) // 2
            assert samples == round(chapter.duration * rate) and samples % FRAME == 0
            assert math.isclose(chapter.start, at)
            at += chapter.duration
            for one, two in pairwise(chapter.cues):
                assert one.start <= one.end <= two.start
            said = narration.script.chapters[number].utterances
            for cue, utterance in zip(chapter.cues, said, strict=True):
                assert cue.id == utterance.id
                if utterance.turns:
                    continue  # with a breath between them
                assert cue.end - cue.start == pytest.approx(0.06 * len(utterance.spoken), abs=1e-3)


@pytest.mark.parametrize("engine", ["silent", "espeak", "pyttsx3"])
def test_words_are_timed_in_the_written_text(tmp_path: Path, engine: str) -> None:
    with recording_of(every_block(), tmp_path, engine=engine) as narration:
        cue = narration.timeline()[0].cues[0]
        text = narration.script.chapters[0].utterances[0].text
        assert [text[w.first : w.last] for w in cue.words] == text.split()


@pytest.mark.parametrize("engine", ["pyttsx3", "espeak"])
def test_real_speech_is_heard_where_the_timeline_says(tmp_path: Path, engine: str) -> None:
    article = chapters(2)
    with recording_of(article, tmp_path, engine=engine) as narration:
        rate = narration.sample_rate
        whole = []
        for number, chapter in enumerate(narration.timeline()):
            sound = np.frombuffer(b"".join(narration.pcm(number)), "<i2").astype(np.int16)
            whole.append(sound)
            loud = np.abs(sound.astype(np.int32)) > 200
            for cue in chapter.cues:
                inside = loud[round(cue.start * rate) : round(cue.end * rate)]
                assert inside.mean() > 0.2
                assert np.flatnonzero(inside)[0] < 0.03 * rate  # the silence before it is gone
            for one, two in pairwise(chapter.cues):
                assert not loud[round(one.end * rate) : round(two.start * rate)].any()
        level = integrated(energies(np.concatenate(whole), rate))
        assert level == pytest.approx(-18, abs=0.7)


def test_an_article_without_anything_to_say_sounds_as_silence(tmp_path: Path) -> None:
    article = Article(Metadata(), (para("★ ★ ★"),))
    with recording_of(article, tmp_path) as narration:
        (chapter,) = narration.timeline()
        assert chapter.duration > 0
        assert chapter.cues[0].start == chapter.cues[0].end


def test_a_voice_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        recording_of(chapters(1), tmp_path, engine="espeak", voice="gmw/em") as narration,
        pytest.raises(UnknownName, match="gmw/em"),
    ):
        narration.timeline()


def test_an_engine_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(UnknownName, match=r"espaek.*Did you mean espeak"),
        recording_of(chapters(1), tmp_path, engine="espaek"),
    ):
        raise AssertionError


def test_an_edition_without_narration_is_a_named_error(tmp_path: Path) -> None:
    from publish.edition import Edition
    from publish.exporters.audio import export_m4b

    with pytest.raises(NarrationError):
        export_m4b(Edition(Metadata(), ()), tmp_path / "x.m4b")


def test_the_voice_changes_with_the_language_inside_a_sentence(tmp_path: Path) -> None:
    mixed = (
        Text("She said “"),
        Foreign(words("il faut compter les bateaux"), "fr"),
        Text("” twice."),
    )
    article = Article(Metadata(language="en"), (Paragraph(mixed),))
    with recording_of(article, tmp_path, engine="espeak") as narration:
        (utterance,) = narration.script.chapters[0].utterances
        assert [turn.language for turn in utterance.turns] == ["en", "fr", "en"]
        (cue,) = narration.timeline()[0].cues
        text = utterance.text
        heard = [text[w.first : w.last] for w in cue.words]
        assert heard[0] == "She" and "bateaux”" in heard and heard[-1] == "twice."
        assert narration.speaker.voices["", "fr"].voice == "roa/fr"


def test_a_language_without_a_voice_is_read_by_the_usual_one(tmp_path: Path) -> None:
    mixed = (Text("She said "), Foreign(words("nuqneH"), "tlh"), Text(" twice."))
    article = Article(Metadata(language="en"), (Paragraph(mixed),))
    with recording_of(article, tmp_path, engine="espeak") as narration:
        assert not narration.notices
        assert narration.timeline()[0].cues[0].end > 0.5
        (notice,) = narration.notices
        assert notice.code == "no-voice-for-language"
        assert "“tlh”" in notice.message and "gmw/en" in notice.message


def test_a_voice_of_another_language_and_strange_letters_are_told(tmp_path: Path) -> None:
    article = Article(Metadata(language="en"), (para("The road to Москва is long, said α."),))
    with recording_of(article, tmp_path, engine="espeak", voice="gmw/de") as narration:
        narration.timeline()
        told = {notice.code: notice.message for notice in narration.notices}
    assert set(told) == {"voice-of-another-language", "letters-of-another-script"}
    assert "gmw/de" in told["voice-of-another-language"]
    assert "Cyrillic letters (p1s1)" in told["letters-of-another-script"]


def test_another_voice_for_a_role(tmp_path: Path) -> None:
    article = Article(Metadata(language="en"), (Quote((para("Count them twice."),)), para("So.")))
    options = {"engine": "espeak", "voice_for": ((Role.QUOTE, "gmw/en-US"),)}
    with recording_of(article, tmp_path, **options) as narration:
        narration.timeline()
        assert set(narration._gains) == {"gmw/en", "gmw/en-US"}
