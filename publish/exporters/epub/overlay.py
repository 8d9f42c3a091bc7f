"""Media overlays: which stretch of sound belongs to which element of a page, as SMIL.

The clips of a chapter stand one behind the other without gaps: a pause belongs to the sentence
before it, since players leave out what no clip holds. What is said without being in the text
("Quote:") belongs to the sentence that it stands before, at an end to the one it stands after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.exporters.epub.documents import Document
from publish.exporters.epub.sound import Clip
from publish.exporters.xhtml import Anchor, Container

if TYPE_CHECKING:
    from publish.narration.narration import ChapterTiming, Cue
    from publish.narration.script import Script

ACTIVE_CLASS = "-epub-media-overlay-active"
PLAYING_CLASS = "-epub-media-overlay-playing"

# Players offer to skip notes and to leave tables, lists and figures by these names; the others
# that a page knows (a quotation) have no name in the EPUB vocabulary.
_KNOWN = frozenset(("figure", "footnote", "list", "table"))

_AT_END = re.compile(r"-end\d*$")


@dataclass(frozen=True, slots=True)
class Overlay:
    """The SMIL file of one page. `duration` is in milliseconds."""

    document: str
    name: str
    smil: str
    duration: int

    @property
    def id(self) -> str:
        """The item's id in the manifest."""
        return f"overlay-{self.name.rpartition('/')[2].removesuffix('.smil')}"


def clips(
    timeline: Sequence[ChapterTiming], script: Script, shown: Iterable[str]
) -> dict[str, Clip]:
    """The clip of each element of the pages that is heard, by its id.

    Args:
        shown: the ids of the elements that the pages hold.
    """
    there = frozenset(shown)
    found: dict[str, Clip] = {}
    for number, (timing, chapter) in enumerate(zip(timeline, script.chapters, strict=True)):
        announcements = {u.id for u in chapter.utterances if u.announcement}
        run: list[Clip] = []
        for cue in timing.cues:
            run = _take(run, cue, number, cue.id in there, cue.id in announcements)
        for clip in _joined(run, round(timing.duration * 1000)):
            if clip.end > clip.begin:
                found.setdefault(clip.id, clip)
    return found


def _take(run: list[Clip], cue: Cue, chapter: int, shown: bool, announced: bool) -> list[Clip]:
    """`run` with one more cue. A clip without an id waits for the element that it introduces."""
    begin = round(cue.start * 1000)
    waiting = bool(run) and not run[-1].id
    if shown and cue.end > cue.start:
        if waiting:
            run[-1] = replace(run[-1], id=cue.id)
        else:
            run.append(Clip(cue.id, chapter, begin, begin))
    elif announced and not waiting and (not run or not _AT_END.search(cue.id)):
        run.append(Clip("", chapter, begin, begin))
    return run


def _joined(run: list[Clip], duration: int) -> Iterable[Clip]:
    """The clips of a chapter, each reaching to the next, the first from 0, the last to the end."""
    named = [clip for clip in run if clip.id]
    for at, clip in enumerate(named):
        begin = clip.begin if at else 0
        end = named[at + 1].begin if at + 1 < len(named) else duration
        yield replace(clip, begin=begin, end=end)


def overlay(document: Document, clips: dict[str, Clip]) -> Overlay | None:
    """The overlay of a page, in the order of the page; None where nothing of it is heard."""
    heard = [anchor for anchor in document.anchors if anchor.id in clips]
    if not heard:
        return None
    number = document.number
    source = f"../{document.name}"
    body = "".join(_lines(heard, clips, source, number))
    smil = f"""<?xml version="1.0" encoding="utf-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
<body epub:textref="{source}">
{body}</body>
</smil>
"""
    duration = sum(clips[anchor.id].end - clips[anchor.id].begin for anchor in heard)
    return Overlay(document.name, f"overlays/{number}.smil", smil, duration)


def _lines(
    heard: Sequence[Anchor], clips: dict[str, Clip], source: str, number: str
) -> Iterable[str]:
    open_path: tuple[Container, ...] = ()
    for count, anchor in enumerate(heard, 1):
        path = tuple(container for container in anchor.path if container.kind in _KNOWN)
        shared = 0
        while shared < min(len(path), len(open_path)) and path[shared].id == open_path[shared].id:
            shared += 1
        yield "</seq>\n" * (len(open_path) - shared)
        for container in path[shared:]:
            yield f'<seq epub:type="{container.kind}" epub:textref="{source}#{container.id}">\n'
        open_path = path
        clip = clips[anchor.id]
        yield (
            f'<par id="par-{number}-{count}"><text src="{source}#{anchor.id}"/>'
            f'<audio src="../{clip.file}" clipBegin="{clock(clip.begin)}"'
            f' clipEnd="{clock(clip.end)}"/></par>\n'
        )
    yield "</seq>\n" * len(open_path)


def clock(milliseconds: int) -> str:
    """A SMIL clock value: ``0:01:02.345``."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{rest:03d}"
