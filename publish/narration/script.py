"""The script: what is said, utterance by utterance, with the ids that all editions share."""

from __future__ import annotations

from dataclasses import dataclass

from publish.narration.engines import Sound
from publish.walk import Role


@dataclass(frozen=True, slots=True)
class Said:
    """The spoken form of a text, and what of it is pronounced as a lexicon says."""

    text: str
    sounds: tuple[Sound, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of what is said that is in one language (BCP 47)."""

    spoken: str
    language: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence to say.

    Attributes:
        id: of the `Sentence` it says; announcements ("Quote:") have an id of their own.
        text: as it is written.
        spoken: as it is said: numbers and abbreviations in words; empty when there is nothing to
            say (a line of emoji), which then takes no time.
        pause: silence after it, in seconds.
        language: BCP 47.
        voice: the voice that the user chose for this role; empty for the usual one.
        turns: `spoken` cut where its language changes; empty when it is all in `language`.
        pronunciations: what of `spoken` a lexicon gives in IPA.
        announcement: whether the words are not the article's own, so that no text carries its id.
    """

    id: str
    text: str
    spoken: str
    pause: float
    language: str
    role: Role
    voice: str = ""
    announcement: bool = False
    turns: tuple[Turn, ...] = ()
    pronunciations: tuple[Sound, ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptChapter:
    """A chapter of the audio: chapter `chapter` of ``walk.chapters`` of part `part`, from 0."""

    title: str
    part: int
    chapter: int
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """All that is said, in order."""

    chapters: tuple[ScriptChapter, ...]
    language: str
