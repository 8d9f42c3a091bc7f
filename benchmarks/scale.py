"""Many articles: how many a second and core, how much memory, from one worker and from two.

    python -m benchmarks.scale --articles 1000,10000 --formats text,epub --jobs 1,2 --peers 20

Articles are generated, each other than the last. `pandoc` and calibre (EPUB) and a loop of
espeak-ng and ffmpeg (M4B) are run once an article, as a shell loop would; those that are not
installed are passed over. Each line: articles, workers, articles a second, processor seconds an
article, peak memory of all processes, and bytes on disk an article. On a machine that others use,
only processor seconds and memory say much.

Parts that take a few minutes each: ``--articles 1000 --formats text,epub``, ``--articles 10000
--formats text``, ``--articles 10000 --formats epub --jobs 2``, ``--articles 24 --formats audio``,
``--articles "" --peers 20``.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import measure

FORMATS = {"text": ("text",), "epub": ("epub",), "audio": ("m4b",), "silent": ("m4b",)}
_VOCABULARY = """
harbour boat council vote river bridge morning evening doctor school street market
winter summer water light engine paper letter garden window station weather minister teacher driver
price budget report plan road train city village farmer field storm repair wall north south coast
bank open close build carry move change grow fall rise pay sell find lose keep begin finish wait
return old new long short early late quiet heavy public local first last small large clear cold
warm"""
_OPENERS = ("The", "A", "Every", "This", "One", "No")


def article(seed: int, words: int) -> str:
    """A made article of about `words` words, with a title, a byline, headings and debris."""
    some = random.Random(seed)
    vocabulary = _VOCABULARY.split()

    def sentence() -> str:
        inner = " ".join(some.choices(vocabulary, k=some.randint(7, 18)))
        return f"{some.choice(_OPENERS)} {inner}."

    blocks = [
        f"Report {seed}: {' '.join(some.choices(vocabulary, k=4))}",
        "By Ana Lind",
        "Share this",
    ]
    count = 0
    while count < words:
        text = " ".join(sentence() for _ in range(some.randint(2, 6)))
        count += len(text.split())
        blocks += [text] if some.random() < 0.85 else ["Advertisement", text]
    return "\n\n".join(blocks) + "\n"


def write(folder: Path, count: int, words: int) -> None:
    """Write `count` articles."""
    folder.mkdir(parents=True)
    for number in range(count):
        path = folder / f"report-{number:06}.txt"
        path.write_text(article(number, words), encoding="utf-8", newline="\n")


HEAD = "what              count  j   articles     core    memory       disk   (an article)"


def show(name: str, count: int, jobs: int, cost: measure.Cost, out: Path) -> None:
    """Print what a run cost."""
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(
        f"{name:<16} {count:>6} {jobs:>2}  {count / cost.wall:>7.2f}/s  "
        f"{cost.processor / count:>7.4f} s  {cost.memory / 2**20:>6.0f} MiB  "
        f"{size / count / 1024:>7.1f} KiB",
        flush=True,
    )


def publish(kind: str, source: Path, count: int, jobs: int, scratch: Path) -> measure.Cost:
    """Measure one run of ``publish build``, and one more that finds all of it up to date."""
    out = scratch / "out"
    command = [sys.executable, "-m", "publish", "build", str(source), "-o", str(out), "-q"]
    command += ["-t", ",".join(FORMATS[kind]), "-j", str(jobs), "--cache", str(scratch / "cache")]
    if kind == "silent":
        command += ["--engine", "silent"]
    with (scratch / "printed").open("w") as printed:
        cost = measure.run(command, stdout=printed)
        again = measure.run(command, stdout=printed)
    show(f"publish {kind}", count, jobs, cost, out)
    show("  up to date", count, jobs, again, out)
    shutil.rmtree(out)
    shutil.rmtree(scratch / "cache", ignore_errors=True)
    return cost


PEERS = {
    "calibre epub": ("ebook-convert", 'ebook-convert "$f" "$o/$n.epub" >/dev/null 2>&1'),
    "pandoc epub": ("pandoc", 'pandoc -f markdown -o "$o/$n.epub" --metadata title="$n" "$f"'),
    "espeak+ffmpeg": (
        "espeak-ng",
        'espeak-ng -f "$f" -w "$o/$n.wav" && ffmpeg -v error -y -i "$o/$n.wav" -c:a aac -b:a 64k '
        '"$o/$n.m4b" && rm "$o/$n.wav"',
    ),
}


def peer(name: str, source: Path, count: int, scratch: Path) -> None:
    """Measure another program, run once an article."""
    program, line = PEERS[name]
    if not shutil.which(program):
        print(f"{name:<16} not installed")
        return
    out = scratch / "out"
    out.mkdir()
    loop = f'for f in "$s"/*.txt; do n=$(basename "$f" .txt); {line} || exit 1; done'
    places = {**os.environ, "s": str(source), "o": str(out)}
    show(name, count, 1, measure.run(["sh", "-c", loop], env=places), out)
    shutil.rmtree(out)


def main() -> None:
    """Measure, and print a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default="text,epub,audio", help=", ".join(FORMATS))
    parser.add_argument("--articles", default="250,1000", help="how many; several with commas")
    parser.add_argument("--jobs", default="1,2", help="workers; several with commas")
    parser.add_argument("--words", type=int, default=600, help="of an article")
    parser.add_argument("--peers", type=int, default=0, help="articles for the other programs")
    chosen = parser.parse_args()
    kinds = [kind for kind in chosen.formats.split(",") if kind]
    counts, workers = numbers(chosen.articles), numbers(chosen.jobs)
    costs: dict[tuple[str, int, int], measure.Cost] = {}
    print(f"load {os.getloadavg()[0]:.1f}\n{HEAD}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for count in counts:
            source = scratch / f"in-{count}"
            write(source, count, chosen.words)
            for kind in kinds:
                for jobs in workers:
                    costs[kind, count, jobs] = publish(kind, source, count, jobs, scratch)
        if chosen.peers:
            source = scratch / "in-peers"
            write(source, chosen.peers, chosen.words)
            for which in PEERS:
                peer(which, source, chosen.peers, scratch)
    for kind in kinds:
        compare(kind, counts, workers, costs)


def numbers(text: str) -> list[int]:
    """Whole numbers with commas between them."""
    return [int(part) for part in text.split(",") if part]


def compare(
    kind: str,
    counts: list[int],
    workers: list[int],
    costs: dict[tuple[str, int, int], measure.Cost],
) -> None:
    """Print what more workers gain, and whether more articles cost more each."""
    for count in counts:
        if len(workers) > 1:
            one, more = (costs[kind, count, jobs] for jobs in (workers[0], workers[-1]))
            print(
                f"{kind}, {count}: {workers[-1]} workers {one.wall / more.wall:.2f} times as fast"
            )
    if len(counts) > 1:
        for jobs in workers:
            few, many = costs[kind, counts[0], jobs], costs[kind, counts[-1], jobs]
            each = (many.processor / counts[-1]) / (few.processor / counts[0])
            print(
                f"{kind}, {jobs} workers, {counts[-1]} beside {counts[0]}: "
                f"{each:.2f} times the processor time an article, "
                f"{many.memory / few.memory:.2f} times the memory"
            )


if __name__ == "__main__":
    main()
