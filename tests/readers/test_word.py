"""Fields, notes, boxes, numbers and what else is special in Word documents."""

import pytest

from publish.errors import InputUnusable
from publish.model import (
    Cell,
    Figure,
    Heading,
    Image,
    Link,
    Listing,
    Note,
    Paragraph,
    Quote,
    Table,
    Text,
)
from publish.readers import read
from publish.readers.word import body as word_body
from tests.readers.word_document import (
    NOTES,
    NUMBERING,
    RELATIONS,
    STYLES,
    W,
    box,
    char,
    document,
    item,
    mark,
    notes,
    runs,
    styled,
    text,
)
from tests.samples import para, picture, words


def test_fields_whose_marks_stand_in_one_run():
    number = char("begin") + "<w:instrText>SEQ Figure</w:instrText>"
    article, _ = read(
        document(
            runs(text("Figure "), number + char("end"), text(": Winter"))
            + runs(number + char("separate") + text("42") + char("end") + text(" boats"))
        )
    )
    assert article.blocks == (para("Figure 1: Winter"), para("42 boats"))


def test_fields_within_fields_and_fields_that_stay_open():
    begin, separate, end = char("begin"), char("separate"), char("end")
    condition = runs(begin, "<w:instrText>IF </w:instrText>", begin, separate, text("x"), end,
                     separate, text("yes"), end, text(" and no"))  # fmt: skip
    open_field = runs(begin, "<w:instrText>SEQ</w:instrText>", text("Kept."))
    article, _ = read(document(condition + open_field + runs(end, text("After."))))
    assert article.blocks == (para("yes and no"), para("Kept."), para("After."))


@pytest.mark.parametrize(
    "instruction",
    [
        'HYPERLINK "https://example.org/a b"',
        "HYPERLINK https://example.org/a%20b ",
        'HYPERLINK \\t "_blank" "https://example.org/a b"',
    ],
)
def test_fields_that_are_links(instruction: str):
    quoted = instruction.replace('"', "&quot;")
    simple = f'<w:p><w:fldSimple w:instr="{quoted}"><w:r>{text("there")}</w:r></w:fldSimple></w:p>'
    code = f"<w:instrText>{instruction}</w:instrText>"
    complex_field = runs(char("begin") + code + char("separate") + text("there") + char("end"))
    article, _ = read(document(simple + complex_field))
    expected = Paragraph((Link(words("there"), "https://example.org/a%20b"),))
    assert article.blocks == (expected, expected)


def test_notes_that_refer_to_themselves():
    circle = notes(runs(text("One"), mark(2)), runs(text("Two"), mark(1)))
    article, notices = read(document(runs(text("Boats"), mark(1)), circle))
    inner = Note(words("Two"), "2")
    assert article.blocks == (Paragraph((Text("Boats"), Note((Text("One"), inner), "1"))),)
    assert [notice.code for notice in notices] == ["note-in-note"]


@pytest.mark.parametrize("tag", ["hyperlink", "fldSimple", "ins", "sdt"])
def test_notes_in_notes_of_deep_runs(tag: str):
    def deep(pieces: str) -> str:
        return f"<w:p>{f'<w:{tag}>' * 240}<w:r>{pieces}</w:r>{f'</w:{tag}>' * 240}</w:p>"

    bodies = notes(deep(text("b") + mark(2)), deep(text("c") + mark(3)), deep(text("d")))
    article, notices = read(document(deep(text("a") + mark(1)), bodies))
    inner = Note((Text("b"), Note(words("c"), "2")), "1")
    assert article.blocks == (Paragraph((Text("a"), inner)),)
    assert [notice.code for notice in notices] == ["note-in-note"]


def test_numbers_that_are_none():
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="²"/></w:tcPr>' + runs(text("a")) + "</w:tc>"
    odd = '<w:p><w:pPr><w:outlineLvl w:val="²"/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>'
    styles = STYLES.replace("</w:styles>", '<w:style w:styleId="O"><w:name w:val="o"/><w:pPr>'
                            '<w:outlineLvl w:val="²"/></w:pPr></w:style></w:styles>')  # fmt: skip
    body = f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>{odd}{styled('O', 'c')}"
    article, _ = read(document(body, {"word/styles.xml": styles}))
    row = (Cell(words("a")), Cell(words("a")))
    assert article.blocks == (Table((row,)), para("b"), para("c"))


def test_each_part_has_its_own_relations():
    link = '<w:hyperlink r:id="r2"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
    others = notes(f"<w:p>{link}</w:p>")
    others["word/_rels/footnotes.xml.rels"] = RELATIONS.replace("example.org", "example.net")
    article, _ = read(document(f"<w:p><w:r>{mark(1)}</w:r>{link}</w:p>", others))
    note = Note((Link(words("there"), "https://example.net/"),), "1")
    assert article.blocks == (Paragraph((note, Link(words("there"), "https://example.org/"))),)


def test_strict_documents():
    usual = {"styles": STYLES, "numbering": NUMBERING, "footnotes": NOTES}
    body = styled("T", "Boats") + styled("H1", "First") + item(0, "a")
    body += f"<w:p><w:r>{text('b')}{mark(1)}</w:r></w:p>"
    body += '<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p>'
    files = {f"word/{name}.xml": part for name, part in usual.items()}
    files["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    strict = {
        name: part.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, part in files.items()
    }
    article, notices = read(document("", strict))
    assert (article, notices) == read(document(body))
    assert len(article.blocks) == 4


def test_boxes_within_boxes_are_said_once():
    drawing = '<w:drawing><wp:docPr id="1" descr="A boat"/><a:blip r:embed="r1"/></w:drawing>'
    inner = box(runs(text("Inner")), runs(drawing))
    article, _ = read(document(runs(text("Text"), box(runs(text("Outer")), runs(inner)))))
    boat = Figure(Image("word/media/boat.png", "A boat", "image/png", picture()))
    assert article.blocks == (para("Text"), para("Outer"), para("Inner"), boat)


@pytest.mark.parametrize(
    ("choice", "fallback", "expected"),
    [("new", "old", "new"), ("", "old", "old"), ("new", "", "new")],
)
def test_alternatives_between_paragraphs(choice: str, fallback: str, expected: str):
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    first, second = (runs(text(t)) if t else "" for t in (choice, fallback))
    article, _ = read(
        document(
            f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="w14">{first}</mc:Choice>'
            f"<mc:Fallback>{second}</mc:Fallback></mc:AlternateContent>"
        )
    )
    assert article.blocks == (para(expected),)


def test_documents_of_too_many_paragraphs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(word_body, "MAX_PARAGRAPHS", 20)
    read(document(runs(text("a")) * 20))
    with pytest.raises(InputUnusable, match="more than 20 paragraphs"):
        read(document(runs(text("a")) * 21))
    with pytest.raises(InputUnusable, match="more than 20 paragraphs"):
        read(document(runs(mark(1)) * 11, notes(runs(text("b")))))


def test_ruby_keeps_its_base_and_its_reading():
    reading = f"<w:rt><w:r>{text('かんじ')}</w:r></w:rt>"
    base = f"<w:rubyBase><w:r>{text('漢字')}</w:r></w:rubyBase>"
    article, _ = read(document(runs(f"<w:ruby><w:rubyPr/>{reading}{base}</w:ruby>", text("と"))))
    assert article.blocks == (para("漢字(かんじ)と"),)


def test_ruby_within_ruby_keeps_its_words():
    deep = "<w:ruby><w:rubyBase><w:r>" * 80 + text("q") + "</w:r></w:rubyBase></w:ruby>" * 80
    article, _ = read(document(runs(deep)))
    assert article.blocks == (para("q"),)


def test_comments_and_embedded_documents_are_told_of():
    comment = '<w:comment w:id="1"><w:p/></w:comment>'
    comments = {"word/comments.xml": f"<w:comments {W}>{comment * 2}</w:comments>"}
    _, notices = read(document(styled("H1", "a") + '<w:altChunk r:id="r2"/>', comments))
    assert [(notice.code, notice.message) for notice in notices] == [
        ("comment-left-out", "2 comments in the margin were left out."),
        ("embedded-document", "1 documents embedded in the text were left out."),
    ]


ORDERED = NUMBERING.replace("bullet", "decimal")


def test_numbers_go_on_after_a_paragraph():
    body = item(0, "a") + item(0, "b") + styled("Q", "Said.") + item(0, "c") + item(0, "d")
    article, _ = read(document(body))
    assert article.blocks == (
        Listing(((para("a"),), (para("b"),)), ordered=True, start=3),
        Quote((para("Said."),)),
        Listing(((para("c"),), (para("d"),)), ordered=True, start=5),
    )


def test_inner_numbers_go_on_after_a_paragraph_and_begin_anew_under_the_next():
    body = item(0, "a") + item(1, "b") + styled("Q", "Said.") + item(1, "c") + item(0, "d")
    article, _ = read(document(body + item(1, "e"), {"word/numbering.xml": ORDERED}))
    inner = Listing(((para("b"),),), ordered=True)
    assert article.blocks == (
        Listing(((para("a"), inner),), ordered=True, start=3),
        Quote((para("Said."),)),
        Listing(((para("c"),),), ordered=True, start=2),
        Listing(
            ((para("d"), Listing(((para("e"),),), ordered=True)),),
            ordered=True,
            start=4,
        ),
    )


def test_a_numbered_heading_begins_the_lists_below_it_anew():
    head = item(0, "Part").replace("<w:numPr>", '<w:pStyle w:val="H1"/><w:numPr>')
    body = head + item(1, "a") + item(1, "b") + head + item(1, "c")
    article, _ = read(document(body, {"word/numbering.xml": ORDERED}))
    assert article.blocks == (
        Heading(1, words("Part")),
        Listing(((para("a"),), (para("b"),)), ordered=True),
        Heading(1, words("Part")),
        Listing(((para("c"),),), ordered=True),
    )


def test_captions_that_no_word_processor_has_numbered():
    def sequence(switches: str, result: str = "") -> str:
        code = f"<w:instrText>SEQ Figure {switches}</w:instrText>"
        return runs(
            text("F ") + char("begin") + code + char("separate") + result + char("end") + text(".")
        )

    simple = f'<w:p><w:fldSimple w:instr=" SEQ Figure \\* ARABIC "/><w:r>{text(".")}</w:r></w:p>'
    body = sequence("") + simple + sequence("", text("7")) + sequence("\\* ARABIC")
    article, _ = read(document(body + sequence("\\r 3") + sequence("")))
    expected = ("F 1.", "2.", "F 7.", "F 8.", "F .", "F .")
    assert article.blocks == tuple(para(words) for words in expected)
