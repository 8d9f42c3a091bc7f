"""A web page: the article is found, the page around it is not, structure and metadata stay."""

import time

from publish.model import Figure, Heading, Image, Metadata, Paragraph
from publish.readers import read
from publish.readers.source import Source
from publish.walk import block_text
from tests.readers.web_page import BODY, PAGE
from tests.samples import words


def test_the_article_and_nothing_else() -> None:
    article, notices = read(Source("page.html", PAGE.encode(), ".html"))
    assert [block_text(b) for b in article.blocks if isinstance(b, Paragraph)] == list(BODY)
    assert Heading(2, words("What was written")) in article.blocks
    assert [n.code for n in notices if n.code == "page-furniture"] == ["page-furniture"]


def test_pictures_stay_with_their_captions() -> None:
    article, _ = read(Source("page.html", PAGE.encode(), ".html"))
    (figure,) = (block for block in article.blocks if isinstance(block, Figure))
    assert figure == Figure(
        Image("https://www.merrowpost.example/img/boats.jpg", "Seven boats on wet sand"),
        words("The boats at low tide."),
        words("Photo: L. Hart"),
    )


def test_metadata() -> None:
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


def test_metadata_without_linked_data() -> None:
    start, end = PAGE.index('<script type="application'), PAGE.index("<script>var")
    article, _ = read(Source("page.html", (PAGE[:start] + PAGE[end:]).encode(), ".html"))
    meta = article.meta
    assert (meta.title, meta.authors, meta.published) == (
        "The seventh boat",
        ("Ana Reyes",),
        "2024-03-09",
    )


def test_a_page_of_links_alone_is_bounded() -> None:
    page = "<nav>" + "<div><a href='/x'>link</a> text</div>" * 20_000 + "</nav><p>One sentence.</p>"
    start = time.monotonic()
    article, _ = read(Source("page.html", page.encode(), ".html"))
    assert article.blocks
    assert time.monotonic() - start < 60


def texts(page: str) -> list[str]:
    article, _ = read(Source("page.html", page.encode(), ".html"))
    return [block_text(block) for block in article.blocks]


def test_a_discussion_longer_than_the_article_does_not_hide_it() -> None:
    comment = "<li class='comment'><p>I was there, and I counted the boats that night with my own "
    comment += (
        "two hands, and nobody who was not there should say that there were only six.</p></li>"
    )
    many = PAGE.replace('<ol class="comment-list">', '<ol class="comment-list">' + 40 * comment)
    assert texts(many) == texts(PAGE)


def test_a_discussion_made_by_another_program_does_not_hide_the_article() -> None:
    comment = "<article class='fyre-comment-article'><div class='fyre-comment'><p>Whoever counts "
    comment += "boats at night has never had to get up at four, as we had to, and as my father had "
    comment += "to before us, in every winter that I can remember.</p></div></article>"
    stream = f"<div class='fyre'><div class='fyre-comment-stream'>{40 * comment}</div></div>"
    page = PAGE.replace('<div id="comments"', f'{stream}<div id="comments"')
    assert texts(page) == texts(PAGE)


def test_an_article_shown_where_no_script_runs() -> None:
    start, end = PAGE.index("<main>"), PAGE.index('<div id="comments"')
    shell = (
        "<div class='app'><p>The latest news of the coast, hour by hour, from the people who live "
        "there and from those who only pass through, day and night.</p></div>"
    )
    page = f"{PAGE[:start]}{shell}<noscript>{PAGE[start:end]}</main></noscript></body></html>"
    assert [text for text in texts(page) if text in BODY] == list(BODY)
    assert not any("latest news of the coast" in text for text in texts(page))


def test_a_word_to_those_without_scripts_is_not_text() -> None:
    words = "<noscript><p>This page is best seen with scripts, which can be switched on in the "
    words += "settings of every browser, under the heading that speaks of safety.</p></noscript>"
    page = PAGE.replace("<main>", f"<main>{words}")
    assert texts(page) == texts(PAGE)


def test_what_only_a_frame_could_show_is_not_text() -> None:
    frame = (
        "<iframe src='/player'>&lt;a href='/song'&gt;The song of the seven boats&lt;/a&gt;</iframe>"
    )
    page = PAGE.replace("<h2>What was written", frame + "<h2>What was written")
    assert not any("song" in text for text in texts(page))


def test_a_quoted_post_stays_whole() -> None:
    post = "<blockquote class='twitter-tweet'><p>Seven.</p>— Merrow Harbour (@merrow) 9 March 2024"
    page = PAGE.replace("<h2>What was written", f"{post}</blockquote><h2>What was written")
    whole = "\n".join(texts(page))
    assert "Seven.\n" in whole and "Merrow Harbour (@merrow) 9 March 2024" in whole


def test_teasers_at_the_end_of_the_text_go() -> None:
    titles = (
        "Harbour to close for a week",
        "A lighthouse for sale",
        "Where the gulls go in winter",
    )
    cards = "".join(f"<li><a href='/{n}'>{title}</a></li>" for n, title in enumerate(titles))
    end = f"<p>{BODY[3]}</p>"
    page = PAGE.replace(end, f"{end}<h3>You may also like</h3><ul>{cards}</ul>")
    assert texts(page) == texts(PAGE)
