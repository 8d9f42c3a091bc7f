"""What a reader finds in an edition, by format: its words in order, and what goldens hold.

A new format needs a line in `READERS` (or in `SOUND` when it holds no text); the tests of all
editions fail until it has one.
"""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

#: Formats of sound alone.
SOUND = ("m4b", "mp3", "wav", "opus", "flac", "ogg", "m3u", "daisy-audio")


def words(text: str) -> list[str]:
    """The words of `text` as they are compared: without case and apostrophes."""
    folded = text.casefold().replace("’", "'").replace("\u00a0", " ")
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", folded)


# Text of each format.


def plain(path: Path) -> str:
    return path.read_text("utf-8")


def page(path: Path) -> str:
    return markup(path.read_bytes())


def markup(data: bytes) -> str:
    """The text of a page, without what it does not show."""
    root = html.fromstring(data)
    for element in list(root.iter("script", "style", "template", "head", "button", "select")):
        element.drop_tree()
    for image in root.iter("img"):
        image.text = f" {image.get('alt', '')} "
    return " ".join(str(text) for text in root.itertext())


def package(path: Path) -> str:
    """The pages of an EPUB in the order of its spine."""
    with zipfile.ZipFile(path) as book:
        container = etree.fromstring(book.read("META-INF/container.xml"))
        name = next(container.iter("{*}rootfile")).get("full-path")
        opf = etree.fromstring(book.read(name))
        items = {i.get("id"): i.get("href") for i in opf.iter("{*}item")}
        spine = [items[ref.get("idref")] for ref in opf.iter("{*}itemref")]
        folder = posixpath.dirname(name)
        return "\n".join(markup(book.read(posixpath.join(folder, href))) for href in spine)


def talking_book(path: Path) -> str:
    """The text of a DAISY book: its content pages, not the navigation."""
    with zipfile.ZipFile(path) as book:
        pages = [n for n in book.namelist() if n.endswith(".html") and "ncc" not in n]
        return "\n".join(markup(book.read(name)) for name in sorted(pages))


def dtbook(path: Path) -> str:
    """The text of a DAISY 3 book."""
    with zipfile.ZipFile(path) as book:
        root = etree.fromstring(book.read("book.xml"))
        for image in root.iter("{*}img"):
            image.text = f" {image.get('alt', '')} "
        return " ".join(str(text) for text in root.itertext())


def captions(path: Path) -> str:
    text = re.sub(r"<[^<>]*>", "", path.read_text("utf-8"))
    return re.sub(r"^.*-->.*$|^NOTE.*$|\[[\d:.]+\]", "", text, flags=re.MULTILINE)


def model(path: Path) -> str:
    """The strings of the JSON that a reader would see."""

    def strings(value: Any, key: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            # The model's order of fields is the order of reading, but for a table's caption.
            caption = value.get("caption", []) if value.get("type") == "table" else []
            yield from strings(caption)
            for name, inner in value.items():
                if name == "caption" and caption:
                    continue
                yield from strings(inner, name)
        elif isinstance(value, list):
            for inner in value:
                yield from strings(inner, key)
        elif isinstance(value, str) and key in ("value", "title", "subtitle", "authors", "alt"):
            yield value

    # Sentences cut a word nowhere, so their pieces join without a gap.
    return " ".join(strings(json.loads(path.read_text("utf-8"))))


def pdf(path: Path) -> str:
    from pypdf import PdfReader

    reader = PdfReader(path)
    alts = (alt for _, _, alt in _structure(reader))
    return "\n".join((*(p.extract_text() for p in reader.pages), *alts))


def word(path: Path) -> str:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    out = []
    with zipfile.ZipFile(path) as book:
        for name in ("word/document.xml", "word/footnotes.xml"):
            for element in etree.fromstring(book.read(name)).iter():
                if element.tag == f"{space}t":
                    out.append(element.text or "")
                elif element.tag in (f"{space}p", f"{space}br"):
                    out.append("\n")
                elif str(element.tag).endswith("}docPr"):
                    out.append(f" {element.get('descr')} ")
    return "".join(out)


def brf(path: Path) -> str:
    from publish.exporters.braille.brf import from_brf

    return _braille(from_brf(path.read_bytes()))


def pef(path: Path) -> str:
    pages = etree.parse(path).getroot().iter("{*}page")
    return _braille([["".join(row.itertext()) for row in page.iter("{*}row")] for page in pages])


def _braille(pages: list[list[str]]) -> str:
    from publish.exporters.braille.louis import Translator, load
    from publish.exporters.braille.pages import BLANK

    body = BLANK.join(line.strip(BLANK) for page in pages for line in page[:-1] if line)
    text = Translator(load(), "en-ueb-g1.ctb").text(body)
    return re.sub(r"\\\d+/,?", "", text)  # what has no letter in this table


READERS: dict[str, Callable[[Path], str]] = {
    "epub": package,
    "epub-audio": package,
    "large-print": plain,
    "text": plain,
    "html": page,
    "html-text": page,
    "vtt": captions,
    "srt": captions,
    "lrc": captions,
    "daisy": talking_book,
    "daisy-text": talking_book,
    "daisy3": dtbook,
    "daisy3-text": dtbook,
    "brf": brf,
    "pef": pef,
    "md": plain,
    "json": model,
    "pdf": pdf,
    "docx": word,
}


# What goldens hold of formats that are no text.


def pages(path: Path) -> str:
    """Bookmarks, structure and the text of each page of a PDF."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    out: list[str] = []

    def outline(entries: Any, depth: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                outline(entry, depth + 1)
            else:
                out.append(f"{'  ' * depth}{entry.title}")

    out.append("== bookmarks")
    outline(reader.outline, 0)
    out.append("== structure")
    for depth, kind, alt in _structure(reader):
        out.append(f"{'  ' * depth}{kind}{f' {alt!r}' if alt else ''}")
    for number, shown in enumerate(reader.pages, 1):
        out += [f"== page {number}", shown.extract_text()]
    return "\n".join(out) + "\n"


def _structure(reader: Any) -> Iterator[tuple[int, str, str]]:
    """Depth, type and alternative text of each element of a tagged PDF."""

    def walk(node: Any, depth: int) -> Iterator[tuple[int, str, str]]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                yield from walk(kid, depth)
        elif isinstance(node, dict):
            if "/S" in node:
                yield depth, node["/S"][1:], node.get("/Alt", "")
                depth += 1
            yield from walk(node.get("/K", []), depth)

    yield from walk(reader.trailer["/Root"]["/StructTreeRoot"].get("/K", []), 0)


def styled(path: Path) -> str:
    """The paragraphs of a Word file with their styles, then its tables and notes."""
    from docx import Document

    document = Document(str(path))
    out = [f"{p.style.name if p.style else ''} | {p.text}" for p in document.paragraphs]
    for table in document.tables:
        out += ["== table", *(" | ".join(c.text for c in row.cells) for row in table.rows)]
    with zipfile.ZipFile(path) as book:
        notes = etree.fromstring(book.read("word/footnotes.xml"))
    out += ["== notes", *("".join(map(str, n.itertext())) for n in notes)]
    return "\n".join(out) + "\n"
