"""An article to each edition of text: publish against pandoc to the nearest format, in one run.

    python -m benchmarks.editions [--words 5000] [--runs 5] [--grow]

Two figures are given for publish, both in seconds of processor time, which a busy machine changes
little: of the exporter alone, with the article read, cleaned and cut into sentences, and of the
whole command. pandoc's is its whole command, and so is that of all formats in one command of
publish, against as many of pandoc. `--grow` shows how the exporters' time grows to a book of
300,000 words: seconds for 1,000 words, which stay level when time is linear.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import book
from benchmarks.measure import installed, run
from publish.edition import Edition, make_parts
from publish.exporters import EXPORTERS, FORMATS, format_named
from publish.readers import read
from publish.readers.source import from_path

#: pandoc's nearest output to each format. It hands PDF to another program: the first of `ENGINES`
#: that is here.
NEAREST = {
    "pdf": ".pdf",
    "docx": ".docx",
    "html-text": ".html",
    "epub": ".epub",
    "daisy-text": ".epub",
    "large-print": ".txt",
    "text": ".txt",
    "md": ".md",
    "json": ".json",
}
ENGINES = ("typst", "weasyprint", "xelatex", "pdflatex", "wkhtmltopdf")
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
    for number in range(runs + 1):  # no two the same, since a typesetter remembers what it set
        text = book.markdown(words).replace(". ", f" {number}. ")
        source.write_text(text, encoding="utf-8")
        editions.append(_edition(source))
    print("format        exporter  command  pandoc")
    for name in NEAREST:
        target = folder / f"made{format_named(name).ending}"
        exporter = EXPORTERS.get(name)

        exporter(editions[0], target)  # what is loaded once is loaded
        alone = statistics.median(_spent(exporter, each, target) for each in editions[1:])
        own = _median(partial(_publish, source, folder, name), runs)
        other = _median(partial(_pandoc, source, folder, name), runs)
        shown = f"{other:6.2f} s" if other else "   none"
        print(f"{name:12} {alone:7.2f} s {own:6.2f} s {shown} ({NEAREST[name]})", flush=True)
    own = _median(lambda: _publish(source, folder, *NEAREST), runs)
    other = _median(lambda: sum(_pandoc(source, folder, name) for name in NEAREST), runs)
    print(f"all in one command: {own:.2f} s; pandoc, {len(NEAREST)} commands: {other:.2f} s")


def _publish(source: Path, folder: Path, *formats: str) -> float:
    """Seconds of processor time of the whole command."""
    command = [sys.executable, "-m", "publish", "build", str(source), "-t", ",".join(formats)]
    command += ["-o", str(folder / "out"), "--force", "--quiet"]
    env = {**installed(folder), "PUBLISH_CACHE": str(folder / "cache")}
    with Path(os.devnull).open("wb") as nowhere:
        return run(command, env=env, stdout=nowhere).processor


def _pandoc(source: Path, folder: Path, name: str) -> float:
    """Seconds of processor time of pandoc's whole command; 0 where it cannot be run."""
    ending = NEAREST[name]
    command = ["pandoc", "-s", str(source), "-o", str(folder / f"peer{ending}")]
    command += ["--metadata", "title=Book"]
    if ending == ".pdf":
        engine = next(filter(shutil.which, ENGINES), "")
        command.append(f"--pdf-engine={engine}")
    if not shutil.which("pandoc") or command[-1] == "--pdf-engine=":
        return 0.0
    with Path(os.devnull).open("wb") as nowhere:
        return run(command, stderr=nowhere).processor


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


def _edition(source: Path) -> Edition:
    article, _ = read(from_path(source))
    return Edition(article.meta, make_parts((article,)))


def _spent(work: Callable[..., object], *arguments: object) -> float:
    begun = time.process_time()
    work(*arguments)
    return time.process_time() - begun


def _median(work: Callable[[], float], runs: int) -> float:
    return statistics.median(work() for _ in range(runs))


if __name__ == "__main__":
    main()
