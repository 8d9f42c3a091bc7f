"""The data of the quality floor in tests/quality: what the network reads of some pages.

No text can be rebuilt from it: it holds the features of each line in 256 steps, which entries of
the model's own vocabulary it has, and which of its longer words recur (numbered page by page).
"""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.line_model.corpus import Document
from benchmarks.line_model.labels import KEEP
from publish.normalizer.linemodel.features import measure
from publish.normalizer.linemodel.network import load

PAGES = 40
_LONGEST = 110  # lines: keeps the file small
FILE = Path(__file__).parents[2] / "tests" / "quality" / "line_model.npz"


def write(documents: Sequence[Document], path: Path = FILE, seed: int = 5) -> None:
    usable = [
        document
        for document in documents
        if KEEP in document.window.labels
        and sum(1 for line in document.window.lines if line.strip()) <= _LONGEST
    ]
    chosen = random.Random(seed).sample(usable, PAGES)
    table = load().vocabulary.table
    columns: dict[str, list[np.ndarray]] = {name: [] for name in (
        "features", "sizes", "keep", "hit_line", "hit", "topic_line", "topic", "named",
    )}  # fmt: skip
    ends: dict[str, list[int]] = {"lines": [], "hits": [], "topics": []}
    for document in chosen:
        page = measure(document.window.lines)
        labels = document.window.labels
        found = table.hits(page.grams)
        columns["features"].append(page.features)
        columns["sizes"].append(page.sizes)
        columns["keep"].append(np.array([labels[at] == KEEP for at in page.numbers]))
        columns["hit_line"].append(found.line)
        columns["hit"].append(found.hash)
        columns["topic_line"].append(page.topics.line)
        columns["topic"].append(np.unique(page.topics.bucket, return_inverse=True)[1])
        columns["named"].append(page.topics.named)
        ends["lines"].append(len(page.numbers))
        ends["hits"].append(len(found.line))
        ends["topics"].append(len(page.topics.line))
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    low, high = joined["features"].min(0), joined["features"].max(0)
    step = np.maximum(high - low, 1e-6) / 255
    hashes, hit = np.unique(joined["hit"], return_inverse=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        features=np.rint((joined["features"] - low) / step).astype(np.uint8),
        low=low,
        step=step.astype(np.float32),
        sizes=joined["sizes"].astype(np.float16),
        keep=np.packbits(joined["keep"]),
        hit_line=joined["hit_line"].astype(np.uint8),
        hit=hit.astype(np.uint16),
        hashes=hashes,
        topic_line=joined["topic_line"].astype(np.uint8),
        topic=joined["topic"].astype(np.uint16),
        named=np.packbits(joined["named"]),
        **{name: np.cumsum(counts) for name, counts in ends.items()},
    )
