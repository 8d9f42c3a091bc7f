"""What a talking book holds, in the order of its playback, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from publish.edition import Edition
from publish.exporters.daisy.content import Mark, Written, titled, write_chapter, writer_for
from publish.exporters.pictures import Picture, Pictures
from publish.narration.narration import ChapterTiming, Narration
from publish.report import Notice
from publish.walk import chapters, language_of


class Clip(NamedTuple):
    """A piece of a stretch's sound, in seconds from the start of its file."""

    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Moment:
    """An element of the text, and the sound that goes with it; none in a book without sound."""

    id: str
    clips: tuple[Clip, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to go to: a heading of rank 1 to 6, or a page (rank 0) of a kind.

    Attributes:
        moment: the id of the moment that is played from there.
        id: of its own element in the text; empty for the title.
    """

    rank: int
    label: str
    moment: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one SMIL file plays: a chapter.

    Attributes:
        number: counts from 1, in order of playback.
        sound: the chapter of the narration; None in a book without sound.
        duration: seconds.
        body: the text as the body of an XHTML file.
    """

    number: int
    title: str
    language: str
    moments: tuple[Moment, ...]
    entries: tuple[Entry, ...]
    body: str
    sound: int | None = None
    duration: float = 0.0

    @property
    def smil(self) -> str:
        """Name of the file that says what is played when."""
        return f"{self.number:04d}.smil"

    @property
    def text(self) -> str:
        """Name of the file with the text."""
        return f"{self.number:04d}.html"

    @property
    def audio(self) -> str:
        """Name of the file with the sound."""
        return f"{self.number:04d}.mp3"


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole book. `pictures` are files that its text shows."""

    stretches: tuple[Stretch, ...]
    pictures: tuple[Picture, ...]
    notices: tuple[Notice, ...]

    @property
    def duration(self) -> float:
        """Seconds of sound."""
        return sum(stretch.duration for stretch in self.stretches)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every place to go to, in order."""
        return tuple(entry for stretch in self.stretches for entry in stretch.entries)


@dataclass(slots=True)
class _Builder:
    title: str
    stretches: list[Stretch] = field(default_factory=list)

    def add(
        self, written: Written, moments: tuple[Moment, ...], timing: ChapterTiming | None, at: int
    ) -> None:
        """Add a chapter, unless there is nothing in it to read or to play."""
        if not moments:
            return
        entries = tuple(_entries(written, moments))
        if not self.stretches and (not entries or entries[0].rank != 1):
            # A book begins with its title, whether its text does or not.
            entries = (Entry(1, self.title, moments[0].id), *entries)
        self.stretches.append(
            Stretch(
                len(self.stretches) + 1,
                entries[0].label if entries and entries[0].rank else written.title,
                written.language,
                moments,
                entries,
                written.body,
                at if timing else None,
                timing.duration if timing else 0.0,
            )
        )


def plan(edition: Edition, title: str, *, sound: bool) -> Plan:
    """The book of `edition`, chapter by chapter.

    Args:
        title: of the whole.
        sound: whether it is to sound; its narration must be there then.
    """
    pictures = Pictures("")
    builder = _Builder(title)
    notices: list[Notice] = []
    spoken = _timings(edition.narration) if sound and edition.narration else {}
    for index, part in enumerate(edition.parts):
        writer = writer_for(part, pictures, f"a{index + 1}-" if edition.bound else "")
        for number, chapter in enumerate(chapters(part.article.blocks)):
            front = part.front if number == 0 else None
            written = write_chapter(writer, front, chapter, title)
            at, timing = spoken.get((index, number), (0, None))
            if sound:
                moments = _heard(edition.narration, at, timing, written) if timing else ()
            else:
                moments = tuple(Moment(id_) for id_ in written.ids)
            builder.add(written, moments, timing, at)
        notices += writer.notices
    if not builder.stretches:  # nothing to read: the title, so that there is a book
        alone = titled(title, language_of(edition.meta))
        builder.add(alone, (Moment(alone.ids[0]),), None, 0)
    if edition.bound:
        first = builder.stretches[0]
        if first.entries[0].label != title:
            opening = Entry(1, title, first.moments[0].id)
            builder.stretches[0] = replace(first, title=title, entries=(opening, *first.entries))
    return Plan(
        tuple(builder.stretches),
        tuple(pictures.kept.values()),
        (*pictures.notices, *notices),
    )


def _timings(narration: Narration) -> dict[tuple[int, int], tuple[int, ChapterTiming]]:
    return {(t.part, t.chapter): (at, t) for at, t in enumerate(narration.timeline())}


def _heard(
    narration: Narration | None, at: int, timing: ChapterTiming, written: Written
) -> tuple[Moment, ...]:
    """The elements that are heard, in order, with all of the chapter's sound shared out.

    The pause after a sentence is its own. Words that are not the article's own go with the
    sentence that they announce, or, at an end ("End of list."), with the one before.
    """
    assert narration is not None
    ids = set(written.ids)
    closing = {
        u.id
        for u in narration.script.chapters[at].utterances
        if u.announcement and u.id.rstrip("0123456789").endswith("-end")
    }
    cues = [cue for cue in timing.cues if cue.end > cue.start]
    ends = [cue.start for cue in cues[1:]] + [timing.duration]
    moments: list[tuple[str, list[Clip]]] = []
    waiting: list[Clip] = []
    begin = 0.0
    for cue, end in zip(cues, ends, strict=True):
        clip = Clip(begin, end)
        begin = end
        if cue.id in ids:
            moments.append((cue.id, [*waiting, clip]))
            waiting = []
        elif cue.id in closing and moments and not waiting:
            moments[-1][1].append(clip)
        else:
            waiting.append(clip)
    if waiting and moments:
        moments[-1][1].extend(waiting)
    return tuple(Moment(id_, tuple(clips)) for id_, clips in moments)


def _entries(written: Written, moments: tuple[Moment, ...]) -> list[Entry]:
    """The chapter's marks, each at the first moment at or after it, in order of playback."""
    order = {id_: place for place, id_ in enumerate(written.ids)}
    played = {moment.id: place for place, moment in enumerate(moments)}
    found: list[tuple[int, int, Entry]] = []
    for number, mark in enumerate(written.marks):
        here = order.get(mark.target, len(order))
        later = [id_ for id_ in written.ids[here:] if id_ in played]
        target = later[0] if later else moments[-1].id
        found.append((played[target], number, _entry(mark, target)))
    return [entry for _, _, entry in sorted(found, key=lambda each: each[:2])]


def _entry(mark: Mark, target: str) -> Entry:
    return Entry(mark.rank, mark.label, target, mark.kind, mark.id)
