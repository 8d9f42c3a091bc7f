"""Sentence boundaries: publish and other segmenters on the same text, in the same run.

    python -m benchmarks.sentences [FILE ...] [--cases cases.json] [--marked marked.json]

Without files a book is made. Segmenters that are not installed are passed over. `--cases` names a
JSON file of groups of {"text", "sents"}; then exact matches are counted too. `--marked` names a
JSON list of {"text", "gold", "skip", "half"}, where `gold` are the offsets (characters) at which
sentences end inside the text and `skip` those where readers disagree; then F1 is given by half.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks import book

Segmenter = Callable[[str], list[str]]


def _publish() -> Segmenter:
    from publish.boundaries import sentences

    return sentences


def _blingfire() -> Segmenter:
    import blingfire

    return lambda text: blingfire.text_to_sentences(text).split("\n")


def _sentencex() -> Segmenter:
    from sentencex import segment

    return lambda text: list(segment("en", text))


def _segtok() -> Segmenter:
    from segtok.segmenter import split_single

    return lambda text: list(split_single(text))


def _sentence_splitter() -> Segmenter:
    from sentence_splitter import SentenceSplitter

    return SentenceSplitter(language="en").split


def _pysbd() -> Segmenter:
    import pysbd

    return pysbd.Segmenter(language="en", clean=False).segment


SEGMENTERS = {
    "publish": _publish,
    "blingfire": _blingfire,
    "sentencex": _sentencex,
    "segtok": _segtok,
    "sentence-splitter": _sentence_splitter,
    "pysbd": _pysbd,
}
# pysbd needs minutes for a megabyte: each segmenter is given paragraphs for about this long (s).
_ENOUGH = 5.0


def main() -> None:
    """Measure, and print one line for each segmenter: sentences, MB a second, exact matches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--marked", type=Path)
    chosen = parser.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in chosen.files]
    texts = texts or [book.markdown(62_000)]
    paragraphs = [part for text in texts for part in text.split("\n\n") if part.strip()]
    groups = json.loads(chosen.cases.read_text(encoding="utf-8")) if chosen.cases else {}
    marked = json.loads(chosen.marked.read_text(encoding="utf-8")) if chosen.marked else []
    for name, load in SEGMENTERS.items():
        try:
            segment = load()
        except ImportError:
            print(f"{name:<20} not installed")
            continue
        segment("One. Two.")
        count, size, taken = _speed(segment, paragraphs)
        line = f"{name:<20} {count:>8} sentences {size / taken / 1e6:>8.2f} MB/s"
        for group, cases in groups.items():
            right = sum(_flat(segment(case["text"])) == _flat(case["sents"]) for case in cases)
            line += f"  {group} {right}/{len(cases)}"
        for half in sorted({item["half"] for item in marked}):
            line += f"  F1({half}) {_f1(segment, [m for m in marked if m['half'] == half]):.4f}"
        print(line, flush=True)


def _f1(segment: Segmenter, marked: list[dict[str, Any]]) -> float:
    """Return the harmonic mean of precision and recall of the ends inside the marked texts."""
    found = right = wanted = 0
    for item in marked:
        text = item["text"]
        last, skip = _ink(text), {_ink(text[:end]) for end in item["skip"]}
        gold = {_ink(text[:end]) for end in item["gold"]}
        lengths = [_ink(sentence) for sentence in segment(text)]
        ends = set(accumulate(lengths)) - {0, last} - skip
        found, right, wanted = found + len(ends), right + len(ends & gold), wanted + len(gold)
    return 2 * right / (found + wanted)


def _ink(text: str) -> int:
    """Return how many characters of a text are not whitespace."""
    return len("".join(text.split()))


def _speed(segment: Segmenter, paragraphs: list[str]) -> tuple[int, int, float]:
    count = size = 0
    start = time.process_time()
    for paragraph in paragraphs:
        count += len(segment(paragraph))
        size += len(paragraph.encode())
        if time.process_time() - start > _ENOUGH:
            break
    return count, size, time.process_time() - start


def _flat(sentences: list[str]) -> list[str]:
    return [" ".join(sentence.split()) for sentence in sentences if sentence.strip()]


if __name__ == "__main__":
    main()
