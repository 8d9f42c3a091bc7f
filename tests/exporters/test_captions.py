from __future__ import annotations

import re
from pathlib import Path

from publish.exporters import captions
from publish.model import Article, Metadata
from tests.narration.speaking import edition_of
from tests.samples import every_block, para


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.replace(",", ".").split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(rest), 3)


def test_cues_carry_the_ids_and_times_of_the_sentences(tmp_path: Path) -> None:
    target = tmp_path / "x.vtt"
    with edition_of(every_block(), tmp_path / "cache") as edition:
        assert edition.narration
        captions.export_vtt(edition, target)
        timeline = edition.narration.timeline()
    text = target.read_text("utf-8")
    found = re.findall(r"^(\S+)\n([\d:.]+) --> ([\d:.]+)$", text, re.MULTILINE)
    cues = [(c.id, t.start + c.start, t.start + c.end) for t in timeline for c in t.cues]
    assert [(id, seconds(a), seconds(b)) for id, a, b in found] == [
        (id, round(a, 3), round(b, 3)) for id, a, b in cues
    ]
    assert text.startswith("WEBVTT")
    assert "NOTE Chapter: After the storm" in text


def test_word_times_rise_inside_their_cue(tmp_path: Path) -> None:
    target = tmp_path / "x.vtt"
    with edition_of(every_block(), tmp_path / "cache", engine="espeak") as edition:
        captions.export_vtt(edition, target)
    blocks = target.read_text("utf-8").split("\n\n")
    timed = [block for block in blocks if re.search(r"<\d\d:", block)]
    assert len(timed) > 10
    for block in timed:
        start, end = re.findall(r"([\d:.]+) --> ([\d:.]+)", block)[0]
        marks = [seconds(m) for m in re.findall(r"<(\d\d:\d\d:\d\d\.\d{3})>", block)]
        assert sorted(set(marks)) == marks
        assert seconds(start) < marks[0] and marks[-1] < seconds(end)


def test_markup_characters_are_no_markup(tmp_path: Path) -> None:
    article = Article(Metadata(), (para("Ropes & sails <b>cost</b> 5 --> 6."),))
    with edition_of(article, tmp_path / "cache") as edition:
        captions.export_vtt(edition, tmp_path / "x.vtt")
        captions.export_srt(edition, tmp_path / "x.srt")
    words = re.sub(r"<\d[\d:.]*>", "", (tmp_path / "x.vtt").read_text("utf-8"))
    assert "Ropes &amp; sails &lt;b&gt;cost&lt;/b&gt; 5 --&gt; 6." in words
    assert "Ropes & sails <b>cost</b> 5 --> 6." in (tmp_path / "x.srt").read_text("utf-8")


def test_subrip_is_numbered_and_lrc_has_a_line_a_sentence(tmp_path: Path) -> None:
    article = Article(Metadata(title="Boats"), (para("One boat. Two boats."),))
    with edition_of(article, tmp_path / "cache") as edition:
        captions.export_srt(edition, tmp_path / "x.srt")
        captions.export_lrc(edition, tmp_path / "x.lrc")
    srt = (tmp_path / "x.srt").read_text("utf-8")
    assert re.findall(r"^\d+$", srt, re.MULTILINE) == ["1", "2", "3"]
    assert "00:00:00,000 --> 00:00:00,300\nBoats" in srt
    lrc = (tmp_path / "x.lrc").read_text("utf-8").splitlines()
    assert lrc[0] == "[ti:Boats]"
    plain = [re.sub(r"[\[<][\d:.]+[\]>]", "", line) for line in lrc if line.startswith("[0")]
    assert [line for line in plain if line] == ["Boats", "One boat.", "Two boats."]
