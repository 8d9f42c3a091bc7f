"""A whole page pasted as text: the article found in it by the line model, the rest dropped.

The model acts only where the text looks like a page dump and nothing is known of the article yet:
a clean article is never touched, and neither is one that came from here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.model import Article, Block, Metadata
from publish.normalizer import bylines, dates
from publish.normalizer.phrases import phrases
from publish.normalizer.rules import breadcrumbs, language, lists
from publish.normalizer.rules.byline import dated, with_dates
from publish.normalizer.rules.mending import mended
from publish.normalizer.rules.opening import LONGEST_DECK, LONGEST_TITLE, looks_like_title
from publish.normalizer.rules.rule import Lines, Scores, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from publish.normalizer.linemodel import LineScores

#: Fewer lines than a menu has are no page.
_FEWEST_LINES = 6
#: The longest measured page has 6,000 lines; a book or a log has more, and is no page.
_MOST_LINES = 20_000
#: Besides title, byline and date the model would take so many lines, or so many that are so large a
#: share of all, from 6 of 400 clean articles and from 385 of as many page dumps: below that it is a
#: clean article, or named debris alone. Of 800 texts that were cleaned before it would take 6 lines
#: at most, 0.16 of all, and so leaves them as they are.
_LEAST_DEBRIS = 8
_FEW_DEBRIS, _LEAST_SHARE = 6, 0.2
#: So little is enough where most lines are unwanted, most of them by their names: F1 of the windows
#: of news +0.003 out of fold, that of clean articles the same.
_LITTLE_DEBRIS = 4
#: Items of a list that stays whole. Of the lines that the model takes out of a list of which it
#: keeps more than half, 125 are the article's and 59 debris; where it keeps less, 5 and 400. Much
#: of that debris stands at an end of the list, where a menu or teasers run on from it: there an
#: item must be half likely.
_LEAST_ITEMS, _LIKELY_ITEM = 3, 0.2
#: Least probability for a line to be taken as the title: of 276 pages of unseen sites it finds
#: 0.764 of the titles, with 62 wrong; 0.2 finds 0.754, with 58 wrong.
_TITLE = 0.05
#: The same for a name without a word for "by".
_BYLINE = 0.15
#: Least probability for a line of a date far from the title.
_DATE = 0.3
#: How sure a line is that says "by" and a name, or holds a date alone.
_SAID = 0.6
#: How sure a name is on a line of its own beside a date, so many lines at most under the title.
_BESIDE, _UNDER = 0.3, 6
#: So many lines above and below the title are looked through for a byline and dates.
_ABOVE, _BELOW = 6, 14
_MARKS = " \t\xa0#*•·|-–—+>"
#: Characters of a deck; what is shorter names a section, or the author. Words of one that reads
#: like the article's text: 11 pages have such a line above the byline or date, which the gold text
#: leaves out in 7.
_SHORTEST_DECK, _SHORTEST_KEPT_DECK = 40, 7
#: Some pages leave hundreds of lines blank; the model tells no more from them than from these.
_LONGEST_GAP = 20


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page as the model takes them, and which of them each block is."""

    lines: list[str]
    numbers: list[int]


def find(article: Article, shown: Lines) -> tuple[Article, Scores]:
    """Keep the article of a page dump, and move its title, byline and date to the metadata."""
    if article.meta.title or not _FEWEST_LINES <= len(article.blocks) <= _MOST_LINES:
        return article, {}
    page = _page(article.blocks, shown)
    if page is None:
        return article, {}
    from publish.normalizer.linemodel import choose, classify_furnished
    from publish.normalizer.linemodel.model import DUMP

    scores = classify_furnished(page.lines)
    if scores is None or scores.dump < DUMP:
        return article, {}
    keep = scores.keep.tolist()
    wanted = choose(scores).tolist()
    dropped = _dropped(page, wanted, keep)
    if len(dropped) < _FEW_DEBRIS or len(dropped) == len(page.numbers):
        return article, {}
    kept: list[Block] = []
    verdicts: dict[int, Verdict] = {}
    body = [b for b, at in zip(article.blocks, page.numbers, strict=True) if at not in dropped]
    # Which of day and month comes first depends on the language.
    known = language.find(replace(article, blocks=tuple(body))).meta
    meta, moved = _metadata(known, page, scores)
    debris = len(dropped.difference(page.numbers[index] for index in moved))
    if not _is_page(debris, sum(not wanted[at] for at in page.numbers), len(page.numbers)):
        return article, {}
    meta = _with_deck(meta, page, moved, dropped)
    for index, (block, at) in enumerate(zip(article.blocks, page.numbers, strict=True)):
        if index in moved:
            verdicts[id(block)] = moved[index]
        elif at in dropped:
            verdicts[id(block)] = Verdict(1 - float(keep[at]))
        else:
            kept.append(block)
    return replace(article, meta=meta, blocks=tuple(kept)), verdicts


def _is_page(debris: int, unwanted: int, lines: int) -> bool:
    """Whether a text is a page, by its lines of debris that no other rule knows, all lines that the
    model does not want, and all lines."""
    if debris >= min(_LEAST_DEBRIS, max(_FEW_DEBRIS, _LEAST_SHARE * lines)):
        return True
    return debris >= _LITTLE_DEBRIS and unwanted >= max(_LEAST_DEBRIS, lines / 2)


def _dropped(page: _Page, wanted: Sequence[bool], keep: Sequence[float]) -> set[int]:
    """The lines that the model drops and no phrase knows: those that one does are left to the
    rule that can say what they are. A list stays whole where most of it does."""
    look_up = phrases().look_up
    dropped = {at for at in page.numbers if not wanted[at] and not look_up(page.lines[at])}
    for run in lists.runs([(at, page.lines[at]) for at in page.numbers]):
        kept = [at for at in run if wanted[at]]
        if len(run) >= _LEAST_ITEMS and len(kept) > len(run) / 2:
            inside = range(kept[0], kept[-1])
            dropped -= {at for at in run if at in inside or keep[at] >= _LIKELY_ITEM}
    return dropped


def _page(blocks: Sequence[Block], shown: Lines) -> _Page | None:
    """The lines of plain text; None for what has a structure already (a page read as HTML)."""
    lines: list[str] = []
    numbers: list[int] = []
    previous = 0
    for block, line in zip(blocks, shown, strict=True):
        if line is None:
            return None
        origin = block.origin
        number = origin.first_line if origin else previous + 1
        if number > previous + 1:
            lines += [""] * min(number - previous - 1, _LONGEST_GAP)
        numbers.append(len(lines))
        lines.append(line)
        previous = origin.last_line if origin else number
    return _Page(lines, numbers)


def _metadata(
    meta: Metadata, page: _Page, scores: LineScores
) -> tuple[Metadata, dict[int, Verdict]]:
    """What the page's title, byline and date say, and which blocks they are."""
    moved: dict[int, Verdict] = {}
    numbers = page.numbers
    sure = scores.title[numbers]
    title = next((at for at in _likely(page, sure, _TITLE, -1) if _may_be_title(page, at)), -1)
    if title > 0 and _is_deck_of(page, title):
        title -= 1
    if title >= 0:
        text = mended(page.lines[numbers[title]]).strip(_MARKS)
        meta = replace(meta, title=text)
        moved[title] = Verdict(float(sure[title]), text)
    else:
        # No title: what there is to find stands above the text.
        title = int((scores.keep[numbers] >= 0.5).argmax())
    near = range(max(title - _ABOVE, 0), min(title + _BELOW, len(numbers)))
    lines = {index: _line(page, index) for index in near if index != title}
    # Some sites name the author below the text; only the model can tell that line.
    sure = scores.byline[numbers]
    authors = _likely(page, sure, _BYLINE, title)
    beside = _beside_dates(page, title, meta.language)
    meta = _author(meta, {**authors, **lines}, sure, moved, beside)
    if not meta.authors:
        meta = _signed(meta, page, moved)
    sure = scores.date[numbers]
    likely = _likely(page, sure, _DATE, title)
    order = [*likely, *sorted(lines, key=lambda at: (at < title, at))]
    found = {**likely, **lines}
    return _date(meta, {at: found[at] for at in order}, moved), moved


#: A deck has sentences; of the titles that the model finds none has.
_SENTENCES = re.compile(r"[^\W_][.!?] [A-ZÀ-Ý]|[^.]\.$")
_TITLE_WORDS = 4


def _is_deck_of(page: _Page, at: int) -> bool:
    """Whether the line that the model likes best for the title is the deck of the one above."""
    above, line = (mended(page.lines[page.numbers[n]]).strip(_MARKS) for n in (at - 1, at))
    return (
        len(line) > len(above)
        and above.count(" ") >= _TITLE_WORDS - 1
        and _SENTENCES.search(line) is not None
        and looks_like_title(above)
        and _may_be_title(page, at - 1)
    )


def _with_deck(
    meta: Metadata, page: _Page, moved: dict[int, Verdict], dropped: Collection[int]
) -> Metadata:
    """`meta` with the deck: the line between the title and the byline or date right below it."""
    title = next((at for at, verdict in moved.items() if verdict.after == meta.title), -1)
    deck = title + 1
    if title < 0 or meta.subtitle or deck in moved or deck + 1 not in moved:
        return meta
    line = mended(page.lines[page.numbers[deck]]).strip(_MARKS)
    fits = _SHORTEST_DECK <= len(line) <= LONGEST_DECK and " | " not in line
    fits = fits and not phrases().look_up(line)
    # What the text says again stays where it says it.
    fits = fits and page.lines.count(page.lines[page.numbers[deck]]) == 1
    if page.numbers[deck] not in dropped:
        fits = fits and line.count(" ") + 1 >= _SHORTEST_KEPT_DECK
    if not fits:
        return meta
    moved[deck] = Verdict(_SAID, line)
    return replace(meta, subtitle=line)


def _may_be_title(page: _Page, at: int) -> bool:
    """Whether a line is short enough for a title, and no debris that has a name."""
    line = mended(page.lines[page.numbers[at]]).strip(_MARKS)
    short = 0 < len(line) <= LONGEST_TITLE
    return short and not (phrases().look_up(line) or breadcrumbs.judge(line))


def _likely(page: _Page, sure: NDArray[np.float32], least: float, title: int) -> dict[int, str]:
    """The lines that are probably what is looked for, the surest first, by their block."""
    found = (sure >= least).nonzero()[0].tolist()
    found.sort(key=(-sure).__getitem__)
    return {at: _line(page, at) for at in found[:5] if at != title}


def _line(page: _Page, index: int) -> str:
    """The text of a block; of one that follows a word for "by" alone, with that word."""
    line = page.lines[page.numbers[index]].strip(_MARKS)
    before = page.lines[page.numbers[index - 1]].strip(_MARKS) if index else ""
    if before and len(line) <= bylines.LONGEST and bylines.label(before):
        return f"{before.rstrip(': ')}: {line}"
    return line


def _beside_dates(page: _Page, title: int, language: str) -> dict[int, tuple[str, ...]]:
    """Names on a line of their own shortly under the title, right above or below a date, or above
    what the person is."""
    found: dict[int, tuple[str, ...]] = {}
    raw = [page.lines[at] for at in page.numbers[title + 1 : title + 2 + _UNDER]]
    lines = [line.strip(_MARKS) for line in raw]
    dated = [bool(dates.date_line(line, language)) for line in lines]
    for at, line in enumerate(lines[:-1]):
        if dated[at + 1] or (at and dated[at - 1]) or bylines.role(lines[at + 1]):
            # "* Ana", "* May 5, 2024": a list of who, when, how long.
            listed = dated[at + 1] and raw[at][:1] == raw[at + 1][:1] == "*"
            who = bylines.names(line, sure=listed) or bylines.team(line)
            if who:
                found[title + 1 + at] = who
    return found


def _signed(meta: Metadata, page: _Page, moved: dict[int, Verdict]) -> Metadata:
    """The author whom the page says to have written it, wherever it does, if it is one alone:
    several are those of other articles."""
    found: dict[tuple[str, ...], int] = {}
    above = False  # whether the line above begins with a word for "by"
    for index, at in enumerate(page.numbers):
        line = page.lines[at]
        short = len(line) <= bylines.LONGEST
        opens = short and bylines.opens(line.strip(_MARKS))
        if short and (opens or above):
            line = _line(page, index)
            byline = bylines.parse(line, meta.language) if bylines.opens(line) else None
            if byline:
                found.setdefault(byline.authors, index)
        above = opens
    if len(found) != 1:
        return meta
    ((authors, index),) = found.items()
    moved[index] = Verdict(_SAID, ", ".join(authors))
    return replace(meta, authors=authors)


def _author(
    meta: Metadata,
    lines: dict[int, str],
    sure: NDArray[np.float32],
    moved: dict[int, Verdict],
    beside: dict[int, tuple[str, ...]],
) -> Metadata:
    """The authors: of the line that the model likes best among those that name somebody.

    Args:
        beside: names that stand beside a date under the title.
    """
    best = 0.0
    names: tuple[str, ...] = ()
    when: dates.DateLine | None = None
    at = -1
    for index, line in lines.items():
        score = float(sure[index])
        byline = bylines.parse(line, meta.language)
        found = byline.authors if byline else ()
        if byline:
            score = max(score, _SAID)
        elif score >= _BYLINE and (named := bylines.names(line)):
            found = named
        elif index in beside:
            found, score = beside[index], max(score, _BESIDE)
        if found and score > best:
            best, names, at = score, found, index
            when = byline.date if byline else None
    if at < 0:
        return meta
    moved[at] = Verdict(best, ", ".join(names))
    meta = replace(meta, authors=names)
    return with_dates(meta, when) if when else meta


def _date(meta: Metadata, lines: dict[int, str], moved: dict[int, Verdict]) -> Metadata:
    """The dates: of lines that say nothing else before others, in the order of `lines`."""
    for index in lines:
        place, when = dated(lines[index], meta.language) or ("", None)
        if when and not (meta.published and (meta.modified or not when.modified)):
            meta = replace(with_dates(meta, when), place=meta.place or place)
            moved.setdefault(index, Verdict(_SAID, when.published or when.modified))
    if meta.published or meta.modified:
        # The only date that a page shows is the one that its readers know it by.
        return replace(meta, published=meta.published or meta.modified)
    for index in lines:
        if len(lines[index]) <= dates.LONGEST and (
            found := dates.find(lines[index], meta.language)
        ):
            return replace(meta, published=found.iso)
    return meta
