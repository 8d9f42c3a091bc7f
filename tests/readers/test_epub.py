"""EPUB to the model."""

import io
import re
import time
import zipfile
from contextlib import suppress

import pytest

from publish.errors import InputUnusable
from publish.model import (
    Figure,
    Heading,
    Image,
    Link,
    Metadata,
    Note,
    PageMark,
    Paragraph,
    Text,
)
from publish.readers import archive, read
from publish.readers.source import Source
from publish.walk import plain_text
from tests.samples import para, picture, words

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"""
OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title id="t">The Boats</dc:title>
<meta refines="#t" property="title-type">main</meta>
<dc:title id="s">A Count</dc:title><meta refines="#s" property="title-type">subtitle</meta>
<dc:creator id="c">Ana Reyes</dc:creator><meta refines="#c" property="role">aut</meta>
<dc:creator id="d">Tom Okafor</dc:creator><meta refines="#d" property="role">ill</meta>
<dc:language>en</dc:language><dc:date>2024-03-09</dc:date><dc:publisher>Merrow</dc:publisher>
<meta property="dcterms:modified">2024-03-11T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="text/notes.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="img/boat.png" media-type="image/png"/></manifest>
<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/>
<itemref idref="n" linear="no"/></spine></package>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>x</title></head><body>{}</body></html>"""
NAV = PAGE.format(
    '<nav epub:type="toc"><ol><li><a href="text/a.xhtml">First</a></li>'
    '<li><a href="text/b.xhtml">The second part</a></li></ol></nav>'
)
FIRST = PAGE.format(
    '<h1>First</h1><span epub:type="pagebreak" role="doc-pagebreak" aria-label="7"/>'
    '<p>A claim<a epub:type="noteref" href="notes.xhtml#n1">1</a>, caf&eacute;&nbsp;open; see '
    '<a href="b.xhtml">there</a> or <a href="https://example.org/">here</a>.</p>'
    '<figure><img src="../img/boat.png" alt="A boat"/></figure>'
)
SECOND = PAGE.format("<p>Text without a heading.</p>")
NOTES = PAGE.format('<aside epub:type="footnote" id="n1"><p>Its source.</p></aside>')


def book(**changed: str | bytes) -> Source:
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": OPF,
        "OEBPS/nav.xhtml": NAV,
        "OEBPS/text/a.xhtml": FIRST,
        "OEBPS/text/b.xhtml": SECOND,
        "OEBPS/text/notes.xhtml": NOTES,
        "OEBPS/img/boat.png": picture(),
    }
    files.update({name.replace("__", "/").replace("_dot_", "."): v for name, v in changed.items()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in files.items():
            container.writestr(name, data)
    return Source("book.epub", out.getvalue(), ".epub")


def test_spine_notes_pages_pictures_and_titles_from_the_contents():
    article, notices = read(book())
    assert article.blocks == (
        Heading(1, words("First")),
        Paragraph(
            (
                PageMark("7"),
                Text("A claim"),
                Note(words("Its source."), "1"),
                Text(", café\u00a0open; see there or "),
                Link(words("here"), "https://example.org/"),
                Text("."),
            )
        ),
        Figure(Image("OEBPS/img/boat.png", "A boat", "image/png", picture())),
        Heading(1, words("The second part")),
        para("Text without a heading."),
    )
    assert notices == ()


def test_metadata():
    assert read(book())[0].meta == Metadata(
        title="The Boats",
        subtitle="A Count",
        authors=("Ana Reyes",),
        publisher="Merrow",
        published="2024-03-09",
        modified="2024-03-11",
        language="en",
        source="book.epub",
    )


def test_locked_books():
    lock = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
    <EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">
    <EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>
    <CipherData><CipherReference URI="OEBPS/text/a.xhtml"/></CipherData></EncryptedData>
    </encryption>"""
    with pytest.raises(InputUnusable, match="locked with DRM"):
        read(book(**{"META-INF__encryption_dot_xml": lock}))


def test_bombs_are_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_FILE", 100_000)
    with pytest.raises(InputUnusable, match="unpacks to more than"):
        read(book(OEBPS__text__a_dot_xhtml=PAGE.format("<p>x</p>" * 100_000)))


def test_entity_bombs_are_not_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    page = FIRST.replace("<!DOCTYPE html>", bomb).replace("A claim", "A claim &b;")
    article, _ = read(book(OEBPS__text__a_dot_xhtml=page))
    assert "aaaa" not in str(article.blocks)


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04broken"])
def test_no_book(data: bytes):
    with pytest.raises(InputUnusable, match="cannot be read as EPUB"):
        read(Source("book.epub", data, ".epub"))


def chapter(text: str, doctype: str, encoding: str = "utf-8"):
    page = PAGE.replace("<!DOCTYPE html>", doctype).replace('"utf-8"', f'"{encoding}"')
    data = page.format(text).encode(encoding)
    article, notices = read(book(OEBPS__text__a_dot_xhtml=data))
    return article.blocks[1], notices


def test_entities_that_a_chapter_defines():
    doctype = """<!DOCTYPE html PUBLIC "-//x [ >" "x.dtd" [<!-- ]> <!ENTITY co "None"> -->
    <!ENTITY co "Northern Ferries"><!ENTITY e '&#233;'><!ENTITY f SYSTEM "file:///etc/passwd">
    <!ENTITY two "&co; &co;"> ]>"""
    block, notices = chapter("<p>The firm &co; sails &e;t&eacute; &gt; &two; &f;.</p>", doctype)
    assert block == para("The firm Northern Ferries sails été > &two; &f;.")
    assert [notice.code for notice in notices] == ["entity-unknown"]
    assert "text/a.xhtml" in notices[0].message
    assert "&two;, &f;" in notices[0].message


def test_entities_of_a_chapter_do_not_explode():
    doctype = f'<!DOCTYPE html [<!ENTITY a "{"a" * 500}">]>'
    block, notices = chapter(f"<p>{'&a;' * 100_000}</p>", doctype)
    assert len(str(block)) < 2_000_000
    assert [notice.code for notice in notices] == ["entity-unknown"]


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE [", "<!DOCTYPE x [<!--", "<!DOCTYPE ['", "<!DOCTYPE x [<?", "<!--", "<?"]
)
def test_doctypes_without_end(start: str):
    begun = time.monotonic()
    with suppress(InputUnusable):
        read(book(OEBPS__text__a_dot_xhtml=start * 200_000 + FIRST))
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("text", ["Gar\u00e7on caf&eacute;.", "Gar\u00e7on<br> caf&eacute;."])
def test_chapters_in_the_encoding_that_they_declare(text: str):
    block, notices = chapter(f"<p>{text}</p>", "", "iso-8859-1")
    assert isinstance(block, Paragraph)
    assert plain_text(block.content).replace("\n", " ") == "Gar\u00e7on caf\u00e9."
    assert notices == ()


def test_a_spine_of_60_000_items():
    begun = time.monotonic()
    items = "".join(
        f'<item id="i{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(60_000)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(60_000))
    package = OPF.replace("</manifest>", f"{items}</manifest>")
    package = package.replace("</spine>", f"{spine}</spine>")
    article, notices = read(book(OEBPS__book_dot_opf=package))
    assert article.blocks[0] == Heading(1, words("First"))
    assert [notice.code for notice in notices] == ["chapter-missing"]
    assert time.monotonic() - begun < 30


def test_pages_of_other_kinds_are_named():
    package = OPF.replace(
        '<item id="p"',
        '<item id="s" href="map.svg" media-type="image/svg+xml"/>'
        '<item id="d" href="d.pdf" media-type="application/pdf"/><item id="p"',
    ).replace('<itemref idref="b"/>', '<itemref idref="s"/><itemref idref="d"/>')
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>The harbour</title>'
        "<text>North <tspan>pier</tspan></text></svg>"
    )
    files = {"OEBPS__book_dot_opf": package, "OEBPS__map_dot_svg": drawing}
    article, notices = read(book(**files, OEBPS__d_dot_pdf=b"%PDF"))
    assert article.blocks[-2:] == (para("The harbour"), para("North pier"))
    assert [(n.code, n.message.rpartition("/")[2]) for n in notices] == [
        ("chapter-unread", "d.pdf."),
        ("drawing-left-out", "map.svg."),
    ]


@pytest.mark.parametrize(
    ("own", "inner", "levels"),
    [
        ("h1", False, (1, 1)),  # the level of the chapter beside it
        ("h2", False, (2, 2)),
        ("h1", True, (1, 2)),  # one below the chapter that it belongs to
        ("h2", True, (2, 3)),
        ("", False, (1, 1)),
        ("", True, (1, 2)),
    ],
)
@pytest.mark.parametrize("ncx", [False, True])
def test_levels_of_titles_from_the_contents(
    own: str, inner: bool, levels: tuple[int, int], ncx: bool
):
    first = PAGE.format(f"<{own}>First</{own}><p>One.</p>" if own else "<p>One.</p>")
    nav, package = NAV, OPF
    if inner:
        nav = NAV.replace("First</a></li>", "First</a><ol>").replace(
            "part</a></li>", "part</a></li></ol></li>"
        )
    if ncx:
        nav = re.sub(
            r'<a href="(.*?)">(.*?)</a>',
            r"<navLabel><text>\2</text></navLabel><content src='\1'/>",
            nav[nav.index("<ol>") : nav.index("</nav>")].replace("li>", "navPoint>"),
        )
        nav = re.sub("</?ol>", "", nav)
        nav = f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{nav}</navMap></ncx>'
        package = OPF.replace(
            'application/xhtml+xml" properties="nav"', "application/x-dtbncx+xml" + '"'
        ).replace('<itemref idref="nav"/>', "")
    files = {"OEBPS__nav_dot_xhtml": nav, "OEBPS__book_dot_opf": package}
    article, _ = read(book(**files, OEBPS__text__a_dot_xhtml=first))
    assert tuple(b.level for b in article.blocks if isinstance(b, Heading)) == levels
