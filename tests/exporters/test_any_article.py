"""Any article whatever makes a valid page, talking book and braille."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from lxml import etree, html

from publish.edition import BrailleOptions, Edition, Options, make_parts
from publish.exporters import EXPORTERS
from publish.exporters.braille.brf import from_brf
from publish.model import Article
from tests import strategies
from tests.exporters.daisy import test_daisy, test_daisy3
from tests.needs import liblouis, w3c_dtds

EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
HERE = Path(__file__).parent
grammars = test_daisy3.grammars


def made(name: str, article: Article, path: Path) -> Path:
    # Articles in a language without a table are another test's.
    options = Options(braille=BrailleOptions(table="en-ueb-g2.ctb"))
    EXPORTERS.get(name)(Edition(article.meta, make_parts((article,)), options), path)
    return path


@EXAMPLES
@given(strategies.articles)
def test_the_page_holds_together(tmp_path: Path, article: Article) -> None:
    text = made("html-text", article, tmp_path / "a.html").read_text("utf-8")
    tree = html.document_fromstring(text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//@href") if href.startswith("#")} <= set(ids)
    assert len(tree.xpath("//script")) == 1


@w3c_dtds
@EXAMPLES
@given(strategies.articles)
def test_the_daisy_book_is_valid(tmp_path: Path, article: Article) -> None:
    book = test_daisy.Book(made("daisy-text", article, tmp_path / "a.zip"))
    test_daisy.validate(book)
    test_daisy.test_ids_are_unique_and_names(book)
    test_daisy.test_every_reference_leads_somewhere(book)
    test_daisy.test_totals_are_right(book)
    test_daisy.test_headings_begin_with_the_title_and_skip_no_level(book)
    test_daisy.test_the_navigation_leads_to_the_smil_files_in_order(book)


@EXAMPLES
@given(strategies.articles)
def test_the_daisy_3_book_is_valid(
    tmp_path: Path, grammars: dict[str, etree.DTD], article: Article
) -> None:
    test_daisy3.check(test_daisy3.Book(made("daisy3-text", article, tmp_path / "a.zip")), grammars)


@liblouis
@EXAMPLES
@given(strategies.articles)
def test_the_braille_fits_its_pages(tmp_path: Path, article: Article) -> None:
    pages = from_brf(made("brf", article, tmp_path / "a.brf").read_bytes())
    assert all(len(page) == 25 for page in pages)
    assert all(len(line) <= 40 for page in pages for line in page)
    schema = etree.RelaxNG(etree.parse(HERE / "braille" / "pef.rng"))
    assert schema.validate(etree.parse(made("pef", article, tmp_path / "a.pef"))), schema.error_log
