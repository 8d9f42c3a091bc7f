"""A narration that the studio makes: spoken when first needed, timed to the sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, islice

import numpy as np

from publish.errors import NarrationError
from publish.narration.cache import key_of
from publish.narration.codecs import Codec
from publish.narration.cues import Cues
from publish.narration.layout import ChapterLayout, Segment, lay_out
from publish.narration.mastering import Profile, made_up, resampled_length, wanted_gain
from publish.narration.narration import ChapterTiming, Packets
from publish.narration.pieces import Piece, pieces
from publish.narration.reel import Reel
from publish.narration.script import Script, Utterance
from publish.narration.speaking import Speaker
from publish.narration.tasks import Stretch, TakeMissing, describe, encode_stretch, heard
from publish.narration.workers import Lost, Task
from publish.report import Notice

#: Part of every key of encoded sound: another number makes all of it anew.
_FORMAT = 1

#: How often damaged takes are made again before the build gives up.
_REPAIRS = 3

#: Takes on which the limiter is tried: five minutes of speech, within 0.05 dB of the whole.
_SAMPLE = 48

#: Seconds an encoder may take for a segment of a minute; it takes 0.3.
_ENCODING = 120.0


class Recording:
    """The narration of one script. Implements `Narration`."""

    def __init__(self, script: Script, speaker: Speaker, profile: Profile) -> None:
        self.script = script
        self.speaker = speaker
        self.profile = profile
        self._encoders: dict[Codec, tuple[str, bytes]] = {}

    @cached_property
    def _reel(self) -> Reel:
        return self.speaker.speak(self.script)

    @cached_property
    def _first(self) -> tuple[int, ...]:
        """Where the utterances of each chapter begin in the reel."""
        sizes = (len(chapter.utterances) for chapter in self.script.chapters)
        return tuple(accumulate(sizes, initial=0))

    @cached_property
    def sample_rate(self) -> int:
        """Samples a second: the profile's, or those of the first utterance."""
        if self.profile.rate:
            return self.profile.rate
        return next(self._reel.rates(), 22_050)

    @property
    def mp3_bit_rate(self) -> int:
        """Bits a second that the profile asks of MP3 files; 0 where it asks for none."""
        return self.profile.mp3

    @property
    def narrator(self) -> str:
        """The engine and its voice for the article's language."""
        self.speaker.meet(self.script)
        options = self.speaker.options
        voice = self.speaker.voices[(options.voice, self.script.language)].voice
        return f"{options.engine} {voice.partition('@')[0]}".strip()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is not said as it was meant, as far as anything was said by now."""
        return self.speaker.notices

    @cached_property
    def _layout(self) -> tuple[ChapterLayout, ...]:
        rate = self.sample_rate
        return tuple(
            lay_out(
                (
                    (self._length(number), utterance.pause)
                    for number, utterance in enumerate(chapter.utterances, first)
                ),
                rate,
            )
            for chapter, first in zip(self.script.chapters, self._first, strict=False)
        )

    def _length(self, number: int) -> int:
        rate = self._reel.rate(number)
        return resampled_length(self._reel.samples(number), rate, self.sample_rate) if rate else 0

    @cached_property
    def _gains(self) -> dict[str, float]:
        """The gain of each voice, in dB: every voice is brought to the profile's loudness."""
        said: dict[str, dict[int, float]] = {}
        utterances = (each for chapter in self.script.chapters for each in chapter.utterances)
        for number, utterance in enumerate(utterances):
            if self._reel.said(number):
                takes = said.setdefault(self._voice(utterance), {})
                takes[self._reel.take(number)] = utterance.pause
        return {voice: self._gain(takes) for voice, takes in said.items()}

    def _gain(self, takes: dict[int, float]) -> float:
        """The gain for the takes of a voice, with what the limiter will take away made up for.

        What it takes is heard on a few of them: those whose keys come first, so that an edit
        elsewhere leaves the gain, and with it all that is encoded, as it is.

        Args:
            takes: with the pauses after them, in seconds.
        """
        cache, ceiling, reel = self.speaker.cache, self.profile.ceiling, self._reel
        wanted = wanted_gain(
            lambda: ((reel.hops(reel.first(take)), pause) for take, pause in takes.items()),
            self.profile.loudness,
        )
        heard_of = (number for take in sorted(takes) if reel.samples(number := reel.first(take)))
        chosen = list(islice(heard_of, _SAMPLE))
        place = key_of("gain", _FORMAT, [reel.key(number) for number in chosen], wanted, ceiling)
        known = cache.head(place)
        if known is not None:
            return float(known["gain"])
        entries = [(reel.rate(n), entry[1]) for n in chosen if (entry := cache.get(reel.key(n)))]
        samples = [(rate, np.frombuffer(pcm, "<i2").astype(np.int16)) for rate, pcm in entries]
        gain = made_up(samples, wanted, ceiling)
        cache.put(place, {"gain": gain}, b"")
        return gain

    def _voice(self, utterance: Utterance) -> str:
        return self.speaker.voice_of(utterance, self.script.language)

    def timeline(self) -> tuple[ChapterTiming, ...]:
        """When everything is heard. Exact to the sample. Raises `NarrationError`."""
        return self._timeline

    @cached_property
    def _timeline(self) -> tuple[ChapterTiming, ...]:
        found: list[ChapterTiming] = []
        at = 0
        rate = self.sample_rate
        for number, layout in enumerate(self._layout):
            chapter = self.script.chapters[number]
            cues = Cues(chapter, layout.placed, rate, self._reel, self._first[number])
            found.append(
                ChapterTiming(
                    chapter.title,
                    chapter.part,
                    chapter.chapter,
                    at / rate,
                    layout.length / rate,
                    cues,
                )
            )
            at += layout.length
        return tuple(found)

    def pcm(self, chapter: int) -> Iterator[bytes]:
        """The mastered sound of a chapter, pauses included: 16-bit little-endian mono.

        Raises:
            NarrationError: an utterance could not be spoken, after retries.
        """
        for segment in self._layout[chapter].segments:
            stretch = self._stretch(chapter, segment)
            for _ in range(_REPAIRS):
                try:
                    samples = heard(self.speaker.cache, stretch)
                    break
                except TakeMissing as gone:
                    self._repair(gone.args[0])
            else:
                raise _unkept()
            yield samples.astype(np.dtype("<i2"), copy=False).tobytes()

    def configuration(self, codec: Codec) -> bytes:
        """What a decoder must know of `packets`. Raises `NarrationError`."""
        return self._encoder(codec)[1]

    def _encoder(self, codec: Codec) -> tuple[str, bytes]:
        if codec not in self._encoders:
            task = Task(describe, (self.sample_rate, codec), _ENCODING)
            answers = (self.speaker.workers.one(task) for _ in range(_REPAIRS))
            lost = ""
            for answer in answers:
                if not isinstance(answer, Lost):
                    self._encoders[codec] = answer
                    break
                lost = answer.why
            else:
                raise NarrationError(f"The encoder {codec.name} does not start: {lost}.")
        return self._encoders[codec]

    def packets(self, codec: Codec, chapters: Sequence[int] | None = None) -> Iterator[Packets]:
        """Encoded segments of `chapters` (all when None) in order, made by all workers.

        See `Packets` for what they hold. Raises `NarrationError`.
        """
        wanted = range(len(self._layout)) if chapters is None else chapters
        todo = pieces(self._layout, wanted, self.sample_rate, codec)
        keys = [self._key(piece, codec) for piece in todo]
        cache = self.speaker.cache
        self._encode(self._owed(todo, keys), codec)
        for key, piece in zip(keys, todo, strict=True):
            entry = cache.get(key)
            if entry is None:  # damaged since
                self._encode([(key, piece)], codec)
                entry = cache.get(key)
            if entry is None:
                raise _unkept()
            head, body = entry
            count = head["packets"]
            sizes = np.frombuffer(body, "<u4", count)
            yield Packets(
                piece.chapter, piece.segment.length, tuple(sizes.tolist()), body[4 * count :]
            )

    def prepare(self, codec: Codec, files: Sequence[Sequence[int]]) -> None:
        """Have `packets` of several files encoded at once. Raises `NarrationError`."""
        todo = [
            each for file in files for each in pieces(self._layout, file, self.sample_rate, codec)
        ]
        self._encode(self._owed(todo, [self._key(piece, codec) for piece in todo]), codec)

    def _owed(self, todo: Sequence[Piece], keys: Sequence[str]) -> list[tuple[str, Piece]]:
        """Those that are not kept yet, each once."""
        each = dict(zip(keys, todo, strict=True))
        return [(key, piece) for key, piece in each.items() if self.speaker.cache.head(key) is None]

    def _encode(self, owed: Sequence[tuple[str, Piece]], codec: Codec) -> None:
        speaker = self.speaker
        if not owed:
            return
        rate = self.sample_rate
        folder = speaker.cache.folder
        speaker.listener.begin("Encoding", sum(each.segment.length for _, each in owed) / rate)
        try:
            for attempt in range(_REPAIRS):
                tasks = (
                    Task(encode_stretch, (folder, key, self._piece(each), codec), _ENCODING)
                    for key, each in owed
                )
                failed: list[tuple[str, Piece]] = []
                for done, outcome in zip(owed, speaker.workers.run(tasks), strict=True):
                    if isinstance(outcome, int):
                        speaker.listener.advance(done[1].segment.length / rate)
                        continue
                    failed.append(done)
                    if isinstance(outcome, Lost):
                        if attempt + 1 == _REPAIRS:
                            raise NarrationError(
                                f"A stretch of sound could not be encoded: {outcome.why}.",
                                "Run again; what is done already is kept.",
                            )
                    else:
                        self._repair(outcome)
                owed = failed
                if not owed:
                    return
            raise _unkept()
        finally:
            speaker.listener.end()

    def _key(self, piece: Piece, codec: Codec) -> str:
        return key_of(
            "packets", _FORMAT, self._encoder(codec)[0], repr(codec), repr(self._piece(piece))
        )

    def _piece(self, piece: Piece) -> Stretch:
        length = piece.segment.length
        return replace(
            self._stretch(piece.chapter, piece.segment),
            lead=piece.lead,
            whole=piece.whole,
            resampled=piece.length if piece.length != length else 0,
        )

    def _stretch(self, number: int, segment: Segment) -> Stretch:
        layout = self._layout[number]
        span = slice(segment.first, segment.last)
        placed = layout.placed[span]
        utterances = self.script.chapters[number].utterances[span]
        last = segment is layout.segments[-1]
        first = self._first[number]
        return Stretch(
            tuple(self._reel.key(first + each) for each in range(segment.first, segment.last)),
            tuple(self._gains.get(self._voice(u), 0.0) if u.spoken else 0.0 for u in utterances),
            tuple(place.length for place in placed),
            tuple(place.pause for place in placed),
            self.sample_rate,
            self.profile.ceiling,
            self.profile.tone if last else None,
            segment.length,
        )

    def _repair(self, keys: Sequence[str]) -> None:
        """Speak takes again that the cache has lost. They must come out as long as before."""
        lost = set(keys)
        utterances = [each for chapter in self.script.chapters for each in chapter.utterances]
        numbers = [number for number in self._reel.takes() if self._reel.key(number) in lost]
        takes = self.speaker.again([utterances[n] for n in numbers], self.script.language)
        for number, take in zip(numbers, takes, strict=True):
            if take.samples != self._reel.samples(number):
                raise _unkept()


def _unkept() -> NarrationError:
    return NarrationError(
        "Speech that was finished was lost from the cache while it was needed.", "Run again."
    )
