from __future__ import annotations

import time
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from publish.edition import EpubOptions, Options
from publish.model import Article, Heading, Image, Link, Metadata, Note, Paragraph, Text
from publish.walk import passages, plain_text
from tests.exporters.epub.helpers import build, find, parse, spine, values
from tests.samples import every_block, para, picture, words


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one.epub", tmp_path / "two.epub"
    build(one, every_block())
    build(two, every_block())
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs time zones by environment")
def test_neither_day_nor_time_zone_changes_the_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        build(tmp_path / "a.epub", Article(Metadata("No date"), (para("Text."),)))
        made.append((tmp_path / "a.epub").read_bytes())
    monkeypatch.undo()
    time.tzset()
    assert made[0] == made[1]


def test_the_package_says_who_what_and_when(tmp_path: Path) -> None:
    book = tmp_path / "a.epub"
    build(book, every_block())
    package = parse(book, "content.opf")
    meta = every_block().meta
    assert values(package, "//dc:title") == [meta.title, meta.subtitle]
    assert values(package, "//dc:creator") == list(meta.authors)
    assert values(package, "//dc:publisher") == [meta.publisher]
    assert values(package, "//dc:date") == ["2024-03-09"]
    assert values(package, "//dc:source") == [meta.source]
    assert values(package, "//dc:language") == ["en"]
    assert values(package, "//opf:meta[@property='dcterms:modified']") == ["2024-03-11T00:00:00Z"]


def test_every_word_of_the_article_is_on_its_pages_in_order(tmp_path: Path) -> None:
    book = tmp_path / "a.epub"
    build(book, every_block())
    page = " ".join("".join(parse(book, "text/0001.xhtml").itertext()).split())
    at = 0
    for passage in passages(every_block().blocks):
        for piece in plain_text(passage.content).split():
            at = page.index(piece, at)


def test_sentences_keep_their_ids(tmp_path: Path) -> None:
    book = tmp_path / "a.epub"
    build(book, every_block())
    tree = parse(book, "text/0001.xhtml")
    ids = [e.get("id") for e in find(tree, "//*[@id]")]
    assert len(ids) == len(set(ids))
    assert {"title", "byline", "p1s1", "p1s3", "p2s1", "p14s1", "p26s1"} <= set(ids)


def test_notes_lead_there_and_back(tmp_path: Path) -> None:
    book = tmp_path / "a.epub"
    build(book, every_block())
    tree = parse(book, "text/0001.xhtml")
    (mark,) = find(tree, "//x:a[@role='doc-noteref']")
    (note,) = find(tree, "//x:aside[@role='doc-footnote']")
    (back,) = find(tree, "//x:aside//x:a[@role='doc-backlink']")
    assert mark.get("href") == f"#{note.get('id')}"
    assert back.get("href") == f"#{mark.get('id')}"


def test_a_note_inside_a_link_follows_it(tmp_path: Path) -> None:
    link = Link((Text("the register"), Note(words("Kept since 1998."))), "https://example.org")
    book = tmp_path / "a.epub"
    build(book, Article(Metadata("A"), (Paragraph((link, Text("."))),)))
    tree = parse(book, "text/0001.xhtml")
    assert not find(tree, "//x:a//x:a")
    assert find(tree, "//x:a[@role='doc-noteref']")


def test_ranks_of_headings_never_skip(tmp_path: Path) -> None:
    levels = (3, 6, 3, 1, 4, 2)
    blocks = tuple(b for n in levels for b in (Heading(n, words(f"At {n}")), para("Text.")))
    book = tmp_path / "a.epub"
    build(book, Article(Metadata("A"), blocks))
    tree = parse(book, "text/0001.xhtml")
    ranks = [
        int(e.tag[-1])
        for e in find(tree, "//*[starts-with(local-name(), 'h')]")
        if e.tag[-1].isdigit()
    ]
    assert ranks[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(ranks))


def test_a_long_article_is_cut_and_nothing_of_it_lost(tmp_path: Path) -> None:
    blocks = tuple(para(f"Paragraph {n} says a few words about the sea. " * 12) for n in range(600))
    book = tmp_path / "a.epub"
    build(book, Article(Metadata("Long"), blocks))
    pages = [name for name in spine(book) if name.startswith("text/")]
    assert len(pages) > 3
    seen = [value for page in pages for value in values(parse(book, page), "//x:body//x:p")]
    assert [s.split()[1] for s in seen] == [str(n) for n in range(600)]


def test_a_bound_book_has_a_title_page_contents_and_sources(tmp_path: Path) -> None:
    book = tmp_path / "a.epub"
    build(book, every_block(), replace(every_block()), title="Two tides")
    order = spine(book)
    assert order[:3] == ["cover.xhtml", "title.xhtml", "nav.xhtml"]
    assert order[-1] == "sources.xhtml"
    entries = values(parse(book, "nav.xhtml"), "//x:nav[@id='toc']/x:ol/x:li/x:a")
    assert entries == ["The Boats of Port Merrow", "The Boats of Port Merrow", "Sources"]


def test_pictures_that_cannot_be_shown_are_noted_and_their_words_stay(tmp_path: Path) -> None:
    blocks = (
        Paragraph((Image("gone.png", "A lighthouse."),)),
        Paragraph((Image("bad.png", "A broken mast.", "image/png", b"\x89PNG\r\n broken"),)),
        Paragraph((Image("x.webp", None, "image/webp", picture(30, 20, "WEBP")),)),
    )
    book = tmp_path / "a.epub"
    notices = build(book, Article(Metadata("Pictures"), blocks))
    assert [n.code for n in notices] == ["image-missing", "image-broken", "image-without-alt"]
    page = "".join(parse(book, "text/0001.xhtml").itertext())
    assert "A lighthouse." in page
    assert "A broken mast." in page
    package = parse(book, "content.opf")
    assert "image/webp" not in {i.get("media-type") for i in find(package, "//opf:item")}
    features = values(package, "//opf:meta[@property='schema:accessibilityFeature']")
    assert "alternativeText" not in features
    sufficient = values(package, "//opf:meta[@property='schema:accessModeSufficient']")
    assert sufficient == ["textual,visual"]


def test_a_book_from_right_to_left(tmp_path: Path) -> None:
    book = tmp_path / "a.epub"
    build(book, Article(Metadata("قوارب", language="ar"), (para("عدّت مارا القوارب."),)))
    package = parse(book, "content.opf")
    assert find(package, "//opf:spine[@page-progression-direction='rtl']")
    assert parse(book, "text/0001.xhtml").get("dir") == "rtl"


def test_profiles_add_to_the_stylesheet_and_leave_the_pages_alone(tmp_path: Path) -> None:
    plain, large = tmp_path / "a.epub", tmp_path / "b.epub"
    build(plain, every_block())
    options = Options(epub=EpubOptions(profiles=("dyslexic", "large-print")))
    build(large, every_block(), options=options)
    with zipfile.ZipFile(plain) as one, zipfile.ZipFile(large) as two:
        assert two.read("EPUB/style.css").startswith(one.read("EPUB/style.css"))
        assert b"letter-spacing" in two.read("EPUB/style.css")
        assert b"150%" in two.read("EPUB/style.css")
        assert one.read("EPUB/text/0001.xhtml") == two.read("EPUB/text/0001.xhtml")


def test_conformance_is_claimed_only_in_a_certifiers_name_and_where_nothing_is_against_it(
    tmp_path: Path,
) -> None:
    path = "//opf:meta[@property='dcterms:conformsTo' or @property='a11y:certifiedBy']"
    options = Options(epub=EpubOptions(certifier="Merrow Readers"))
    book = tmp_path / "a.epub"
    build(book, every_block())
    assert not values(parse(book, "content.opf"), path)
    build(book, every_block(), options=options)
    assert values(parse(book, "content.opf"), path)[1] == "Merrow Readers"
    unseen = Article(Metadata("A"), (Paragraph((Image("x.png", None, "", picture()),)),))
    notices = build(book, unseen, options=options)
    assert "epub-not-certified" in {n.code for n in notices}
    assert not values(parse(book, "content.opf"), path)
