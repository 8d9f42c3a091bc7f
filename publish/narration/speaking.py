"""Getting a script spoken: what is not in the cache goes to the workers; what fails is tried again,
then split, then named."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from publish.errors import NarrationError
from publish.narration.alphabets import strange_script
from publish.narration.cache import Cache, key_of
from publish.narration.engines import Sound
from publish.narration.options import NarrationOptions
from publish.narration.reel import Reel
from publish.narration.script import Script, Turn, Utterance
from publish.narration.shortfalls import (
    Unsaid,
    in_strange_letters,
    of_other_languages,
    unpronounced,
)
from publish.narration.takes import Take, take_from
from publish.narration.tasks import (
    EngineSpec,
    Found,
    Introduction,
    Line,
    Wish,
    base,
    introduce,
    speak,
)
from publish.narration.workers import Lost, Task, Workers
from publish.report import Listener, Notice

#: Part of every key: another number makes all speech anew. Raise it when takes change.
_FORMAT = 3

# A batch is what a worker is given at once: enough to hide the cost of the way there and back,
# little enough that a crash or Ctrl-C loses next to nothing.
_BATCH_LINES = 12
_BATCH_CHARACTERS = 2_000

#: Seconds an engine may take to start, besides the timeout: neural voices load for long.
_START = 60.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one voice says of an utterance; `sounds` have their places in the whole of it."""

    text: str
    wish: Wish
    sounds: tuple[Sound, ...] = ()


class Speaker:
    """Speaks scripts with the engine of `options`."""

    def __init__(
        self, options: NarrationOptions, cache: Cache, workers: Workers, listener: Listener
    ) -> None:
        self.options = options
        self.cache = cache
        self.workers = workers
        self.listener = listener
        self.spec = EngineSpec(options.engine, options.engines)
        self.patience = 0.0
        self.version = ""
        self.voices: dict[Wish, Found] = {}
        self.known: dict[tuple[str, Wish], bool] = {}
        self.notices: tuple[Notice, ...] = ()

    def meet(self, script: Script) -> None:
        """Open the engine and find the voices that `script` needs.

        What it cannot do as asked is a notice from then on.

        Raises:
            UnknownName: the engine or a voice is not there.
            NarrationError: the engine does not start.
        """
        main = (self.options.voice, script.language)
        wishes = {main: None}
        sounds: dict[tuple[str, Wish], None] = {}
        for utterance in _utterances(script):
            wishes[self._wish(utterance, script.language, utterance.language)] = None
            for stretch in self._stretches(utterance, script.language):
                wishes[stretch.wish] = None
                sounds.update({(s.ipa, stretch.wish): None for s in stretch.sounds})
        wanted, asked = tuple(wishes), tuple(sounds)
        if wanted == tuple(self.voices) and asked == tuple(self.known):
            return
        limit = self.options.engines.timeout + _START
        answer = self.workers.one(Task(introduce, (self.spec, wanted, asked), limit))
        if isinstance(answer, Lost):
            raise NarrationError(
                f"The engine {self.options.engine} does not start: {answer.why}.",
                "Choose another with --engine.",
            )
        assert isinstance(answer, Introduction)
        self.version, self.patience = answer.version, answer.patience
        self.voices = dict(zip(wanted, answer.voices, strict=True))
        self.known = dict(zip(asked, answer.sounds, strict=True))
        self.notices = tuple(self._notices(script, phonemes=answer.phonemes))

    def _stretches(self, utterance: Utterance, main: str) -> Iterator[Stretch]:
        """What each voice says of `utterance`, in order."""
        at = 0
        for turn in utterance.turns or (Turn(utterance.spoken, utterance.language),):
            end = at + len(turn.spoken)
            sounds = tuple(s for s in utterance.pronunciations if at <= s.first and s.last <= end)
            yield Stretch(turn.spoken, self._wish(utterance, main, turn.language), sounds)
            at = end + 1  # a space

    def _wish(self, utterance: Utterance, main: str, language: str) -> Wish:
        # A chosen voice is for the article's own language.
        same = base(language) == base(main)
        return (utterance.voice or self.options.voice) if same else "", language

    def _notices(self, script: Script, *, phonemes: bool) -> Iterator[Notice]:
        """What of `script` is not said as it was meant."""
        used: dict[Wish, None] = {}
        lost: dict[Unsaid, None] = {}
        strange: dict[tuple[str, str], list[str]] = {}
        for utterance in _utterances(script):
            for stretch in self._stretches(utterance, script.language):
                if stretch.text.strip():
                    used[stretch.wish] = None
                tongue = base(stretch.wish[1])
                if script_name := strange_script(stretch.text, tongue):
                    strange.setdefault((script_name, tongue), []).append(utterance.id)
                for sound in stretch.sounds:
                    if not self.known[sound.ipa, stretch.wish]:
                        word = utterance.spoken[sound.first : sound.last]
                        lost[Unsaid(word, sound.ipa, sound.respelled)] = None
        engine = self.options.engine
        yield from of_other_languages(engine, [(*wish, self.voices[wish]) for wish in used])
        yield from in_strange_letters(strange)
        yield from unpronounced(engine, tuple(lost), phonemes=phonemes)

    def voice_of(self, utterance: Utterance, main: str) -> str:
        """The engine's name of the voice that says `utterance`."""
        return self.voices[self._wish(utterance, main, utterance.language)].voice

    def line(self, utterance: Utterance, main: str) -> Line | None:
        """What the worker is told of `utterance`; None when there is nothing to say."""
        if not utterance.spoken.strip():
            return None
        stretches = tuple(self._stretches(utterance, main))
        voice = self.voice_of(utterance, main)
        text, rate = utterance.spoken, self.options.rate
        turns = tuple((each.text, self.voices[each.wish].voice) for each in stretches)
        sounds = tuple(s for each in stretches for s in each.sounds if self.known[s.ipa, each.wish])
        facts: list[object] = [voice, rate, text, turns if utterance.turns else ()]
        if sounds:
            facts.append([(sound.first, sound.last, sound.ipa) for sound in sounds])
        key = key_of(
            *("take", _FORMAT, self.options.engine, self.version, self._settings(), *facts)
        )
        return Line(key, text, voice, rate, turns=turns if utterance.turns else (), sounds=sounds)

    def _settings(self) -> str:
        return self.options.engines.command if self.options.engine == "command" else ""

    def speak(self, script: Script) -> Reel:
        """All of `script`. What is kept already is not spoken again.

        Raises:
            NarrationError: an utterance cannot be spoken, after retries; it is named.
            OutputError: there is no room for the speech.
        """
        self.meet(script)
        utterances = list(_utterances(script))
        lines = (self.line(utterance, script.language) for utterance in utterances)
        reel = Reel((line.key if line else "" for line in lines), self.cache.folder)
        owed = array("q")
        for number in reel.takes():
            head = self.cache.head(reel.key(number))
            if head is None:
                owed.append(number)
            else:
                reel.keep(number, take_from(head))
        takes = self._takes([utterances[number] for number in owed], script.language)
        for number, take in zip(owed, takes, strict=True):
            reel.keep(number, take)
        return reel

    def again(self, utterances: Sequence[Utterance], main: str) -> Iterator[Take]:
        """Speak `utterances` anew: what was kept of them is damaged."""
        for utterance in utterances:
            if line := self.line(utterance, main):
                self.cache.drop(line.key)
        return self._takes(utterances, main)

    def _takes(self, owed: Sequence[Utterance], main: str) -> Iterator[Take]:
        """The takes of `owed`, in order, spoken by all workers."""
        if not owed:
            return
        self.listener.begin("Speaking", float(sum(len(each.spoken) for each in owed)))
        under_way: deque[list[tuple[Line, Utterance]]] = deque()

        def tasks() -> Iterator[Task[tuple[Take | str, ...]]]:
            for batch in _batches((line, u) for u in owed if (line := self.line(u, main))):
                under_way.append(batch)
                yield self._task(tuple(line for line, _ in batch))

        try:
            for outcome in self.workers.run(tasks()):
                batch = under_way.popleft()
                results = [outcome] * len(batch) if isinstance(outcome, Lost) else outcome
                for (line, utterance), result in zip(batch, results, strict=True):
                    yield result if isinstance(result, Take) else self._retry(line, utterance)
                self.listener.advance(float(sum(len(line.text) for line, _ in batch)))
        finally:
            self.listener.end()

    def _task(self, lines: tuple[Line, ...]) -> Task[tuple[Take | str, ...]]:
        work = self.patience * sum(len(line.text) for line in lines)
        # A little above the engine's own limit, which gives the better message; a process that has
        # just been started opens the engine first.
        seconds = self.options.engines.timeout + work + 5.0
        return Task(speak, (self.spec, self.cache.folder, lines), seconds)

    def _retry(self, line: Line, utterance: Utterance) -> Take:
        """The utterance by itself, as it is, then in halves, then in quarters.

        Raises:
            NarrationError: nothing of this helped.
        """
        head = self.cache.head(line.key)
        if head is not None:  # its batch was lost after it was done
            return take_from(head)
        why = ""
        size = len(line.text)
        for limit in (line.limit, max(20, size // 2 + 10), max(20, size // 4 + 10)):
            outcome = self.workers.one(self._task((replace(line, limit=limit),)))
            result: Take | str | Lost = outcome if isinstance(outcome, Lost) else outcome[0]
            if isinstance(result, Take):
                return result
            why = result.why if isinstance(result, Lost) else result
        raise NarrationError(
            f"The engine {self.options.engine} could not say the sentence {utterance.id}, "
            f"“{_shortened(line.text)}”: {why}.",
            "Choose another --engine or --voice, or change the sentence.",
        )


def _utterances(script: Script) -> Iterator[Utterance]:
    for chapter in script.chapters:
        yield from chapter.utterances


def _batches(
    owed: Iterable[tuple[Line, Utterance]],
) -> Iterator[list[tuple[Line, Utterance]]]:
    batch: list[tuple[Line, Utterance]] = []
    size = 0
    for pair in owed:
        if batch and (len(batch) == _BATCH_LINES or size + len(pair[0].text) > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(pair)
        size += len(pair[0].text)
    if batch:
        yield batch


def _shortened(text: str, most: int = 100) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
