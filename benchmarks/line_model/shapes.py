"""The shapes in which a labelled page is shown in training: whole, cut, reshaped, mixed, clean."""

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.line_model.corpus import Document, Labelled
from benchmarks.line_model.labels import BLANK, DEBRIS, KEEP, TITLE

_HEAD = 40  # lines above the body in which its title may stand
_LONGEST_INSET = 14  # lines of debris between two paragraphs that may be put into another article
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
        insets = [inset for other in others for inset in _insets(other.page)]
        pool = [parts for other in others if (parts := split(other.page))]
        own = split(document.page)
        if own and pool:
            for _ in range(mixes):
                yield "mix", _mix(own, pool, insets, rng)
    yield "gold", clean(document.gold)
    if document.title:
        heading = [document.title, ""] if rng.random() < 0.5 else [document.title]
        marks = "".join(TITLE if line else BLANK for line in heading)
        body = clean(document.gold)
        yield "gold", Labelled(heading + body.lines, marks + body.labels)


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


def _mix(
    own: Parts, pool: Sequence[Parts], insets: Sequence[Labelled], rng: random.Random
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
    parts = (above, own.head, body, Labelled([""], BLANK), below)
    page = Labelled(
        [line for part in parts for line in part.lines], "".join(part.labels for part in parts)
    )
    return _reshape(page, rng) if rng.random() < 0.3 else page


def _as_debris(part: Labelled) -> Labelled:
    return Labelled(part.lines, part.labels.replace(TITLE, DEBRIS))


def _first(part: Labelled, count: int) -> Labelled:
    return Labelled(part.lines[:count], part.labels[:count])


def _last(part: Labelled, count: int) -> Labelled:
    start = max(0, len(part.lines) - count)
    return Labelled(part.lines[start:], part.labels[start:])
