"""Train the weights that find the article in a web page (``publish/readers/article``).

    BENCH_ARTICLES=DIR python -m benchmarks.train_article            # writes weights.json
    BENCH_ARTICLES=DIR python -m benchmarks.train_article --check    # out-of-fold figures alone

Needs LightGBM. Folds are drawn by site, so that no figure is of a site seen in training. The
lexicons of class names and short texts are learned first; each page gets the lexicon of the other
folds, as a page never seen would. `check_article` measures the whole way of a page.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt

from benchmarks.bench_data import Sample, samples
from publish.readers.article.facts import Facts
from publish.readers.article.features import features, names
from publish.readers.article.find import KEEP
from publish.readers.article.lexicon import WORD as LETTERS
from publish.readers.article.lexicon import Lexicon, class_pieces, folded, word_pieces
from publish.readers.article.naming import names_of
from publish.readers.article.units import Page, cut
from publish.readers.dom.charset import decode_markup
from publish.readers.dom.head import read_head
from publish.readers.dom.parsing import parse
from publish.readers.source import Source

FOLDS = 8
ROUNDS = 150
#: More evidence of these kinds never makes a unit less (1) or more (-1) likely to be the author's.
MONOTONE = {
    **dict.fromkeys(
        (
            *("own_score", "parent_score", "path_score", "path_lowest", "path_highest"),
            *("word_score", "word_lowest", "in_body", "stop_share", "ends_sentence"),
        ),
        1,
    ),
    **dict.fromkeys(
        (
            *("link_density", "hidden", "calls", "in_comment", "at_comment", "in_popup"),
            *("in_related", "in_sell", "in_sign", "in_gallery", "at_gallery"),
        ),
        -1,
    ),
}
PARAMETERS = {
    "objective": "cross_entropy",
    "learning_rate": 0.07,
    "num_leaves": 16,
    "max_depth": 7,
    "min_child_samples": 60,
    "feature_fraction": 0.35,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 8,
    "monotone_constraints": [MONOTONE.get(name, 0) for name in names()],
    "verbose": -1,
    "num_threads": 1,
    "seed": 1,
}
WORD = re.compile(r"\w+")
#: A set's weight: rd is another program's output, mh begins with the title.
TRUST = {"sh": 1.0, "wx": 1.0, "rd": 0.5, "mh": 0.5}
#: Sets whose figures are printed.
MEASURED = ("sh", "wx")


@dataclass(slots=True)
class Case:
    sample: Sample
    page: Page
    facts: Facts
    truth: npt.NDArray[np.float64]
    fold: int
    rows: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    guess: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def load() -> list[Case]:
    cases = []
    for sample in samples(*TRUST):
        if sample.set == "mh" and sample.language != "en":
            continue
        markup, _ = decode_markup(Source(sample.name, sample.page, ".html"))
        tree, _ = parse(markup)
        head = read_head(tree)
        page = cut(tree)
        title = tree.findtext(".//title") or ""
        truth = align([unit.text for unit in page.units], sample.gold)
        digest = hashlib.md5(sample.site.encode(), usedforsecurity=False).hexdigest()
        cases.append(Case(sample, page, head.facts(title), truth, int(digest, 16) % FOLDS))
    return cases


def align(texts: list[str], gold: str) -> npt.NDArray[np.float64]:
    """For each unit the share of it that stands in `gold`, in the order of both.

    Units of six words and more are placed by the runs of four words that they share with the gold
    text (the heaviest increasing chain of places); shorter ones must stand between their
    neighbours' places word for word.
    """
    words = WORD.findall(gold)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words) - 3):
        places[tuple(words[at : at + 4])].append(at)
    units = [WORD.findall(text) for text in texts]
    chain: list[tuple[float, int, int, int, float]] = []  # score, place, unit, previous, share
    for number, unit in enumerate(units):
        runs = len(unit) - 3
        if runs < 3:
            continue
        offsets: Counter[int] = Counter()
        hits = 0
        for at in range(runs):
            found = places.get(tuple(unit[at : at + 4]), ())
            hits += bool(found)
            offsets.update(place - at for place in found[:20])
        if hits / runs < 0.35:
            continue
        fresh = []
        for place, count in offsets.most_common(3):
            score, previous = float(count), -1
            for index, node in enumerate(chain):
                if node[1] <= place and node[2] < number and node[0] + count > score:
                    score, previous = node[0] + count, index
            fresh.append((score, place, number, previous, hits / runs))
        chain.extend(fresh)
    placed: dict[int, tuple[int, float]] = {}
    index = max(range(len(chain)), key=lambda i: chain[i][0], default=-1)
    while index >= 0:
        _, place, number, index, share = chain[index]
        placed[number] = (place, share)
    truth = np.zeros(len(units))
    anchors = sorted(placed)
    used: dict[int, int] = {}
    for number, unit in enumerate(units):
        if number in placed:
            truth[number] = placed[number][1]
            continue
        if not unit:
            continue
        at = bisect_left(anchors, number)
        low = placed[anchors[at - 1]][0] + len(units[anchors[at - 1]]) - 3 if at else 0
        high = placed[anchors[at]][0] + 3 if at < len(anchors) else len(words)
        low = max(0, low, used.get(high, 0))
        for start in range(low, high - len(unit) + 1):
            if words[start] == unit[0] and words[start : start + len(unit)] == unit:
                if at == len(anchors) and start - low > 60:
                    break
                truth[number] = 1.0
                used[high] = start + len(unit)
                break
    return truth


def shares(case: Case) -> tuple[dict[str, float], dict[str, float]]:
    """For each piece of a class name, and each word of a text, the share that is kept under it."""
    classes: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    words: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    above: dict[int, frozenset[str]] = {}
    for place in case.page.places:
        around = above[place.up.index] if place.up else frozenset()
        above[place.index] = around.union(class_pieces(folded(names_of(place))))
    for unit, truth in zip(case.page.units, case.truth, strict=True):
        if unit.words:
            kept = int(truth >= 0.5)
            for piece in above[unit.place.index].union(class_pieces(folded(names_of(unit)))):
                classes[piece][kept] += math.sqrt(unit.words)
            for piece in word_pieces(LETTERS.findall(unit.text[:120].lower())):
                words[piece][kept] += 1
    return (
        {piece: kept / (lost + kept) for piece, (lost, kept) in classes.items()},
        {piece: kept / (lost + kept) for piece, (lost, kept) in words.items()},
    )


def lexicon(
    cases: list[Case], known: dict[str, tuple[dict[str, float], dict[str, float]]]
) -> Lexicon:
    def odds(which: int, sites: int, least: float) -> dict[str, float]:
        found: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for case in cases:
            for piece, share in known[case.sample.name][which].items():
                found[piece].append((share, case.sample.site))
        out = {}
        for piece, seen in sorted(found.items()):
            if len({site for _, site in seen}) >= sites:
                mean = (sum(share for share, _ in seen) + 1) / (len(seen) + 2)
                value = math.log(mean / (1 - mean))
                if abs(value) >= least:
                    out[piece] = round(value, 2)
        return out

    return Lexicon(odds(0, 3, 0.15), odds(1, 5, 0.4))


def weights(case: Case) -> npt.NDArray[np.float64]:
    """A unit counts by its share of the article's words; no single one outweighs half of it."""
    words = np.array([max(1, unit.words) for unit in case.page.units], float)
    gold = max(60, len(case.sample.gold.split()))
    return np.minimum(words / gold, 0.5) ** 0.7 * TRUST[case.sample.set]


def fit(cases: list[Case]) -> lightgbm.Booster:
    rows = np.vstack([case.rows for case in cases])
    truth = np.concatenate([case.truth for case in cases])
    weight = np.concatenate([weights(case) for case in cases])
    data = lightgbm.Dataset(rows, label=truth, weight=weight / weight.mean())
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


def figures(cases: list[Case], bar: float) -> dict[str, float]:
    """Shingle F1 by set, English, as the benchmark counts: F1 of mean precision and mean recall;
    of the units alone, before what is done with figures and what the normalizer takes out."""
    out: dict[str, float] = {}
    for name in MEASURED:
        precisions, recalls = [], []
        for case in cases:
            if case.sample.set == name and case.sample.language == "en":
                guesses = zip(case.page.units, case.guess, strict=True)
                kept = [unit.text for unit, p in guesses if p >= bar]
                mine, gold = shingles("\n".join(kept)), shingles(case.sample.gold)
                shared = (mine & gold).total()
                recalls.append(shared / gold.total())
                if mine:
                    precisions.append(shared / mine.total())
        if recalls:
            p, r = float(np.mean(precisions)), float(np.mean(recalls))
            out[name] = 2 * p * r / (p + r)
    return out


def trees(booster: lightgbm.Booster) -> list[list[list[float]]]:
    """The booster's trees as `publish.readers.article.trees.forest` takes them."""

    def walk(node: dict, out: list[list[float]]) -> int:  # type: ignore[type-arg]
        number = len(out)
        out.append([])
        if "leaf_value" in node:
            out[number] = [round(node["leaf_value"], 4)]
        else:
            below = walk(node["left_child"], out)
            above = walk(node["right_child"], out)
            out[number] = [node["split_feature"], float(f"{node['threshold']:.6g}"), below, above]
        return number

    found = []
    for tree in booster.dump_model()["tree_info"]:
        out: list[list[float]] = []
        walk(tree["tree_structure"], out)
        found.append(out)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only the out-of-fold figures")
    parser.add_argument("--no-check", action="store_true", help="only the weights")
    options = parser.parse_args()
    cases = load()
    known = {case.sample.name: shares(case) for case in cases}
    for fold in range(FOLDS):
        others = lexicon([case for case in cases if case.fold != fold], known)
        for case in cases:
            if case.fold == fold:
                case.rows = features(case.page, case.facts, others)
    if not options.no_check:
        for fold in range(FOLDS):
            booster = fit([case for case in cases if case.fold != fold])
            for case in cases:
                if case.fold == fold and len(case.rows):
                    case.guess = np.asarray(booster.predict(case.rows), float)
        for bar in (0.35, 0.4, KEEP, 0.5, 0.55):
            found = "; ".join(f"{name} {f1:.4f}" for name, f1 in figures(cases, bar).items())
            print(f"kept from {bar:.2f}: F1 {found}", flush=True)
    if not options.check:
        everything = lexicon(cases, known)
        data = {
            "about": "Made by benchmarks/train_article.py; log odds of standing in an article.",
            "columns": names(),
            "classes": everything.classes,
            "words": everything.words,
            "trees": trees(fit(cases)),
        }
        target = Path(__file__).parents[1] / "publish/readers/article/weights.json"
        lines = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        lines = lines.replace(',"trees":[', ',\n"trees":[\n').replace("]],[[", "]],\n[[")
        lines = lines.replace(',"words":{', ',\n"words":{').replace(
            ',"classes":{', ',\n"classes":{'
        )
        target.write_text(lines + "\n", encoding="utf-8", newline="\n")
        print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
