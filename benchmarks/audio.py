"""A book to M4B: publish against ``espeak-ng | ffmpeg``, in the same run.

    python -m benchmarks.audio [--words 62000] [--jobs 1,2,4] [--no-peer] [--long]

The peer is what a user would type instead; espeak-ng and ffmpeg are needed for it alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import book, measure


def main() -> None:
    """Measure, and print one line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=62_000)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--no-peer", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "book.md"
        source.write_text(book.markdown(chosen.words), encoding="utf-8")
        peer = None if chosen.no_peer else _peer(folder, source)
        for jobs in chosen.jobs.split(","):
            cache = folder / f"cache{jobs}"
            for run in ("first", "again", "edited"):
                if run == "edited":
                    text = source.read_text("utf-8")
                    middle = text.index(". ", len(text) // 2) + 2
                    source.write_text(f"{text[:middle]}A line was added. {text[middle:]}", "utf-8")
                cost = _publish(source, folder / "out.m4b", cache, jobs, chosen.engine)
                _show(f"publish, {jobs} workers, {run}", cost, peer)
            shutil.rmtree(cache)


def _peer(folder: Path, source: Path) -> measure.Cost:
    text = folder / "book.txt"
    text.write_text(source.read_text("utf-8").replace("#", ""), encoding="utf-8")
    line = f"espeak-ng -f {text} -w {folder}/b.wav && ffmpeg -v error -y -i {folder}/b.wav"
    cost = measure.run(["sh", "-c", f"{line} -c:a aac -b:a 64k {folder}/b.m4b"])
    (folder / "b.wav").unlink()
    _show("espeak-ng && ffmpeg", cost, None)
    return cost


def _publish(source: Path, target: Path, cache: Path, jobs: str, engine: str) -> measure.Cost:
    command = [sys.executable, "-m", "publish", "build", str(source), "-o", str(target)]
    command += ["--jobs", jobs, "--engine", engine, "--quiet"]
    return measure.run(command, env={**os.environ, "PUBLISH_CACHE": str(cache)})


def _show(name: str, cost: measure.Cost, peer: measure.Cost | None) -> None:
    line = f"{name}: {cost.wall:.1f} s, processor {cost.processor:.1f} s, {cost.memory >> 20} MiB"
    if peer:
        line += f"; of the peer {cost.wall / peer.wall:.3f}, {cost.processor / peer.processor:.3f}"
    print(line, flush=True)


if __name__ == "__main__":
    main()
