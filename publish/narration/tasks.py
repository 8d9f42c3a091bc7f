"""What worker processes do: speak a few lines, encode a stretch of sound.

Results go into the cache; only small facts come back.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import parent_process
from pathlib import Path
from typing import TypeAlias

import numpy as np

from publish.errors import PublishError, UnknownName
from publish.narration.cache import Cache
from publish.narration.codecs import Codec, encode, encoder_version, extradata
from publish.narration.engines import (
    Engine,
    EngineFault,
    EngineHung,
    Pronouncing,
    Sound,
    Voice,
    engine_factory,
)
from publish.narration.loudness import Samples
from publish.narration.mastering import master, resample, resampled_length, room_tone
from publish.narration.options import EngineOptions
from publish.narration.takes import Take, join_takes, look_over, make_take, take_from

#: Characters given to an engine at once: most sentences whole; pyttsx3's eSpeak driver crashes at
#: 20,000, neural voices fade after a thousand.
LONGEST = 600

#: Seconds of silence between the pieces of a text that had to be split.
_GAP = 0.1


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """Which engine a worker opens."""

    name: str
    options: EngineOptions


@dataclass(frozen=True, slots=True)
class Line:
    """A text to be spoken under a key of the cache, in pieces of at most `limit` characters.

    Attributes:
        turns: the text in pieces with a voice for each, where not `voice` says all of it.
        sounds: what of it is said by phonemes, each of which its voice knows.
    """

    key: str
    text: str
    voice: str
    rate: int
    limit: int = LONGEST
    turns: tuple[tuple[str, str], ...] = ()
    sounds: tuple[Sound, ...] = ()


#: A voice that is wanted: its name, or nothing; and the language it is to speak.
Wish: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """The engine's answer to a wish.

    Attributes:
        voice: its name of the voice.
        speaks: whether the voice is one of the language; None where the engine does not tell.
    """

    voice: str
    speaks: bool | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """What an engine says of itself; `voices` and `sounds` answer what was asked, in order.

    `phonemes` is whether it takes any.
    """

    version: str
    patience: float
    voices: tuple[Found, ...]
    phonemes: bool = False
    sounds: tuple[bool, ...] = ()


@lru_cache(maxsize=2)
def engine_of(spec: EngineSpec) -> Engine:
    """The engine of this process. Raises `PublishError` where it cannot work."""
    return engine_factory(spec.name)(spec.options)


def list_voices(spec: EngineSpec) -> tuple[Voice, ...]:
    """The voices of an engine. Raises `PublishError` where it cannot work."""
    return engine_of(spec).voices()


def introduce(
    spec: EngineSpec, wanted: tuple[Wish, ...], sounds: tuple[tuple[str, Wish], ...] = ()
) -> Introduction:
    """Open the engine, look up voices, and ask what of IPA they can say.

    Args:
        wanted: the voice for the article's own language comes first.
        sounds: IPA, each with one of `wanted`.

    Raises:
        PublishError: the engine cannot work here, or has no such voice.
    """
    engine = engine_of(spec)
    tongues = {voice.name: voice.languages for voice in engine.voices()}
    found: dict[Wish, Found] = {}
    for voice, language in wanted:
        try:
            name = engine.resolve(voice, language)
            found[voice, language] = Found(name, _speaks(tongues, name, language))
        except UnknownName:
            # A passage in a language that no voice speaks is read by the article's own voice.
            if voice or not found:
                raise
            found[voice, language] = Found(found[wanted[0]].voice, speaks=False)
    takes = isinstance(engine, Pronouncing)
    known = tuple(
        isinstance(engine, Pronouncing) and engine.pronounces(ipa, found[wish].voice)
        for ipa, wish in sounds
    )
    return Introduction(engine.version, engine.patience, tuple(found.values()), takes, known)


def _speaks(tongues: Mapping[str, tuple[str, ...]], voice: str, language: str) -> bool | None:
    known = tongues.get(voice.partition("@")[0], ())  # behind an @ stands the state of its files
    return any(base(each) == base(language) for each in known) if known else None


def base(language: str) -> str:
    """The language of a BCP 47 tag, without region and script."""
    return language.lower().replace("_", "-").split("-")[0]


def speak(spec: EngineSpec, folder: Path, lines: tuple[Line, ...]) -> tuple[Take | str, ...]:
    """Speak `lines` into the cache: for each its take, or why the engine could not say it.

    Each is kept before the next is begun, so that a process that is killed at any moment loses the
    one it is saying. Kept means handed to the system, which outlives the process: 0.2 ms of the 5
    that a sentence takes. (To wait for the disk would take 2.5 more, and what a power cut damages
    is found when it is read.) What another process has kept in the meantime is not said again.

    Raises:
        PublishError: nothing can be spoken or kept at all.
    """
    engine, cache = engine_of(spec), Cache(folder)
    results: list[Take | str] = []
    for line in lines:
        if _orphaned():
            os._exit(3)  # the build was killed; the next one says the rest
        head = cache.head(line.key)
        if head is not None:
            results.append(take_from(head))
            continue
        try:
            take, pcm = _say(engine, line)
        except PublishError:
            raise
        except EngineHung:
            os._exit(3)  # what hangs in it cannot be stopped; the pool starts another process
        except EngineFault as fault:
            results.append(str(fault))
        except Exception as error:  # an engine of anybody's making
            results.append(f"{type(error).__name__}: {error}")
        else:
            cache.put(line.key, take.head(), pcm)
            results.append(take)
    return tuple(results)


def _orphaned() -> bool:
    """Whether the process that gives the work is gone."""
    parent = parent_process()
    return parent is not None and not parent.is_alive()


def _say(engine: Engine, line: Line) -> tuple[Take, bytes]:
    pieces: list[tuple[Take, bytes, int]] = []
    at = 0
    for turn, voice in line.turns or ((line.text, line.voice),):
        at = line.text.index(turn, at)
        own = _within(line.sounds, at, at + len(turn))
        for start, end in cut(turn, line.limit, own):
            text = turn[start:end]
            sounds = _within(own, start, end)
            if sounds and isinstance(engine, Pronouncing):
                speech = engine.pronounce(text, sounds, voice, line.rate)
            else:
                speech = engine.speak(text, voice, line.rate)
            take, pcm = make_take(speech, text, line.rate)
            pieces.append((take, pcm, at + start))
        at += len(turn)
    if len(pieces) == 1:
        return pieces[0][:2]
    # Pieces too small to be judged one by one are judged together.
    look_over(sum(take.seconds for take, _, _ in pieces), line.text, line.rate)
    return join_takes(pieces, _GAP)


def _within(sounds: Sequence[Sound], start: int, end: int) -> tuple[Sound, ...]:
    """Those of `sounds` that lie in ``start:end``, with places counted from there."""
    return tuple(
        replace(sound, first=sound.first - start, last=sound.last - start)
        for sound in sounds
        if start <= sound.first and sound.last <= end
    )


_STOPS = tuple(re.compile(p) for p in (r"[.!?;:。！？；：]\s*", r"[,–—)、，]\s*|\n", r"\s+"))


def cut(text: str, limit: int, whole: Sequence[Sound] = ()) -> list[tuple[int, int]]:
    """Spans of at most `limit` characters, cut at the strongest stop in their second half.

    None of `whole` is cut in two, unless it begins a span and is too long for it.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > limit:
        window = text[start : start + limit]
        ends = (
            max((m.end() for m in stop.finditer(window) if m.end() > limit // 2), default=0)
            for stop in _STOPS
        )
        end = start + (next((end for end in ends if end), 0) or limit)
        end = next((s.first for s in whole if start < s.first < end < s.last), end)
        spans.append((start, end))
        start = end
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()] or [(0, len(text))]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment to encode: takes by key with their gains (dB), lengths and pauses (samples).

    `tail` is the level of the room tone in the last pause; None for silence. The encoder is given
    `lead` samples of silence first, which the segment before has lent to make its frames whole; and
    it is given `whole` samples in all, where not 0. `resampled` is how many samples the segment has
    at the rate of a codec that knows no other, and counts as these do.
    """

    keys: tuple[str, ...]
    gains: tuple[float, ...]
    lengths: tuple[int, ...]
    pauses: tuple[int, ...]
    rate: int
    ceiling: float
    tail: float | None = None
    length: int = 0
    lead: int = 0
    whole: int = 0
    resampled: int = 0


class TakeMissing(Exception):
    """Takes that were there are gone or damaged. The argument holds their keys."""


def sound(cache: Cache, key: str, gain: float, length: int, rate: int, ceiling: float) -> Samples:
    """A take as it is heard. Raises `TakeMissing`."""
    if not length:
        return np.zeros(0, np.int16)
    entry = cache.get(key)
    if entry is None:
        raise TakeMissing((key,))
    head, pcm = entry
    samples = np.frombuffer(pcm, "<i2").astype(np.int16)
    if resampled_length(len(samples), head["rate"], rate) != length:
        raise TakeMissing((key,))
    return master(resample(samples, head["rate"], rate), rate, gain, ceiling)


def heard(cache: Cache, stretch: Stretch) -> Samples:
    """A segment as it is heard. Raises `TakeMissing`."""
    pieces: list[Samples] = []
    missing: list[str] = []
    last = len(stretch.keys) - 1
    each = zip(stretch.keys, stretch.gains, stretch.lengths, stretch.pauses, strict=True)
    for index, (key, gain, length, pause) in enumerate(each):
        try:
            pieces.append(sound(cache, key, gain, length, stretch.rate, stretch.ceiling))
        except TakeMissing as gone:
            missing.extend(gone.args[0])
        pieces.append(room_tone(pause, stretch.tail if index == last else None))
    if missing:
        raise TakeMissing(tuple(missing))
    if not pieces:
        return room_tone(stretch.length, stretch.tail)
    return np.concatenate(pieces)


def _fitted(samples: Samples, length: int) -> Samples:
    """`samples` with silence behind them, or less of it, so that there are `length`."""
    return np.pad(samples[:length], (0, max(0, length - len(samples))))


def describe(rate: int, codec: Codec) -> tuple[str, bytes]:
    """The version of the encoder, and what a decoder must know of its sound: `extradata`.

    A worker is asked, since FFmpeg takes 40 MB of memory, which the workers have to have anyway.
    """
    return encoder_version(), extradata(codec.rate or rate, codec)


def encode_stretch(folder: Path, key: str, stretch: Stretch, codec: Codec) -> int | tuple[str, ...]:
    """Encode a segment into the cache under `key`: its bytes, or the keys of takes now gone."""
    cache = Cache(folder)
    try:
        samples = heard(cache, stretch)
    except TakeMissing as gone:
        return tuple(gone.args[0])
    rate = codec.rate or stretch.rate
    if stretch.resampled:
        samples = _fitted(resample(samples, stretch.rate, rate), stretch.resampled)
    if stretch.lead:
        samples = np.concatenate([np.zeros(stretch.lead, np.int16), samples])
    packets = encode(samples[: stretch.whole or None], rate, codec)
    if stretch.whole:
        packets = packets[: stretch.whole // codec.at(rate).frame]
    sizes = np.array([len(packet) for packet in packets], "<u4").tobytes()
    body = b"".join([sizes, *packets])
    cache.put(key, {"packets": len(packets)}, body)
    return len(body)
