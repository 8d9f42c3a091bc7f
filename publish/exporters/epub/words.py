"""Word by word: sentences with an element around each word that the engine gave a time for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from publish.edition import Edition, Part
from publish.model import Emphasis, Foreign, Inline, Inlines, Link, Note, Sentence, Strong
from publish.narration.narration import ChapterTiming, Cue, WordCue
from publish.segment import split
from publish.walk import Front, Role, map_passages


def timed_words(
    edition: Edition, timeline: Sequence[ChapterTiming]
) -> tuple[Edition, tuple[ChapterTiming, ...]]:
    """`edition` with its words as elements, and `timeline` with a cue for each of them.

    A word's id is its sentence's with ``w`` and its number. Sentences whose words have no times
    (an engine that gives none) stay whole.
    """
    words = {cue.id: cue.words for timing in timeline for cue in timing.cues if cue.words}
    done: set[str] = set()

    def change(inlines: Inlines, role: Role = Role.PARAGRAPH) -> Inlines:
        return tuple(_cut(inline, words, done) for inline in inlines)

    parts = tuple(
        Part(
            Front(
                change(part.front.title),
                change(part.front.subtitle),
                change(part.front.byline),
                change(part.front.dateline),
            ),
            replace(
                part.article,
                blocks=tuple(map_passages(block, change) for block in part.article.blocks),
            ),
        )
        for part in edition.parts
    )
    times = tuple(
        replace(timing, cues=tuple(each for cue in timing.cues for each in _cues(cue, done)))
        for timing in timeline
    )
    return replace(edition, parts=parts), times


def _cues(cue: Cue, done: set[str]) -> Iterator[Cue]:
    """A cue for each word of `cue`, which together last as long; `done` holds what was cut."""
    if cue.id not in done:
        yield cue
        return
    words = tuple(cue.words)
    last = len(words)
    for number, word in enumerate(words, 1):
        start = cue.start if number == 1 else word.start
        end = cue.end if number == last else words[number].start
        yield Cue(f"{cue.id}w{number}", start, end)


def _cut(inline: Inline, words: Mapping[str, Sequence[WordCue]], done: set[str]) -> Inline:
    """`inline` with the words of its sentences as sentences of their own; notes ids in `done`."""
    match inline:
        case Sentence(id, children):
            inner = tuple(_cut(child, words, done) for child in children)
            if id not in words:
                return replace(inline, children=inner)
            cuts = [at for word in words[id] for at in (word.first, word.last)]
            if cuts != sorted(cuts):
                return replace(inline, children=inner)
            done.add(id)
            new: list[Inline] = []
            for at, piece in enumerate(split(inner, cuts)):
                if at % 2:
                    new.append(Sentence(f"{id}w{at // 2 + 1}", piece))
                else:
                    new.extend(piece)
            return replace(inline, children=tuple(new))
        case Emphasis() | Strong() | Link() | Foreign() | Note():
            inner = tuple(_cut(child, words, done) for child in inline.children)
            return replace(inline, children=inner)
        case _:
            return inline
