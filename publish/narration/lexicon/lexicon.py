"""Pronunciations by word or phrase, and how they are applied to a text.

An entry says a word by a respelling (`alias`), which any engine can read, by IPA (`phoneme`), which
some engines take, or by both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CHUNK = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """How a word or phrase is said.

    Attributes:
        written: the word or phrase as it stands in a text; any white space stands for any other.
        alias: how it is respelled, or empty.
        phoneme: its IPA without slashes, or empty.
        cased: only this use of capitals is meant.
        origin: file and line, for messages.
    """

    written: str
    alias: str = ""
    phoneme: str = ""
    cased: bool = False
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text: plain where `entry` is None, else what an entry says otherwise.

    `start` and `end` are character positions in the text, half-open.
    """

    start: int
    end: int
    written: str
    entry: Entry | None = None

    @property
    def alias(self) -> str:
        """What an engine without phonemes is given: the respelling, or the text as it stands."""
        return self.entry.alias if self.entry and self.entry.alias else self.written

    @property
    def phoneme(self) -> str:
        """The IPA for an engine that takes it, or empty."""
        return self.entry.phoneme if self.entry else ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An entry ready to be matched: its pattern, and how far it begins before its first word."""

    pattern: re.Pattern[str]
    lead: int
    entry: Entry


class Lexicon:
    """An ordered set of entries; of two for the same word the first holds."""

    __slots__ = ("_by_first_word", "entries")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        kept: dict[tuple[str, bool], Entry] = {}
        for entry in entries:
            written = " ".join(entry.written.split())
            key = (written if entry.cased else written.casefold(), entry.cased)
            kept.setdefault(key, entry)
        self.entries: tuple[Entry, ...] = tuple(kept.values())
        self._by_first_word = _index(self.entries)

    @classmethod
    def load(cls, path: str | Path) -> Lexicon:
        """Read a lexicon file: W3C PLS 1.0 (``.pls``, ``.xml``), TOML, or TSV (``.tsv``, ``.txt``).

        Raises:
            ConfigurationError: the file is missing or wrong; the message names the line.
        """
        from publish.narration.lexicon.files import read

        return cls(read(Path(path)))

    @classmethod
    def merged(cls, lexicons: Sequence[Lexicon]) -> Lexicon:
        """Return one lexicon of several, the most particular first: a book's before the user's."""
        return cls(entry for lexicon in lexicons for entry in lexicon.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def apply(self, text: str) -> tuple[Segment, ...]:
        """Return the text cut at the words that have an entry; together the segments are the text.

        Whole words only; of entries that begin at one place the longest holds, a cased one first.
        """
        found: list[Segment] = []
        here = 0
        for start, end, entry in self._matches(text):
            if here < start:
                found.append(Segment(here, start, text[here:start]))
            found.append(Segment(start, end, text[start:end], entry))
            here = end
        if here < len(text) or not found:
            found.append(Segment(here, len(text), text[here:]))
        return tuple(found)

    def respell(self, text: str) -> str:
        """Return the text with its words respelled, for engines that take no phonemes."""
        return "".join(segment.alias for segment in self.apply(text)) if self.entries else text

    def _matches(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        here = 0
        for chunk in _CHUNK.finditer(text):
            if chunk.start() < here:
                continue
            for candidate in self._by_first_word.get(chunk.group().casefold(), ()):
                start = chunk.start() - candidate.lead
                match = candidate.pattern.match(text, start) if start >= here else None
                if match:
                    yield start, match.end(), candidate.entry
                    here = match.end()
                    break


def _index(entries: Iterable[Entry]) -> dict[str, tuple[_Candidate, ...]]:
    """Return the entries by their first word, the ones to try first in front."""
    index: dict[str, list[_Candidate]] = {}
    for entry in entries:
        words = entry.written.split()
        first = _CHUNK.search(entry.written.strip())
        if first is None:
            continue
        body = r"\s+".join(re.escape(word) for word in words)
        pattern = re.compile(rf"(?<!\w){body}(?!\w)", re.NOFLAG if entry.cased else re.IGNORECASE)
        candidate = _Candidate(pattern, first.start(), entry)
        index.setdefault(first.group().casefold(), []).append(candidate)
    return {
        word: tuple(sorted(found, key=lambda c: (-len(c.entry.written), not c.entry.cased)))
        for word, found in index.items()
    }
