"""Reading web pages, measured beside its peers: body, metadata and megabytes a second.

    BENCH_ARTICLES=DIR python -m benchmarks.html [--sets sh wx] [--limit N]

Every system reads the same English pages in one process on one core; peers run when they are
installed. Body: 4-gram shingle F1 of mean precision and mean recall; of an article, captions and
credits are not counted, as the gold texts leave them out. Metadata: exact but for case and
punctuation, on the pages of wx whose gold names it.

The weights were trained on these very pages: the body's F1 here is not what to expect of others.
``python -m benchmarks.check_article`` prints that.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.bench_data import Sample, samples
from benchmarks.train_article import shingles
from publish.model import Block, Figure, Listing, Quote
from publish.readers.html import read
from publish.readers.source import Source
from publish.walk import block_text


@dataclass(slots=True)
class Result:
    """What a system made of a page."""

    body: str = ""
    title: str = ""
    authors: str = ""
    date: str = ""


System = Callable[[Sample, bytes], Result]


def body_of(blocks: tuple[Block, ...]) -> str:
    """The text of `blocks` without captions and credits."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Quote):
            lines.append(body_of(block.blocks))
        elif isinstance(block, Listing):
            lines.extend(body_of(item) for item in block.items)
        elif not isinstance(block, Figure):
            lines.append(block_text(block))
    return "\n".join(lines)


def publish(sample: Sample, page: bytes) -> Result:
    article, _ = read(Source(sample.name, page, ".html"))
    meta = article.meta
    return Result(body_of(article.blocks), meta.title, ", ".join(meta.authors), meta.published)


def trafilatura(*, fast: bool = False, meta: bool = False) -> System:
    import trafilatura as library

    def run(sample: Sample, page: bytes) -> Result:
        text = library.extract(page, include_comments=False, fast=fast) or ""
        if not meta:
            return Result(text)
        found = library.extract_metadata(page)
        return Result(text, found.title or "", found.author or "", found.date or "")

    return run


def readability(sample: Sample, page: bytes) -> Result:
    from lxml import html
    from readability import Document

    document = Document(page.decode("utf-8", "replace"))
    tree = html.fromstring(document.summary())
    lines = [" ".join(e.itertext()) for e in tree.iter("p", "li", "h2", "h3", "pre", "td")]
    return Result("\n".join(lines), document.short_title())


def newspaper(sample: Sample, page: bytes) -> Result:
    from newspaper import Article  # type: ignore[import-not-found,unused-ignore]

    article = Article("https://example.org/", fetch_images=False)
    article.download(input_html=page.decode("utf-8", "replace"))
    article.parse()
    date = article.publish_date.date().isoformat() if article.publish_date else ""
    return Result(article.text, article.title or "", ", ".join(article.authors), date)


def systems() -> dict[str, System]:
    """The systems that are there."""
    found: dict[str, System] = {"publish (with metadata)": publish}
    if importlib.util.find_spec("trafilatura"):
        found["trafilatura"] = trafilatura()
        found["trafilatura fast"] = trafilatura(fast=True)
        found["trafilatura and metadata"] = trafilatura(meta=True)
    if importlib.util.find_spec("readability"):
        found["readability-lxml"] = readability
    if importlib.util.find_spec("newspaper"):
        found["newspaper4k"] = newspaper
    return found


@dataclass(slots=True)
class Tally:
    """What is added up for one system."""

    precision: dict[str, list[float]] = field(default_factory=dict)
    recall: dict[str, list[float]] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    size: int = 0

    def add(self, sample: Sample, result: Result) -> None:
        title = str(sample.meta.get("title") or "")
        lines = [
            line
            for number, line in enumerate(result.body.split("\n"))
            if number > 12 or not title or plain(line) != plain(title)
        ]
        mine, gold = shingles("\n".join(lines)), shingles(sample.gold)
        shared = (mine & gold).total()
        if mine:
            self.precision.setdefault(sample.set, []).append(shared / mine.total())
        self.recall.setdefault(sample.set, []).append(shared / gold.total())
        if sample.set == "wx":
            self._compare("title", title, result.title)
            self._compare(
                "author", names(str(sample.meta.get("author") or "")), names(result.authors)
            )
            self._compare("date", str(sample.meta.get("publish_date") or ""), result.date)

    def _compare(self, what: str, gold: str, found: str) -> None:
        if gold:
            self.asked[what] = self.asked.get(what, 0) + 1
            self.right[what] = self.right.get(what, 0) + (plain(gold) == plain(found))

    def f1(self, name: str) -> float:
        precisions, recalls = self.precision.get(name, []), self.recall.get(name, [])
        if not precisions:
            return 0.0
        p, r = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
        return 2 * p * r / (p + r)

    def share(self, what: str) -> float:
        return self.right.get(what, 0) / max(1, self.asked.get(what, 0))


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def names(text: str) -> str:
    return re.sub(r"\band\b|&", ",", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=["sh", "wx"])
    parser.add_argument("--limit", type=int, default=0, help="this many pages of all")
    options = parser.parse_args()
    pages = list(samples(*options.sets, language="en"))
    if options.limit:
        pages = pages[:: max(1, len(pages) // options.limit)]
    tallies = {name: Tally() for name in systems()}
    for sample in pages:
        page = sample.page
        # Page by page, so that a busy machine slows all systems alike.
        for name, system in systems().items():
            tally = tallies[name]
            begun = time.process_time()
            try:
                result = system(sample, page)
            except Exception as error:
                print(f"{name}: {sample.name}: {error}")
                result = Result()
            tally.seconds += time.process_time() - begun
            tally.size += len(page)
            tally.add(sample, result)
    heads = [*(f"F1 {name}" for name in options.sets), "title", "author", "date", "MB/s"]
    print(f"{len(pages)} pages")
    print(f"{'':<26}" + "".join(f"{head:>9}" for head in heads))
    for name, tally in tallies.items():
        figures = [tally.f1(each) for each in options.sets]
        figures += [tally.share(what) for what in ("title", "author", "date")]
        speed = tally.size / 1e6 / tally.seconds
        print(f"{name:<26}" + "".join(f"{figure:>9.3f}" for figure in figures) + f"{speed:>9.2f}")


if __name__ == "__main__":
    main()
