"""From readable text to the words that are said: the user's pronunciations, then spoken forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.narration.engines import Sound
from publish.narration.lexicon import Lexicon
from publish.narration.script import Said
from publish.narration.spoken import Replacement, replacements


def saying(lexicons: Sequence[Path] = ()) -> Callable[[str, str], Said]:
    """A function that gives the spoken form of a text in a language (BCP 47).

    What a lexicon says otherwise is said so, whatever the rules would make of it. Where it gives
    IPA alone, the rules' words stand for engines that take no phonemes.

    Args:
        lexicons: files with pronunciations; of two entries for a word the first holds.

    Raises:
        ConfigurationError: a file is missing or wrong.
    """
    lexicon = Lexicon.merged([Lexicon.load(path) for path in lexicons])

    def say(text: str, language: str) -> Said:
        spans: list[_Span] = []
        for segment in lexicon.apply(text) if len(lexicon) else ():
            entry = segment.entry
            if entry is None:
                continue
            inside = Said(entry.alias) if entry.alias else _joined(segment.written, language, [])
            spans.append(_Span(segment.start, segment.end, inside.text, entry.phoneme, entry.alias))
        return _joined(text, language, spans)

    return say


@dataclass(frozen=True, slots=True)
class _Span:
    """An entry's characters of a text, what is said for them, its IPA and respelling, or none."""

    start: int
    end: int
    spoken: str
    ipa: str
    alias: str


def _joined(text: str, language: str, own: list[_Span]) -> Said:
    rules = [
        each
        for each in replacements(text, language)
        if all(each.end <= o.start or o.end <= each.start for o in own)
    ]
    pieces: list[str] = []
    sounds: list[Sound] = []
    at = length = 0
    changes: list[_Span | Replacement] = sorted([*own, *rules], key=lambda each: each.start)
    for each in changes:
        before = text[at : each.start]
        start = length + len(before)
        length = start + len(each.spoken)
        if isinstance(each, _Span) and each.ipa:
            sounds.append(Sound(start, length, each.ipa, bool(each.alias)))
        pieces += (before, each.spoken)
        at = each.end
    return Said("".join([*pieces, text[at:]]), tuple(sounds))
