import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from publish.edition import BrailleOptions, Edition, Options, make_parts
from publish.errors import ConfigurationError, NeedsExtra, UnknownName, UsageError
from publish.exporters.braille import export_brf, export_pef, louis, transcribe
from publish.exporters.braille.brf import NABCC, from_brf
from publish.exporters.braille.louis import Translator, load
from publish.exporters.braille.pages import BLANK
from publish.exporters.braille.tables import _tables
from publish.model import Article, Block, Cell, Heading, Image, Metadata, Paragraph, Table, Text
from publish.walk import passages, plain_text
from tests.needs import liblouis
from tests.samples import every_block, para, words

pytestmark = liblouis
HERE = Path(__file__).parent


def edition(article: Article, **options: object) -> Edition:
    braille = BrailleOptions(**options)  # type: ignore[arg-type]
    return Edition(article.meta, make_parts((article,)), Options(braille=braille))


def plain(*blocks: Block, language: str = "en", title: str = "") -> Article:
    return Article(Metadata(title=title, language=language), blocks)


def text_of(pages: list[list[str]], table: str) -> str:
    """What the pages say, translated back; page numbers left out."""
    translator = Translator(load(), table)
    body = BLANK.join(line.strip(BLANK) for page in pages for line in page[:-1] if line)
    return translator.text(body)


def bare(text: str) -> list[str]:
    """The words of `text`, without what braille writes in signs of its own."""
    folded = text.lower().replace("’", "'").replace("—", " ").replace("–", " ")
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", folded)


STORY = (
    "The tide went out before breakfast, and Mara counted seven boats on the sand.",
    "Nobody had seen the last one arrive. It had no name, no oars and no owner.",
    "Her grandmother’s book went back to 1911; it had never held more than 9 boats.",
    "“Count them twice,” the harbour master said. “The sea counts too, and it never forgets.”",
)


@pytest.mark.parametrize("grade", [1, 2])
def test_the_text_comes_back_from_the_braille(grade: int) -> None:
    article = plain(*(para(s) for s in STORY * 8), title="The boats of Port Merrow")
    pages, notices = transcribe(edition(article, grade=grade))
    said = bare(text_of(pages, f"en-ueb-g{grade}.ctb"))
    assert said == bare(" ".join((article.meta.title, *STORY * 8)))
    assert not notices


@pytest.mark.parametrize("cells, lines", [(40, 25), (28, 20), (20, 5), (100, 60)])
def test_each_page_has_the_size_asked_for(cells: int, lines: int, tmp_path: Path) -> None:
    wanted = edition(every_block(), cells=cells, lines=lines)
    export_brf(wanted, tmp_path / "a.brf")
    pages = from_brf((tmp_path / "a.brf").read_bytes())
    for page in pages:
        assert len(page) == lines
        assert max(map(len, page)) <= cells
        assert page[-1].strip(BLANK)


def test_every_word_of_the_article_is_there_in_order() -> None:
    article = every_block()
    pages, _ = transcribe(edition(article, grade=1))
    said = iter(bare(re.sub(r"\\\d+/,?", "", text_of(pages, "en-ueb-g1.ctb"))))
    for passage in passages(article.blocks):
        for word in bare(plain_text(passage.content)):
            assert word in said, (word, passage)


def test_brf_is_upper_case_ascii_with_form_feeds(tmp_path: Path) -> None:
    export_brf(edition(every_block()), tmp_path / "a.brf")
    data = (tmp_path / "a.brf").read_bytes()
    assert set(data.decode("ascii")) <= set(NABCC) | set("\r\n\f")
    assert not re.search(rb"[a-z]", data)
    assert data.endswith(b"\r\n\f")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_pef_is_valid_and_says_what_the_brf_says(tmp_path: Path) -> None:
    wanted = edition(every_block())
    export_pef(wanted, tmp_path / "a.pef")
    export_brf(wanted, tmp_path / "a.brf")
    tree = etree.parse(tmp_path / "a.pef")
    schema = etree.RelaxNG(etree.parse(HERE / "pef.rng"))
    assert schema.validate(tree), schema.error_log
    name = "{http://www.daisy.org/ns/2008/pef}"
    pages = [
        [(row.text or "").rstrip(BLANK) for row in page.iter(f"{name}row")]
        for page in tree.iter(f"{name}page")
    ]
    assert pages == from_brf((tmp_path / "a.brf").read_bytes())
    volume = tree.find(f".//{name}volume")
    assert volume is not None
    assert (volume.get("cols"), volume.get("rows")) == ("40", "25")


def test_the_same_article_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        export_pef(edition(every_block()), tmp_path / f"{name}.pef")
    assert (tmp_path / "a.pef").read_bytes() == (tmp_path / "b.pef").read_bytes()


def test_headings_are_centred_then_at_cell_5_then_at_cell_7() -> None:
    heads = [Heading(level, words("Boats")) for level in (2, 3, 4)]
    pages, _ = transcribe(edition(plain(*heads, para("Text."))))
    indents = [len(s) - len(s.lstrip(BLANK)) for s in pages[0][:-1] if s]
    boats = len(Translator(load(), "en-ueb-g2.ctb").cells("Boats"))
    assert indents == [(40 - boats) // 2, 4, 6, 2]


def test_pages_are_numbered_in_braille() -> None:
    pages, _ = transcribe(edition(plain(*(para(s) for s in STORY * 9))))
    assert [page[-1].strip(BLANK) for page in pages[:3]] == ["⠼⠁", "⠼⠃", "⠼⠉"]


def test_a_caption_is_a_transcriber_s_note() -> None:
    pages, _ = transcribe(edition(every_block(), grade=1))
    body = BLANK.join(s.strip(BLANK) for page in pages for s in page[:-1])
    notes = re.findall("⠈⠨⠣(.*?)⠈⠨⠜", body)
    said = Translator(load(), "en-ueb-g1.ctb").text(notes[0])
    assert said == (
        "Image: A brown rowing boat on blue water. "
        "Caption: The seventh boat at low tide. Credit: Photo: L. Hart"
    )


def test_a_wide_table_is_read_row_by_row_under_its_heads() -> None:
    head = tuple(Cell(words(f"Column {n}"), header=True) for n in range(60))
    row = tuple(Cell(words(f"value {n}")) for n in range(60))
    pages, _ = transcribe(edition(plain(Table((head, row))), grade=1))
    said = text_of(pages, "en-ueb-g1.ctb")
    assert "Column 59: value 59" in said
    assert "2 rows and 60 columns" in said


@pytest.mark.parametrize("language", sorted(_tables()))
def test_each_language_has_its_tables(language: str) -> None:
    for key, table in _tables()[language].items():
        if key in "12":
            assert load().check(table), table


def test_other_languages_have_marks_and_words_of_their_own() -> None:
    pages, _ = transcribe(edition(plain(para("Nobody came."), language="de"), grade=1))
    assert pages[0][0] == BLANK * 2 + Translator(load(), "de-g1.ctb").cells("Nobody came.")


def test_an_unknown_language_asks_for_a_table() -> None:
    article = plain(para("Text."), language="tlh")
    with pytest.raises(UnknownName, match="tlh"):
        transcribe(edition(article))
    pages, _ = transcribe(edition(article, table="en-ueb-g1.ctb"))
    assert pages


@pytest.mark.parametrize("language", ["zxx", "und"])
def test_text_in_no_known_language_is_not_contracted(language: str) -> None:
    pages, _ = transcribe(edition(plain(para("The r0c0."), language=language)))
    uncontracted, _ = transcribe(edition(plain(para("The r0c0.")), grade=1))
    assert pages == uncontracted


def test_what_has_no_sign_is_described_and_noticed() -> None:
    pages, notices = transcribe(edition(plain(para("A 🦀 and 中.")), grade=1))
    assert text_of(pages, "en-ueb-g1.ctb") == "A [crab] and [U+4E2D]."
    assert [n.code for n in notices] == ["braille-characters"]
    assert "2 characters" in notices[0].message


def test_print_s_own_signs_are_written_plainly_where_the_table_has_none() -> None:
    fancy, notices = transcribe(edition(plain(para("“Ciao” • l’isola"), language="it")))
    plainly, _ = transcribe(edition(plain(para('"Ciao" * l\'isola'), language="it")))
    assert fancy == plainly
    assert not notices


def test_a_picture_without_a_description_is_noticed() -> None:
    _, notices = transcribe(edition(plain(Paragraph((Text("See "), Image("x.png"))))))
    assert [n.code for n in notices] == ["image-without-alt"]


def test_bound_articles_begin_on_pages_of_their_own() -> None:
    articles = (plain(para("One."), title="First"), plain(para("Two."), title="Second"))
    bound = Edition(Metadata(title="Both"), make_parts(articles))
    pages, _ = transcribe(bound)
    assert len(pages) == 2


def test_eight_dots_are_cut_to_six_with_a_notice(tmp_path: Path) -> None:
    wanted = edition(plain(para("A Boat.")), table="en-us-comp8.ctb")
    if not load().check("en-us-comp8.ctb"):
        wanted = edition(plain(para("A Boat.")), table="it-it-comp8.utb")
    notices = export_brf(wanted, tmp_path / "a.brf")
    assert [n.code for n in notices] == ["braille-eight-dots"]


@pytest.mark.parametrize("size", [{"cells": 5}, {"lines": 1}, {"cells": 1000}])
def test_an_impossible_page_is_refused(size: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        transcribe(edition(every_block(), **size))


def test_a_missing_table_is_named() -> None:
    with pytest.raises(UnknownName, match="no-such"):
        transcribe(edition(every_block(), table="no-such.ctb"))


def test_without_liblouis_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(louis, "_candidates", lambda: iter(("no-such-library",)))
    louis._load.cache_clear()
    with pytest.raises(NeedsExtra, match="liblouis-bin"):
        load()
    monkeypatch.setenv(louis.VARIABLE, "no-such-library")
    with pytest.raises(ConfigurationError, match="no-such-library"):
        load()
    louis._load.cache_clear()


def test_odd_articles_make_a_page() -> None:
    for article in (
        plain(),
        plain(Heading(2, words("Empty"))),
        plain(para("x" * 5000)),
        plain(para("a\u00adb \u200f\u0000\ufeff \t e\u0301")),
        replace(every_block(), blocks=every_block().blocks * 20),
    ):
        pages, _ = transcribe(edition(article))
        assert all(len(line) <= 40 for page in pages for line in page)
