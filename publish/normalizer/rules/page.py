"""A whole page pasted as text: the article found in it by the line model, the rest dropped.

The model acts only where the text looks like a page dump and nothing is known of the article yet:
a clean article is never touched, and neither is one that came from here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from publish.model import Article, Block
from publish.normalizer import dates
from publish.normalizer.lengths import PROSE, prose_words, word_count
from publish.normalizer.rules import language, lists, masthead, others, preformatted, records
from publish.normalizer.rules.byline import with_dates
from publish.normalizer.rules.lines import Lines
from publish.normalizer.rules.opening import is_prose
from publish.normalizer.rules.rule import Scores, Verdict

if TYPE_CHECKING:
    from publish.normalizer.linemodel import LineScores

#: Fewer lines than a menu has are no page.
_FEWEST_LINES = 6
#: The longest measured page has 6,000 lines; a book or a log has more, and is no page.
_MOST_LINES = 20_000
#: A text below which readers' comments stood is a page, whatever the rest shows: of five such texts
#: among 404 windows and pages, out of fold, that fell short of the least confidence, the surest at
#: 0.98 and the least sure at 0.48, no line that the model did not want was the article's.
_DISCUSSED = 0.25
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
#: Share of the words of a series of entries from which on its sentences stay, all of them. Out of
#: fold: 0.2 to 0.3 words of 100 fewer are lost in windows and whole pages, F1 +0.001.
_LEAST_RECORDS = 0.35
#: Above a title so sure stands none of its text: in 318 windows and as many whole pages no word of
#: an article goes by that, out of fold, with either of two sets of networks; at 0.75 one sentence
#: does. Above titles of which the model is less sure still stood 5,000 words of one article.
_SURE_TITLE, _FEWEST_PROSE = 0.8, 3
#: Words of prose above such a title that make another article. On a page they are 141 at most, in
#: two pages pasted one below the other where this happens 250 and more in 17 of 24.
_MOST_ABOVE = 200
#: Lines above the title of a text that is no page else, and how sure the title is: with from 0.5 to
#: 0.8, and with 12 lines, the same: of 276 windows 7 more have their title, F1 of windows of news
#: +0.001; of articles into which a few lines of debris were put 0.004 words of 100 more go.
_LEAST_ABOVE_TITLE, _MOST_ABOVE_TITLE, _TITLED = 2, 8, 0.65
#: Some pages leave hundreds of lines blank; the model tells no more from them than from these.
_LONGEST_GAP = 20


def find(article: Article, shown: Lines) -> tuple[Article, Scores]:
    """Keep the article of a page dump, and move its title, byline and date to the metadata."""
    blocks = article.blocks
    if article.meta.title or not _FEWEST_LINES <= len(blocks) <= _MOST_LINES:
        return article, {}
    lines = [line for line in shown if line is not None]
    if len(lines) < len(blocks):
        return article, {}  # it has a structure already: a page that was read as HTML
    from publish.normalizer.linemodel import DUMP, classify, classify_furnished

    numbers = _numbers(blocks)
    discussed = shown.memory.discussed
    read = partial(classify, furnished=True) if discussed else classify_furnished
    scores = read(lines, numbers)
    if scores is None:
        return article, {}
    found = None
    if scores.dump >= (_DISCUSSED if discussed else DUMP):
        found = _article(article, lines, numbers, scores, shown)
    return found or _headed(article, lines, scores)


def _headed(article: Article, lines: Sequence[str], scores: LineScores) -> tuple[Article, Scores]:
    """The article of a text that is no page but for a few lines above a title that is sure. The
    title is left to the rule that moves it."""
    from publish.normalizer.linemodel import KEEP

    top = int(scores.title.argmax())
    if not (
        _LEAST_ABOVE_TITLE <= top <= _MOST_ABOVE_TITLE
        and scores.title[top] >= _TITLED
        and (scores.keep[:top] < KEEP).all()
        and _has_text(lines[top + 1 :])
    ):
        return article, {}
    meta = article.meta
    verdicts = {}
    for block, line, keep in zip(article.blocks[:top], lines, scores.keep, strict=False):
        verdicts[id(block)] = Verdict(1 - float(keep))
        if when := dates.date_line(line, meta.language):
            meta = with_dates(meta, when)
    return replace(article, meta=meta, blocks=article.blocks[top:]), verdicts


def _article(
    article: Article, lines: list[str], numbers: Sequence[int], scores: LineScores, shown: Lines
) -> tuple[Article, Scores] | None:
    """The article of a page dump; None where the text is none after all."""
    from publish.normalizer.linemodel import KEEP

    blocks = article.blocks
    keep, title, byline, date = (
        values.tolist() for values in (scores.keep, scores.title, scores.byline, scores.date)
    )
    wanted: list[bool] = (scores.keep >= KEEP).tolist()
    dropped = _dropped(lines, wanted, keep, shown.known())
    dropped -= others.find(lines, numbers, [not stays for stays in wanted])
    # What the rules before took from the page is debris of it, too.
    gone = shown.memory.gone
    if len(dropped) + gone < _FEW_DEBRIS or len(dropped) in (0, len(lines)):
        return None
    # Which of day and month comes first depends on the language.
    body = [block for at, block in enumerate(blocks) if at not in dropped]
    meta = language.named(article.meta, body)
    meta, moved = masthead.find(meta, lines, masthead.Chances(keep, title, byline, date))
    top = next((at for at, verdict in moved.items() if verdict.after == meta.title), 0)
    above = range(top)
    if (
        title[top] >= _SURE_TITLE
        and _has_text(lines[top + 1 :])
        and prose_words([lines[at] for at in above if wanted[at]]) <= _MOST_ABOVE
    ):
        dropped.update(at for at in above if lines[at] not in shown.known() and at not in moved)
    debris, unwanted = len(dropped.difference(moved)), wanted.count(False)
    if not _is_page(debris, unwanted, len(lines)):
        if not _is_page(debris + gone, unwanted + gone, len(lines) + gone):
            return None
        dropped = {at for at in dropped if at in moved or not is_prose(lines[at], PROSE)}
    meta = masthead.with_deck(meta, lines, moved, dropped)
    verdicts = {id(blocks[at]): Verdict(1 - keep[at]) for at in dropped}
    verdicts.update((id(blocks[at]), verdict) for at, verdict in moved.items())
    kept = [block for block in blocks if id(block) not in verdicts]
    return replace(article, meta=meta, blocks=tuple(kept)), verdicts


def _has_text(lines: Sequence[str]) -> bool:
    return sum(is_prose(line, PROSE) for line in lines) >= _FEWEST_PROSE


def _is_page(debris: int, unwanted: int, lines: int) -> bool:
    """Whether a text is a page, by its lines of debris that no other rule knows, all lines that the
    model does not want, and all lines."""
    if debris >= min(_LEAST_DEBRIS, max(_FEW_DEBRIS, _LEAST_SHARE * lines)):
        return True
    return debris >= _LITTLE_DEBRIS and unwanted >= max(_LEAST_DEBRIS, lines / 2)


def _dropped(
    lines: Sequence[str],
    wanted: Sequence[bool],
    keep: Sequence[float],
    known: Collection[str],
) -> set[int]:
    """The lines that the model drops and no phrase knows: those that one does are left to the
    rule that can say what they are. A list stays whole where most of it does, or where a sentence
    that stays leads it in; so do the sentences of a series of entries, and listings of commands."""
    dropped = {at for at, line in enumerate(lines) if not wanted[at] and line not in known}
    dropped -= preformatted.commands(lines)
    long = {at for at in dropped if word_count(lines[at]) >= PROSE}
    for series in records.spans(lines) if long else ():
        if long.isdisjoint(series):
            continue
        sizes = [word_count(lines[at]) for at in series]
        stays = sum(size for at, size in zip(series, sizes, strict=True) if wanted[at])
        if stays >= _LEAST_RECORDS * sum(sizes):
            dropped -= long.intersection(series)
    for run in lists.runs(lines):
        kept = [at for at in run if wanted[at]]
        if len(run) >= _LEAST_ITEMS and len(kept) > len(run) / 2:
            inside = range(kept[0], kept[-1])
            dropped -= {at for at in run if at in inside or keep[at] >= _LIKELY_ITEM}
        lead = run[0] - 1
        if lead >= 0 and wanted[lead] and lists.leads(lines[lead]):
            dropped.difference_update(run)
    return dropped


def _numbers(blocks: Sequence[Block]) -> list[int]:
    """The number of each line of plain text, blank ones counted."""
    numbers: list[int] = []
    number, previous = -1, 0
    for block in blocks:
        number += 1
        previous += 1
        if origin := block.origin:
            if origin.first_line > previous:
                number += min(origin.first_line - previous, _LONGEST_GAP)
            previous = origin.last_line
        numbers.append(number)
    return numbers
