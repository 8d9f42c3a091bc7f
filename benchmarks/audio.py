"""A book to M4B: publish against ``espeak-ng | ffmpeg``, in the same run.

    python -m benchmarks.audio [PART...] [--words 62000] [--folder DIR] [--engine pyttsx3]

Parts, each below nine minutes on two idle cores; all of them when none is named:

- ``speak`` and ``encode``: what a user would type instead, ``espeak-ng -f book.txt -w book.wav``
  and ``ffmpeg -i book.wav -c:a aac -b:a 64k book.m4b`` (both programs are needed);
- ``workers``: publish with 1, 2 and 4 workers, from nothing;
- ``again``: with 2 workers once more, with nothing changed, and after an edit of one sentence;
- ``edit``: a book of 100,000 words from nothing, and after an edit of one sentence;
- ``long``: a book ten times as long by the engine ``silent``, for the memory of all processes.

Results are kept in DIR (``audio.json``), so that parts can be run one at a time; the table of all
of them is printed at the end of each run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks import book, measure
from benchmarks.measure import Cost

#: Words of the book that is edited, and how much longer than the first the long one is.
EDITED, LONG = 100_000, 10


class Bench:
    """Runs parts in `folder`, keeps what they cost, and prints it."""

    def __init__(self, folder: Path, words: int, engine: str) -> None:
        self.folder = folder
        self.words = words
        self.engine = engine
        self.results = folder / "audio.json"
        known = json.loads(self.results.read_text("utf-8")) if self.results.exists() else {}
        self.costs = {name: Cost(**cost) for name, cost in known.items()}
        self.source = folder / f"book-{words}.md"
        if not self.source.exists():
            self.source.write_text(book.markdown(words), encoding="utf-8")

    def note(self, name: str, cost: Cost) -> None:
        """Keep what `name` cost."""
        self.costs[name] = cost
        known = {each: asdict(kept) for each, kept in self.costs.items()}
        self.results.write_text(json.dumps(known, indent=1), encoding="utf-8")
        print(f"{name}: {cost.wall:.1f} s", file=sys.stderr, flush=True)

    def speak(self) -> None:
        """The peer's speech."""
        text = self.folder / "book.txt"
        text.write_text(self.source.read_text("utf-8").replace("#", ""), encoding="utf-8")
        self.note(
            "espeak-ng", measure.run(["espeak-ng", "-f", str(text), "-w", f"{self.folder}/b.wav"])
        )

    def encode(self) -> None:
        """The peer's encoding of what `speak` has left."""
        command = ["ffmpeg", "-v", "error", "-y", "-i", f"{self.folder}/b.wav"]
        command += ["-c:a", "aac", "-b:a", "64k", f"{self.folder}/b.m4b"]
        self.note("ffmpeg", measure.run(command))
        (self.folder / "b.wav").unlink()

    def workers(self) -> None:
        """From nothing, with each number of workers."""
        for jobs in (1, 2, 4):
            cache = self.fresh_cache()
            self.note(f"{jobs} workers", self.build(self.source, cache, jobs))

    def again(self) -> None:
        """What is there already, and what an edit costs."""
        cache = self.fresh_cache()
        self.build(self.source, cache, 2)
        self.note("nothing changed", self.build(self.source, cache, 2))
        self.note("one sentence more", self.build(self.edited(self.source), cache, 2))

    def edit(self) -> None:
        """The same for a long book."""
        source = self.folder / f"book-{EDITED}.md"
        source.write_text(book.markdown(EDITED), encoding="utf-8")
        cache = self.fresh_cache()
        self.note(f"{EDITED:,} words", self.build(source, cache, 2))
        self.note(f"{EDITED:,} words, one sentence more", self.build(self.edited(source), cache, 2))

    def long(self) -> None:
        """The memory that a long book takes."""
        source = self.folder / "long.md"
        source.write_text(book.markdown(LONG * self.words), encoding="utf-8")
        self.note("silent", self.build(self.source, self.fresh_cache(), 2, "silent"))
        cost = self.build(source, self.fresh_cache(), 2, "silent")
        self.note(f"silent, {LONG} times as long", cost)
        self.fresh_cache()

    def fresh_cache(self) -> Path:
        """An empty cache."""
        cache = self.folder / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        return cache

    def edited(self, source: Path) -> Path:
        """`source` with one sentence more in its middle."""
        text = source.read_text("utf-8")
        middle = text.index(". ", len(text) // 2) + 2
        target = source.with_name("edited.md")
        target.write_text(f"{text[:middle]}A line was added. {text[middle:]}", encoding="utf-8")
        return target

    def build(self, source: Path, cache: Path, jobs: int, engine: str = "") -> Cost:
        """What ``publish build -t m4b`` costs."""
        command = [sys.executable, "-m", "publish", "build", str(source), "--quiet"]
        command += ["-o", str(self.folder / "out.m4b"), "--jobs", str(jobs)]
        command += ["--engine", engine or self.engine]
        environment = {**os.environ, "PUBLISH_CACHE": str(cache)}
        return measure.run(command, env=environment, stdout=subprocess.DEVNULL)

    def table(self) -> None:
        """Print every result, beside the peer where it is known."""
        costs = dict(self.costs)
        peer = None
        if {"espeak-ng", "ffmpeg"} <= costs.keys():
            one, two = costs.pop("espeak-ng"), costs.pop("ffmpeg")
            peer = Cost(
                one.wall + two.wall, one.processor + two.processor, max(one.memory, two.memory)
            )
            costs = {"espeak-ng && ffmpeg": peer, **costs}
        print(f"{self.words:,} words, engine {self.engine}")
        print(f"{'':38}{'wall s':>8}{'proc s':>8}{'MiB':>6}{'of peer: wall':>15}{'proc':>7}")
        for name, cost in costs.items():
            line = f"{name:38}{cost.wall:8.1f}{cost.processor:8.1f}{cost.memory >> 20:6}"
            if peer:
                line += f"{cost.wall / peer.wall:15.3f}{cost.processor / peer.processor:7.3f}"
            print(line)
        for name in (f"{EDITED:,} words",):
            if name in costs and (edit := costs.get(f"{name}, one sentence more")):
                share = edit.wall / costs[name].wall
                print(f"After an edit of one sentence: {share:.1%} of the first build's time.")


def main() -> None:
    """Run parts, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--words", type=int, default=62_000)
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, chosen.words, chosen.engine)
        parts: dict[str, Callable[[], None]] = {
            "speak": bench.speak,
            "encode": bench.encode,
            "workers": bench.workers,
            "again": bench.again,
            "edit": bench.edit,
            "long": bench.long,
        }
        unknown = set(chosen.parts) - parts.keys()
        if unknown:
            parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
        for part in chosen.parts or parts:
            parts[part]()
        bench.table()
        shutil.rmtree(folder / "cache", ignore_errors=True)


if __name__ == "__main__":
    main()
