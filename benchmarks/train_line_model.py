"""Train the line model of `publish.normalizer.linemodel` and write its data files.

    BENCH_ARTICLES=DIR/cleaning python -m benchmarks.train_line_model [--only-validate] [--seed N]

Validation leaves out one fold of sites after another, with the settings of the final training,
and prints the scores of pages no network of its fold has seen. The figures are the model's own:
of the rules only that for readers' comments goes before it. Needs torch. Seeded: the
same machine writes the same files.
"""

import argparse
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from benchmarks.line_model import articles, corpus, floor
from benchmarks.line_model.corpus import FOLDS, Document
from benchmarks.line_model.examples import Example, Examples, build
from benchmarks.line_model.scoring import score, shingles
from benchmarks.line_model.training import LineNetwork, Settings, predict, stored, train
from publish.normalizer.linemodel import model, network, vocabulary

FOLDER = Path(network.__file__).parent
MIXES = 8
NETWORKS = 3  # trained apart; their mean scores the lines
SHOWN = ("window", "page", "gold", "strewn")
GROUPS = ("sh", "wx", "rd", "mh")

Prediction = tuple[np.ndarray, float]


def validate(data: Examples, settings: Settings, seed: int) -> list[tuple[Example, Prediction]]:
    """Predictions for the windows, pages and clean articles of each fold by networks trained on
    the others."""
    found: list[tuple[Example, Prediction]] = []
    for out in range(FOLDS):
        trained = _trained(data, out, settings, seed)
        held = [e for e in data.examples if e.fold == out and e.shape in SHOWN]
        each = [predict(network, held, data.allowed[out]) for network in trained]
        found += zip(held, map(_mean, *each), strict=True)
    return found


def _trained(data: Examples, out: int, settings: Settings, seed: int) -> list[LineNetwork]:
    """Networks that have not seen the fold `out`, with as many seeds from `seed` on."""
    seen = [example for example in data.examples if example.fold != out]
    seeds = range(seed, seed + NETWORKS)
    return [train(seen, data.allowed[out], settings, one) for one in seeds]


def _mean(*each: Prediction) -> Prediction:
    lines, dumps = zip(*each, strict=True)
    return np.mean(lines, axis=0), float(np.mean(dumps))


@dataclass(frozen=True)
class Verdict:
    """What the model says of a page: which lines stay, and the words in each line."""

    document: Document
    example: Example
    keep: np.ndarray

    @property
    def text(self) -> str:
        pages = {"window": self.document.window.lines, "page": self.document.page.lines}
        lines = pages[self.example.shape]
        return "\n".join(lines[at] for at in self.example.numbers[self.keep])


def judged(document: Document, example: Example, prediction: Prediction) -> Verdict:
    names = vocabulary.read_lexicon()[1]
    kinds = example.inputs[:, -2 * len(names) : -len(names)]
    by_name = {name: kinds[:, column] for column, name in enumerate(names)}
    outputs = network.Outputs(*prediction, by_name)
    chances, dump = model.judge(outputs, example.sizes)
    keep = chances[:, 0] >= model.KEEP if dump >= model.DUMP else np.ones(len(chances), bool)
    return Verdict(document, example, keep)


def report(documents: Sequence[Document], found: Sequence[tuple[Example, Prediction]]) -> None:
    gold = {document.name: shingles("\n".join(document.gold)) for document in documents}
    verdicts = [judged(documents[e.document], e, prediction) for e, prediction in found]
    for shape in ("window", "page"):
        shown = [verdict for verdict in verdicts if verdict.example.shape == shape]
        for group in GROUPS:
            pairs = [
                (verdict.text, gold[verdict.document.name])
                for verdict in shown
                if verdict.document.group == group and verdict.document.language == "en"
            ]
            print(f"{shape:7} {group}  {score(pairs)}")
        pages = [score([(verdict.text, gold[verdict.document.name])]).f1 for verdict in shown]
        print(f"{shape:7} mean of all pages' F1, all languages: {np.mean(pages):.4f}")
    every = (("sh", "wx"), ("sh", "wx", "rd", "mh"), (articles.GROUP,))
    for shape, groups in itertools.product(SHOWN[2:], every):
        lost = [
            float(verdict.example.sizes[body & ~verdict.keep].sum())
            / max(1, float(verdict.example.sizes[body].sum()))
            for verdict in verdicts
            if verdict.example.shape == shape and verdict.document.group in groups
            for body in [verdict.example.roles[:, 0] == 1]
        ]
        print(
            f"{shape:7} {'+'.join(groups)} lost {np.mean(lost):.3%} of words; "
            f"{sum(one > 0 for one in lost)} of {len(lost)} touched"
        )


def write(data: Examples, settings: Settings, seed: int) -> None:
    """Train on all folds and write the data files."""
    trained = _trained(data, FOLDS, settings, seed)
    vectors = torch.cat([network.vectors for network in trained], 1).tolist()
    rows = [
        "\t".join((entry, *(f"{value:.2f}" for value in row)))
        for entry, row, allowed in zip(data.entries, vectors, data.allowed[FOLDS], strict=True)
        if allowed and any(abs(value) >= 0.005 for value in row)
    ]
    header = "# Words (pairs, ^first and last$ words of a line) and their vectors in each network"
    _write(FOLDER / vocabulary.WORDS, "\n".join((header, *rows)))
    values = ",\n".join(
        f"{json.dumps(name)}: {_layout(value)}" for name, value in stored(trained).items()
    )
    _write(FOLDER / network.WEIGHTS, "{\n" + values + "\n}")


def _layout(value: object) -> str:
    if isinstance(value, dict):
        named = (f"{json.dumps(name)}: {_layout(one)}" for name, one in value.items())
        return "{\n" + ",\n".join(named) + "\n}"
    if isinstance(value, list) and value and isinstance(value[0], list | dict):
        return "[\n" + ",\n".join(_layout(row) for row in value) + "\n]"
    return json.dumps(value, separators=(",", ":"))


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only-validate", action="store_true", help="write no files")
    parser.add_argument("--only-write", action="store_true", help="train on all pages only")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    measured, written = corpus.read(), articles.read()
    documents = [*measured, *written]
    fold = [*corpus.folds(measured), *(number % FOLDS for number in range(len(written)))]
    data = build(documents, fold, MIXES)
    settings = Settings()
    if not arguments.only_write:
        report(documents, validate(data, settings, arguments.seed))
    if not arguments.only_validate:
        write(data, settings, arguments.seed)
        network.load.cache_clear()
        floor.write(measured)


if __name__ == "__main__":
    main()
