"""The title, deck, byline and dates of a page dump, among the lines around its article.

The line model says how likely each line is one of them; what a line says decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from publish.model import Metadata
from publish.normalizer import bylines, dates, names
from publish.normalizer.credits import with_credit
from publish.normalizer.phrases import phrases
from publish.normalizer.rules import breadcrumbs
from publish.normalizer.rules.byline import dated, with_dates
from publish.normalizer.rules.mending import mended
from publish.normalizer.rules.opening import LONGEST_DECK, LONGEST_TITLE, looks_like_title
from publish.normalizer.rules.rule import Verdict

#: Least probability for a line to be taken as the title: of 276 pages of unseen sites it finds
#: 0.750 of the titles, with 63 wrong. With an earlier network 0.2 found 0.010 less, 4 fewer wrong.
_TITLE = 0.05
#: The same for a name without a word for "by".
_BYLINE = 0.15
#: Least probability for a line of a date far from the title.
_DATE = 0.3
#: So many of the likeliest lines are looked at.
_LIKELIEST = 5
#: How sure a line is that says "by" and a name, or holds a date alone.
_SAID = 0.6
#: How sure a name is on a line of its own beside a date, so many lines at most under the title.
_BESIDE, _UNDER = 0.3, 6
#: So many lines above and below the title are looked through for a byline and dates.
_ABOVE, _BELOW = 6, 14
_MARKS = " \t\xa0#*•·|-–—+>"
#: What sets a date off from the title before it.
_SET_OFF = ("/", "|", "•", "·", "–", "—")
#: Characters of a deck; what is shorter names a section, or the author. Words of one that reads
#: like the article's text: 11 pages have such a line above the byline or date, which the gold text
#: leaves out in 7.
_SHORTEST_DECK, _SHORTEST_KEPT_DECK = 40, 7
#: So many words at most has the name of a site; "The Sound Gazette" is written "© Sound Gazette",
#: too.
_SITE_WORDS = 5
#: So many lines of debris or captions part a deck from the byline or date.
_PARTING = 4
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
#: A deck has sentences; of the titles that the model finds none has.
_SENTENCES = re.compile(r"[^\W_][.!?] [A-ZÀ-Ý]|[^.]\.$")
_TITLE_WORDS = 4

#: What went to the metadata, by the places of the lines.
Moved = dict[int, Verdict]


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely the line model finds each line of a page, none of them blank, to be the article's
    text, its title, its byline, or the line of its date."""

    keep: Sequence[float]
    title: Sequence[float]
    byline: Sequence[float]
    date: Sequence[float]


def find(meta: Metadata, lines: Sequence[str], chances: Chances) -> tuple[Metadata, Moved]:
    """`meta` with what the page's title, byline and date say, and which lines they are."""
    moved: Moved = {}
    sure = chances.title
    may_be = (at for at in _likely(sure, _TITLE) if _may_be_title(lines[at]))
    title = next((at for at in may_be if not _is_owner(lines[at], lines)), -1)
    if title > 0 and _is_deck_of(lines[title - 1], lines[title]):
        title -= 1
    if title >= 0:
        text, day = _undated(mended(lines[title]).strip(_MARKS), meta.language)
        meta = replace(meta, title=text, published=meta.published or day)
        moved[title] = Verdict(sure[title], text)
        under = title
    else:
        # No title: what there is to find stands above the text.
        under = next((at for at, chance in enumerate(chances.keep) if chance >= 0.5), 0)
    near = range(max(under - _ABOVE, 0), min(under + _BELOW, len(lines)))
    around = {at: _line(lines, at) for at in near if at != under}
    # Some sites name the author below the text; only the model can tell that line.
    likely = {at: _line(lines, at) for at in _likely(chances.byline, _BYLINE) if at != under}
    beside = _beside_dates(lines[under + 1 : under + 2 + _UNDER], under + 1, meta.language)
    meta = _author(meta, {**likely, **around}, chances.byline, moved, beside)
    if not meta.authors:
        meta = _signed(meta, lines, moved)
    likely = {at: _line(lines, at) for at in _likely(chances.date, _DATE) if at != under}
    order = [*likely, *sorted(around, key=lambda at: (at < under, at))]
    found = {**likely, **around}
    return _date(meta, {at: found[at] for at in order}, moved), moved


def with_deck(
    meta: Metadata, lines: Sequence[str], moved: Moved, dropped: Collection[int]
) -> Metadata:
    """`meta` with the deck: the line between the title and the byline or date below it, from
    which debris ("By", "Share") and a caption may part it."""
    title = next((at for at, verdict in moved.items() if verdict.after == meta.title), -1)
    deck = title + 1
    if title < 0 or meta.subtitle or deck in moved:
        return meta
    under = range(deck + 1, min(deck + 2 + _PARTING, len(lines)))
    below = next((at for at in under if at in moved or not _parts(lines[at], at in dropped)), -1)
    if below not in moved:
        return meta
    line = mended(lines[deck]).strip(_MARKS)
    fits = _SHORTEST_DECK <= len(line) <= LONGEST_DECK and " | " not in line
    fits = fits and not phrases().look_up(line) and not breadcrumbs.judge(line)
    fits = fits and dates.without_times(line) == " ".join(line.split())
    # What the text says again stays where it says it.
    fits = fits and lines.count(lines[deck]) == 1
    if deck not in dropped:
        fits = fits and line.count(" ") + 1 >= _SHORTEST_KEPT_DECK
    if not fits:
        return meta
    moved[deck] = Verdict(_SAID, line)
    return replace(meta, subtitle=line)


def _parts(line: str, debris: bool) -> bool:
    """Whether a line may stand between a deck and the byline: debris, or a picture's caption."""
    return debris or phrases().look_up(line) is not None or bool(with_credit(line)[1])


def _likely(sure: Sequence[float], least: float) -> list[int]:
    """The lines that are probably what is looked for, the surest first."""
    found = [at for at, chance in enumerate(sure) if chance >= least]
    found.sort(key=lambda at: -sure[at])
    return found[:_LIKELIEST]


def _is_deck_of(above: str, line: str) -> bool:
    """Whether the line that the model likes best for the title is the deck of the one above."""
    line, title = mended(line).strip(_MARKS), mended(above).strip(_MARKS)
    return (
        len(line) > len(title)
        and title.count(" ") >= _TITLE_WORDS - 1
        and _SENTENCES.search(line) is not None
        and looks_like_title(title)
        and _may_be_title(above)
    )


def _is_owner(name: str, lines: Sequence[str]) -> bool:
    """Whether a line is the name of the site, to which the page's copyright belongs."""
    name = _ARTICLE.sub("", mended(name).strip(_MARKS)).casefold()
    if not name or name.count(" ") >= _SITE_WORDS:
        return False
    return any("©" in line and name in line.casefold() for line in lines)


def _may_be_title(line: str) -> bool:
    """Whether a line is short enough for a title, and no debris that has a name."""
    line = mended(line).strip(_MARKS)
    short = 0 < len(line) <= LONGEST_TITLE
    return short and not (phrases().look_up(line) or breadcrumbs.judge(line))


def _undated(title: str, language: str) -> tuple[str, str]:
    """A title without the day before it ("Dec 18 2025 A boat comes home") or the date set off
    behind it ("A boat comes home / Dec 2025"), and that date."""
    found = dates.find(title, language)
    before, behind = (title[: found.start], title[found.end :].lstrip()) if found else ("", "")
    if found and not before and len(found.iso) == len("2024-03-05") and behind[:1].isupper():
        return behind, found.iso
    if found and not behind and before.rstrip().endswith(_SET_OFF):
        return before.rstrip().rstrip("".join(_SET_OFF)).rstrip(), found.iso
    return title, ""


def _line(lines: Sequence[str], at: int) -> str:
    """A line without its marks; one that follows a word for "by" alone, with that word."""
    line = lines[at].strip(_MARKS)
    before = lines[at - 1].strip(_MARKS) if at else ""
    if before and len(line) <= bylines.LONGEST and bylines.label(before):
        return f"{before.rstrip(': ')}: {line}"
    return line


def _beside_dates(raw: Sequence[str], first: int, language: str) -> dict[int, tuple[str, ...]]:
    """Names on a line of their own, right above or below a date, or above what the person is.

    Args:
        raw: the lines shortly under the title.
        first: the place of the first of them.
    """
    found: dict[int, tuple[str, ...]] = {}
    lines = [line.strip(_MARKS) for line in raw]
    dated = [bool(dates.date_line(line, language)) for line in lines]
    for at, line in enumerate(lines[:-1]):
        if dated[at + 1] or (at and dated[at - 1]) or names.role(lines[at + 1]):
            # "* Ana", "* May 5, 2024": a list of who, when, how long.
            listed = dated[at + 1] and raw[at][:1] == raw[at + 1][:1] == "*"
            who = names.listed(line, sure=listed) or names.team(line)
            if who:
                found[first + at] = who
    return found


def _signed(meta: Metadata, lines: Sequence[str], moved: Moved) -> Metadata:
    """The author whom the page says to have written it, wherever it does, if it is one alone:
    several are those of other articles."""
    words = [line.strip(_MARKS) if len(line) <= bylines.LONGEST else "" for line in lines]
    known = set(bylines.opening(words))
    opening = [at for at, text in enumerate(words) if text in known] if known else []
    found: dict[tuple[str, ...], int] = {}
    # A name may stand below the word for "by".
    for at in sorted({*opening, *(at + 1 for at in opening)}):
        line = _line(lines, at) if at < len(lines) and len(lines[at]) <= bylines.LONGEST else ""
        byline = bylines.parse(line, meta.language) if bylines.opens(line) else None
        if byline:
            found.setdefault(byline.authors, at)
    if len(found) != 1:
        return meta
    ((authors, at),) = found.items()
    moved[at] = Verdict(_SAID, ", ".join(authors))
    return replace(meta, authors=authors)


def _author(
    meta: Metadata,
    lines: Mapping[int, str],
    sure: Sequence[float],
    moved: Moved,
    beside: Mapping[int, tuple[str, ...]],
) -> Metadata:
    """The authors: of the line that the model likes best among those that name somebody.

    Args:
        beside: names that stand beside a date under the title.
    """
    best = 0.0
    who: tuple[str, ...] = ()
    when: dates.DateLine | None = None
    place = -1
    for at, line in lines.items():
        score = sure[at]
        byline = bylines.parse(line, meta.language)
        found = byline.authors if byline else ()
        if byline:
            score = max(score, _SAID)
        elif score >= _BYLINE and (named := names.listed(line)):
            found = named
        elif at in beside:
            found, score = beside[at], max(score, _BESIDE)
        if found and score > best:
            best, who, place = score, found, at
            when = byline.date if byline else None
    if place < 0:
        return meta
    moved[place] = Verdict(best, ", ".join(who))
    meta = replace(meta, authors=who)
    return with_dates(meta, when) if when else meta


def _date(meta: Metadata, lines: Mapping[int, str], moved: Moved) -> Metadata:
    """The dates: of lines that say nothing else before others, in the order of `lines`."""
    for at, line in lines.items():
        place, when = dated(line, meta.language) or ("", None)
        if when and not (meta.published and (meta.modified or not when.modified)):
            meta = replace(with_dates(meta, when), place=meta.place or place)
            moved.setdefault(at, Verdict(_SAID, when.published or when.modified))
    if meta.published or meta.modified:
        # The only date that a page shows is the one that its readers know it by.
        return meta if meta.published else replace(meta, published=meta.modified)
    for line in lines.values():
        if len(line) <= dates.LONGEST and (found := dates.find(line, meta.language)):
            return replace(meta, published=found.iso)
    return meta
