"""Captions beside the audio: WebVTT, SubRip and LRC, with the ids and times of the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publish.edition import Edition
from publish.exporters.audio import narration_of
from publish.exporters.audio.tags import tags_of
from publish.files import write_text
from publish.narration.narration import WordCue
from publish.report import Notice


@dataclass(frozen=True, slots=True)
class Caption:
    """One sentence on the screen; seconds from the start of the edition."""

    id: str
    start: float
    end: float
    text: str
    words: tuple[WordCue, ...]
    chapter: str


def captions(edition: Edition) -> Iterator[Caption]:
    """The captions of `edition` in order; what is not heard has none. Words as the text has them.

    Raises:
        NarrationError: something could not be spoken.
    """
    narration = narration_of(edition)
    for timing, chapter in zip(narration.timeline(), narration.script.chapters, strict=True):
        for cue, utterance in zip(timing.cues, chapter.utterances, strict=True):
            if cue.end > cue.start:
                start, end = timing.start + cue.start, timing.start + cue.end
                words = tuple(
                    WordCue(w.first, w.last, timing.start + w.start, timing.start + w.end)
                    for w in cue.words
                )
                yield Caption(cue.id, start, end, utterance.text, words, timing.title)


def export_vtt(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write WebVTT: cues are called as the sentences are; words carry their times.

    Raises:
        NarrationError, OutputError.
    """
    tags = tags_of(edition)
    head = f"WEBVTT - {_escaped(_line(tags.title)).replace('-->', '→')}\n"
    chapter = ""
    blocks = [head]
    for caption in captions(edition):
        if caption.chapter != chapter:
            chapter = caption.chapter
            blocks.append(f"NOTE Chapter: {_line(chapter).replace('-->', '→')}\n")
        times = f"{_clock(caption.start)} --> {_clock(caption.end)}"
        blocks.append(f"{caption.id}\n{times}\n{_timed(caption)}\n")
    write_text(target, "\n".join(blocks))
    return ()


def export_srt(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write SubRip: numbered sentences. Raises `NarrationError`, `OutputError`."""
    blocks = []
    for number, caption in enumerate(captions(edition), 1):
        times = f"{_clock(caption.start, ',')} --> {_clock(caption.end, ',')}"
        blocks.append(f"{number}\n{times}\n{_line(caption.text)}\n")
    write_text(target, "\n".join(blocks))
    return ()


def export_lrc(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write LRC: a line a sentence, with times of words where there are any.

    Raises:
        NarrationError, OutputError.
    """
    tags = tags_of(edition)
    facts = (("ti", tags.title), ("ar", tags.artist), ("al", tags.album), ("tool", tags.encoder))
    lines = [f"[{name}:{_line(text)}]" for name, text in facts if text]
    end = 0.0
    for caption in captions(edition):
        if end and caption.start - end > 1:
            lines.append(f"[{_minutes(end)}]")  # the line goes when its sentence has been said
        lines.append(f"[{_minutes(caption.start)}]{_timed_lrc(caption)}")
        end = caption.end
    if end:
        lines.append(f"[{_minutes(end)}]")
    write_text(target, "\n".join(lines) + "\n")
    return ()


def _timed(caption: Caption) -> str:
    """The text with the time of each word but the first, in order as WebVTT demands."""
    pieces: list[str] = []
    at, last = 0, caption.start
    for word in caption.words:
        pieces.append(_escaped(caption.text[at : word.first]))
        at = word.first
        # A time must lie inside the cue and after the one before it, as it is written.
        inside = _clock(last) < _clock(word.start) < _clock(caption.end)
        if inside:
            pieces.append(f"<{_clock(word.start)}>")
            last = word.start
    pieces.append(_escaped(caption.text[at:]))
    return _line("".join(pieces))


def _timed_lrc(caption: Caption) -> str:
    pieces: list[str] = []
    at = 0
    for word in caption.words:
        pieces.append(caption.text[at : word.first])
        pieces.append(f"<{_minutes(word.start)}>")
        at = word.first
    pieces.append(caption.text[at:])
    return _line("".join(pieces))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _line(text: str) -> str:
    """`text` in one line: an empty line would end a cue."""
    return " ".join(text.split())


def _clock(seconds: float, mark: str = ".") -> str:
    """``hh:mm:ss.mmm``; hours have as many digits as they need."""
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def _minutes(seconds: float) -> str:
    """``mm:ss.cc``, the clock of LRC; minutes have as many digits as they need."""
    hundredths = round(seconds * 100)
    return f"{hundredths // 6000:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"
