"""Real readers and a real accessibility checker take our EPUBs."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from publish.checks.epub import accessibility
from publish.exporters.epub import export_audio
from publish.model import Article, Metadata, Paragraph
from publish.walk import passages, plain_text
from tests import browser, needs
from tests.conformance.test_epubcheck import hard_cases
from tests.exporters.epub.helpers import build, find, parse
from tests.narration.speaking import chapters, edition_of
from tests.samples import every_block

TRIES = 6
PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Reader</title>
<style>html, body, foliate-view { height: 100%; margin: 0; display: block }</style>
<script type="module">
import "./foliate/view.js";
window.heard = []; window.faults = [];
const view = document.createElement("foliate-view");
document.body.append(view);
window.view = view;
try {
  const answer = await fetch("book.epub");
  await view.open(new File([await answer.blob()], "book.epub"));
  view.mediaOverlay.addEventListener("error", e => faults.push(String(e.detail)));
  view.mediaOverlay.addEventListener("highlight", e => {
    setTimeout(() => {
      const page = view.renderer.getContents()[0].doc;
      const marked = page.querySelector("." + CSS.escape(view.book.media.activeClass));
      const colour = marked && page.defaultView.getComputedStyle(marked).backgroundColor;
      heard.push([e.detail.text.split("#")[1], marked && marked.id, colour]);
    }, 30);
  });
} catch (fault) { faults.push(String(fault && fault.stack || fault)); }
window.ready = true;
</script></html>"""


def read_aloud(book: Path, meant: list[str]) -> tuple[list[list[list[str]]], list[str]]:
    """What foliate-js marks each time that it plays a book: the element meant, the element marked,
    and its colour; and what went wrong."""
    from playwright.sync_api import TimeoutError

    last = meant[-1]
    folder = needs.package("foliate-js")

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix("http://reader.test/")
        if path == "":
            route.fulfill(body=PAGE, content_type="text/html")
        elif path == "book.epub":
            route.fulfill(path=book, content_type="application/epub+zip")
        elif path.startswith("foliate/"):
            route.fulfill(path=folder / path[8:], content_type="text/javascript")
        else:
            route.fulfill(status=404)

    with browser.chromium("--autoplay-policy=no-user-gesture-required") as chromium:
        page = chromium.new_page(viewport={"width": 900, "height": 700})
        page.route("http://reader.test/**", answer)
        page.goto("http://reader.test/")
        page.wait_for_function("window.ready", timeout=60_000)
        # The reader looks at the time four times a second, and less often on a busy machine,
        # where it can step over a short sentence: then it is let try again.
        plays = []
        for _ in range(TRIES):
            page.evaluate("view.mediaOverlay.stop()")
            page.evaluate("heard.length = 0")
            page.evaluate("view.goTo(1)")
            page.evaluate("void view.startMediaOverlay()")
            with suppress(TimeoutError):
                page.wait_for_function(f"heard.some(each => each[0] === '{last}')", timeout=90_000)
            plays.append(page.evaluate("heard"))
            if {marked for play in plays for _, marked, _ in play} >= set(meant):
                break
        return plays, page.evaluate("faults")


@needs.chromium
@needs.foliate
def test_a_reader_plays_the_overlays_and_marks_each_sentence_in_turn(tmp_path: Path) -> None:
    book = tmp_path / "a.audio.epub"
    with edition_of(chapters(2, 2), tmp_path / "cache") as edition:
        export_audio(edition, book)
    meant = [
        str(text.get("src")).partition("#")[2]
        for text in find(parse(book, "overlays/0001.smil"), "//smil:text")
    ]
    plays, faults = read_aloud(book, meant)
    assert not faults
    marks = [(marked, colour) for play in plays for _, marked, colour in play if marked]
    assert {marked for marked, _ in marks} == set(meant)
    assert {colour for _, colour in marks} == {"rgb(255, 226, 122)"}
    for play in plays:
        asked = [id for id, _, _ in play]
        assert asked == sorted(asked, key=meant.index)


@needs.ace
def test_ace_finds_nothing(tmp_path: Path) -> None:
    command = str(needs.program("ace-cli"))
    wanted = ("every-block", "pictures", "arabic", "no-headings", "bound", "nothing-known")
    books = []
    for name, bound in hard_cases():
        if name in wanted:
            books.append(tmp_path / f"{name}.epub")
            build(books[-1], *bound, title="Bound" if len(bound) > 1 else "")
    books.append(tmp_path / "spoken.audio.epub")
    with edition_of(every_block(), tmp_path / "cache") as edition:
        export_audio(edition, books[-1])
    found = {book.name: accessibility(book, command) for book in books}
    assert not any(found.values()), found


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@needs.calibre
def test_calibre_reads_the_metadata_and_every_word(tmp_path: Path) -> None:
    book = tmp_path / "a.epub"
    build(book, every_block())
    told = run("ebook-meta", str(book))
    for known in ("The Boats of Port Merrow", "Ana Reyes & Tom Okafor", "The Merrow Post", "eng"):
        assert known in told
    cover = tmp_path / "cover.jpg"
    run("ebook-meta", str(book), "--get-cover", str(cover))
    assert cover.stat().st_size > 10_000
    text = tmp_path / "a.txt"
    run("ebook-convert", str(book), str(text))
    got = " ".join(text.read_text("utf-8").split())
    for passage in passages(every_block().blocks):
        for word in plain_text(passage.content).split():
            assert word in got, word


@needs.calibre
def test_calibre_makes_a_kindle_book_of_it(tmp_path: Path) -> None:
    book, kindle = tmp_path / "a.epub", tmp_path / "a.azw3"
    build(book, every_block(), Article(Metadata("Second"), (Paragraph(()),)), title="Bound")
    run("ebook-convert", str(book), str(kindle))
    assert kindle.stat().st_size > 10_000
