import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader

from publish.edition import Edition, Options, PaperOptions, make_parts
from publish.exporters import EXPORTERS
from publish.model import (
    Article,
    Cell,
    Code,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Link,
    Listing,
    Metadata,
    Note,
    Paragraph,
    Quote,
    Table,
    Text,
)
from publish.report import Notice
from tests.exporters.editions import article, edition
from tests.needs import libreoffice
from tests.samples import every_block, para, picture, words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word(
    made: Edition | Article, folder: Path, options: PaperOptions | None = None
) -> tuple[Any, tuple[Notice, ...]]:
    if isinstance(made, Article):
        made = edition(made, options=Options(paper=options or PaperOptions()))
    target = folder / "article.docx"
    notices = EXPORTERS.get("docx")(made, target)
    return Document(str(target)), notices


def part(folder: Path, name: str) -> Any:
    with zipfile.ZipFile(folder / "article.docx") as package:
        return etree.fromstring(package.read(name))


def styles_of(document: Any) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in document.paragraphs if p.text]


def test_every_role_has_its_own_style(tmp_path: Path) -> None:
    document, notices = word(every_block(), tmp_path)
    assert notices == ()
    found = styles_of(document)
    for expected in (
        ("Title", "The Boats of Port Merrow"),
        ("Subtitle", "How a village keeps count of what the tide takes"),
        ("Heading 1", "The seventh boat"),
        ("Heading 2", "What was in it"),
        ("Quote", "It never forgets."),
        ("Quote Source", "— Elsie Brandt, harbour master"),
        ("List Paragraph", "one of hemp;"),
        ("Caption", "The seventh boat at low tide."),
        ("Credit", "Photo: L. Hart"),
        ("Source Code", 'for boat in boats:\n    print(boat, "<&>")'),
    ):
        assert expected in found
    used = {run.style.name for p in document.paragraphs for run in p.runs}
    assert {"Emphasis", "Strong", "Code Character"} <= used


def test_what_the_file_is_about_stands_in_its_properties(tmp_path: Path) -> None:
    core = word(every_block(), tmp_path)[0].core_properties
    assert core.title == "The Boats of Port Merrow"
    assert core.author == "Ana Reyes; Tom Okafor"
    assert core.language == "en"
    assert core.created.date().isoformat() == "2024-03-09"


def test_lists_tables_notes_and_pictures_are_words_own(tmp_path: Path) -> None:
    document, _ = word(every_block(), tmp_path)
    numbering = part(tmp_path, "word/numbering.xml")
    starts = [e.get(f"{W}val") for e in numbering.iter(f"{W}startOverride")]
    assert starts == ["1", "3"]
    rows = document.tables[0]._tbl.findall(f".//{W}tr")
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert document.tables[0].rows[2].cells[1].text == "none seen"
    notes = part(tmp_path, "word/footnotes.xml")
    texts = ["".join(n.itertext()) for n in notes.iter(f"{W}footnote")]
    assert texts[-1].strip() == "She began the book in 1998. It has 212 pages."
    body = part(tmp_path, "word/document.xml")
    assert len(body.findall(f".//{W}footnoteReference")) == 1
    described = [e.get("descr") for e in body.iter("{*}docPr")]
    assert described == ["A brown rowing boat on blue water.", ""]
    assert len(list(body.iter("{*}decorative"))) == 1


def test_languages_and_links_are_marked(tmp_path: Path) -> None:
    document, _ = word(every_block(), tmp_path)
    defaults = document.styles.element.find(f".//{W}rPrDefault//{W}lang")
    assert defaults.get(f"{W}val") == "en"
    foreign = [
        run.text
        for p in document.paragraphs
        for run in p.runs
        if run._r.find(f".//{W}lang") is not None
    ]
    assert foreign == ["Il faut compter"]
    links = [link for p in document.paragraphs for link in p.hyperlinks]
    assert [(link.text, link.address) for link in links] == [
        ("the harbour’s register", "https://example.org/register?a=1&b=2")
    ]


def test_the_profile_decides_page_and_styles(tmp_path: Path) -> None:
    document, _ = word(every_block(), tmp_path, PaperOptions(profile="rnib-giant", paper="letter"))
    section = document.sections[0]
    assert (section.page_width.pt, section.page_height.pt) == (612, 792)
    size = document.styles.element.find(f".//{W}rPrDefault//{W}sz")
    assert size.get(f"{W}val") == "48"
    assert document.styles["Heading 1"].paragraph_format.keep_with_next
    assert document.styles["Heading 1"].font.size.pt == 29
    assert not any(run.font.size for p in document.paragraphs for run in p.runs)


def test_a_note_to_a_note_stands_in_brackets(tmp_path: Path) -> None:
    word(article(Paragraph((Text("A"), Note((Text("b"), Note(words("c"))), "*")))), tmp_path)
    notes = part(tmp_path, "word/footnotes.xml")
    assert "".join(list(notes.iter(f"{W}footnote"))[-1].itertext()) == "* b (c)"


def test_text_from_right_to_left_is_marked_so(tmp_path: Path) -> None:
    source = article(para("خرج المد"), Quote((para("مرتين"),)), title="القوارب", language="ar")
    document, _ = word(source, tmp_path)
    assert document.styles.element.find(f".//{W}pPrDefault//{W}bidi") is not None
    assert document.element.body.find(f"{W}sectPr/{W}bidi") is not None
    code = document.styles["Source Code"].element
    assert code.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "0"  # it runs the other way


def wide(columns: int) -> Table:
    head = tuple(Cell(words(f"Column {n}"), header=True) for n in range(columns))
    return Table((head, tuple(Cell(words(f"value{n}")) for n in range(columns))), words("Wide"))


def test_a_wide_table_turns_its_page_or_is_set_row_by_row(tmp_path: Path) -> None:
    document, notices = word(article(wide(7), para("After.")), tmp_path)
    assert notices == ()
    turned = [s.page_width > s.page_height for s in document.sections]
    assert turned == [False, True, False]
    assert all(s._sectPr.find(f"{W}footerReference") is not None for s in document.sections)
    document, notices = word(article(wide(60)), tmp_path)
    assert [n.code for n in notices] == ["table-as-rows"]
    assert ("Normal", "Column 59: value59") in styles_of(document)


def test_spans_keep_each_cell_at_its_place(tmp_path: Path) -> None:
    def cell(text: str, across: int = 1, down: int = 1) -> Cell:
        return Cell(words(text), False, across, down)

    table = Table(((cell("a", 1, 2), cell("b", 2)), (cell("c"), cell("d")), (cell("e"),)))
    document, _ = word(article(table), tmp_path)
    rows = [[c.text for c in row.cells] for row in document.tables[0].rows]
    assert rows == [["a", "b", "b"], ["a", "c", "d"], ["e", "", ""]]


def nasty() -> Article:
    return article(
        Heading(2, ()),
        Paragraph(()),
        Listing(()),
        Listing(((),)),
        Listing(((wide(2),), (Code("x"),), (Figure(None),))),
        Quote(()),
        Table(()),
        Table(((),)),
        Figure(None),
        Figure(Image("gone.png", "A gone boat")),
        Figure(Image("b.png", None, "image/png", picture())),
        Figure(Image("c.png", "x", "image/png", b"broken")),
        para("a\x00b\x07\u200bc\ud800d\ufffe <&> ]]>"),
        Paragraph((Link(words("bad"), "javascript:x"), Link(words("q"), 'https://e.org/<"&>'))),
        Paragraph((Emphasis((Foreign((Emphasis(words("x")),), "he"),)), Note(()))),
        Heading(2, words("An empty section")),
        title='<"&>',
    )


def test_empty_and_broken_things_make_a_file_or_a_notice(tmp_path: Path) -> None:
    document, notices = word(nasty(), tmp_path)
    texts = [text for _, text in styles_of(document)]
    assert "abcd <&> ]]>" in texts
    assert "Image: A gone boat" in texts
    assert [n.code for n in notices] == ["image-missing", "image-without-alt", "image-broken"]
    word(article(), tmp_path)


def test_a_deck_longer_than_a_property_stays_whole_in_the_text(tmp_path: Path) -> None:
    deck = "It had no name, no oars and no owner. " * 20
    meta = Metadata(title="T " * 300, subtitle=deck.strip(), authors=("A " * 200,), language="en")
    document, _ = word(Article(meta, (para("x"),)), tmp_path)
    assert len(document.core_properties.subject) <= 255
    assert ("Subtitle", deck.strip()) in styles_of(document)


def test_bound_articles_are_chapters(tmp_path: Path) -> None:
    parts = make_parts((every_block(), article(para("Two."), title="The second")))
    document, _ = word(Edition(Metadata(title="Both", language="en"), parts), tmp_path)
    headings = [(s, t) for s, t in styles_of(document) if s.startswith(("Title", "Heading"))]
    assert headings[:3] == [
        ("Title", "Both"),
        ("Heading 1", "The Boats of Port Merrow"),
        ("Heading 2", "The seventh boat"),
    ]
    assert headings[-1] == ("Heading 1", "The second")


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    made = edition(every_block())
    seen = set()
    for _ in range(2):
        word(made, tmp_path)
        seen.add((tmp_path / "article.docx").read_bytes())
    assert len(seen) == 1


@libreoffice
@pytest.mark.parametrize("source", [every_block(), nasty()], ids=["every block", "nasty"])
def test_a_word_processor_opens_it_and_shows_the_text(source: Article, tmp_path: Path) -> None:
    document, _ = word(source, tmp_path)
    office = shutil.which("soffice") or ""
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "article.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=200,
    )
    reader = PdfReader(io.BytesIO((tmp_path / "article.pdf").read_bytes()))
    shown = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            assert "".join(run.text.split()) in shown
