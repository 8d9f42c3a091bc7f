"""When everything of a chapter is heard: cues that are made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from publish.narration.layout import Places
from publish.narration.narration import Cue, WordCue
from publish.narration.ondemand import OnDemand
from publish.narration.reel import Reel
from publish.narration.script import ScriptChapter, Utterance
from publish.narration.wordmap import map_words


class Cues(OnDemand[Cue]):
    """The cues of a chapter, each made when it is asked for."""

    __slots__ = ("first", "placed", "rate", "reel", "utterances")

    def __init__(
        self, chapter: ScriptChapter, placed: Places, rate: int, reel: Reel, first: int
    ) -> None:
        self.utterances = chapter.utterances
        self.placed = placed
        self.rate = rate
        self.reel = reel
        self.first = first

    def __len__(self) -> int:
        return len(self.utterances)

    def made(self, at: int) -> Cue:
        """The cue of the utterance at `at`."""
        utterance, placed = self.utterances[at], self.placed[at]
        start, number = placed.start / self.rate, self.first + at
        words = _Words(utterance, self.reel, number, start) if self.reel.timed(number) else ()
        return Cue(utterance.id, start, placed.end / self.rate, words)


class _Words(Sequence[WordCue]):
    """The words of a cue, found when they are asked for: most editions never do."""

    __slots__ = ("number", "reel", "start", "utterance")

    def __init__(self, utterance: Utterance, reel: Reel, number: int, start: float) -> None:
        self.utterance = utterance
        self.reel = reel
        self.number = number
        self.start = start

    def _all(self) -> tuple[WordCue, ...]:
        text, spoken = self.utterance.text, self.utterance.spoken
        return tuple(
            WordCue(first, last, self.start + begin, self.start + end)
            for first, last, begin, end in map_words(text, spoken, self.reel.words(self.number))
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
