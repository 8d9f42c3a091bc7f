"""An article to each edition of text: publish against pandoc to the nearest format, in one run.

    python -m benchmarks.editions [--words 5000] [--runs 5] [--grow]

Two times are given for publish: of the exporter alone, with the article read, cleaned and cut into
sentences, and of the whole command. pandoc's is its whole command. `--grow` shows how the
exporters' time grows to a book of 300,000 words: seconds for 1,000 words, which stay level when
time is linear.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import book
from publish.edition import Edition, make_parts
from publish.exporters import EXPORTERS, FORMATS, format_named
from publish.readers import read
from publish.readers.source import from_path

#: pandoc's nearest output to each format; it writes PDF through a typesetter, so its Word file
#: stands for the work without that.
NEAREST = {
    "pdf": ".docx",
    "docx": ".docx",
    "html-text": ".html",
    "epub": ".epub",
    "daisy-text": ".epub",
    "large-print": ".txt",
    "text": ".txt",
    "md": ".md",
    "json": ".json",
}
SIZES = (10_000, 30_000, 100_000, 300_000)


def main() -> None:
    """Measure, and print one line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--grow", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.grow:
            _grow(folder)
        else:
            _compare(folder, chosen.words, chosen.runs)


def _compare(folder: Path, words: int, runs: int) -> None:
    source = folder / "article.md"
    editions = []
    for run in range(runs + 1):  # no two are the same, since a typesetter remembers what it set
        text = book.markdown(words).replace(". ", f" {run}. ")
        source.write_text(text, encoding="utf-8")
        editions.append(_edition(source))
    print("format        exporter  command  pandoc")
    for name, nearest in NEAREST.items():
        target = folder / f"made{format_named(name).ending}"
        exporter = EXPORTERS.get(name)

        exporter(editions[0], target)  # what is loaded once is loaded
        turns = iter(editions[1:])
        alone = _median(lambda e=exporter, t=target, i=turns: e(next(i), t), runs)
        command = [sys.executable, "-m", "publish", "build", str(source), "-t", name]
        command += ["-o", str(folder / "out"), "--force", "--quiet"]
        env = {**os.environ, "PUBLISH_CACHE": str(folder / "cache")}
        whole = _median(lambda c=command, e=env: _run(c, e), runs)
        peer = "   none"
        if shutil.which("pandoc"):
            pandoc = ["pandoc", "-s", str(source), "-o", str(folder / f"peer{nearest}")]
            pandoc += ["--metadata", "title=Book"]
            peer = f"{_median(lambda p=pandoc: _run(p, None), runs):6.2f} s"
        print(f"{name:12} {alone:7.2f} s {whole:6.2f} s {peer} ({nearest})", flush=True)


def _grow(folder: Path) -> None:
    known = [f.name for f in FORMATS if f.name in NEAREST]
    print("words   " + "".join(f"{name:>12}" for name in ("cutting", *known)))
    for words in SIZES:
        source = folder / "book.md"
        source.write_text(book.markdown(words), encoding="utf-8")
        begun = time.perf_counter()
        edition = _edition(source)
        spent = [time.perf_counter() - begun]
        for name in known:
            begun = time.perf_counter()
            EXPORTERS.get(name)(edition, folder / f"book{format_named(name).ending}")
            spent.append(time.perf_counter() - begun)
        cells = "".join(f"{1000 * seconds / words:12.4f}" for seconds in spent)
        print(f"{words:<8}{cells}", flush=True)


def _run(command: list[str], env: dict[str, str] | None) -> None:
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)


def _edition(source: Path) -> Edition:
    article, _ = read(from_path(source))
    return Edition(article.meta, make_parts((article,)))


def _median(work: Callable[[], object], runs: int) -> float:
    spent = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
