"""EPUBs: one article against calibre and pandoc, many against many runs of pandoc, and a long book.

    python -m benchmarks.epub [--words 5000] [--runs 5] [--many 500] [--book 1000000]

Every figure is of whole commands, from the start of the process to its end, on the same Markdown;
the runs of the three programs alternate, so that a busy machine is as busy for each. The book is
also built at a tenth of its length: linear time keeps the seconds for 1,000 words level.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import book
from benchmarks.measure import Cost, installed, run


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--many", type=int, default=500)
    parser.add_argument("--book", type=int, default=1_000_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _one(folder, chosen.words, chosen.runs)
        if chosen.many:
            _many(folder, chosen.many)
        for words in (chosen.book // 10, chosen.book):
            if words:
                _book(folder, words)


def _commands(source: Path, folder: Path) -> dict[str, list[str]]:
    """The command of each program that is here."""
    own = [sys.executable, "-m", "publish", "build", str(source), "-t", "epub"]
    found = {"publish": [*own, "-o", str(folder / "own.epub"), "--force", "--quiet"]}
    if shutil.which("ebook-convert"):
        found["calibre"] = ["ebook-convert", str(source), str(folder / "calibre.epub")]
    if shutil.which("pandoc"):
        found["pandoc"] = _pandoc(source, folder / "pandoc.epub")
    return found


def _pandoc(source: Path, target: Path) -> list[str]:
    return ["pandoc", "-s", str(source), "-o", str(target), "--metadata", "title=Book"]


def _one(folder: Path, words: int, runs: int) -> None:
    source = folder / "article.md"
    source.write_text(book.markdown(words), encoding="utf-8")
    commands = _commands(source, folder)
    spent: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            spent[name].append(_quietly(command, folder))
    print(f"one article of {words} words, median of {runs} runs")
    for name, costs in spent.items():
        wall = statistics.median(cost.wall for cost in costs)
        processor = statistics.median(cost.processor for cost in costs)
        print(f"  {name:8} {wall:7.2f} s   processor {processor:6.2f} s", flush=True)


def _many(folder: Path, many: int) -> None:
    sources = folder / "many"
    sources.mkdir()
    for number in range(many):
        text = book.markdown(800).replace("Harbour Book", f"Harbour Book {number}", 1)
        (sources / f"{number:03d}.md").write_text(text, encoding="utf-8")
    own = [sys.executable, "-m", "publish", "build", str(sources), "-t", "epub"]
    cost = _quietly([*own, "-o", str(folder / "out"), "--force", "--quiet"], folder)
    print(f"{many} articles of 800 words")
    print(f"  publish, one command  {cost.wall:7.2f} s   processor {cost.processor:7.2f} s")
    if shutil.which("pandoc"):
        target = folder / "pandoc.epub"
        costs = [_quietly(_pandoc(each, target), folder) for each in sorted(sources.iterdir())]
        wall, processor = (
            sum(part) for part in zip(*((c.wall, c.processor) for c in costs), strict=True)
        )
        print(f"  pandoc, {many} commands {wall:7.2f} s   processor {processor:7.2f} s", flush=True)


def _book(folder: Path, words: int) -> None:
    source = folder / "book.md"
    source.write_text(book.markdown(words), encoding="utf-8")
    cost = _quietly(_commands(source, folder)["publish"], folder)
    print(
        f"book of {words} words  {cost.wall:7.2f} s   processor {cost.processor:7.2f} s"
        f" ({1_000_000 * cost.processor / words:.1f} s a million)   {cost.memory >> 20} MB",
        flush=True,
    )


def _quietly(command: list[str], folder: Path) -> Cost:
    with tempfile.TemporaryFile() as out:
        return run(command, env=installed(folder), stdout=out, stderr=out)


if __name__ == "__main__":
    main()
