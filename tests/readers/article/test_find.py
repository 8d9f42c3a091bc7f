"""A web page: the article is found, the page around it is not, structure and metadata stay."""

import time

from publish.model import Figure, Heading, Image, Metadata, Paragraph
from publish.readers import read
from publish.readers.source import Source
from publish.walk import block_text
from tests.readers.web_page import BODY, PAGE
from tests.samples import words


def test_the_article_and_nothing_else():
    article, notices = read(Source("page.html", PAGE.encode(), ".html"))
    assert [block_text(b) for b in article.blocks if isinstance(b, Paragraph)] == list(BODY)
    assert Heading(2, words("What was written")) in article.blocks
    assert [n.code for n in notices if n.code == "page-furniture"] == ["page-furniture"]


def test_pictures_stay_with_their_captions():
    article, _ = read(Source("page.html", PAGE.encode(), ".html"))
    (figure,) = (block for block in article.blocks if isinstance(block, Figure))
    assert figure == Figure(
        Image("https://www.merrowpost.example/img/boats.jpg", "Seven boats on wet sand"),
        words("The boats at low tide."),
        words("Photo: L. Hart"),
    )


def test_metadata():
    article, _ = read(Source("page.html", PAGE.encode(), ".html"))
    assert article.meta == Metadata(
        title="The seventh boat",
        subtitle="How a village keeps count of what the tide takes.",
        authors=("Ana Reyes",),
        publisher="The Merrow Post",
        published="2024-03-09",
        modified="2024-03-11",
        language="en-GB",
        source="https://www.merrowpost.example/news/seventh-boat",
    )


def test_metadata_without_linked_data():
    start, end = PAGE.index('<script type="application'), PAGE.index("<script>var")
    article, _ = read(Source("page.html", (PAGE[:start] + PAGE[end:]).encode(), ".html"))
    meta = article.meta
    assert (meta.title, meta.authors, meta.published) == (
        "The seventh boat",
        ("Ana Reyes",),
        "2024-03-09",
    )


def test_a_page_of_links_alone_is_bounded():
    page = "<nav>" + "<div><a href='/x'>link</a> text</div>" * 20_000 + "</nav><p>One sentence.</p>"
    start = time.monotonic()
    article, _ = read(Source("page.html", page.encode(), ".html"))
    assert article.blocks
    assert time.monotonic() - start < 60
