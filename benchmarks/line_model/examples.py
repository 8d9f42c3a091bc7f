"""Pages turned into arrays for training, and the choice of the words that get vectors."""

import itertools
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.line_model import articles
from benchmarks.line_model.corpus import FOLDS, Document, Labelled, role_labels
from benchmarks.line_model.labels import KEEP, TITLE, WORD
from benchmarks.line_model.shapes import shapes, written
from publish.normalizer.linemodel.features import Topics, measure
from publish.normalizer.linemodel.vocabulary import Vocabulary, read_lexicon, vocabulary

WORDS = 3000  # entries that get a vector; twice as many gained nothing out of fold
_SITES = 5  # an entry seen on fewer sites would tell the site
_LONGEST = 80  # words; in longer lines any word occurs


@dataclass(frozen=True)
class Example:
    document: int
    fold: int
    shape: str
    inputs: np.ndarray
    entry_line: np.ndarray
    entry: np.ndarray
    sizes: np.ndarray
    topics: Topics
    roles: np.ndarray  # lines x (keep, title, byline, date)
    numbers: np.ndarray


@dataclass(frozen=True)
class Examples:
    examples: list[Example]
    entries: list[str]
    allowed: list[np.ndarray]  # a mask over the entries for each fold left out, and for none


def build(
    documents: Sequence[Document], fold: Sequence[int], mixes: int, seed: int = 7
) -> Examples:
    chosen = [
        choose_words([d for d, f in zip(documents, fold, strict=True) if f != out])
        for out in range(FOLDS)
    ]
    chosen.append(choose_words(documents))
    lexicon = read_lexicon()[0]
    union = sorted(set().union(*chosen) | set(lexicon))
    words = vocabulary(dict.fromkeys(union, (0.0,)))
    entries = [*lexicon, *(entry for entry in union if entry not in set(lexicon))]
    allowed = [
        np.array([entry in keep for entry in entries])
        for keep in ({*one, *lexicon} for one in chosen)
    ]
    rng = random.Random(seed)
    examples = []
    for number, (document, own) in enumerate(zip(documents, fold, strict=True)):
        # Only pages of the same fold lend their debris: none of it is seen in another fold.
        others = [
            other
            for other, theirs in zip(documents, fold, strict=True)
            if theirs == own
            and other.language == document.language
            and other.group != articles.GROUP
        ]
        if document.group == articles.GROUP:
            given = written(document, others, rng, mixes)
        else:
            given = shapes(document, others, rng, mixes)
        for shape, page in given:
            example = _example(number, document, own, shape, page, words)
            if example is not None:
                examples.append(example)
    return Examples(examples, entries, allowed)


def _example(
    number: int, document: Document, fold: int, shape: str, page: Labelled, words: Vocabulary
) -> Example | None:
    measured = measure(page.lines)
    if not len(measured.numbers):
        return None
    kinds, _ = words.look_up(measured)
    line, entry = words.table.find(measured.grams)
    byline, date = role_labels(document, page.lines, page.labels)
    roles = np.array(
        [
            (page.labels[at] == KEEP, page.labels[at] == TITLE, at in byline, at in date)
            for at in measured.numbers
        ],
        np.float32,
    )
    return Example(
        number,
        fold,
        shape,
        np.concatenate((measured.features, kinds), 1),
        line.astype(np.int32),
        entry.astype(np.int32),
        measured.sizes,
        measured.topics,
        roles,
        measured.numbers,
    )


def choose_words(documents: Sequence[Document]) -> list[str]:
    """The words, pairs, first and last words that tell debris from article best, best first.

    Sites count, not occurrences: how many have an entry in article lines, how many in debris.
    """
    kept: dict[str, set[str]] = defaultdict(set)
    lost: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for line, label in zip(document.page.lines, document.page.labels, strict=True):
            words = WORD.findall(line.lower())
            if not words or len(words) > _LONGEST:
                continue
            side = kept if label == KEEP else lost
            pairs = (f"{a} {b}" for a, b in itertools.pairwise(words))
            for entry in {"^" + words[0], words[-1] + "$", *words, *pairs}:
                side[entry].add(document.site)
    ranked = []
    for entry in kept.keys() | lost.keys():
        ours, theirs = len(kept.get(entry, ())), len(lost.get(entry, ()))
        if ours + theirs >= _SITES:
            ranked.append((-abs(ours - theirs) / (ours + theirs + 3) ** 0.5, entry))
    return [entry for _, entry in sorted(ranked)[:WORDS]]
