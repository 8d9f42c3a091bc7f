"""Takes the pictures of the docs anew, from the sample articles: ``python -m manual.pictures``.

Needs Chromium and the extra ``test``. The pictures stand in the pages with a description each; look
at both when the editions have changed.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import publish
from manual.pages import DOCS
from tests.browser import chromium

SEEDS = DOCS.parent / "seeds"
IMAGES = DOCS / "images"
#: Colours of a palette: pages of text need few, and files stay small.
COLOURS = 64


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = SEEDS / "harbour-lights.txt"
        formats = ("epub", "html", "pdf", "mp3", "large-print", "text")
        publish.build(sorted(SEEDS.glob("*.txt")), folder / "output", format=formats)
        made = folder / "output" / article.stem
        with chromium() as browser:
            _book(browser, made / f"{article.stem}.epub", folder / "book")
            _read_along(browser, made / f"{article.stem}.html")
            _library(browser, folder / "output")
            _terminal(browser, folder)
        _paper(made / f"{article.stem}.pdf")
    for path in sorted(IMAGES.iterdir()):
        print(path, path.stat().st_size)


def _book(browser: Any, book: Path, folder: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder)
    cover = next(folder.rglob("cover.*g"))
    _save("cover", cover.read_bytes(), width=480)
    chapter = next(p for p in sorted(folder.rglob("*.xhtml")) if "<p" in p.read_text("utf-8"))
    _shot(browser, chapter, "epub-page", 620, 820, "body { margin: 2em; font-size: 1.2em }")


def _read_along(browser: Any, html: Path) -> None:
    def play(page: Any) -> None:
        page.locator("p [id]").nth(4).click()
        page.wait_for_timeout(1500)

    _shot(browser, html, "read-along", 900, 800, act=play)


def _library(browser: Any, folder: Path) -> None:
    from publish.library.writing import write

    write(folder, "https://example.org/reading/", "My reading list")
    _shot(browser, folder / "index.html", "library", 900, 760)


def _terminal(browser: Any, folder: Path) -> None:
    commands = (
        ("publish build seeds/tide-clock.txt", ("build", str(SEEDS / "tide-clock.txt"))),
        (
            "publish clean seeds/tide-clock.txt --body",
            ("clean", str(SEEDS / "tide-clock.txt"), "--body"),
        ),
    )
    lines = []
    for typed, words in commands:
        line = [sys.executable, "-m", "publish", *words]
        said = subprocess.run(line, cwd=folder, capture_output=True, encoding="utf-8", check=True)
        lines += [f"$ {typed}", *said.stdout.splitlines()[:9]]
    page = folder / "terminal.html"
    text = escape("\n".join(lines))
    style = "background:#101418;color:#f2f2f2;margin:0;padding:1em;font:18px/1.5 monospace"
    page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">'
        f'<pre style="{style};white-space:pre-wrap">{text}</pre>',
        encoding="utf-8",
    )
    _shot(browser, page, "terminal", 900, 520)


def _paper(pdf: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    stream = io.BytesIO()
    document[0].render(scale=1).to_pil().save(stream, "PNG")
    document.close()
    _save("large-print-page", stream.getvalue())


def _shot(
    browser: Any,
    page_file: Path,
    name: str,
    width: int,
    height: int,
    style: str = "",
    act: Any = None,
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(page_file.as_uri())
    if style:
        page.add_style_tag(content=style)
    if act:
        act(page)
    _save(name, page.screenshot())
    page.close()


def _save(name: str, data: bytes, width: int = 0) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        small = image.convert("RGB")
        if width:
            small.thumbnail((width, width * 2))
        small.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
