"""The shapes in which a labelled page is shown in training: whole, cut, reshaped, mixed,
clean, clean with a few lines strewn in."""

import datetime
import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.line_model.corpus import Document, Labelled
from benchmarks.line_model.labels import BLANK, DEBRIS, KEEP, TITLE

_HEAD = 40  # lines above the body in which its title may stand
_LONGEST_INSET = 14  # lines of debris between two paragraphs that may be put into another article
_LEAD = 8  # words of a line that can be an article's beginning
_OFTEN = 0.2  # how often a mixed page has other articles' beginnings on one side
_STREWN, _SHORT = 3, 8  # how often a few lines are strewn into an article, and their words
_MARKER = re.compile(r"^\s*[*+o] ")


@dataclass(frozen=True)
class Parts:
    """A page in four: what is above the article, its head, its body, what is below it."""

    above: Labelled
    head: Labelled
    body: Labelled
    below: Labelled


def shapes(
    document: Document, others: Sequence[Document], rng: random.Random, mixes: int
) -> Iterator[tuple[str, Labelled]]:
    """Name and page of each shape; window and page come as they are."""
    yield "window", document.window
    yield "page", document.page
    if KEEP in document.page.labels:
        for _ in range(3):
            yield "cut", _cut(document.page, rng)
        yield "shape", _reshape(document.window, rng)
        yield "shape", _reshape(document.page, rng)
        insets, pool = _lent(others)
        stories = [other for other in others if other.title and other.site != document.site]
        own = split(document.page)
        if own and pool:
            for _ in range(mixes):
                yield "mix", _mix(own, pool, insets, stories, rng)
    yield from cleaned(document, rng)
    yield from _strewn(document, others, rng)


def cleaned(document: Document, rng: random.Random) -> Iterator[tuple[str, Labelled]]:
    """The article alone, without its title and with it."""
    yield "gold", clean(document.gold)
    if document.title:
        heading = [document.title, ""] if rng.random() < 0.5 else [document.title]
        marks = "".join(TITLE if line else BLANK for line in heading)
        body = clean(document.gold)
        yield "gold", Labelled(heading + body.lines, marks + body.labels)


def written(
    document: Document, others: Sequence[Document], rng: random.Random, mixes: int
) -> Iterator[tuple[str, Labelled]]:
    """An article of which there is no page: alone, and between the debris of other pages."""
    yield from cleaned(document, rng)
    yield from _strewn(document, others, rng)
    nothing = Labelled([], "")
    insets, pool = _lent(others)
    for _ in range(mixes):
        own = Parts(nothing, _head(document, rng), clean(document.gold), nothing)
        yield "mix", _mix(own, pool, insets, [other for other in others if other.title], rng)


def _strewn(
    document: Document, others: Sequence[Document], rng: random.Random
) -> Iterator[tuple[str, Labelled]]:
    """The article with a few short lines of debris above, in and below it, and no more."""
    sites: dict[str, set[str]] = {}
    for other in others:
        for line, label in zip(other.page.lines, other.page.labels, strict=True):
            if label == DEBRIS and len(line.split()) <= _SHORT:
                sites.setdefault(line, set()).add(other.site)
    # What one site has alone may as well be an article's.
    pool = sorted(line for line, seen in sites.items() if len(seen) > 1)
    if not pool:
        return
    for _ in range(_STREWN):
        body = clean(document.gold)
        pairs = list(zip(body.lines, body.labels, strict=True))
        for line in rng.sample(pool, min(rng.randint(1, 6), len(pool))):
            gaps = [at for at, (_, label) in enumerate(pairs) if label == BLANK]
            at = rng.choice(gaps or range(len(pairs)))
            pairs[at:at] = [("", BLANK), (line, DEBRIS), ("", BLANK)]
        above, below = (
            [(line, DEBRIS) for line in rng.sample(pool, min(8, len(pool)))] for _ in "12"
        )
        head = [(document.title, TITLE)] if document.title and rng.random() < 0.7 else []
        pairs = [*above[: rng.randint(0, 6)], *head, ("", BLANK), *pairs, ("", BLANK)]
        pairs += below[: rng.randint(0, 8)]
        yield "strewn", Labelled([line for line, _ in pairs], "".join(label for _, label in pairs))


def _head(document: Document, rng: random.Random) -> Labelled:
    """A title with what pages put below it, in one of their forms."""
    below = []
    if document.authors and rng.random() < 0.8:
        name = document.authors[0].title()
        below.append(rng.choice(("By {}", "by {}", "{}", "Written by {}", "BY {}")).format(name))
    if document.date and rng.random() < 0.8:
        day = datetime.date.fromisoformat(document.date)
        spelling = rng.choice(("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%Y-%m-%d", "%m/%d/%Y"))
        below.append(
            rng.choice(("{}", "{}", "Published {}", "Posted on {}")).format(f"{day:{spelling}}")
        )
    if len(below) > 1 and rng.random() < 0.4:
        below = [rng.choice((" | ", ", ", " - ", " ")).join(below)]
    if rng.random() < 0.3:
        below.reverse()
    lines = [document.title, *below]
    if rng.random() < 0.5:
        lines = [one for line in lines for one in (line, "")]
    return Labelled(
        lines,
        TITLE + "".join(DEBRIS if line else BLANK for line in lines[1:]),
    )


def _lent(others: Sequence[Document]) -> tuple[list[Labelled], list[Parts]]:
    """Debris of other pages: what stands inside their articles, and their parts."""
    insets = [inset for other in others for inset in _insets(other.page)]
    return insets, [parts for other in others if (parts := split(other.page))]


def clean(gold: Sequence[str]) -> Labelled:
    return Labelled(list(gold), "".join(KEEP if line.strip() else BLANK for line in gold))


def split(page: Labelled) -> Parts | None:
    first, last = page.labels.find(KEEP), page.labels.rfind(KEEP) + 1
    if first < 0:
        return None
    title = page.labels.rfind(TITLE, max(0, first - _HEAD), first)
    head = title if title >= 0 else max(0, first - 6)
    cuts = (0, head, first, last, len(page.lines))
    spans = itertools.pairwise(cuts)
    return Parts(*(Labelled(page.lines[a:b], page.labels[a:b]) for a, b in spans))


def _cut(page: Labelled, rng: random.Random) -> Labelled:
    reach = (0, 2, 5, 10, 20, 40, 80, 300)
    first, last = page.labels.find(KEEP), page.labels.rfind(KEEP) + 1
    start = max(0, first - int(rng.choice(reach) * rng.random() * 2))
    stop = min(len(page.lines), last + int(rng.choice(reach) * rng.random() * 2))
    return Labelled(page.lines[start:stop], page.labels[start:stop])


def _reshape(page: Labelled, rng: random.Random) -> Labelled:
    """Without blank lines, with one after each line, without list markers, or some blanks less."""
    pairs = list(zip(page.lines, page.labels, strict=True))
    filled = [pair for pair in pairs if pair[0].strip()]
    turn = rng.random()
    if turn < 0.35:
        pairs = filled
    elif turn < 0.6:
        pairs = [one for pair in filled for one in (pair, ("", BLANK))]
    elif turn < 0.8:
        pairs = [(_MARKER.sub("", line), label) for line, label in pairs]
    else:
        pairs = [pair for pair in pairs if pair[0].strip() or rng.random() < 0.5]
    return Labelled([line for line, _ in pairs], "".join(label for _, label in pairs))


def _insets(page: Labelled) -> Iterator[Labelled]:
    """Runs of debris inside an article."""
    first, last = page.labels.find(KEEP), page.labels.rfind(KEEP)
    for match in re.finditer(r"D[D.]*", page.labels[first : last + 1] if first >= 0 else ""):
        stop = first + match.start() + len(match.group().rstrip(BLANK))
        start = first + match.start()
        if stop - start <= _LONGEST_INSET:
            yield Labelled(page.lines[start:stop], page.labels[start:stop])


def _among_stories(
    above: Labelled,
    body: Labelled,
    below: Labelled,
    stories: Sequence[Document],
    rng: random.Random,
) -> tuple[Labelled, Labelled, Labelled]:
    """With the titles and first sentences of other articles above, inside or below an article, as
    pages show them: by nothing but what they tell of are they known to be others."""
    if rng.random() < _OFTEN:
        above = _joined(above, _teasers(stories, rng.randint(1, 8), rng))
    if rng.random() < _OFTEN / 2:
        gaps = [at for at, label in enumerate(body.labels) if label == BLANK]
        at = rng.choice(gaps or [len(body.lines) // 2])
        first, rest = _first(body, at), Labelled(body.lines[at:], body.labels[at:])
        body = _joined(first, _teasers(stories, rng.randint(1, 2), rng), rest)
    if rng.random() < _OFTEN:
        below = _joined(_teasers(stories, rng.randint(1, 8), rng), below)
    return above, body, below


def _teasers(stories: Sequence[Document], count: int, rng: random.Random) -> Labelled:
    """So many other articles, all in one form: what is shown of each, and in which order."""
    parts = rng.choice((("title", "lead"), ("title+lead",), ("lead",), ("title", "meta", "lead")))
    marker = rng.choice(("", "", "", "* ", "+ ", "## "))
    apart, spaced, glue = rng.random() < 0.7, rng.random() < 0.3, rng.choice(("", " "))
    longest, dots = rng.choice((12, 20, 35, 60)), rng.choice(("", "...", "…", " Read more"))
    lines = [""]
    for story in rng.sample(stories, min(count, len(stories))):
        words = next((w for line in story.gold if len(w := line.split()) >= _LEAD), [])
        lead = " ".join(words[:longest]) + dots * (len(words) > longest)
        shown = {
            "title": [marker + story.title, *[""] * spaced],
            "meta": [*story.authors[:1], story.date] if rng.random() < 0.8 else [story.date],
            "lead": [lead],
            "title+lead": [f"{marker}{story.title}{glue}{lead}"],
        }
        lines += [line for part in parts for line in shown[part]] + [""] * apart
    return Labelled(lines, "".join(DEBRIS if line.strip() else BLANK for line in lines))


def _joined(*parts: Labelled) -> Labelled:
    return Labelled(
        [line for part in parts for line in part.lines], "".join(part.labels for part in parts)
    )


def _mix(
    own: Parts,
    pool: Sequence[Parts],
    insets: Sequence[Labelled],
    stories: Sequence[Document],
    rng: random.Random,
) -> Labelled:
    """An article between the debris of other pages, with others' insets between its paragraphs."""
    above = own.above if rng.random() < 0.4 else _as_debris(rng.choice(pool).above)
    if rng.random() < 0.5:
        above = _last(above, rng.choice((0, 4, 8, 15)))
    below = own.below if rng.random() < 0.3 else _as_debris(rng.choice(pool).below)
    if rng.random() < 0.5:
        below = _first(below, rng.choice((3, 10, 20, 35, 60)))
    body = own.body
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3)) if insets else 0):
        gaps = [at for at, label in enumerate(body.labels) if label == BLANK]
        at = rng.choice(gaps or [len(body.lines) // 2])
        inset = rng.choice(insets)
        body = Labelled(
            [*body.lines[:at], "", *inset.lines, "", *body.lines[at:]],
            body.labels[:at] + BLANK + inset.labels + BLANK + body.labels[at:],
        )
    if rng.random() < 0.25 and len(body.lines) > 12:
        body = _first(body, rng.randrange(6, len(body.lines)))
    if stories:
        above, body, below = _among_stories(above, body, below, stories, rng)
    page = _joined(above, own.head, body, Labelled([""], BLANK), below)
    return _reshape(page, rng) if rng.random() < 0.3 else page


def _as_debris(part: Labelled) -> Labelled:
    return Labelled(part.lines, part.labels.replace(TITLE, DEBRIS))


def _first(part: Labelled, count: int) -> Labelled:
    return Labelled(part.lines[:count], part.labels[:count])


def _last(part: Labelled, count: int) -> Labelled:
    start = max(0, len(part.lines) - count)
    return Labelled(part.lines[start:], part.labels[start:])
