"""The sound files of the book: a chapter of the narration each, and one for the notes of a page.

The narration says a note where its mark stands; a page holds its notes at its end. Players follow
the page, and some play a file straight on from one clip to the next: so the files are cut to the
order of the pages, at places where the narration is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from publish.exporters.epub.documents import Document

if TYPE_CHECKING:  # a book without sound loads none of this
    from publish.narration.codecs import Codec
    from publish.narration.narration import ChapterTiming, Narration, Packets
    from publish.narration.script import Script
    from publish.report import Notice

_BYTES = 2  # a sample


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a sound file, in milliseconds. `chapter` is where the narration has it."""

    id: str
    chapter: int
    begin: int
    end: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a chapter of the narration, in milliseconds; to its end where `end` is None."""

    chapter: int
    begin: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """A sound file of the book and the stretches that it is made of, in order."""

    name: str
    cuts: tuple[Cut, ...]

    @property
    def id(self) -> str:
        """The item's id in the manifest."""
        return f"audio-{self.name.rpartition('/')[2].removesuffix('.mp3')}"

    @property
    def whole(self) -> int | None:
        """The chapter that the file is, where it is one from end to end."""
        cut = self.cuts[0]
        return cut.chapter if self.cuts == (Cut(cut.chapter),) else None

    def write(self, narration: Narration, path: Path) -> None:
        """Write the file. Raises `NarrationError`."""
        from publish.narration.encoding import MP3_FILE, encode_file

        if self.whole is not None:
            encode_file(narration, (self.whole,), path, MP3_FILE)
            return
        encode_file(_Excerpt(narration, self.cuts), (0,), path, MP3_FILE, joined=False)


def tracks(
    clips: dict[str, Clip], documents: Sequence[Document]
) -> tuple[tuple[Track, ...], dict[str, Clip]]:
    """The files to make, and `clips` with their places in them."""
    placed: dict[str, Clip] = {}
    made: list[Track] = []
    taken: dict[int, list[Clip]] = {}
    for document in documents:
        name = f"audio/notes-{document.number}.mp3"
        notes = [
            clips[anchor.id]
            for anchor in document.anchors
            if anchor.id in clips and any(c.kind == "footnote" for c in anchor.path)
        ]
        ends = list(accumulate(clip.end - clip.begin for clip in notes))
        for clip, end in zip(notes, ends, strict=True):
            length = clip.end - clip.begin
            placed[clip.id] = replace(clip, begin=end - length, end=end, file=name)
            taken.setdefault(clip.chapter, []).append(clip)
        if notes:
            made.append(Track(name, tuple(Cut(c.chapter, c.begin, c.end) for c in notes)))
    rest = [clip for clip in clips.values() if clip.id not in placed]
    for chapter, group in groupby(rest, key=lambda clip: clip.chapter):
        name = f"audio/{chapter + 1:04d}.mp3"
        gone = sorted(taken.get(chapter, []), key=lambda clip: clip.begin)
        made.append(Track(name, tuple(_between(chapter, gone))))
        at, before = 0, 0
        for clip in group:  # in the order of time, as `gone` is
            while at < len(gone) and gone[at].begin < clip.end:
                before += gone[at].end - gone[at].begin
                at += 1
            begin, end = clip.begin - before, clip.end - before
            placed[clip.id] = replace(clip, begin=begin, end=end, file=name)
    return tuple(sorted(made, key=lambda track: track.name)), placed


def _between(chapter: int, gone: Iterable[Clip]) -> Iterator[Cut]:
    begin = 0
    for clip in gone:
        if clip.begin > begin:
            yield Cut(chapter, begin, clip.begin)
        begin = clip.end
    yield Cut(chapter, begin)


class _Excerpt:
    """Stretches of a narration as one chapter. Implements `Narration`."""

    def __init__(self, narration: Narration, cuts: Sequence[Cut]) -> None:
        self.narration = narration
        self.cuts = cuts

    @property
    def script(self) -> Script:
        return self.narration.script

    @property
    def sample_rate(self) -> int:
        return self.narration.sample_rate

    @property
    def mp3_bit_rate(self) -> int:
        return self.narration.mp3_bit_rate

    @property
    def narrator(self) -> str:
        return self.narration.narrator

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.narration.notices

    def timeline(self) -> tuple[ChapterTiming, ...]:
        return self.narration.timeline()

    def configuration(self, codec: Codec) -> bytes:
        return self.narration.configuration(codec)

    def prepare(self, codec: Codec, files: Sequence[Sequence[int]]) -> None:
        self.narration.prepare(codec, files)

    def packets(self, codec: Codec, chapters: Sequence[int] | None = None) -> Iterator[Packets]:
        return self.narration.packets(codec, chapters)

    def pcm(self, chapter: int) -> Iterator[bytes]:
        """The stretches one behind the other; each run of one chapter is read once."""
        run: list[Cut] = []
        for cut in self.cuts:
            if run and (cut.chapter != run[-1].chapter or cut.begin < run[-1].begin):
                yield from self._stretches(self.narration.pcm(run[0].chapter), run)
                run = []
            run.append(cut)
        if run:
            yield from self._stretches(self.narration.pcm(run[0].chapter), run)

    def _stretches(self, pieces: Iterator[bytes], cuts: Sequence[Cut]) -> Iterator[bytes]:
        """`cuts` of one chapter, in the order of time."""
        spans = [(self._bytes(cut.begin), self._bytes(cut.end)) for cut in cuts]
        at = 0
        for piece in pieces:
            end = at + len(piece)
            while spans and spans[0][0] < end:
                first, last = spans[0]
                yield piece[max(first, at) - at : min(last, end) - at]
                if last > end:
                    break
                spans.pop(0)
            if not spans:
                return
            at = end

    def _bytes(self, milliseconds: int | None) -> int:
        if milliseconds is None:
            return 1 << 62
        return round(milliseconds * self.sample_rate / 1000) * _BYTES
