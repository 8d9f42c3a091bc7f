"""The folder that the docs have in mind: the reader's articles, by the names that the pages use."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.docs.blocks import ROOT

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour opens | The Merrow Post</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>Harbour opens</h1><p>The harbour opened on Monday
after two years of work, and seven boats went out with the first tide of the day.</p><p>It is deep
enough for ferries now, said the harbour master, who had waited for this day since the storm.</p>
</article></body></html>
"""
FEED = """<rss version="2.0"><channel><title>The Merrow Post</title><item><title>Harbour opens
</title><link>{base}/articles/harbour.html</link></item></channel></rss>
"""


def furnish(folder: Path) -> None:
    """Fill an empty folder with what a reader of the docs has at hand."""
    seeds = ROOT / "seeds"
    shutil.copytree(seeds, folder / "seeds")
    shutil.copy(seeds / "tide-clock.txt", folder / "article.txt")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    articles = folder / "articles"
    articles.mkdir()
    for seed in ("tide-clock.txt", "last-orchard.txt"):
        shutil.copy(seeds / seed, articles)
    shutil.copytree(articles, folder / "bucket" / "in")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def website(folder: Path) -> Iterator[str]:
    """What stands in the docs for the web, on this machine; gives its address."""
    (folder / "articles").mkdir(parents=True)
    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    base = f"http://127.0.0.1:{server.server_port}"
    (folder / "articles" / "harbour.html").write_text(PAGE, encoding="utf-8")
    (folder / "feed.xml").write_text(FEED.format(base=base), encoding="utf-8")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
