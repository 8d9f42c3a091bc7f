"""PDF to the model, from pages drawn here."""

from collections.abc import Sequence

import pytest

from publish.errors import InputUnusable
from publish.model import Heading, Listing, PageMark, Paragraph, Text
from publish.readers import read
from publish.readers.pdf import apart
from publish.readers.pdf.reader import read_here
from publish.readers.source import Source
from publish.walk import block_text

Piece = tuple[float, float, float, str]


#: A picture of the whole page.
SCAN = "q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 99> EI Q"


def pdf(*pages: Sequence[Piece | str]) -> Source:
    """A PDF of Letter pages with texts at (x, y) in Helvetica of a size, or what else is drawn."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        stream = "\n".join(
            piece
            if isinstance(piece, str)
            else "BT /F {2} Tf {0} {1} Td ({3}) Tj ET".format(*piece)
            for piece in page
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    ).encode()
    return Source("a.pdf", out, ".pdf")


def prose(x: float, y: float, *lines: str) -> list[Piece]:
    return [(x, y - 14 * n, 11, line) for n, line in enumerate(lines)]


def framed(number: int, *pieces: Piece) -> list[Piece]:
    """A page with a running head and its number."""
    return [(72, 760, 9, "THE MERROW POST"), *pieces, (300, 30, 9, str(number))]


STORY = (
    "The tide went out before breakfast, and Mara counted seven boats on the har-",
    "bour sand, one more than on the evening before, which nobody could explain",
    "although she asked every fisherman of the village, from the oldest to the",
    "last. By noon it was gone.",
)
NUMBER = "She wrote the number in the book, as her grandmother had done."
WEDNESDAY = "On Wednesday there were six boats again, and nobody spoke of it."


def test_paragraphs_run_over_lines_hyphens_and_pages():
    article, _ = read(
        pdf(
            framed(7, (72, 700, 20, "The Seventh Boat"), *prose(72, 660, *STORY[:2])),
            framed(
                8,
                *prose(72, 700, *STORY[2:]),
                (72, 640, 15, "What was written"),
                *prose(72, 610, NUMBER),
            ),
            framed(9, *prose(72, 700, WEDNESDAY)),
        )
    )
    assert article.meta.title == "The Seventh Boat"
    first = article.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.content[0] == PageMark("7")
    assert block_text(first) == (
        "The tide went out before breakfast, and Mara counted seven boats on the harbour sand, "
        "one more than on the evening before, which nobody could explain although she asked "
        "every fisherman of the village, from the oldest to the last. By noon it was gone."
    )
    assert PageMark("8") in first.content
    assert [block_text(b) for b in article.blocks[1:]] == [
        "What was written",
        NUMBER,
        WEDNESDAY,
    ]
    assert isinstance(article.blocks[1], Heading)
    assert isinstance(article.blocks[3], Paragraph)
    assert article.blocks[3].content == (
        PageMark("9"),
        Text(WEDNESDAY),
    )


def test_columns_are_read_one_after_the_other():
    left = [f"left column line number {n} of the page" for n in range(8)]
    right = [f"right column line number {n} of the page" for n in range(8)]
    pieces = [
        p for pair in zip(prose(72, 680, *left), prose(330, 680, *right), strict=True) for p in pair
    ]
    article, _ = read(pdf([(72, 720, 22, "A title across both of the columns here"), *pieces]))
    text = " ".join(block_text(block) for block in article.blocks)
    assert text.index(left[-1]) < text.index(right[0])


def test_lists():
    article, _ = read(
        pdf(
            prose(
                72,
                700,
                "The harbour holds these things:",
                "1. a lantern;",
                "2. two ropes;",
                "3. a letter.",
            )
        )
    )
    listing = article.blocks[1]
    assert isinstance(listing, Listing)
    assert listing.ordered
    assert block_text(listing) == "a lantern;\ntwo ropes;\na letter."


def test_scans_have_no_text():
    with pytest.raises(InputUnusable, match="pictures of pages and no text"):
        read(pdf([], []))


@pytest.mark.parametrize(
    ("scans", "said"),
    [
        ({3}, "Page 3 holds no text"),
        ({3, 5}, "Pages 3 and 5 hold no text"),
        ({2, 3, 4, 6}, "Pages 2 to 4 and 6 hold no text"),
        ({2, 3}, "Pages 2 to 3 hold no text"),
    ],
)
def test_pages_that_are_scans_are_named(scans, said):
    words = prose(72, 700, *STORY)
    # The first is a scan with its text beneath, the last is blank.
    pages = [[SCAN] if number in scans else words for number in range(2, 8)]
    _, notices = read(pdf([SCAN, *words], *pages, []))
    (found,) = [each.message for each in notices if each.code == "page-without-text"]
    assert found.startswith(said)
    assert "OCR" in found


# Names may be spelled with escapes, and a comment may stand between two of them.
@pytest.mark.parametrize("form", ["/Subtype /Form", "/Sub#74ype /F#6frm", "/Subtype%x\n/Form"])
def test_a_page_that_draws_itself_without_end_is_stopped(form, monkeypatch):
    drawn = " ".join(["/F Do"] * 25)
    uses = "/Resources << /XObject << /F 5 0 R >> >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R {uses} >>",
        "<< /Length 5 >>\nstream\n/F Do\nendstream",
        f"<< /Type /XObject {form} /BBox [0 0 300 300] {uses} /Length {len(drawn)} >>\n"
        f"stream\n{drawn}\nendstream",
    )
    text = "".join(f"{at} 0 obj\n{each}\nendobj\n" for at, each in enumerate(objects, 1))
    loop = Source("loop.pdf", f"%PDF-1.4\n{text}trailer\n<< /Root 1 0 R >>".encode(), ".pdf")
    monkeypatch.setattr(apart, "SECONDS", 5.0)
    with pytest.raises(InputUnusable, match="without end"):
        read(loop)


def test_what_is_read_apart_is_the_same():
    source = pdf(prose(72, 700, *STORY))
    assert apart.run(read_here, source, memory=1 << 30) == read_here(source)
    scan = pdf([])
    with pytest.raises(InputUnusable, match="pictures of pages"):
        apart.run(read_here, scan)


def test_no_pdf():
    with pytest.raises(InputUnusable, match="cannot be read as PDF"):
        read(Source("a.pdf", b"%PDF-1.4 broken", ".pdf"))
