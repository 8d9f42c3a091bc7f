"""From readable text to the words that are said: the user's pronunciations, then spoken forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from publish.narration.lexicon import Lexicon
from publish.narration.spoken import Replacement, replacements


def saying(lexicons: Sequence[Path] = ()) -> Callable[[str, str], str]:
    """A function that gives the spoken form of a text in a language (BCP 47).

    What a lexicon says otherwise is said so, whatever the rules would make of it.

    Args:
        lexicons: files with pronunciations; of two entries for a word the first holds.

    Raises:
        ConfigurationError: a file is missing or wrong.
    """
    lexicon = Lexicon.merged([Lexicon.load(path) for path in lexicons])

    def say(text: str, language: str) -> str:
        own = [
            Replacement(segment.start, segment.end, segment.alias)
            for segment in (lexicon.apply(text) if len(lexicon) else ())
            if segment.entry and segment.entry.alias
        ]
        rules = [
            each
            for each in replacements(text, language)
            if all(each.end <= o.start or o.end <= each.start for o in own)
        ]
        pieces: list[str] = []
        at = 0
        for each in sorted(own + rules, key=lambda r: r.start):
            pieces += (text[at : each.start], each.spoken)
            at = each.end
        return "".join([*pieces, text[at:]])

    return say
