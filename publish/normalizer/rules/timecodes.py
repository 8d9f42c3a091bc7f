"""The time codes of a pasted transcript ("0:15"), or of subtitles, and the text they cut up.

Read aloud, each code would break into a sentence; and each cue of a few words would be a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from publish.model import Article, Block, Paragraph, Text
from publish.normalizer.lengths import word_count
from publish.normalizer.rules.blocks import with_blocks
from publish.normalizer.rules.lines import Lines
from publish.normalizer.rules.opening import SENTENCE_END

#: Fewer codes may be the chapters of a recording, or the times of an evening. Players show a cue
#: for some seconds, at most for this many; a cue that is shown for longer holds sentences, of so
#: many words. Chapters last minutes and have a title of a few words.
_FEWEST = 6
_LONGEST_CUE, _SENTENCES = 20, 12
#: Seconds into the recording within which a transcript begins. A timetable begins in the morning,
#: and nobody wins a race in so short a time.
_BEGINNING = 10
#: Lines from one code to the next: a cue has two lines, or three.
_APART = 4
#: Words from which on a paragraph ends with a sentence; and without one, since what a machine heard
#: has no stops.
_PARAGRAPH, _LONGEST_PARAGRAPH = 40, 120
_CLOCK = r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?:[.,]\d{1,3})?"
_CODE = re.compile(
    rf"(?P<open>[\[(])?{_CLOCK}(?:(?P<cue> --> )[\d:., ]+(?: [a-z]+:\S+)*)?[\])]?"
    r"(?:(?:[ \t]+|[:–—-] )(?P<text>\S.*))?"
)
_HEADS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "[", "(")
_SUBTITLES = "WEBVTT"
#: Somebody else speaks, or something else is heard: "ANA REYES:", ">> ", "- Yes.", "[Music]".
_TURN = re.compile(r">>|[-–—] ?\S|[^\W\d_][^:.?!]{0,40}: |[\[(♪]")


@dataclass(frozen=True, slots=True)
class _Code:
    """A code: which line has it, the seconds it says, and what follows it on its line.

    `sure` where neither a time of day nor a result is written like it.
    """

    at: int
    seconds: int
    text: str
    sure: bool


def drop(article: Article, lines: Lines) -> Article:
    """`article` without the codes of its transcripts, and the text between them in paragraphs."""
    codes = list(_codes(lines))
    if len(codes) < _FEWEST:
        return article
    blocks: list[Block] = []
    done = 0
    for run in _runs(codes, lines):
        first, end = run[0].at, _end(run, lines)
        while first > done and (lines[first - 1] or "").strip() in ("1", _SUBTITLES):
            first -= 1
        blocks += article.blocks[done:first]
        blocks += _paragraphs(article.blocks, lines, run, first, end)
        done = end
    return with_blocks(article, [*blocks, *article.blocks[done:]]) if done else article


def _codes(lines: Sequence[str | None]) -> Iterator[_Code]:
    for at, line in enumerate(lines):
        if not line or not line.startswith(_HEADS) or ":" not in line[:6]:
            continue
        found = _CODE.fullmatch(line.strip())
        if found:
            hours, minutes, seconds = (int(found[part] or 0) for part in "hms")
            sure = bool(found["open"] or found["cue"])
            yield _Code(at, hours * 3600 + minutes * 60 + seconds, found["text"] or "", sure)


def _runs(codes: Sequence[_Code], lines: Sequence[str | None]) -> Iterator[list[_Code]]:
    """The codes of each transcript."""
    run: list[_Code] = []
    for code in codes:
        if run and not (code.at - run[-1].at <= _APART and code.seconds >= run[-1].seconds):
            if _is_transcript(run, lines):
                yield run
            run = []
        run.append(code)
    if _is_transcript(run, lines):
        yield run


def _is_transcript(run: Sequence[_Code], lines: Sequence[str | None]) -> bool:
    if len(run) < _FEWEST or not (run[0].seconds < _BEGINNING or run[0].sure):
        return False
    if None in lines[run[0].at : _end(run, lines)]:
        return False
    shown = median(b.seconds - a.seconds for a, b in pairwise(run))
    words = [
        sum(map(word_count, filter(None, (a.text, *lines[a.at + 1 : b.at]))))
        for a, b in pairwise(run)
    ]
    return shown <= _LONGEST_CUE or median(words) >= _SENTENCES


def _end(run: Sequence[_Code], lines: Sequence[str | None]) -> int:
    """Where a transcript ends: its last cue has as many lines as most."""
    between = [b.at - a.at for a, b in pairwise(run)]
    return min(run[-1].at + max(set(between), key=between.count), len(lines))


def _paragraphs(
    blocks: Sequence[Block], lines: Sequence[str | None], run: Sequence[_Code], first: int, end: int
) -> Iterator[Block]:
    """The text from one line to another in paragraphs, each with the lines that it comes from."""
    texts = {code.at: code.text for code in run}
    parts: list[str] = []
    begin, cue = first, -2  # the line of the last bare code, or of the number above it
    for at in range(first, end):
        text = texts.get(at, lines[at] or "").strip()
        # The number of a cue stands above its code.
        if at + 1 in texts and at not in texts and text.isdecimal():
            cue = at
        elif not text:
            cue = cue if cue == at - 1 else at
        elif text != _SUBTITLES:
            start = cue if cue == at - 1 or texts.get(at - 1) == "" else at
            if parts and _begins(text, parts):
                yield _paragraph(blocks, parts, begin, start)
                parts, begin = [], start
            parts.append(text)
    if parts:
        yield _paragraph(blocks, parts, begin, end)


def _begins(text: str, parts: Sequence[str]) -> bool:
    """Whether a paragraph begins with `text`, behind `parts`."""
    words = sum(map(word_count, parts))
    ended = words >= _PARAGRAPH and parts[-1].endswith(SENTENCE_END)
    apart = _TURN.match(text) or (len(parts) == 1 and parts[0][0] in "[(♪")
    return bool(apart or ended or words >= _LONGEST_PARAGRAPH)


def _paragraph(blocks: Sequence[Block], parts: Sequence[str], begin: int, end: int) -> Paragraph:
    origin = blocks[begin].origin
    last = blocks[end - 1].origin
    if origin and last:
        origin = replace(origin, last_line=last.last_line)
    return Paragraph((Text(" ".join(parts)),), origin)
