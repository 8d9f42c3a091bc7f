"""Measure what becomes of a web page that nobody has seen: reading, cleaning, body.

    BENCH_ARTICLES=DIR python -m benchmarks.check_article [--without SET ...] [--out FOLDER]

Needs LightGBM. Folds are drawn by site. For the pages of each, the trees and the lexicons are
trained on the other folds; then the page goes the whole way of ``publish clean --body page.html``.
The bar from which a unit is kept is chosen anew for each fold on the pages of the others (the
second line: the bar that is shipped). `--without` trains on no page of these sets. Body: F1 of
mean precision and mean recall of 4-gram shingles; English pages.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from unittest import mock

import numpy as np

from benchmarks import train_article as training
from benchmarks.train_article import Case, shingles
from publish import readers
from publish.normalizer import normalize
from publish.normalizer.plain import cleaned_text
from publish.readers.article import find
from publish.readers.article.features import features
from publish.readers.article.lexicon import Lexicon
from publish.readers.article.trees import Forest, forest
from publish.readers.source import Source

BARS = (0.4, 0.45, 0.5, 0.55, 0.6)


def body(case: Case, trained: tuple[Forest, Lexicon], bar: float) -> str:
    """What ``publish clean --body`` makes of the page with these weights and this bar."""
    source = Source(f"{case.sample.name}.html", case.sample.page, ".html")
    with (
        mock.patch.object(find, "trained", lambda: trained),
        mock.patch.object(find, "KEEP", bar),
    ):
        article, _ = readers.read(source)
    return cleaned_text(normalize(article).article, body=True)


def f1(texts: dict[str, str], cases: list[Case], group: str) -> str:
    precisions, recalls = [], []
    for case in cases:
        if case.sample.set == group and case.sample.name in texts:
            mine, gold = shingles(texts[case.sample.name]), shingles(case.sample.gold)
            shared = (mine & gold).total()
            recalls.append(shared / gold.total())
            if mine:
                precisions.append(shared / mine.total())
    p, r = float(np.mean(precisions)), float(np.mean(recalls))
    return f"{group}: P {p:.4f} R {r:.4f} F1 {2 * p * r / (p + r):.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="a folder for the texts, one NAME.txt a page")
    parser.add_argument("--without", nargs="+", default=(), help="sets that are measured alone")
    options = parser.parse_args()
    cases = training.load()
    seen = [case for case in cases if case.sample.set not in options.without]
    known = {case.sample.name: training.shares(case) for case in cases}
    lexicons = [
        training.lexicon([case for case in seen if case.fold != fold], known)
        for fold in range(training.FOLDS)
    ]
    for case in cases:
        case.rows = features(case.page, case.facts, lexicons[case.fold])
    forests = []
    for fold in range(training.FOLDS):
        booster = training.fit([case for case in seen if case.fold != fold])
        forests.append(forest(training.trees(booster)))
        for case in cases:
            if case.fold == fold and len(case.rows):
                case.guess = np.asarray(booster.predict(case.rows), float)
    asked = [
        case
        for case in cases
        if case.sample.set in training.MEASURED and case.sample.language == "en"
    ]
    sets = [name for name in training.MEASURED if any(c.sample.set == name for c in asked)]
    chosen: dict[str, str] = {}
    shipped: dict[str, str] = {}
    for fold in range(training.FOLDS):
        others = [case for case in seen if case.fold != fold]
        bar = max(BARS, key=lambda bar: sum(training.figures(others, bar).values()))
        for case in asked:
            if case.fold == fold:
                trained = forests[fold], lexicons[fold]
                chosen[case.sample.name] = body(case, trained, bar)
                shipped[case.sample.name] = (
                    chosen[case.sample.name] if bar == find.KEEP else body(case, trained, find.KEEP)
                )
    for name, texts in (("bar by folds", chosen), (f"bar {find.KEEP}", shipped)):
        print(f"{name:<14}" + "; ".join(f1(texts, asked, group) for group in sets), flush=True)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, text in chosen.items():
            (options.out / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
