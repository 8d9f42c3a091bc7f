"""The text edition against what a screen reader says of the web page of the same article."""

from __future__ import annotations

import re

import pytest

from publish.edition import Edition, make_parts
from publish.exporters.html import export_text as export_page
from publish.exporters.screen_reader import export as export_plain
from tests.browser import chromium, spoken
from tests.needs import chromium as needs_chromium
from tests.needs import virtual_screen_reader
from tests.samples import every_block

pytestmark = [needs_chromium, virtual_screen_reader]

#: How a screen reader announces a structure, and how the text does.
STRUCTURES = {
    r"heading, .*, level \d": r"(Title|Heading|Subheading)(, level \d)?: .*",
    r"list": r"List of \d+ items?:",
    r"listitem, .*": r"Item \d+: .*",
    r"blockquote": r"Quote:",
    r"image, .*": r"Image: .*",
    r"table, .*": r"Table: .*",
    r"region, Notes": r"Note 1: .*",
    r"separator.*": r"New section\.",
}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[str]]:
    folder = tmp_path_factory.mktemp("heard")
    edition = Edition(every_block().meta, make_parts((every_block(),)))
    export_page(edition, folder / "page.html")
    export_plain(edition, folder / "page.txt")
    with chromium() as browser:
        said = spoken(browser, folder / "page.html", "main")
    return said, (folder / "page.txt").read_text("utf-8").splitlines()


def counts(lines: list[str], pattern: str) -> int:
    return sum(bool(re.fullmatch(pattern, line)) for line in lines)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_each_structure_is_announced_as_often(
    structure: str, heard: tuple[list[str], list[str]]
) -> None:
    said, lines = heard
    assert counts(said, structure) == counts(lines, STRUCTURES[structure]) > 0


def test_the_same_words_are_read_in_the_same_order(heard: tuple[list[str], list[str]]) -> None:
    said, lines = heard
    phrases = said[: said.index("region, Notes")]
    announced = re.compile(
        r"(end of )?(main|article|paragraph|figure|caption|heading|doc-|list|listitem|blockquote|"
        r"emphasis|strong|superscript|rowgroup|row|table|columnheader|rowheader|cell|separator|"
        r"code)(\b|,).*"
    )
    content = [
        phrase.removeprefix("link, ").removeprefix("image, ")
        for phrase in phrases
        if not announced.fullmatch(phrase) and re.search(r"\w", phrase)
    ]
    text = " ".join(lines)
    at = 0
    for phrase in content:
        for word in re.findall(r"\w+", phrase):
            assert word in text[at:], phrase
            at = text.index(word, at) + len(word)


def test_names_of_columns_and_rows_are_said_with_their_values(
    heard: tuple[list[str], list[str]],
) -> None:
    said, lines = heard
    heads = [p.partition(", ")[2] for p in said if re.match("(column|row)header", p)]
    table = " ".join(line for line in lines if re.match(r"(Columns|Row \d+): ", line))
    assert heads
    assert all(head in table for head in heads)
