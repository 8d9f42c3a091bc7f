"""Spoken forms: how many sentences a second, publish and others in the same run.

    python -m benchmarks.spoken [FILE ...]

Each line of a file, or each sentence of a made book with figures in it, is one text. Peers that are
not installed are passed over.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import book

Normalizer = Callable[[str], str]

_FIGURES = (
    "On Nov. 3, 2019, the firm paid $3.2bn for 40% of it.",
    "Dr. Lind ran 12 km in 1:02:09, the 3rd time since the 1990s.",
    "Write to ana@example.org, or call 555-0142 by 5 p.m.",
    "The US and the EU sold 1,200 F-16s at 2-3 times the price.",
)
# Peers that take a tenth of a second a sentence are stopped after this long (seconds).
_ENOUGH = 10.0


def _publish() -> Normalizer:
    from publish.narration.spoken import spoken_form

    return spoken_form


def _wetext() -> Normalizer:
    from wetext import Normalizer as WeText

    return WeText(lang="en", operator="tn").normalize


def _gruut() -> Normalizer:
    from gruut import sentences

    return lambda text: " ".join(s.text_spoken for s in sentences(text, lang="en-us"))


def _nemo() -> Normalizer:
    from nemo_text_processing.text_normalization.normalize import Normalizer as Nemo

    nemo = Nemo(input_case="cased", lang="en")
    return lambda text: str(nemo.normalize(text))


NORMALIZERS = {"publish": _publish, "wetext": _wetext, "gruut": _gruut, "nemo": _nemo}


def main() -> None:
    """Measure, and print one line for each normalizer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args()
    texts = [line for file in chosen.files for line in file.read_text("utf-8").splitlines() if line]
    texts = texts or [*_FIGURES * 500, *book.markdown(40_000).split(". ")]
    for name, load in NORMALIZERS.items():
        try:
            normalize = load()
        except ImportError:
            print(f"{name:<12} not installed")
            continue
        normalize(_FIGURES[0])
        done = 0
        start = time.process_time()
        for text in texts:
            normalize(text)
            done += 1
            if time.process_time() - start > _ENOUGH:
                break
        print(
            f"{name:<12} {done / (time.process_time() - start):>10.0f} texts a second", flush=True
        )


if __name__ == "__main__":
    main()
