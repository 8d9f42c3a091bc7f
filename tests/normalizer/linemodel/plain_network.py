"""The network written out layer by layer, with the weights as they are stored."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from importlib.resources import files

import numpy as np

from publish.normalizer.linemodel.features import Page, Topics
from publish.normalizer.linemodel.vocabulary import read_learned, vocabulary


def run(page: Page) -> tuple[np.ndarray, float]:
    """The scores of each line, and the page's: means of what all networks give."""
    text = files("publish.normalizer.linemodel").joinpath("weights.json").read_text("utf-8")
    stored = json.loads(text)
    shared = {name: np.array(stored[name]) for name in ("dilations", "mean", "deviation")}
    kinds, vectors = vocabulary(read_learned()).look_up(page)
    words = np.hsplit(vectors, len(stored["networks"]))
    found = []
    for network, own in zip(stored["networks"], words, strict=True):
        weights = {name: np.array(value) for name, value in network.items()}
        found.append(_run(page, shared | weights, kinds, own))
    lines, dumps = zip(*found, strict=True)
    return np.mean(lines, axis=0), float(np.mean(dumps))


def _run(
    page: Page, weights: dict[str, np.ndarray], kinds: np.ndarray, vectors: np.ndarray
) -> tuple[np.ndarray, float]:
    def layer(name: str, values: np.ndarray) -> np.ndarray:
        return values @ weights[name + ".weight"] + weights[name + ".bias"]

    def convolve(index: int, values: np.ndarray) -> np.ndarray:
        step = int(weights["dilations"][index])
        nothing = np.zeros((step, values.shape[1]))
        before = np.concatenate((nothing, values))[: len(values)]
        behind = np.concatenate((values, nothing))[step:]
        taps = np.hsplit(weights[f"convolution.{index}.weight"], 3)
        total = before @ taps[0] + values @ taps[1] + behind @ taps[2]
        return values + np.maximum(total + weights[f"convolution.{index}.bias"], 0)

    def pool(values: np.ndarray) -> np.ndarray:
        return np.concatenate((values.mean(0), page.sizes / max(page.sizes.sum(), 1) @ values))

    known = np.concatenate((page.features, kinds), 1).astype(float)
    scaled = np.clip((known - weights["mean"]) / weights["deviation"], -4, 4)
    values = np.maximum(layer("input", np.concatenate((scaled, vectors), 1)), 0)
    values = convolve(1, convolve(0, values))
    values = values + np.maximum(layer("page", pool(values)), 0)
    early = sigmoid(layer("early", values)[:, 0])
    down, up = np.hsplit(sigmoid(layer("marks", values)), 2)
    seen = np.concatenate(
        (np.maximum.accumulate(down), np.maximum.accumulate(up[::-1])[::-1]), axis=1
    )
    values = values + layer("shared", 2 * shared(early, page.topics) - 0.5)
    values = values + layer("passed", passed(early, page.sizes)) + layer("seen", seen)
    values = convolve(3, convolve(2, values))
    values = values + layer("placed", 2 * placed(layer("bounds", values)) - 1)
    values = convolve(4, values)
    half = seen.shape[1] // 2
    evidence = np.concatenate((pool(values), seen[-1, :half], seen[0, half:]))
    return layer("output", values), float(layer("dump", evidence)[0])


def sigmoid(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))


def shared(early: np.ndarray, topics: Topics) -> np.ndarray:
    words = list(zip(*(one.tolist() for one in (topics.line, topics.bucket)), strict=True))
    named = topics.named.tolist()
    kept: dict[int, float] = defaultdict(float)
    uses: dict[int, int] = defaultdict(int)
    for line, bucket in words:
        kept[bucket] += early[line]
        uses[bucket] += 1
    table = np.zeros((len(early), 6))
    for at in range(len(early)):
        met = []
        for (line, bucket), capital in zip(words, named, strict=True):
            if line == at:
                here = max(kept[bucket] - early[at], 0)
                gone = max(uses[bucket] - 1 - here, 0)
                met.append(
                    (here / (here + 1), gone / (gone + 1), here / (here + gone + 1), capital)
                )
        if met:
            first, second, third, capitals = map(np.array, zip(*met, strict=True))
            many, names = len(met), max(capitals.sum(), 1)
            table[at, :3] = first.sum() / many, second.sum() / many, third.sum() / many
            table[at, 3:5] = first[capitals].sum() / names, third[capitals].sum() / names
            table[at, 5] = first.sum() / (many + 2)
    return table


def passed(early: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    words = early * sizes
    rows = []
    for at in range(len(words)):
        before, after = words[:at].sum(), words[at + 1 :].sum()
        share = before / (words.sum() + 1)
        rows.append((2 * share - 1, math.log1p(before) / 4 - 1, math.log1p(after) / 4 - 1))
    return np.array(rows)


def placed(bounds: np.ndarray) -> np.ndarray:
    """The chances of all runs of lines one by one; for few lines, or no number holds them."""
    inside = 3 * np.tanh(bounds[:, 0] / 3)
    opens, closes, title = np.clip(bounds[:, 1:].T, -8, 8)
    count = len(bounds)
    table, total = np.zeros((count, 6)), 0.0
    for first in range(count):
        for last in range(first, count):
            weight = math.exp(opens[first] + closes[last] + inside[first : last + 1].sum())
            total += weight
            table[first : last + 1, 0] += weight
            table[last + 1 :, 1] += weight
            table[first, 2] += weight
            table[last, 3] += weight
    table /= total
    named = np.exp(title) / (1 + np.exp(title).sum())
    table[:, 4], table[:, 5] = np.cumsum(named), named
    return table
