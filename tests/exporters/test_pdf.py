import sys
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from publish.edition import Edition, Options, PaperOptions, make_parts
from publish.errors import NeedsExtra, UnknownName, UsageError
from publish.exporters import EXPORTERS
from publish.exporters.pdf.arabic import joined
from publish.model import (
    Article,
    Cell,
    Code,
    Figure,
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
from tests.samples import every_block, para, picture, words


def pdf(
    made: Edition | Article, folder: Path, options: PaperOptions | None = None
) -> tuple[PdfReader, tuple[Notice, ...]]:
    if isinstance(made, Article):
        made = edition(made, options=Options(paper=options or PaperOptions()))
    target = folder / "article.pdf"
    notices = EXPORTERS.get("pdf")(made, target)
    return PdfReader(target), notices


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def structure(reader: PdfReader) -> list[tuple[str, Any]]:
    """Every structure element: its type and its dictionary, in reading order."""
    found: list[tuple[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((node["/S"], node))
            walk(node.get("/K", []))

    walk(reader.trailer["/Root"]["/StructTreeRoot"].get("/K", []))
    return found


def test_the_file_says_what_it_is_and_is_tagged(tmp_path: Path) -> None:
    reader, notices = pdf(every_block(), tmp_path)
    root = reader.trailer["/Root"]
    assert notices == ()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "The Boats of Port Merrow"
    assert reader.metadata.author == "Ana Reyes, Tom Okafor"
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    kinds = [kind for kind, _ in structure(reader)]
    for kind in ("/H1", "/H2", "/H3", "/L", "/Table", "/TH", "/Figure", "/Caption", "/Note"):
        assert kind in kinds, kind
    figures = [node.get("/Alt") for kind, node in structure(reader) if kind == "/Figure"]
    assert figures == ["A brown rowing boat on blue water."]


def test_bookmarks_are_the_headings(tmp_path: Path) -> None:
    reader, _ = pdf(every_block(), tmp_path)

    def titles(entries: Any) -> Any:
        return [titles(e) if isinstance(e, list) else e.title for e in entries]

    assert titles(reader.outline) == [
        "The Boats of Port Merrow",
        ["The seventh boat", ["What was in it"], "After the storm"],
    ]


def test_ranks_never_skip_one(tmp_path: Path) -> None:
    source = article(
        Heading(4, words("Deep")), Heading(1, words("Up")), Heading(6, words("Down")), title="T"
    )
    kinds = [k for k, _ in structure(pdf(source, tmp_path)[0]) if k.startswith("/H")]
    assert kinds == ["/H1", "/H2", "/H2", "/H3"]


def test_the_profile_decides_the_page(tmp_path: Path) -> None:
    for name, paper, size in (("rnib-giant", (595, 842), 24), ("aph-large", (612, 792), 18)):
        reader, _ = pdf(every_block(), tmp_path, PaperOptions(profile=name))
        box = reader.pages[0].mediabox
        assert (round(box.width), round(box.height)) == paper
        sizes: dict[float, int] = {}

        def note(text: str, _cm: Any, tm: Any, font: Any, size: float, into: Any = sizes) -> None:
            scaled = round(abs(size * tm[0]), 1)
            into[scaled] = into.get(scaled, 0) + len(text.strip())

        for page in reader.pages:
            page.extract_text(visitor_text=note)
        most = max(sizes, key=lambda s: sizes[s])
        assert most == size
        assert min(s for s, letters in sizes.items() if letters) >= size


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (PaperOptions(profile="rnib"), UnknownName),
        (PaperOptions(paper="napkin"), UnknownName),
        (PaperOptions(size=5), UsageError),
        (PaperOptions(spacing=9), UsageError),
    ],
)
def test_a_page_that_cannot_be_is_refused(
    options: PaperOptions, error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        pdf(every_block(), tmp_path, options)


def test_nothing_in_an_article_acts_as_markup(tmp_path: Path) -> None:
    nasty = '#panic("x") $ a $ *b* _c_ `d` <e> @f // g /* h \\u{41} ] [ } { ~ ---'
    source = article(
        para(nasty),
        Heading(2, words(nasty)),
        Code(nasty),
        Listing(((para(nasty),),)),
        Paragraph((Link(words(nasty), 'https://example.org/"#]'), Note(words(nasty), "*"))),
        title=nasty,
    )
    reader, _ = pdf(source, tmp_path)
    assert "".join(text_of(reader).split()).count("".join(nasty.split())) >= 5


def test_other_scripts_find_a_font_and_what_has_none_is_put_in_words(tmp_path: Path) -> None:
    source = article(para("日本語 한국어 العربية עברית हिन्दी ไทย Ελλάδα 🎉 \U00012000"), title="Ω")
    reader, notices = pdf(source, tmp_path)
    assert "[party popper] [?]" in " ".join(text_of(reader).split())
    assert [n.code for n in notices] == ["character-without-font"]
    assert "U+1F389 party popper" in notices[0].message
    names = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert len(names) >= 6
    assert "AtkinsonHyperlegible-Regular" in names


def test_characters_that_are_drawn_by_nothing_stop_no_page(tmp_path: Path) -> None:
    # A sign of format that fonts draw, unassigned and private characters, one newer than Python's
    # tables, a noncharacter, a space with a line in it.
    odd = "\u0600 \u0378 \ue000 \U000f0000 \U0010fffd \U0001fae8 \U0001fffe \U000e0fff \u1680"
    reader, notices = pdf(article(para(f"Before {odd} after."), title=f"T {odd}"), tmp_path)
    assert {n.code for n in notices} == {"character-without-font"}
    found = " ".join(text_of(reader).split())
    assert "Before" in found
    assert "after." in found


def test_a_mark_that_the_font_of_its_letter_has_not_is_left_out_and_noted(tmp_path: Path) -> None:
    source = article(para("Б\u1086оаты \u1086 b\u05a3 and\n\u17b9 tides."), title="Tides")
    reader, notices = pdf(source, tmp_path)
    assert [n.code for n in notices] == ["character-without-font"]
    assert "U+1086" in notices[0].message
    assert "Боаты" in " ".join(text_of(reader).split())


def test_what_is_no_language_tag_stops_no_page(tmp_path: Path) -> None:
    reader, _ = pdf(article(para("Text."), title="T", language="English"), tmp_path)
    assert reader.trailer["/Root"]["/Lang"] == "und"


def test_no_word_is_so_long_that_it_leaves_the_page(tmp_path: Path) -> None:
    address = "https://example.org/" + "0123456789abcdef" * 20
    source = article(para(f"See {address} now."), Code("x" * 100), title="Aa" * 60)
    pdf(source, tmp_path)
    with pypdfium2.PdfDocument(tmp_path / "article.pdf") as document:
        width, _ = document.get_page_size(0)
        text = document[0].get_textpage()
        edges = [text.get_charbox(at)[2] for at in range(text.count_chars())]
        found = "".join(text.get_text_range().split())
    assert max(edges) < width - 40
    for whole in ("Aa" * 60, address, "x" * 100):
        assert whole in found


def test_a_page_in_arabic_begins_at_the_right(tmp_path: Path) -> None:
    source = article(para("خرج المد قبل الفطور."), title="القوارب", language="ar")
    reader, notices = pdf(source, tmp_path)
    starts: list[float] = []

    def note(text: str, cm: Any, tm: Any, _font: Any, _size: float) -> None:
        if text.strip():
            starts.append(tm[4] * cm[0] + cm[4])

    reader.pages[0].extract_text(visitor_text=note)
    assert notices == ()
    assert max(starts) > 300
    assert reader.trailer["/Root"]["/Lang"] == "ar"


def test_arabic_is_copied_as_it_was_written(tmp_path: Path) -> None:
    said = "سلام بلا حرب ثم مضى في تلال الإلهام، لا ينسى الأولى والآن"
    reader, notices = pdf(article(para(said), title="قوارب الأمان", language="ar"), tmp_path)
    assert notices == ()
    assert reader.metadata is not None
    assert reader.metadata.title == "قوارب الأمان"  # as it was written: it is not drawn
    with pypdfium2.PdfDocument(tmp_path / "article.pdf") as document:
        found = document[0].get_textpage().get_text_range()
    # The sign that joins letters is no letter, and a lam with its alef is one character of two.
    letters = unicodedata.normalize("NFKC", found.replace("\u200d", ""))
    assert " ".join(letters.split()) == f"قوارب الأمان {said} 1"


def test_vowel_signs_that_are_doubled_in_a_copy_are_noted(tmp_path: Path) -> None:
    _, notices = pdf(article(para("كَتَبَ الصياد"), title="قارب", language="ar"), tmp_path)
    assert [n.code for n in notices] == ["arabic-text-doubled"]


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("لا", "\ufefb"),
        ("بلا", "ب\u200d\ufefc"),
        ("الأولى", "ا\ufef7ولى"),
        ("بَلا", "بَ\u200d\ufefc"),
        ("والآن والإلهام", "وا\ufef5ن وا\ufef9لهام"),
        ("كلام قليل", "ك\u200d\ufefcم قليل"),
        ("", ""),
    ],
)
def test_lam_and_alef_are_one_character_that_joins_as_the_two_do(written: str, drawn: str) -> None:
    assert joined(written) == drawn


def wide(columns: int) -> Table:
    head = tuple(Cell(words(f"Column {n}"), header=True) for n in range(columns))
    row = tuple(Cell(words(f"value{n}")) for n in range(columns))
    return Table((head, row))


def test_a_table_turns_the_page_or_is_set_row_by_row(tmp_path: Path) -> None:
    reader, notices = pdf(article(wide(7), title="T"), tmp_path)
    assert notices == ()
    assert any(page.mediabox.width > page.mediabox.height for page in reader.pages)
    reader, notices = pdf(article(wide(60), title="T"), tmp_path)
    assert [n.code for n in notices] == ["table-as-rows"]
    assert "Column 59: value59" in " ".join(text_of(reader).split())


def test_links_and_notes_in_the_head_of_a_long_table(tmp_path: Path) -> None:
    head = (
        Cell((Link(words("Boats"), "https://example.org/"),), header=True),
        Cell((Text("Lost"), Note(words("since 1998"))), header=True),
    )
    rows = tuple((Cell(words(str(n))), Cell(words("0"))) for n in range(60))
    reader, notices = pdf(article(Table((head, *rows)), title="T"), tmp_path)
    assert notices == ()
    assert len(reader.pages) > 1
    assert "since 1998" in text_of(reader)


def test_empty_and_broken_things_make_a_page_or_a_notice(tmp_path: Path) -> None:
    source = article(
        Heading(2, ()),
        Heading(2, words(" \u200b\xad ")),
        Heading(2, (Image("h.png", "A boat", "image/png", picture()),)),
        Paragraph(()),
        Listing(()),
        Listing(((),)),
        Quote(()),
        Table(()),
        Table(((),)),
        Figure(None),
        Figure(Image("gone.png", "A gone boat")),
        Figure(Image("b.png", None, "image/png", picture())),
        Figure(Image("c.png", "x", "image/png", b"broken")),
        para("a\x00b\x07\u200bc\ud800d\ufffe"),
        Heading(2, words("An empty section")),
    )
    reader, notices = pdf(source, tmp_path)
    text = text_of(reader)
    assert "Image: A gone boat" in text
    assert "abcd" in text
    assert [n.code for n in notices] == ["image-missing", "image-without-alt", "image-broken"]
    assert len(pdf(article(), tmp_path)[0].pages) == 1


def test_bound_articles_have_contents_and_pages_of_their_own(tmp_path: Path) -> None:
    parts = make_parts((every_block(), article(para("Two."), title="The second")))
    made = Edition(Metadata(title="Both", language="en"), parts)
    reader, _ = pdf(made, tmp_path)
    first = reader.pages[0].extract_text()
    assert first.startswith("Both")
    assert "The second" in first
    assert reader.pages[-1].extract_text().startswith("The second")


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    made = edition(every_block())
    seen = set()
    for _ in range(2):
        EXPORTERS.get("pdf")(made, target)
        seen.add(target.read_bytes())
    assert len(seen) == 1


def test_without_typst_the_error_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NeedsExtra, match=r"publish\[pdf\]"):
        pdf(every_block(), tmp_path)
    assert not list(tmp_path.iterdir())
