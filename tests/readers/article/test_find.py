"""A web page: the article is found, the page around it is not, structure and metadata stay."""

import time

import pytest

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


CAPTIONS = (
    "Fishermen of Merrow carry the nets up from the harbour in the last light of the day.",
    "A gull sits on the wheelhouse of a boat that nobody in the village would claim.",
    "The harbour master points to the place where the seventh boat had been that morning.",
    "Children on the wall count the boats for themselves, on a grey day late in the winter.",
    "The book of the harbour, open at the page of the ninth of March, under a lamp.",
)


@pytest.mark.parametrize("name", ["slideshow", "photo-gallery"])
def test_the_captions_of_a_gallery_are_not_part_of_the_text(name: str) -> None:
    slides = "".join(
        f"<li class='{name}-item'><img src='/{n}.jpg' alt=''><div class='text'><h3>Merrow</h3>"
        f"<p>{caption}</p></div></li>"
        for n, caption in enumerate(CAPTIONS)
    )
    page = PAGE.replace(
        '<div class="entry-content">',
        f'<div class="{name}"><ul>{slides}</ul></div><div class="entry-content">',
    )
    found = texts(page)
    assert [text for text in found if text in BODY] == list(BODY)
    assert not set(CAPTIONS) & set(found)


def test_what_readers_may_rate_is_not_text() -> None:
    rating = (
        "<div class='rating-widget'><table><tr><td>Rate this article:</td><td>(Hover over the "
        "stars, then click to rate)</td></tr><tr><td>Readers:</td><td>4.5 (12 votes)</td></tr>"
        "</table></div>"
    )
    page = PAGE.replace(
        '<div class="newsletter-signup">', f'{rating}<div class="newsletter-signup">'
    )
    assert texts(page) == texts(PAGE)


def test_the_highlights_of_a_story_are_not_part_of_it() -> None:
    points = ("Seven boats stood on the sand", "The harbour's book knows of all", "One was gone")
    box = "".join(f"<li>{point}</li>" for point in points)
    page = PAGE.replace(
        '<div class="entry-content">',
        "<div class='story-highlights'><h4>STORY HIGHLIGHTS</h4>"
        f'<ul>{box}</ul></div><div class="entry-content">',
    )
    found = "\n".join(texts(page))
    assert all(text in found for text in BODY)
    assert not any(point in found for point in points)


def test_one_sentence_does_not_stand_for_an_article_of_ten_paragraphs() -> None:
    story = "".join(
        f"<p>On day {n} the tide went out before breakfast, and Mara Brandt, who had slept badly, "
        "counted the boats on the sand; she wrote the number in the harbour's book.</p>"
        for n in range(10)
    )
    page = (
        "<html><head><title>The harbour's book</title></head><body><div id='content'>"
        "<p>The latest news of the coast, hour by hour, from the people who live there.</p></div>"
        f"<div class='widget sidebar-related'>{story}</div><form><button>Go</button></form>"
        "</body></html>"
    )
    assert sum(text.startswith("On day") for text in texts(page)) == 10
