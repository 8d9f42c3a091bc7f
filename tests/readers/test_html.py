"""HTML to the model: documents that are kept whole."""

import time
from itertools import pairwise

import pytest

from publish.errors import InputUnusable
from publish.model import (
    Cell,
    Code,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    LineBreak,
    Link,
    Listing,
    Note,
    PageMark,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from publish.readers import read
from publish.readers.source import Source
from publish.walk import plain_text
from tests.readers.web_page import PAGE
from tests.samples import para, words


def html(text: str, **more):
    return read(Source("a.html", text.encode(), ".html", **more))


def blocks(text: str):
    return html(f'<html lang="en"><body>{text}</body></html>')[0].blocks


def test_figures_captions_and_credits():
    picture = Image("https://example.org/b.jpg", "A boat")
    figure = Figure(picture, words("At low tide."), words("Photo: L. Hart"))
    assert blocks(
        '<p>Text.</p><figure><img src="https://example.org/b.jpg" alt="A boat">'
        '<figcaption>At low tide. <span class="credit">Photo: L. Hart</span></figcaption></figure>'
        '<div><img src="https://example.org/b.jpg" alt="A boat">'
        '<p class="wp-caption-text">At low tide.</p></div>'
    ) == (para("Text."), figure, Figure(picture, words("At low tide.")))


def test_lazy_pictures():
    (figure,) = blocks(
        '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="A" '
        'data-srcset="https://example.org/s.jpg 300w, https://example.org/m.jpg 1200w, '
        'https://example.org/l.jpg 4000w"></p>'
    )
    assert figure == Figure(Image("https://example.org/m.jpg", "A"))


def test_text_beside_blocks_and_double_breaks():
    assert blocks("<div>One<p>two</p>three<br><br>four<br>five</div>") == (
        para("One"),
        para("two"),
        para("three"),
        Paragraph((Text("four"), LineBreak(), Text("five"))),
    )


def test_quotes_lists_tables_code():
    assert blocks(
        "<blockquote><p>Count twice.</p><footer>— Elsie</footer></blockquote>"
        "<ol start=3><li>a<ul><li>b</ul><li>c</ol>"
        "<table><caption>Boats</caption><tr><th>Day<th>Lost<tr><td>Mon<td colspan=2>0</table>"
        "<table><tr><td><p>Left</p></td></tr></table>"
        '<pre><code class="language-js">a\n  b</code></pre>'
        "<dl><dt>Tide<dd>Water</dl>"
    ) == (
        Quote((para("Count twice."),), words("Elsie")),
        Listing(((para("a"), Listing(((para("b"),),))), (para("c"),)), True, 3),
        Table(
            (
                (Cell(words("Day"), header=True), Cell(words("Lost"), header=True)),
                (Cell(words("Mon")), Cell(words("0"), colspan=2)),
            ),
            words("Boats"),
        ),
        para("Left"),
        Code("a\n  b", "js"),
        Listing(((Paragraph((Strong(words("Tide")),)), para("Water")),)),
    )


def test_notes_pages_languages_links():
    assert blocks(
        '<p>A claim<sup><a href="#fn1" id="r1">1</a></sup> and '
        '<i lang="fr">joie</i> <a href="https://example.org/">there</a>, '
        '<a href="#top">up</a>.</p>'
        '<span role="doc-pagebreak" aria-label="12"></span><p lang="de">Nun.</p>'
        '<ol><li id="fn1"><p>Its source. <a href="#r1">↩</a></p></li></ol>'
    ) == (
        Paragraph(
            (
                Text("A claim"),
                Note(words("Its source."), "1"),
                Text(" and "),
                Foreign((Emphasis(words("joie")),), "fr"),
                Text(" "),
                Link(words("there"), "https://example.org/"),
                Text(", up."),
            )
        ),
        Paragraph((PageMark("12"), Foreign(words("Nun."), "de"))),
    )


def test_hidden_parts_and_players_are_left_out_with_a_notice():
    article, notices = html(
        "<p>Seen.</p><div style='display: none'>Not seen.</div>"
        "<video src='v.mp4'>No video</video><script>x</script>"
    )
    assert article.blocks == (para("Seen."),)
    assert {notice.code for notice in notices} == {"hidden-content", "media-left-out"}


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<meta charset='iso-8859-1'><p>“Café” – née".encode("cp1252"), ""),
        ("<p>“Café” – née".encode("cp1252"), "windows-1252"),
        ("<meta charset='iso-8859-1'><p>“Café” – née".encode(), ""),
        ("\ufeff<p>“Café” – née".encode("utf-16-le"), ""),
        ("<?xml version='1.0' encoding='utf-8'?><p>“Café” – née".encode(), "latin-1"),
    ],
)
def test_charset(data: bytes, charset: str):
    article, _ = read(Source("a.html", data, ".html", charset=charset))
    assert article.blocks == (para("“Café” – née"),)


@pytest.mark.parametrize("depth", [200, 3_000, 100_000])
def test_deep_nesting_loses_nothing(depth: int):
    start = time.monotonic()
    article, notices = html("<div>" * depth + "deep" + "</div>" * depth + "<p>after</p>")
    assert article.blocks == (para("deep"), para("after"))
    assert [notice.code for notice in notices] == ["nesting-flattened"]
    assert time.monotonic() - start < 120


def test_long_lines_nul_and_broken_markup():
    text = "word " * 2_000_000
    article, _ = html(f"<p>a\0b</p><p>{text}</p><p><b>unclosed <i>x</b> y")
    assert article.blocks[0] == para("ab")
    assert article.blocks[1] == para(text.strip())
    assert article.blocks[2] == Paragraph(
        (Strong((Text("unclosed "), Emphasis(words("x")))), Text(" y"))
    )


def test_pages_that_leave_head_and_body_out():
    for page in (
        "<!DOCTYPE html><meta charset=utf-8><article><p>One.</p><p>Two.</p></article>",
        "<!DOCTYPE html><title>Lamps</title><main><p>One.</p> <p>Two.</p></main>",
        "<!DOCTYPE html><html lang=en><head><title>Lamps</title><section>One.</section>"
        "</head><body><p>Two.</p></body></html>",
    ):
        article, _ = html(page)
        assert [plain_text(b.content) for b in article.blocks] == ["One.", "Two."]


def test_nothing_to_read():
    with pytest.raises(InputUnusable, match="holds no text"):
        html("<html><body><script>app()</script></body></html>")
    with pytest.raises(InputUnusable, match="holds no text"):
        html("<!-- A page that is one comment <p>without end")


def test_headings_as_they_are():
    assert blocks("<h2>Part <a href='#p'>#</a></h2><p>Text") == (
        Heading(2, words("Part")),
        para("Text"),
    )
    assert blocks("<h2><a href='https://example.org/'>Part</a></h2><p>T")[0] == Heading(
        2, (Link(words("Part"), "https://example.org/"),)
    )


def test_entity_bombs_are_not_expanded():
    names = "abcdefghij"
    nested = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{nested}]>'
    for suffix in (".html", ".xhtml"):
        page = f"{bomb}<html><body><p>Text &j; here.</p></body></html>"
        article, _ = read(Source(f"a{suffix}", page.encode(), suffix))
        assert len(plain_text(article.blocks[0].content)) < 100


def test_nothing_after_an_element_without_an_end_tag_is_lost():
    assert blocks("<p>super<wbr>long <em>w</em>o<wbr>rds<wbr><b>x</b> y</p><p>Next.</p>") == (
        Paragraph(
            (
                Text("superlong "),
                Emphasis(words("w")),
                Text("ords"),
                Strong(words("x")),
                Text(" y"),
            )
        ),
        para("Next."),
    )
    article, notices = html("<p>One<embed src='e.swf'>two</p>")
    assert article.blocks == (para("Onetwo"),)
    assert [notice.code for notice in notices] == ["media-left-out"]
    for source in ("<source srcset='https://example.org/b.webp 2x' media=x>", "<source><source/>"):
        page = f"<p>A.</p><picture>{source}<img src='https://example.org/p.png' alt='A blue boat'>"
        figure = blocks(page + "</picture><p>B.</p>")[1]
        assert isinstance(figure, Figure)
        assert figure.image.alt == "A blue boat"


def test_thousands_of_possible_breaks():
    start = time.monotonic()
    article, _ = html("<p>" + "ab<wbr>" * 300_000 + "cd</p>" + "<p>After.</p>")
    assert article.blocks == (para("ab" * 300_000 + "cd"), para("After."))
    assert time.monotonic() - start < 60


@pytest.mark.parametrize("attribute", ['a{}="x"', "a{}", "a{}<b", "a{}='>'"])
def test_a_tag_of_200_000_attributes(attribute: str):
    start = time.monotonic()
    many = " ".join(attribute.format(number) for number in range(200_000))
    article, notices = html(f"<p {many}>Words.</p><p>After.</p>")
    assert article.blocks == (para("Words."), para("After."))
    assert [notice.code for notice in notices] == ["attributes-left-out"]
    assert time.monotonic() - start < 30


def test_a_script_that_looks_like_a_tag_of_many_attributes_ends():
    script = "if (a<b " + "c d " * 2000 + "x"
    assert blocks(f"<p>One.</p><script>{script}</script><p>Two.</p>") == (
        para("One."),
        para("Two."),
    )


def test_deleted_text_is_left_out_with_a_notice():
    article, notices = html(
        "<p>It costs <del>ten</del> <ins>twelve</ins> crowns.</p><del><p>Gone.</p></del><p>B.</p>"
    )
    assert article.blocks == (para("It costs twelve crowns."), para("B."))
    assert [(n.code, n.message.split()[0]) for n in notices] == [("deleted-text", "2")]


def test_formulas_come_once():
    tex = "<annotation encoding='application/x-tex'>x^2</annotation>"
    for formula, text in (
        (f"<semantics><mrow><mi>x</mi><mn>2</mn></mrow>{tex}</semantics>", "x2"),
        (f"<semantics>{tex}</semantics>", "x^2"),
        ("<mi>x</mi> <mo>+</mo> <mn>1</mn>", "x + 1"),
    ):
        assert blocks(f"<p>So <math>{formula}</math> holds.</p>") == (para(f"So {text} holds."),)


def test_what_the_attribute_hides():
    assert blocks(
        "<p hidden>A.</p><p hidden='until-found'>B.</p><p>C <span hidden=hidden>D</span>E.</p>"
    ) == (para("B."), para("C E."))
    page = PAGE.replace("<p>", "<p hidden>Hidden words that nobody sees on this page.</p><p>", 20)
    assert html(PAGE)[0].blocks == html(page)[0].blocks
