"""A narration that the studio makes: spoken when first needed, timed to the sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import overload

import numpy as np

from publish.errors import NarrationError
from publish.narration.cache import key_of
from publish.narration.codecs import Codec, encoder_version
from publish.narration.layout import ChapterLayout, Segment, lay_out
from publish.narration.mastering import Profile, made_up, resampled_length, wanted_gain
from publish.narration.narration import ChapterTiming, Cue, Packets, WordCue
from publish.narration.script import Script, Utterance
from publish.narration.speaking import Speaker, Spoken
from publish.narration.takes import Take
from publish.narration.tasks import Stretch, TakeMissing, encode_stretch, heard
from publish.narration.wordmap import map_words
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

    @cached_property
    def _spoken(self) -> tuple[tuple[Spoken, ...], ...]:
        return self.speaker.speak(self.script)

    @cached_property
    def sample_rate(self) -> int:
        """Samples a second: the profile's, or those of the first utterance."""
        if self.profile.rate:
            return self.profile.rate
        takes = (spoken.take for chapter in self._spoken for spoken in chapter)
        return next((take.rate for take in takes if take.rate), 22_050)

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
                    (self._length(said.take), utterance.pause)
                    for utterance, said in zip(chapter.utterances, spoken, strict=True)
                ),
                rate,
            )
            for chapter, spoken in zip(self.script.chapters, self._spoken, strict=True)
        )

    def _length(self, take: Take) -> int:
        return resampled_length(take.samples, take.rate, self.sample_rate) if take.rate else 0

    @cached_property
    def _gains(self) -> dict[str, float]:
        """The gain of each voice, in dB: every voice is brought to the profile's loudness."""
        said: dict[str, dict[str, tuple[Take, float]]] = {}
        for chapter, spoken in zip(self.script.chapters, self._spoken, strict=True):
            for utterance, one in zip(chapter.utterances, spoken, strict=True):
                if one.key:
                    takes = said.setdefault(self._voice(utterance), {})
                    takes[one.key] = (one.take, utterance.pause)
        return {voice: self._gain(takes) for voice, takes in said.items()}

    def _gain(self, takes: dict[str, tuple[Take, float]]) -> float:
        """The gain for the takes of a voice, with what the limiter will take away made up for.

        What it takes is heard on a few of them: those whose keys come first, so that an edit
        elsewhere leaves the gain, and with it all that is encoded, as it is.
        """
        cache, ceiling = self.speaker.cache, self.profile.ceiling
        wanted = wanted_gain(takes.values(), self.profile.loudness)
        chosen = [key for key in sorted(takes) if takes[key][0].samples][:_SAMPLE]
        place = key_of("gain", _FORMAT, chosen, wanted, ceiling)
        known = cache.head(place)
        if known is not None:
            return float(known["gain"])
        entries = [(takes[key][0].rate, entry[1]) for key in chosen if (entry := cache.get(key))]
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
            cues = tuple(self._cues(number, layout))
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

    def _cues(self, number: int, layout: ChapterLayout) -> Iterator[Cue]:
        rate = self.sample_rate
        utterances, spoken = self.script.chapters[number].utterances, self._spoken[number]
        for utterance, said, placed in zip(utterances, spoken, layout.placed, strict=True):
            start = placed.start / rate
            words = _Words(utterance, said.take, start) if said.take.words else ()
            yield Cue(utterance.id, start, placed.end / rate, words)

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

    def packets(self, codec: Codec, chapters: Sequence[int] | None = None) -> Iterator[Packets]:
        """Encoded segments of `chapters` (all when None) in order, made by all workers.

        See `Packets` for what they hold. Raises `NarrationError`.
        """
        wanted = range(len(self._layout)) if chapters is None else chapters
        frame = codec.at(self.sample_rate).frame
        places = [(c, segment) for c in wanted for segment in self._layout[c].segments]
        jobs: list[tuple[int, Segment, Stretch]] = []
        at = 0
        for index, (chapter, segment) in enumerate(places):
            lead = at % frame
            at += segment.length
            whole = (lead + segment.length) // frame * frame if index + 1 < len(places) else 0
            stretch = replace(self._stretch(chapter, segment), lead=lead, whole=whole)
            jobs.append((chapter, segment, stretch))
        keys = [self._key(stretch, codec) for _, _, stretch in jobs]
        cache = self.speaker.cache
        owed = [index for index, key in enumerate(keys) if cache.head(key) is None]
        self._encode(owed, keys, [stretch for _, _, stretch in jobs], codec)
        for key, (chapter, segment, stretch) in zip(keys, jobs, strict=True):
            entry = cache.get(key)
            if entry is None:  # damaged since
                self._encode([0], [key], [stretch], codec)
                entry = cache.get(key)
            if entry is None:
                raise _unkept()
            head, body = entry
            count = head["packets"]
            sizes = np.frombuffer(body, "<u4", count)
            yield Packets(chapter, segment.length, tuple(sizes.tolist()), body[4 * count :])

    def _encode(
        self, owed: list[int], keys: list[str], stretches: list[Stretch], codec: Codec
    ) -> None:
        speaker = self.speaker
        if not owed:
            return
        rate = self.sample_rate
        speaker.listener.begin("Encoding", sum(stretches[i].length for i in owed) / rate)
        try:
            for attempt in range(_REPAIRS):
                tasks = (
                    Task(
                        encode_stretch,
                        (speaker.cache.folder, keys[i], stretches[i], codec),
                        _ENCODING,
                    )
                    for i in owed
                )
                failed: list[int] = []
                for index, outcome in zip(owed, speaker.workers.run(tasks), strict=True):
                    if isinstance(outcome, int):
                        speaker.listener.advance(stretches[index].length / rate)
                        continue
                    failed.append(index)
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

    def _key(self, stretch: Stretch, codec: Codec) -> str:
        return key_of("packets", _FORMAT, encoder_version(), repr(codec), repr(stretch))

    def _stretch(self, number: int, segment: Segment) -> Stretch:
        layout = self._layout[number]
        span = slice(segment.first, segment.last)
        placed = layout.placed[span]
        utterances = self.script.chapters[number].utterances[span]
        last = segment is layout.segments[-1]
        return Stretch(
            tuple(said.key for said in self._spoken[number][span]),
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
        lines = {}
        before = {}
        for chapter, spoken in zip(self.script.chapters, self._spoken, strict=True):
            for utterance, said in zip(chapter.utterances, spoken, strict=True):
                if said.key in lost:
                    line = self.speaker.line(utterance, self.script.language)
                    if line is not None:
                        lines[said.key] = (line, utterance)
                        before[said.key] = said.take.samples
        for key, take in self.speaker.again(list(lines.values())).items():
            if take.samples != before[key]:
                raise _unkept()


class _Words(Sequence[WordCue]):
    """The words of a cue, found when they are asked for: most editions never do."""

    __slots__ = ("start", "take", "utterance")

    def __init__(self, utterance: Utterance, take: Take, start: float) -> None:
        self.utterance = utterance
        self.take = take
        self.start = start

    def _all(self) -> tuple[WordCue, ...]:
        text, spoken = self.utterance.text, self.utterance.spoken
        return tuple(
            WordCue(first, last, self.start + begin, self.start + end)
            for first, last, begin, end in map_words(text, spoken, self.take.words)
        )

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[WordCue]:
        return iter(self._all())

    @overload
    def __getitem__(self, place: int) -> WordCue: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[WordCue, ...]: ...
    def __getitem__(self, place: int | slice) -> WordCue | tuple[WordCue, ...]:
        return self._all()[place]


def _unkept() -> NarrationError:
    return NarrationError(
        "Speech that was finished was lost from the cache while it was needed.", "Run again."
    )
