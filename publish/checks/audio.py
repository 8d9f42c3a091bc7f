"""Sound files: decoded whole, their tags and chapters read, their loudness measured by chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from publish.checks import Finding, Outcome, Severity
from publish.narration.loudness import HOPS_A_SECOND, Floats, energies, integrated
from publish.narration.mastering import PROFILES, true_peaks

#: Seconds that are measured at once.
_PIECE = 10

#: Seconds by which what a file says it lasts may differ from what it holds: an MP3 frame or two.
_DRIFT = 0.1

# What a listener would notice: a chapter that makes one reach for the volume, sound that distorts
# on its way to the ear, a gap that seems to be the end.
_UNEVEN = 2.0  # LU, between a chapter and the whole
_CLIPPED = -0.1  # dBTP
_GAP = 10.0  # seconds
_FAINT = 1e-7  # mean square: -70 dB

#: Shorter chapters have no loudness worth comparing, in seconds: a heading and a sentence.
_SHORT = 10.0


@dataclass(slots=True)
class _Measured:
    """A chapter as it sounds. Levels are gathered by 100 ms."""

    title: str
    start: float
    end: float
    hops: list[Floats] = field(default_factory=list)
    squares: list[Floats] = field(default_factory=list)
    peak: float = 0.0

    def loudness(self) -> float:
        return integrated(_joined(self.hops))

    def rms(self) -> float:
        squares = _joined(self.squares)
        return _decibels(float(squares.mean()) if len(squares) else 0.0)

    def noise(self) -> float:
        """The level of the quietest half-second."""
        squares = _joined(self.squares)
        if len(squares) < 5:
            return float("-inf")
        total = np.cumsum(np.concatenate([[0.0], squares.astype(np.float64)]))
        return _decibels(float(((total[5:] - total[:-5]) / 5).min()))

    def gap(self) -> float:
        """Seconds of the longest silence."""
        quiet = np.concatenate([[False], _joined(self.squares) < _FAINT, [False]])
        edges = np.flatnonzero(quiet[1:] != quiet[:-1])
        return float((edges[1::2] - edges[::2]).max(initial=0)) / HOPS_A_SECOND

    def row(self) -> tuple[str, ...]:
        """Its line of the table. Each cell is labelled: read aloud, it needs no head."""
        return (
            self.title or "Without a title",
            f"from {_clock(self.start)}",
            f"{_clock(self.end - self.start)} long",
            _level(self.loudness(), "LUFS"),
            _level(self.rms(), "dB RMS"),
            _level(_decibels(self.peak**2), "dBTP peak"),
            _level(self.noise(), "dB noise"),
        )


_HEAD = ("Chapter", "Start", "Length", "Loudness", "RMS", "True peak", "Noise floor")


def check(paths: Sequence[Path]) -> tuple[Outcome, ...]:
    """Check sound files, one after the other."""
    import av

    checker = f"FFmpeg {av.ffmpeg_version_info}"
    outcomes: list[Outcome] = []
    for path in paths:
        measured: list[_Measured] = []
        findings = tuple(_findings(path, measured))
        rows = (_HEAD, *(part.row() for part in measured)) if measured else ()
        outcomes.append(Outcome(path, findings, (checker,), rows))
    return tuple(outcomes)


def _findings(path: Path, measured: list[_Measured]) -> Iterator[Finding]:
    """What is to say of a file; `measured` takes the whole and its chapters."""
    import av

    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                yield Finding(Severity.ERROR, "no-sound", "The file holds no sound.")
                return
            stream = container.streams.audio[0]
            tags = {k.lower(): v for k, v in {**stream.metadata, **container.metadata}.items()}
            chapters = _chapters(container)
            told = (container.duration or 0) / av.time_base
            yield from _about_tags(tags)
            yield from _about_chapters(chapters, told)
            whole = _Measured("Whole", 0.0, told)
            lasts = _measure(container, chapters, whole)
            shop = _for_shops(stream)
    except (av.FFmpegError, OSError, ValueError) as error:
        yield Finding(Severity.ERROR, "undecodable", f"The file cannot be decoded: {error}.")
        return
    if abs(lasts - told) > _DRIFT:
        yield Finding(
            Severity.ERROR,
            "duration",
            f"The file says it lasts {told:.2f} seconds, but {lasts:.2f} are in it.",
        )
    whole.end = lasts
    measured += (whole, *chapters)
    yield from _about_sound(whole, chapters, shop=shop)


def _for_shops(stream: Any) -> bool:
    """Whether the form is what audiobook shops take: 44.1 kHz, and as MP3 192 kb/s."""
    mp3 = stream.codec_context.name.startswith("mp3")
    return stream.rate == 44_100 and (not mp3 or (stream.bit_rate or 0) >= 192_000)


def _chapters(container: Any) -> list[_Measured]:
    return [
        _Measured(
            str(each["metadata"].get("title", "")),
            float(each["start"] * each["time_base"]),
            float(each["end"] * each["time_base"]),
        )
        for each in container.chapters()
    ]


def _about_tags(tags: dict[str, str]) -> Iterator[Finding]:
    if not tags.get("title"):
        yield Finding(Severity.WARNING, "no-title", "No title is tagged: players show the file.")
    missing = [name for name in ("artist", "album", "date") if not tags.get(name)]
    if missing:
        message = f"Not tagged: {', '.join(missing)}."
        yield Finding(Severity.NOTE, "tags", message)


def _about_chapters(chapters: Sequence[_Measured], lasts: float) -> Iterator[Finding]:
    if not chapters:
        yield Finding(Severity.NOTE, "no-chapters", "The file has no chapters.")
        return
    for number, chapter in enumerate(chapters, 1):
        if not chapter.title.strip():
            message = f"Chapter {number} has no title."
            yield Finding(Severity.WARNING, "chapter-title", message, _clock(chapter.start))
        if not 0 <= chapter.start < chapter.end <= lasts + 1:
            message = f"Chapter {number} lies outside the sound."
            yield Finding(Severity.ERROR, "chapter-place", message, _clock(chapter.start))
    for one, two in pairwise(chapters):
        if two.start < one.start:
            message = f"The chapter “{two.title}” starts before the one it follows."
            yield Finding(Severity.ERROR, "chapter-order", message, _clock(two.start))


def _measure(container: Any, chapters: Sequence[_Measured], whole: _Measured) -> float:
    """Decode everything into the chapters it belongs to. Returns how many seconds there are."""
    import av

    rate: int = container.streams.audio[0].rate
    hop = rate // HOPS_A_SECOND
    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    held: list[Floats] = []
    count = done = 0
    for frame in chain(container.decode(audio=0), (None,)):
        for out in resampler.resample(frame):
            held.append(out.to_ndarray()[0])
            count += out.samples
        if count >= _PIECE * rate:
            sound = np.concatenate(held)
            cut = len(sound) // hop * hop
            _note(sound[:cut], rate, done / rate, chapters, whole)
            done += cut
            held = [sound[cut:]]
            count = len(sound) - cut
    rest = np.concatenate(held) if held else np.zeros(0, np.float32)
    _note(rest, rate, done / rate, chapters, whole)
    return (done + len(rest)) / rate


def _note(
    sound: Floats, rate: int, at: float, chapters: Sequence[_Measured], whole: _Measured
) -> None:
    """Add a piece of sound, which starts at a whole 100 ms, to what it is part of."""
    if not len(sound):
        return
    hop = rate // HOPS_A_SECOND
    hops = energies(sound, rate, 1.0)
    padded = np.pad(sound, (0, -len(sound) % hop)).reshape(-1, hop)
    squares = np.asarray((padded * padded).mean(axis=1), np.float32)
    step = hop / rate
    for part in (whole, *chapters):
        first = max(0, round((part.start - at) / step))
        last = min(len(hops), round((part.end - at) / step)) if part is not whole else len(hops)
        if first >= last:
            continue
        part.hops.append(hops[first:last])
        part.squares.append(squares[first:last])
        own = sound[first * hop : last * hop]
        _, peaks = true_peaks(own, float(np.abs(own).max(initial=0)) * 0.7)
        part.peak = max(part.peak, float(peaks.max(initial=0)))


def _about_sound(
    whole: _Measured, chapters: Sequence[_Measured], *, shop: bool
) -> Iterator[Finding]:
    loudness = whole.loudness()
    if loudness == float("-inf"):
        yield Finding(Severity.ERROR, "silence", "Nothing can be heard in the file.")
        return
    for part in chapters or (whole,):
        where = _clock(part.start)
        if _decibels(part.peak**2) > _CLIPPED:
            level = _level(_decibels(part.peak**2), "dBTP")
            message = f"“{part.title}” is so loud that it distorts: its peak is {level}."
            yield Finding(Severity.WARNING, "clipping", message, where)
        if part.gap() > _GAP:
            message = f"“{part.title}” falls silent for {part.gap():.0f} seconds."
            yield Finding(Severity.WARNING, "gap", message, where)
        if part.end - part.start > _SHORT and abs(part.loudness() - loudness) > _UNEVEN:
            message = f"“{part.title}” is {part.loudness() - loudness:+.1f} LU beside the whole."
            yield Finding(Severity.WARNING, "uneven", message, where)
    yield Finding(Severity.NOTE, "profile", _profiles(whole, chapters, shop=shop))


def _profiles(whole: _Measured, chapters: Sequence[_Measured], *, shop: bool) -> str:
    """Which mastering profiles the sound meets; shops look at each chapter."""
    loudness, peak = whole.loudness(), _decibels(whole.peak**2)
    met = [
        name
        for name in ("audiobook", "podcast")
        if abs(loudness - PROFILES[name].loudness) <= 1.0 and peak <= -1.0
    ]
    if shop and all(
        -23 <= part.rms() <= -18 and _decibels(part.peak**2) <= -3 and part.noise() <= -60
        for part in (whole, *(c for c in chapters if c.end - c.start > _SHORT))
    ):
        met.append("acx")
    return f"Loudness fits: {', '.join(met) or 'no profile'}."


def _joined(pieces: list[Floats]) -> Floats:
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _decibels(power: float) -> float:
    return float(10 * np.log10(power)) if power > 0 else float("-inf")


def _level(value: float, unit: str) -> str:
    return f"{value:.1f} {unit}" if np.isfinite(value) else "silence"


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
