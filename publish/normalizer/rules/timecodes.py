"""The time codes of a pasted transcript ("0:15"), or of subtitles, and the text they cut up.

Read aloud, each code would break into a sentence; and each cue of a few words would be a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from publish.model import Article, Block, Blocks, Paragraph, Text
from publish.normalizer.lengths import word_count
from publish.normalizer.rules.blocks import adjacent, with_blocks
from publish.normalizer.rules.lines import Lines
from publish.normalizer.rules.opening import SENTENCE_END

#: Fewer codes may be the chapters of a recording, or the times of an evening; those of subtitles,
#: with an arrow, cannot be anything else.
_FEWEST, _FEWEST_SUBTITLES = 6, 2
#: Players show a cue for some seconds, at most for this many.
_LONGEST_CUE = 20
#: Of the cues of a sentence this share at least begins in its middle, in a small letter; else a cue
#: holds sentences, of so many words. The stops of a timetable, the names beside results and the
#: exercises of a plan do neither.
_IN_SENTENCE, _SENTENCES = 0.3, 12
#: Words from which on a text in a script without small letters is no name of a place.
_NO_NAME = 4
#: Seconds into the recording within which a transcript begins, with its codes in brackets or not: a
#: timetable and a chat begin in the morning.
_BEGINNING, _BEGINNING_IN_BRACKETS = 10, 60
#: Lines from one code to the next: a cue has two lines, or three, and a number above it.
_APART, _APART_SUBTITLES = 4, 7
#: Words from which on a paragraph ends with a sentence; and without one, since what a machine heard
#: has no stops.
_PARAGRAPH, _LONGEST_PARAGRAPH = 40, 120
_CLOCK = r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>\d{1,2})(?:[.,]\d{1,3})?"
_CODE = re.compile(
    rf"(?P<open>[\[(])?{_CLOCK}(?:(?P<cue> --> )[\d:., ]+(?: [a-z]+:\S+)*)?[\])]?"
    r"(?:(?:[ \t]+|[:–—-] )(?P<text>\S.*))?"
)
_HEADS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "[", "(")
#: What stands at the top of subtitles.
_HEADER = re.compile(r"1|WEBVTT\b.*|(?:Kind|Language): [\w-]+")
_SPEAKER, _TAG = re.compile(r"<v(?:\.[\w.]+)? ([^<>]+)>"), re.compile(r"</?[a-z][^<>]*>")
#: Somebody else speaks, or something else is heard: "ANA REYES:", ">> ", "- Yes.", "[Music]".
_TURN = re.compile(r">>|[-–—] ?\S|[^\W\d_][^:.?!]{0,40}: |[\[(♪]")


@dataclass(frozen=True, slots=True)
class _Code:
    """A code: which line has it, the seconds it says, and what follows it on its line.

    `subtitle` where it says from when to when, `bracketed` where it stands in brackets.
    """

    at: int
    seconds: int
    text: str
    subtitle: bool
    bracketed: bool


def drop(article: Article, lines: Lines) -> Article:
    """`article` without the codes of its transcripts, and the text between them in paragraphs."""
    codes = list(_codes(lines))
    if len(codes) < _FEWEST_SUBTITLES:
        return article
    blocks: list[Block] = []
    done = 0
    for run in _runs(codes, article.blocks, lines):
        first, end = run[0].at, _end(run, article.blocks)
        while first > done and _HEADER.fullmatch((lines[first - 1] or "").strip()):
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
        if found and int(found["s"]) < 60:
            hours, minutes, seconds = (int(found[part] or 0) for part in "hms")
            whole = hours * 3600 + minutes * 60 + seconds
            yield _Code(at, whole, found["text"] or "", bool(found["cue"]), bool(found["open"]))


def _runs(
    codes: Sequence[_Code], blocks: Blocks, lines: Sequence[str | None]
) -> Iterator[list[_Code]]:
    """The codes of each transcript."""
    run: list[_Code] = []
    for code in codes:
        if run and not _follows(run[-1], code):
            if _is_transcript(run, blocks, lines):
                yield run
            run = []
        run.append(code)
    if _is_transcript(run, blocks, lines):
        yield run


def _follows(one: _Code, two: _Code) -> bool:
    """Whether a code is the next one of the same transcript. Subtitles may overlap."""
    if one.subtitle and two.subtitle:
        return two.at - one.at <= _APART_SUBTITLES
    return two.at - one.at <= _APART and two.seconds >= one.seconds


def _is_transcript(run: Sequence[_Code], blocks: Blocks, lines: Sequence[str | None]) -> bool:
    first = run[0]
    if None in lines[first.at : _end(run, blocks)]:
        return False
    if first.subtitle:
        return len(run) >= _FEWEST_SUBTITLES
    begins = _BEGINNING_IN_BRACKETS if first.bracketed else _BEGINNING
    if len(run) < _FEWEST or first.seconds >= begins:
        return False
    cues = [
        " ".join(filter(None, (one.text, *lines[one.at + 1 : two.at])))
        for one, two in pairwise(run)
    ]
    if median(map(word_count, cues)) >= _SENTENCES:
        return True
    shown = median(two.seconds - one.seconds for one, two in pairwise(run))
    return shown <= _LONGEST_CUE and sum(map(_goes_on, cues)) >= _IN_SENTENCE * len(cues)


def _goes_on(cue: str) -> bool:
    """Whether a cue may begin in the middle of a sentence."""
    first = cue[:1]
    if first.lower() == first.upper():
        return first.isalpha() and word_count(cue) >= _NO_NAME
    return first.islower()


def _end(run: Sequence[_Code], blocks: Blocks) -> int:
    """Where a transcript ends: its last cue has as many lines as most, without a blank one."""
    between = [two.at - one.at for one, two in pairwise(run)] or [_APART]
    most = run[-1].at + max(set(between), key=between.count)
    end = run[-1].at + 1
    while end < min(most, len(blocks)) and adjacent(blocks[end - 1], blocks[end]):
        end += 1
    return end


def _paragraphs(
    blocks: Blocks, lines: Sequence[str | None], run: Sequence[_Code], first: int, end: int
) -> Iterator[Block]:
    """The text from one line to another in paragraphs, each with the lines that it comes from."""
    texts = {code.at: code.text for code in run}
    above = [(lines[at - 1] or "").strip().isdecimal() for at in texts if at > first]
    numbered = sum(above) > len(run) / 2
    parts: list[str] = []
    begin, cue = first, -2  # the line of the last bare code, or of the number above it
    for at in range(first, end):
        text = (
            _plain(texts.get(at, lines[at] or "")) if run[0].subtitle else texts.get(at, lines[at])
        )
        text = (text or "").strip()
        # The number of a cue stands above its code.
        if numbered and at + 1 in texts and at not in texts and text.isdecimal():
            cue = at
        elif not text:
            cue = cue if cue == at - 1 else at
        elif at >= run[0].at or not _HEADER.fullmatch(text):
            start = cue if cue == at - 1 or texts.get(at - 1) == "" else at
            if parts and _begins(text, parts):
                yield _paragraph(blocks, parts, begin, start)
                parts, begin = [], start
            parts.append(text)
    if parts:
        yield _paragraph(blocks, parts, begin, end)


def _plain(text: str) -> str:
    """The text of a cue without its tags; who speaks stands before it."""
    return _TAG.sub("", _SPEAKER.sub(r"\1: ", text)) if "<" in text else text


def _begins(text: str, parts: Sequence[str]) -> bool:
    """Whether a paragraph begins with `text`, behind `parts`."""
    words = sum(map(word_count, parts))
    ended = words >= _PARAGRAPH and parts[-1].endswith(SENTENCE_END)
    apart = _TURN.match(text) or (len(parts) == 1 and parts[0][0] in "[(♪")
    return bool(apart or ended or words >= _LONGEST_PARAGRAPH)


def _paragraph(blocks: Blocks, parts: Sequence[str], begin: int, end: int) -> Paragraph:
    origin = blocks[begin].origin
    last = blocks[end - 1].origin
    if origin and last:
        origin = replace(origin, last_line=last.last_line)
    return Paragraph((Text(" ".join(parts)),), origin)
