from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from publish.checks.epub import check
from publish.edition import Edition, EpubOptions, Options, make_parts
from publish.errors import NarrationError
from publish.exporters.epub import export_audio
from publish.exporters.epub.overlay import clips, clock
from publish.model import Article, Metadata, Note, Paragraph, Text
from publish.narration.narration import ChapterTiming, Cue
from publish.narration.script import Script, ScriptChapter, Utterance
from publish.walk import Role
from tests.exporters.epub.helpers import NAMES, find, parse, spine, values
from tests.narration.speaking import chapters, edition_of
from tests.samples import every_block, para, words


def seconds(value: str | None) -> float:
    hours, minutes, rest = str(value).split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def pars(book: Path, name: str) -> list[tuple[str, str, float, float]]:
    """Text target, sound, begin and end of each ``par`` of an overlay."""
    found = []
    for par in find(parse(book, name), "//smil:par"):
        text, audio = par.find("smil:text", NAMES), par.find("smil:audio", NAMES)
        assert text is not None
        assert audio is not None
        begin, end = seconds(audio.get("clipBegin")), seconds(audio.get("clipEnd"))
        found.append((str(text.get("src")), str(audio.get("src")), begin, end))
    return found


def durations(data: bytes) -> float:
    import av

    with av.open(io.BytesIO(data)) as container:
        return float(sum(f.samples / f.sample_rate for f in container.decode(audio=0)))


def test_each_sentence_is_heard_when_the_narration_says_so(tmp_path: Path) -> None:
    book = tmp_path / "a.audio.epub"
    with edition_of(chapters(3), tmp_path / "cache") as edition:
        export_audio(edition, book)
        assert edition.narration is not None
        timeline = edition.narration.timeline()
    got = {
        text.partition("#")[2]: (audio, begin)
        for text, audio, begin, _ in pars(book, "overlays/0001.smil")
    }
    for number, timing in enumerate(timeline, 1):
        for cue in timing.cues:
            audio, begin = got[cue.id]
            assert audio == f"../audio/{number:04d}.mp3"
            assert abs(begin - cue.start) < 0.002


def test_clips_follow_each_other_to_the_end_of_the_sound(tmp_path: Path) -> None:
    book = tmp_path / "a.audio.epub"
    with edition_of(chapters(2), tmp_path / "cache") as edition:
        export_audio(edition, book)
    last: dict[str, float] = {}
    for _, audio, begin, end in pars(book, "overlays/0001.smil"):
        assert begin == last.get(audio, 0.0)
        assert end > begin
        last[audio] = end
    with zipfile.ZipFile(book) as archive:
        for name, end in last.items():
            sound = archive.read(f"EPUB/{name.removeprefix('../')}")
            assert abs(durations(sound) - end) < 0.03


def test_notes_are_heard_at_the_end_of_the_page_as_they_stand_there(tmp_path: Path) -> None:
    noted = Paragraph(
        (
            Text("Mara counted boats."),
            Note(words("She used a book. A blue one."), "1"),
            Text(" She wrote seven."),
            Note(words("Or eight."), "2"),
            Text(" Then she slept."),
        )
    )
    book = tmp_path / "a.audio.epub"
    with edition_of(Article(Metadata("Tide"), (noted,)), tmp_path / "cache") as edition:
        export_audio(edition, book)
        assert edition.narration is not None
        (timing,) = edition.narration.timeline()
    got = pars(book, "overlays/0001.smil")
    files = [audio for _, audio, _, _ in got]
    main, notes = "../audio/0001.mp3", "../audio/notes-0001.mp3"
    assert files == [main] * 4 + [notes] * 3
    lengths = {}
    for audio in (main, notes):
        clips = [(begin, end) for _, file, begin, end in got if file == audio]
        assert clips[0][0] == 0.0
        assert all(abs(one[1] - two[0]) < 0.002 for one, two in pairwise(clips))
        with zipfile.ZipFile(book) as archive:
            lengths[audio] = durations(archive.read(f"EPUB/{audio.removeprefix('../')}"))
        assert abs(lengths[audio] - clips[-1][1]) < 0.03
    assert abs(sum(lengths.values()) - timing.duration) < 0.06
    assert not check([book])[0].findings


def test_durations_add_up_and_every_page_of_the_text_has_its_overlay(tmp_path: Path) -> None:
    book = tmp_path / "a.audio.epub"
    with edition_of(every_block(), tmp_path / "cache") as edition:
        export_audio(edition, book)
    package = parse(book, "content.opf")
    path = "//opf:meta[@property='media:duration'"
    total = values(package, f"{path} and not(@refines)]")
    each = values(package, f"{path} and @refines]")
    assert sum(map(seconds, each)) == pytest.approx(seconds(total[0]), abs=0.001)
    overlaid = find(package, "//opf:item[@media-overlay]")
    assert [i.get("href") for i in overlaid] == [n for n in spine(book) if "text/" in n]
    assert values(package, "//opf:meta[@property='media:narrator']")
    features = values(package, "//opf:meta[@property='schema:accessibilityFeature']")
    assert "synchronizedAudioText" in features
    with zipfile.ZipFile(book) as archive:
        css = archive.read("EPUB/style.css").decode()
    for name in values(package, "//opf:meta[contains(@property, 'active-class')]"):
        assert f".{name}" in css


def test_tables_lists_figures_and_notes_can_be_left_and_all_targets_are_there(
    tmp_path: Path,
) -> None:
    book = tmp_path / "a.audio.epub"
    with edition_of(every_block(), tmp_path / "cache") as edition:
        export_audio(edition, book)
    overlay = parse(book, "overlays/0001.smil")
    kinds = {seq.get(f"{{{NAMES['epub']}}}type") for seq in find(overlay, "//smil:seq")}
    assert kinds == {"table", "list", "figure", "footnote"}
    ids = [str(e.get("id")) for e in find(parse(book, "text/0001.xhtml"), "//*[@id]")]
    targets = [text.partition("#")[2] for text, *_ in pars(book, "overlays/0001.smil")]
    assert set(targets) <= set(ids)
    assert sorted(targets, key=ids.index) == targets
    assert len(set(targets)) == len(targets)


def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    arabic = Article(Metadata("قوارب", language="ar"), (para("عدّت مارا القوارب. ثم كتبت."),))
    books = []
    for name, article in (("every", every_block()), ("arabic", arabic), ("many", chapters(40, 1))):
        book = tmp_path / f"{name}.audio.epub"
        with edition_of(article, tmp_path / "cache") as edition:
            export_audio(edition, book)
        books.append(book)
    faults = [line for o in check(books) if o.findings for line in o.lines()]
    assert not faults, "\n".join(faults)


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        book = tmp_path / f"{name}.audio.epub"
        with edition_of(chapters(2), tmp_path / name) as edition:
            export_audio(edition, book)
        made.append(book.read_bytes())
    assert made[0] == made[1]


def test_without_a_narration_there_is_an_error(tmp_path: Path) -> None:
    article = every_block()
    with pytest.raises(NarrationError):
        export_audio(Edition(article.meta, make_parts((article,))), tmp_path / "a.epub")


def said(id: str, announcement: bool = False) -> Utterance:
    return Utterance(id, "x", "x", 0.1, "en", Role.PARAGRAPH, announcement=announcement)


def test_announcements_go_with_what_they_announce() -> None:
    ids = ("a", "b-quote", "b", "b-quote-end", "c", "gone")
    cues = tuple(Cue(id, float(n), n + 0.5) for n, id in enumerate(ids))
    timing = ChapterTiming("", 0, 0, 0.0, 6.0, cues)
    utterances = tuple(said(id, "quote" in id) for id in ids)
    script = Script((ScriptChapter("", 0, 0, utterances),), "en")
    made = clips((timing,), script, ("a", "b", "c"))
    assert [(c.begin, c.end) for c in made.values()] == [(0, 1000), (1000, 4000), (4000, 6000)]


def test_clock_values() -> None:
    assert [clock(n) for n in (0, 61_002, 36_000_000)] == [
        "0:00:00.000",
        "0:01:01.002",
        "10:00:00.000",
    ]


def test_words_are_marked_where_the_engine_gives_their_times(tmp_path: Path) -> None:
    from dataclasses import replace

    book = tmp_path / "a.audio.epub"
    article = Article(Metadata("Tide"), (para("Mara counted seven boats. She wrote."),))
    with edition_of(article, tmp_path / "cache", engine="espeak") as edition:
        options = Options(epub=EpubOptions(words=True))
        export_audio(replace(edition, options=options), book)
    got = pars(book, "overlays/0001.smil")
    ids = [text.partition("#")[2] for text, *_ in got]
    assert [i for i in ids if i.startswith("p1s1")] == [f"p1s1w{n}" for n in range(1, 5)]
    page = parse(book, "text/0001.xhtml")
    assert values(page, "//*[@id='p1s1w2']") == ["counted"]
    assert all(re.fullmatch(r"(title|p1s[12])w\d", i) for i in ids)
    assert not check([book])[0].findings
