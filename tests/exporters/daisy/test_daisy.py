"""Talking books checked rule by rule against the DAISY 2.02 Specification."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import pytest
from lxml import etree

from publish.edition import DaisyOptions, Edition, Options, make_parts
from publish.errors import NarrationError
from publish.exporters.daisy import export, export_audio, export_text
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
from tests.needs import DTDS, w3c_dtds
from tests.samples import every_block, para, words

KINDS = {"audioFullText": export, "audioNcc": export_audio, "textNcc": export_text}
REQUIRED = (
    "dc:creator dc:date dc:format dc:identifier dc:language dc:publisher dc:title ncc:charset "
    "ncc:pageFront ncc:pageNormal ncc:pageSpecial ncc:tocItems ncc:totalTime"
)


class Book:
    """The files of a book, parsed."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.trees = {
            name: etree.fromstring(data)
            for name, data in self.files.items()
            if name.endswith((".html", ".smil"))
        }
        self.ncc = self.trees["ncc.html"]
        self.smils = [ref.get("src", "") for ref in self.trees["master.smil"].iter("ref")]
        self.ids = {
            name: [e.get("id") for e in tree.iter() if e.get("id")]
            for name, tree in self.trees.items()
        }

    def meta(self, file: str = "ncc.html") -> dict[str, str]:
        return {
            e.get("name", ""): e.get("content", "")
            for e in self.trees[file].iter("{*}meta")
            if e.get("name")
        }

    def places(self) -> list[etree._Element]:
        return [e for e in self.ncc.find("{*}body") if isinstance(e.tag, str)]

    def leads(self, href: str, base: str) -> tuple[str, etree._Element]:
        """The file and the element that `href` leads to."""
        file, _, id_ = href.partition("#")
        file = file or base
        assert file in self.files, href
        found = [e for e in self.trees[file].iter() if e.get("id") == id_]
        assert len(found) == 1, href
        return file, found[0]


def tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def seconds(value: str) -> int:
    hours, minutes, rest = value.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + int(rest)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    folder = tmp_path_factory.mktemp("daisy")
    with edition_of(every_block(), folder / "cache", engine="espeak", rate=300) as edition:
        for kind, make in KINDS.items():
            assert make(edition, folder / f"{kind}.zip") == ()
    return {kind: Book(folder / f"{kind}.zip") for kind in KINDS}


@pytest.fixture(params=KINDS)
def book(request: pytest.FixtureRequest, books: dict[str, Book]) -> Book:
    return books[request.param]


def test_ids_are_unique_and_names(book: Book) -> None:
    for name, ids in book.ids.items():
        assert len(ids) == len(set(ids)), name
        assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", id_) for id_ in ids)


def test_every_reference_leads_somewhere(book: Book) -> None:
    for name, tree in book.trees.items():
        for element in tree.iter():
            href = element.get("href") or element.get("src") or ""
            if not href or re.match("https?:|mailto:|tel:", href):
                continue
            if "#" in href:
                book.leads(href, name)
            else:
                assert href in book.files


def test_every_file_is_referred_to(book: Book) -> None:
    named = {"ncc.html", "master.smil"}
    for tree in book.trees.values():
        for element in tree.iter():
            named.add((element.get("href") or element.get("src") or "").partition("#")[0])
    assert set(book.files) <= named


def test_the_required_metadata_is_there(book: Book) -> None:
    known = book.meta()
    assert not [name for name in REQUIRED.split() if not known.get(name)]
    assert known["dc:format"] == "Daisy 2.02"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", known["dc:date"])
    for name in book.smils:
        smil = book.meta(name)
        assert smil["dc:format"] == "Daisy 2.02"
        assert smil["dc:identifier"] == known["dc:identifier"]
        assert "ncc:timeInThisSmil" in smil


def test_totals_are_right(book: Book) -> None:
    known, places = book.meta(), book.places()
    assert int(known["ncc:files"]) == len(book.files)
    assert int(known["ncc:kByteSize"]) == -(-sum(map(len, book.files.values())) // 1024)
    assert int(known["ncc:tocItems"]) == len(places)
    kinds = [place.get("class") for place in places]
    for name, kind in (("Front", "front"), ("Normal", "normal"), ("Special", "special")):
        assert int(known[f"ncc:page{name}"]) == kinds.count(f"page-{kind}")
    depths = [int(tag(p)[1]) for p in places if tag(p) != "span"]
    assert int(known["ncc:depth"]) == max(depths)


def test_times_add_up(book: Book) -> None:
    elapsed = 0.0
    for name in book.smils:
        meta = book.meta(name)
        duration = float(book.trees[name].find("body/seq").get("dur", "").removesuffix("s"))
        assert seconds(meta["ncc:totalElapsedTime"]) == round(elapsed)
        assert seconds(meta["ncc:timeInThisSmil"]) == round(duration)
        elapsed += duration
    assert seconds(book.meta()["ncc:totalTime"]) == round(elapsed)
    assert seconds(book.meta("master.smil")["ncc:timeInThisSmil"]) == round(elapsed)


def test_headings_begin_with_the_title_and_skip_no_level(book: Book) -> None:
    places = book.places()
    assert (tag(places[0]), places[0].get("class")) == ("h1", "title")
    levels = [int(tag(place)[1]) for place in places if tag(place) != "span"]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {tag(place) for place in places} <= {"h1", "h2", "h3", "h4", "h5", "h6", "span"}


def test_the_navigation_leads_to_the_smil_files_in_order(book: Book) -> None:
    order: list[tuple[int, int]] = []
    for place in book.places():
        links = list(place.iter("{*}a"))
        assert len(links) == 1
        file, element = book.leads(links[0].get("href", ""), "ncc.html")
        assert tag(element) in ("par", "text")
        order.append((book.smils.index(file), list(book.trees[file].iter()).index(element)))
    assert order == sorted(order)


def test_every_par_has_one_text_and_its_sound(book: Book) -> None:
    for name in book.smils:
        for par in book.trees[name].iter("par"):
            assert par.get("endsync") == "last"
            assert len(par.findall("text")) == 1
            assert len(par.findall("seq")) <= 1
            assert all(child.tag == "audio" for seq in par.findall("seq") for child in seq)


@pytest.mark.parametrize("kind", ["audioFullText", "audioNcc"])
def test_all_sound_is_played_once_and_is_as_long_as_stated(
    kind: str, books: dict[str, Book]
) -> None:
    book = books[kind]
    assert book.meta()["ncc:multimediaType"] == kind
    for name in book.smils:
        tree = book.trees[name]
        clips = [
            [float(clip.get(f"clip-{at}", "")[4:-1]) for at in ("begin", "end")]
            for clip in tree.iter("audio")
        ]
        assert clips[0][0] == 0
        assert all(before[1] == after[0] for before, after in pairwise(clips))
        stated = float(tree.find("body/seq").get("dur", "").removesuffix("s"))
        assert clips[-1][1] == stated
        sources = {clip.get("src") for clip in tree.iter("audio")}
        assert len(sources) == 1
        with av.open(io.BytesIO(book.files[str(sources.pop())])) as sound:
            rate = sound.streams.audio[0].rate
            heard = sum(frame.samples for frame in sound.decode(audio=0)) / rate
        assert abs(heard - stated) < 0.02


@pytest.mark.parametrize("kind", ["audioFullText", "textNcc"])
def test_the_text_is_there_in_order_and_the_smil_follows_it(
    kind: str, books: dict[str, Book]
) -> None:
    book = books[kind]
    said = ""
    for name in book.smils:
        texts = [book.leads(t.get("src", ""), name) for t in book.trees[name].iter("text")]
        assert len({file for file, _ in texts}) == 1
        said += "".join(book.trees[texts[0][0]].find("{*}body").itertext())
    at = 0
    for passage in passages(every_block().blocks):
        for word in plain_text(passage.content).split():
            at = said.index(word, at) + len(word)


def test_each_kind_holds_what_it_is_made_of(books: dict[str, Book]) -> None:
    endings = {k: {Path(name).suffix for name in b.files} for k, b in books.items()}
    assert endings["audioFullText"] == {".html", ".smil", ".mp3", ".png"}
    assert endings["textNcc"] == {".html", ".smil", ".png"}
    assert endings["audioNcc"] == {".html", ".smil", ".mp3"}
    assert len(books["audioNcc"].trees) == 2 + len(books["audioNcc"].smils)
    assert len({b.meta()["dc:identifier"] for b in books.values()}) == 3


def test_announcements_go_with_the_sentence_they_announce(books: dict[str, Book]) -> None:
    tree = books["audioFullText"].trees["0002.smil"]
    counts = {
        par.find("text").get("src", "").partition("#")[2]: len(list(par.iter("audio")))
        for par in tree.iter("par")
    }
    assert counts["p5s1"] == 2  # "Quote:" and its first sentence
    assert counts["p7s1"] == 2  # who said it and "End of quote."
    assert counts["p4s1"] == 1


@w3c_dtds
def test_every_file_is_valid_by_its_dtd(book: Book) -> None:
    validate(book)


@w3c_dtds
def test_odd_structures_are_valid_by_their_dtds(tmp_path: Path) -> None:
    marks = (Text("From "), PageMark("iv"), PageMark("A-3"), Text("here on."))
    blocks = (
        Paragraph(marks),
        Quote((Listing(((para("one"), para("two")), ()), ordered=True, start=5),)),
        Quote((Heading(2, words("Inside")), Code("x\n  y"), Break()), words("Somebody")),
        Figure(Image("gone.png", "A boat.")),
        Table(((Cell(words("1"), rowspan=9), Cell(())),)),
    )
    validate(only(Article(Metadata(title="Odd"), blocks), tmp_path))


def validate(book: Book) -> None:
    xhtml = etree.DTD(str(DTDS / "REC-xhtml1-20020801" / "xhtml1-transitional.dtd"))
    smil = etree.DTD(str(DTDS / "REC-smil-19980615" / "smil10.dtd"))
    for name, tree in book.trees.items():
        dtd = xhtml if name.endswith(".html") else smil
        assert dtd.validate(tree), (name, dtd.error_log)


def only(article: Article, folder: Path, *more: Article) -> Book:
    parts = make_parts((article, *more))
    meta = replace(article.meta, title="Bound") if more else article.meta
    export_text(Edition(meta, parts), folder / "book.zip")
    return Book(folder / "book.zip")


def labels(book: Book) -> list[tuple[str, str]]:
    return [(tag(place), "".join(place.itertext())) for place in book.places()]


def test_pages_are_front_normal_or_special(tmp_path: Path) -> None:
    def page(label: str) -> Paragraph:
        return Paragraph((PageMark(label), Text(f"This is page {label}.")))

    book = only(Article(Metadata(title="P"), tuple(map(page, ("iv", "12", "A-3")))), tmp_path)
    found = [(p.get("class"), "".join(p.itertext())) for p in book.places()[1:]]
    assert found == [("page-front", "iv"), ("page-normal", "12"), ("page-special", "A-3")]
    assert book.meta()["ncc:maxPageNormal"] == "12"


def test_bound_articles_follow_each_other_under_the_book_s_title(tmp_path: Path) -> None:
    book = only(every_block(), tmp_path, chapters(2))
    assert labels(book)[:2] == [("h1", "Bound"), ("h1", "The Boats of Port Merrow")]
    assert ("h1", "The Boats") in labels(book)
    assert ("h2", "Chapter 2") in labels(book)


@pytest.mark.parametrize(
    "article",
    [
        Article(Metadata(), (para("Words without a title."),)),
        Article(Metadata(title="Only a title")),
        Article(Metadata(), (Heading(3, words("A deep heading")), para("And text."))),
        Article(Metadata(language="ar", title="قوارب"), (para("سبعة قوارب."),)),
    ],
)
def test_odd_articles_make_a_book(article: Article, tmp_path: Path) -> None:
    book = only(article, tmp_path)
    assert tag(book.places()[0]) == "h1"
    assert all(label for _, label in labels(book))
    assert len(book.smils) >= 1


def test_the_same_book_has_the_same_bytes(tmp_path: Path) -> None:
    with edition_of(chapters(2), tmp_path / "cache") as edition:
        export(edition, tmp_path / "a.zip")
        export(edition, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_the_folder_holds_the_same_files(tmp_path: Path) -> None:
    edition = Edition(
        every_block().meta,
        make_parts((every_block(),)),
        Options(daisy=DaisyOptions(folder=True)),
    )
    (tmp_path / "book.daisy").mkdir()
    (tmp_path / "book.daisy" / "old.txt").touch()
    export_text(edition, tmp_path / "book.daisy.zip")
    found = {path.name: path.read_bytes() for path in (tmp_path / "book.daisy").iterdir()}
    assert found == Book(tmp_path / "book.daisy.zip").files
    assert {path.name for path in tmp_path.iterdir()} == {"book.daisy", "book.daisy.zip"}


def test_without_a_narration_it_says_so(tmp_path: Path) -> None:
    edition = Edition(every_block().meta, make_parts((every_block(),)))
    for make in (export, export_audio):
        with pytest.raises(NarrationError):
            make(edition, tmp_path / "book.zip")
    assert not list(tmp_path.iterdir())
