"""How late the page that reads along marks a sentence, in a real Chromium at natural speed.

    python -m benchmarks.read_along [--plays N]

Prints, over all marks, the delay in milliseconds (median, largest) against the time of the sound
that the browser tells, and against the sound that leaves its audio graph. Chromium must be on the
machine. The delays are those of the machine too: a busy one draws fewer frames.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

STORY = """The boats of the bay

Seven boats came in before the storm. One of them had no name. The harbour master wrote it down.

Six were left in the morning. Nobody asked about the seventh. Mara took the book and went home.

The tide took nothing that day. It brought a rope, and a lamp. She kept the lamp.
"""

#: Keeps what is heard and what is marked, every five milliseconds.
LISTEN = """() => {
    const audio = document.querySelector("audio");
    const context = new AudioContext();
    const ear = context.createAnalyser();
    ear.fftSize = 1024;
    context.createMediaElementSource(audio).connect(ear);
    const heard = new Float32Array(ear.fftSize);
    window.log = [];
    (function listen() {
        ear.getFloatTimeDomainData(heard);
        const loud = heard.some((value) => Math.abs(value) > 0.01);
        const id = document.querySelector(".now")?.id;
        log.push([performance.now() / 1000, id, loud, audio.currentTime]);
        setTimeout(listen, 5);
    })();
}"""


def delays(page: Any, starts: dict[str, float]) -> tuple[list[float], list[float]]:
    """Play the page once: seconds by which marks come after the clock, and after the sound."""
    page.evaluate("document.querySelector('audio').currentTime = 0; log.length = 0;")
    page.keyboard.press("k")
    while not page.evaluate("document.querySelector('audio').ended"):
        time.sleep(0.1)
    clock, sound = [], []
    log = page.evaluate("log")
    for before, after in pairwise(log):
        if after[1] and before[1] and after[1] != before[1]:
            clock.append(after[3] - starts[after[1]])
            loud = [t for t, _, is_loud, _ in log if is_loud and t > after[0] - 0.15]
            if loud:
                sound.append(after[0] - loud[0])
    return clock, sound


def main() -> None:
    """Build the page, play it, print the delays."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plays", type=int, default=3, help="how often the page is played")
    plays = parser.parse_args().plays
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        source, target = Path(folder, "story.txt"), Path(folder, "story.html")
        source.write_text(STORY, encoding="utf-8", newline="\n")
        command = ["build", str(source), "-o", str(target), "--read-aloud", "--quiet"]
        subprocess.run([sys.executable, "-m", "publish", *command], check=True)
        cues = re.search(r'data-reader="cues">(.*?)</script>', target.read_text("utf-8"))
        assert cues, "a page without cues"
        starts = {id_: start for id_, start, _ in json.loads(cues[1])}
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.goto(target.as_uri())
        page.evaluate(LISTEN)
        each = [delays(page, starts) for _ in range(plays)]
        browser.close()
    for name, index in (("clock", 0), ("sound", 1)):
        late = [1000 * value for play in each for value in play[index]]
        worst = max(late, key=abs)
        print(f"{name}: {len(late)} marks, median {statistics.median(late):.0f} ms, {worst:.0f} ms")


if __name__ == "__main__":
    main()
