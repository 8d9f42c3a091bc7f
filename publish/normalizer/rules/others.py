"""Other articles in the same text: pages pasted one below the other, or an article page by page.

The line model looks for one article and takes a second for something that stands around it. Where
much prose would go, the part is looked at by itself, as a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.normalizer.lengths import prose_words, word_count

#: Words of prose in a part that is looked at, and in an article that is found there; and the least
#: mean, over the words of the lines kept, of what the model says of them, below a sure title and
#: else. Of 404 windows and as many whole pages, out of fold, no such part is debris; with 200 words
#: three are (comments), with 0.9 and no title two. Of 250 pairs of pages, one below the other, 33
#: get 17,000 words back, of the 25,000 that are found in all parts.
_LEAST = 250
_SURE, _SURE_BELOW_TITLE, _SURE_TITLE = 0.95, 0.9, 0.9
#: Least probability for the title of such an article.
_TITLE = 0.5


def find(lines: Sequence[str], numbers: Sequence[int], going: Sequence[bool]) -> set[int]:
    """Which of the lines that are `going` belong to other articles, their titles included.

    Args:
        numbers: of the lines, blank ones counted.
    """
    found: set[int] = set()
    waiting = list(_parts(going, 0, len(lines)))
    while waiting:
        first, end = waiting.pop()
        if prose_words(lines[first:end]) < _LEAST:
            continue
        own = _article(lines[first:end], [n - numbers[first] for n in numbers[first:end]])
        if own:
            found.update(first + at for at in own)
            away = [at not in found for at in range(len(lines))]
            waiting += _parts(away, first, end)
    return found


def _parts(going: Sequence[bool], first: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of lines that are `going`, from `first` to `end`."""
    begin = first
    for at in range(first, end + 1):
        if at == end or not going[at]:
            if at > begin:
                yield begin, at
            begin = at + 1


def _article(lines: Sequence[str], numbers: Sequence[int]) -> set[int]:
    """The lines of the article of a part, if there surely is one."""
    from publish.normalizer.linemodel import KEEP, classify

    scores = classify(lines, numbers)
    kept = (scores.keep >= KEEP).nonzero()[0].tolist()
    if prose_words([lines[at] for at in kept]) < _LEAST:
        return set()
    sizes = [word_count(lines[at]) for at in kept]
    sure = sum(float(scores.keep[at]) * size for at, size in zip(kept, sizes, strict=True))
    title = int(scores.title[: kept[0] + 1].argmax())
    titled = scores.title[title]
    if sure < (_SURE_BELOW_TITLE if titled >= _SURE_TITLE else _SURE) * sum(sizes):
        return set()
    return {*kept, title} if titled >= _TITLE else set(kept)
