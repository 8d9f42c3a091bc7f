import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.exporters.screen_reader import short_address
from publish.model import Break, Code, Figure, Heading, Image, Note, Paragraph, Quote, Text
from tests.exporters.editions import article, text_edition
from tests.samples import every_block, para, words


def lines_of(source: object, folder: Path) -> list[str]:
    return text_edition("text", source, folder)[0].splitlines()  # type: ignore[arg-type]


def test_structure_is_said_in_words(tmp_path: Path) -> None:
    lines = lines_of(every_block(), tmp_path)
    for said in (
        "Title: The Boats of Port Merrow",
        "Heading: The seventh boat",
        "Subheading: What was in it",
        "Quote:",
        "End of quote.",
        "List of 3 items:",
        "Item 3: one of hemp;",
        "Image: A brown rowing boat on blue water.",
        "Caption: The seventh boat at low tide.",
        "Row 2: Day: Tuesday; Boats, Lost: none seen",
        "New section.",
        "Note 1: She began the book in 1998. It has 212 pages.",
        "End of article.",
    ):
        assert said in lines


def test_no_line_is_blank_or_symbols_alone_or_ends_in_space(tmp_path: Path) -> None:
    source = article(
        para("***"),
        para("— — —"),
        para("?!"),
        Code("if (x) {\n  go();\n}\n\n);", "c"),
        para("A \u200bword ===== and | another\u00ad. ■"),
        Break(),
    )
    lines = lines_of(source, tmp_path)
    assert all(re.search(r"\w", line) for line in lines)
    assert all(line == line.rstrip() for line in lines)
    assert "A word and another." in lines


def test_an_address_is_said_short(tmp_path: Path) -> None:
    lines = lines_of(
        article(para("See https://www.example.org/boats?utm=1&x=2."), para("https://example.org/")),
        tmp_path,
    )
    assert lines[:2] == ["See example.org/boats.", "Link: example.org"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://www.example.org/a/2024/03/id-99812.html", "example.org"),
        ("http://example.org/local-news", "example.org/local-news"),
        ("www.example.org", "example.org"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_short_address(address: str, said: str) -> None:
    assert short_address(address) == said


def test_a_paragraph_is_a_line_and_a_page_mark_waits_for_the_word_to_end(tmp_path: Path) -> None:
    from publish.model import PageMark

    source = article(Paragraph((Text("A har"), PageMark("9"), Text("bour\tand  a\nboat."))))
    assert lines_of(source, tmp_path)[:2] == ["A harbour (Page 9) and a", "boat."]


def test_levels_below_the_second_say_their_number(tmp_path: Path) -> None:
    source = article(Heading(2, words("A")), Heading(3, words("B")), Heading(4, words("C")))
    said = lines_of(source, tmp_path)
    assert said[:3] == ["Heading: A", "Subheading: B", "Heading, level 3: C"]


def test_a_picture_without_words_is_announced_and_decoration_is_not(tmp_path: Path) -> None:
    assert "Image without a description" in lines_of(article(Figure(Image("a.png"))), tmp_path)
    assert lines_of(article(Figure(Image("a.png", ""))), tmp_path) == ["End of article."]


def test_notes_without_a_mark_are_numbered_and_follow_their_passage(tmp_path: Path) -> None:
    source = article(
        Paragraph((Text("One"), Note(words("first")), Text(" two"), Note(words("second")))),
        Quote((para("Said."),), (Text("Ann"), Note(words("third")))),
    )
    lines = lines_of(source, tmp_path)
    assert lines[:3] == ["One (Note 1) two (Note 2)", "Note 1: first", "Note 2: second"]
    assert "Source of the quote: Ann (Note 3)" in lines


def test_the_words_are_the_articles_language(tmp_path: Path) -> None:
    source = article(Heading(2, words("Das Boot")), para("Es sank."), language="de-AT")
    assert lines_of(source, tmp_path)[0] == "Überschrift: Das Boot"


def test_an_authors_ellipsis_and_dashes_stay(tmp_path: Path) -> None:
    text = "Air and mortars ... are reaching us -- all of us --- he said. . . ."
    assert text in lines_of(article(para(text)), tmp_path)


NOISE = st.text(
    st.sampled_from("aé1 \n\t*-=|•_#~.\u200b\u00ad\ufeff\x07🎉—?/"), min_size=0, max_size=25
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(NOISE, max_size=6), st.lists(NOISE, max_size=3))
def test_no_noise_whatever_the_article_holds(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], code: list[str]
) -> None:
    blocks = [para(t) for t in texts] + [Heading(2, words(t)) for t in texts]
    source = article(*blocks, *(Code(c) for c in code), Figure(Image("x", "".join(texts))))
    for line in lines_of(source, tmp_path_factory.mktemp("text")):
        assert re.search(r"[^\W_]", line), line
        assert not re.search("[\u200b\u00ad\ufeff\x07\t]|https?:", line)
        assert line == line.rstrip()
