from pathlib import Path

import pytest

from publish.errors import UnknownName, UsageError
from publish.exporters.wrapping import width
from publish.model import Break, Heading, Paragraph, Text
from tests.exporters.editions import article, text_edition
from tests.samples import every_block, para, words

LOREM = "The tide went out before breakfast and left the boats on the sand. " * 6


def test_lines_are_short_and_paragraphs_apart(tmp_path: Path) -> None:
    text, _ = text_edition("large-print", every_block(), tmp_path)
    assert all(width(line) <= 40 for line in text.split("\n") if " " in line.strip())
    assert "tide takes\n\nBy Ana Reyes" in text
    assert "it had no name,\nit had no oars." in text.lower()
    assert "\n\n\nThe seventh boat\n\nIt had" in text


def test_capitals_become_letters_and_abbreviations_stay(tmp_path: Path) -> None:
    source = article(
        Heading(2, words("NATO LEAVES THE HARBOUR")),
        para("The harbour of Merrow is small."),
        title="EVERY BOAT COUNTS IN MERROW",
    )
    text, _ = text_edition("large-print", source, tmp_path)
    assert text.startswith("Every Boat Counts in Merrow\n")
    assert "NATO Leaves the Harbour" in text


def test_a_scene_break_is_space_and_no_art(tmp_path: Path) -> None:
    for scene in (Break(), para("* * *")):
        text, _ = text_edition("large-print", article(para("One."), scene, para("Two.")), tmp_path)
        assert text == "One.\n\n\n\nTwo.\n"


def test_pages_have_their_length_and_number_and_no_lone_heading(tmp_path: Path) -> None:
    blocks = []
    for number in range(12):
        blocks += [Heading(2, words(f"Part {number}")), para(LOREM[: 60 + 31 * number])]
    text, _ = text_edition("large-print", article(*blocks), tmp_path, page_lines=20, columns=30)
    pages = text.split("\f")
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        lines = page.split("\n")
        assert len(lines) == 21  # twenty line ends
        assert lines[19] == str(number)
        printed = [line for line in lines[:18] if line]
        assert not printed[-1].startswith("Part ")
        assert lines[0]


def test_a_form_feed_stands_before_each_section(tmp_path: Path) -> None:
    text, _ = text_edition("large-print", every_block(), tmp_path, page_breaks=True)
    assert text.count("\f") == 2
    assert "\fThe seventh boat\n" in text


def test_wider_spacing_puts_empty_lines_between_lines(tmp_path: Path) -> None:
    text, _ = text_edition("large-print", article(para("one two three")), tmp_path, columns=12)
    assert text == "one two\nthree\n"
    text, _ = text_edition(
        "large-print", article(para("one two three"), para("four")), tmp_path, columns=12, spacing=2
    )
    assert text == "one two\n\nthree\n\n\n\nfour\n"


def test_old_printers_get_ascii_and_a_notice_of_spelt_scripts(tmp_path: Path) -> None:
    source = article(para("“Déjà vu” — Привет"), Paragraph((Text("né"),)))
    text, notices = text_edition("large-print", source, tmp_path, ascii_only=True)
    assert text.isascii()
    assert '"Deja vu"' in text
    assert [n.code for n in notices] == ["script-folded"]
    assert "Cyrillic" in notices[0].message


@pytest.mark.parametrize("options", [{"columns": 3}, {"page_lines": 2}, {"spacing": 0}])
def test_a_measure_too_small_is_refused(options: dict[str, int], tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        text_edition("large-print", article(para("x")), tmp_path, **options)


def test_an_empty_article_makes_an_empty_text(tmp_path: Path) -> None:
    assert text_edition("large-print", article(), tmp_path)[0] == ""


def test_a_profile_is_a_page_and_what_is_said_goes_before_it(tmp_path: Path) -> None:
    text, _ = text_edition("large-print", every_block(), tmp_path, profile="a4-24")
    pages = text.split("\f")
    assert len(pages) > 3
    assert {page.count("\n") for page in pages} == {20}
    assert max(width(line) for line in text.split("\n") if " " in line.strip()) <= 33
    text, _ = text_edition("large-print", every_block(), tmp_path, profile="matrix", columns=50)
    assert text.isascii()
    assert max(map(len, text.split("\n"))) > 40
    with pytest.raises(UnknownName):
        text_edition("large-print", every_block(), tmp_path, profile="a5")


def test_a_script_without_spaces_is_not_cut_and_is_noticed(tmp_path: Path) -> None:
    thai = "น้ำลงก่อนอาหารเช้าและมาราก็นับเรือได้เจ็ดลำบนหาดทราย" * 3
    text, notices = text_edition("large-print", article(para(thai)), tmp_path)
    assert text.strip() == thai
    assert [n.code for n in notices] == ["line-too-long"]
