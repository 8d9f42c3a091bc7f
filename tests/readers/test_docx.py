"""Word documents to the model."""

import pytest

from publish.errors import InputUnusable
from publish.model import (
    Cell,
    Emphasis,
    Figure,
    Heading,
    Image,
    Link,
    Listing,
    Note,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from publish.readers import archive, read
from publish.readers.source import Source
from tests.readers.word_document import document, item, styled
from tests.samples import para, picture, words


def test_title_headings_quotes_and_runs():
    article, notices = read(
        document(
            styled("T", "The Boats")
            + styled("H1", "First")
            + '<w:p><w:r><w:t xml:space="preserve">Plain </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>'
            "<w:t>bold</w:t></w:r><w:r><w:rPr><w:i/><w:b w:val='0'/></w:rPr>"
            '<w:t xml:space="preserve"> it</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r>'
            '</w:del><w:r><w:footnoteReference w:id="1"/></w:r><w:hyperlink r:id="r2"><w:r>'
            '<w:t xml:space="preserve"> there</w:t></w:r></w:hyperlink></w:p>'
            + styled("Q", "Said.")
        )
    )
    assert article.meta.title == "The Boats"
    assert article.meta.language == "en-GB"
    assert article.blocks == (
        Heading(1, words("First")),
        Paragraph(
            (
                Text("Plain "),
                Strong(words("bold")),
                Text(" "),
                Emphasis(words("it")),
                Note(words("Its source."), "1"),
                Text(" "),
                Link(words("there"), "https://example.org/"),
            )
        ),
        Quote((para("Said."),)),
    )
    assert notices == ()


def test_lists_by_their_depth():
    article, _ = read(document(item(0, "a") + item(1, "b") + item(1, "c") + item(0, "d")))
    assert article.blocks == (
        Listing(
            ((para("a"), Listing(((para("b"),), (para("c"),)))), (para("d"),)),
            ordered=True,
            start=3,
        ),
    )


def test_tables_and_pictures():
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    article, _ = read(
        document(
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
            + cell.format("", "Day")
            + cell.format('<w:gridSpan w:val="2"/>', "Boats")
            + "</w:tr><w:tr>"
            + cell.format('<w:vMerge w:val="restart"/>', "Mon")
            + cell.format("", "7")
            + cell.format("", "0")
            + "</w:tr><w:tr>"
            + cell.format("<w:vMerge/>", "")
            + cell.format("", "6")
            + cell.format("", "1")
            + '</w:tr></w:tbl><w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="A boat"/>'
            '<a:blip r:embed="r1"/></wp:inline></w:drawing></w:r></w:p>'
            + styled("C", "At low tide.")
        )
    )
    assert article.blocks == (
        Table(
            (
                (Cell(words("Day"), True), Cell(words("Boats"), True, 2)),
                (Cell(words("Mon"), rowspan=2), Cell(words("7")), Cell(words("0"))),
                (Cell(words("6")), Cell(words("1"))),
            )
        ),
        Figure(
            Image("word/media/boat.png", "A boat", "image/png", picture()), words("At low tide.")
        ),
    )


def test_old_and_locked_files():
    with pytest.raises(InputUnusable, match="old Word file"):
        read(Source("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx"))


def test_no_document():
    with pytest.raises(InputUnusable, match="cannot be read as DOCX"):
        read(Source("a.docx", b"no archive", ".docx"))


def test_bombs_are_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_FILE", 100_000)
    with pytest.raises(InputUnusable, match="unpacks to more than"):
        read(document(styled("H1", "x") * 10_000))
