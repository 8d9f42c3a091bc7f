"""Bylines: who wrote an article, from the line that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from publish.normalizer import dates, names
from publish.normalizer.patterns import either

#: Bylines with two authors, their roles and a date stay under this.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    authors: tuple[str, ...]
    date: dates.DateLine | None = None


@dataclass(frozen=True, slots=True)
class _Data:
    opening: re.Pattern[str]
    longest: int
    heads: frozenset[str]
    first_words: frozenset[str]
    weak: frozenset[str]
    posts: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    tables = names.tables()
    words = dict.fromkeys(word for words in tables["by"].values() for word in words)
    return _Data(
        re.compile(rf"{either(words)}(?:(?P<colon> ?[:：])|(?= |$))", re.IGNORECASE),
        max(map(len, words)) + len(" :"),
        frozenset(f"{word}{end}"[:_HEAD] for word in words for end in ("", " ", ":", "\n")),
        frozenset(_WORD.findall(word.casefold())[0] for word in words),
        frozenset(tables["weak"]["words"]),
        frozenset(tables["posts"]["words"]),
    )


_WORD = re.compile(r"\w+")
#: By so many characters most lines can be told from those that begin with a word for "by".
_HEAD = 3
_BULLET = " \t*•·●⋅|-–—+>"
_SEGMENT = re.compile(r"\s*[|•·●⋅]\s*|\s+(?:[-–—/]|//)\s+")
#: Without one of these a line has one segment, and nothing in it that counts.
_PARTED = re.compile(r"[|*•·●⋅/–—\-@\d]")
#: A byline has its role or its section beside it: so many such segments, of so many words.
_MOST_ASIDES, _LONGEST_ASIDE = 2, 5
#: Without a word for "by" one section may stand beside name and date, of so many words.
_LONGEST_SECTION = 3
_SMALL = frozenset(("and", "of", "the", "&", "for", "at", "in"))
#: Who looked through an article that somebody else wrote.
_CHECKED = re.compile(
    r"(?:[\w-]+ )?(?:reviewed|edited|checked|approved|verified|vetted) by\b", re.IGNORECASE
)
#: "in Reviews", "in Reviews by Ana Reyes"
_FILED = re.compile(r"(?:in|under) [^.?!\d]{2,50}?(?P<by> by .+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a byline: who it names, whether it says "by", when it says it was."""

    authors: tuple[str, ...]
    sure: bool
    when: str
    full: bool
    words: int


def parse(line: str, language: str = "") -> Byline | None:
    """The byline that `line` is; None for any other line.

    A line counts that opens with a word for "by" and goes on with names, or with names and
    when it was; without such a word, one that holds full names and a date and nothing else.
    """
    if len(line) > LONGEST:
        return None
    # Without a year it is one only by a word for "by", at the beginning of a segment.
    if not dates.has_year(line) and not _says_by(line):
        return _with_post(line)
    return _parsed(line, language)


def _with_post(line: str) -> Byline | None:
    """The byline that is a name and its post in a newsroom: "Ana Reyes, Features Editor"."""
    if ", " not in line or line[line.rfind(" ") + 1 :].casefold() not in _data().posts:
        return None
    name, _, post = line.strip("* \t").partition(", ")
    words = post.split()
    titled = words[0][0].isupper() and all(w[0].isupper() or w in _SMALL for w in words)
    if len(words) > _LONGEST_ASIDE or not titled or not names.is_name(name):
        return None
    return Byline((names.cased(name),))


def _says_by(line: str) -> bool:
    """Whether a segment of a line begins with a word for "by"."""
    if not _PARTED.search(line):
        return bool(_opening(line.strip(_BULLET)))
    if line.isascii() and _data().first_words.isdisjoint(_WORD.findall(line.lower())):
        return False
    return any(map(_opening, _parts(line)))


def _parts(line: str) -> list[str]:
    """The segments of a line, less what counts something."""
    parts = _SEGMENT.split(line.strip(_BULLET))
    return [text for part in parts if (text := dates.without_asides(part).strip(_BULLET))]


@lru_cache(maxsize=512)  # several rules ask about the lines at the top, more than once
def _parsed(line: str, language: str) -> Byline | None:
    parts = _parts(line)
    found = [_segment(text, language) for text in parts]
    checked = [bool(_CHECKED.match(text)) for text in parts]
    if any(s.authors and s.sure and not c for s, c in zip(found, checked, strict=True)):
        found = [
            replace(segment, authors=()) if reader else segment
            for segment, reader in zip(found, checked, strict=True)
            if segment.when or not reader
        ]
    who = [segment for segment in found if segment.authors]
    said = [segment for segment in who if segment.sure]
    asides = [segment for segment in found if not segment.authors and not segment.when]
    whens = [segment for segment in found if segment.when]
    if not who or len(asides) > _MOST_ASIDES or any(a.words > _LONGEST_ASIDE for a in asides):
        return None
    if not said and not any(segment.full for segment in whens):
        return None
    if not said and asides and not _filed(found, asides[0]):
        return None
    authors = (said or who)[0].authors
    if not said:
        authors = tuple(dict.fromkeys(name for segment in who for name in segment.authors))
    if not whens:
        return Byline(authors)
    date = dates.date_line(" ".join(segment.when for segment in whens), language)
    return Byline(authors, date) if date else None


def _filed(found: list[_Segment], section: _Segment) -> bool:
    """Whether segments are a name beside a date, and a section above or below them."""
    who, when = ([bool(s.authors) for s in found], [s.full for s in found])
    return (
        len(found) == 3
        and found[1] is not section
        and section.words <= _LONGEST_SECTION
        and who.count(True) == when.count(True) == 1
    )


def label(line: str) -> bool:
    """Whether a line says "by" and nothing else: the next one names the author."""
    text = line.strip(_BULLET)
    found = _opening(text) if len(text) <= _data().longest else None
    return bool(found and len(text) == found.end())


def opening(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that begin with a word for "by"."""
    heads, word = _data().heads, _data().opening
    return [
        line
        for line in lines
        if ((head := (text := line.strip(_BULLET))[:_HEAD]).lower() in heads or not head.isascii())
        and word.match(text)
    ]


def opens(line: str) -> bool:
    """Whether a line begins with a word for "by"."""
    return bool(_opening(line.strip(_BULLET)))


def _opening(text: str) -> re.Match[str] | None:
    """The word for "by" that `text` begins with."""
    data = _data()
    head = text[:_HEAD]
    return None if head.isascii() and head.lower() not in data.heads else data.opening.match(text)


def _segment(text: str, language: str) -> _Segment:
    opening = _opening(text)
    rest = text[opening.end() :].strip(_BULLET) if opening else text
    found = dates.find(rest, language, short=True)
    if not found:
        return _Segment(_authors(rest, opening), bool(opening), "", False, len(text.split()))
    full = len(found.iso) == len("2024-03-05")
    before = _without_date_words(rest[: found.start])
    start, end = len(before), found.end
    # "May 1, 2019June 3, 2020", "Posted May 1, 2019, updated June 3, 2020"
    while another := dates.find(rest[end:], language, short=True):
        between = _without_date_words(rest[end : end + another.start].strip(_BULLET + ","))
        if between:
            break
        end += another.end
    when = rest[start:end].strip(_BULLET + ",.⋅/(")
    after = _after(dates.without_times(rest[end:]).strip(_BULLET + ",/)"), bool(opening and before))
    if before and after:
        return _Segment((), False, "", False, len(text.split()))  # a sentence
    again = _opening(after)
    if again:
        opening, after = again, after[again.end() :].strip(_BULLET)
    authors = _authors(before or after, opening)
    if (before or after) and not authors:
        return _Segment((), False, "", False, len(text.split()))
    return _Segment(authors, bool(opening and authors), when, full, 0)


def _after(text: str, named: bool) -> str:
    """What follows a date, less where it was filed and words that belong to the date.

    Args:
        named: the author stood before the date.
    """
    if (filed := _FILED.fullmatch(text)) and (named or filed["by"]):
        return (filed["by"] or "").strip()
    words = text.split()
    while words and dates.is_date_word(words[0].strip(",.:()-–—").casefold()):
        words.pop(0)
    rest = " ".join(words)
    return rest if not words or _opening(rest) else text


def _authors(text: str, opening: re.Match[str] | None) -> tuple[str, ...]:
    """The names in `text`; `opening` is the word for "by" before it."""
    weak = opening and not opening["colon"] and opening[0].casefold() in _data().weak
    sure = bool(opening) and not weak
    return names.listed(text, sure=sure) or (names.team(text) if sure else ())


def _without_date_words(text: str) -> str:
    """`text` without the words at its end that belong to a date after it ("updated on")."""
    words = dates.without_times(text).rstrip(_BULLET + ",.⋅/(").split()
    while words and dates.is_date_word(words[-1].strip(_BULLET + ",.:⋅/(").casefold()):
        words.pop()
    kept = " ".join(words)
    kept = kept if kept in text else text
    return kept.rstrip(_BULLET + ",.⋅/(")
