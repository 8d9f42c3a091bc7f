import json
from itertools import pairwise

import pytest

from publish.errors import InputUnusable
from publish.lists import items, kinds
from publish.readers.source import Source

LONG = "<p>" + "A long paragraph of the article. " * 60 + "</p>"
RSS = f"""<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Merrow Post</title>
<item><title>Boats &amp; tides</title><link>https://example.org/boats</link>
<pubDate>Sat, 09 Mar 2024 10:00:00 GMT</pubDate><dc:creator>Ana Reyes</dc:creator></item>
<item><title>Whole</title><link>https://example.org/whole</link>
<content:encoded><![CDATA[{LONG}]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>
<entry><title>One</title><link href="https://example.org/1"/><updated>2024-01-02T00:00:00Z</updated>
<author><name>Tom Okafor</name></author></entry></feed>"""
OPML = """<opml version="2.0"><body><outline text="News">
<outline text="Post" xmlUrl="https://example.org/feed.xml"/>
<outline text="A page" type="link" url="https://example.org/page"/></outline></body></opml>"""
POCKET = """<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><ul>
<li><a href="https://example.org/a" time_added="1">First</a></li>
<li><a href="https://example.org/b">Second one</a></li></ul></body></html>"""
POCKET_CSV = "title,url,time_added,tags,status\nFirst,https://example.org/a,1,,unread\n"
INSTAPAPER = "URL,Title,Selection,Folder,Timestamp\nhttps://example.org/a,First,,Unread,1\n"


def read(text: str, suffix: str):
    return items(Source(f"list{suffix}", text.encode(), suffix))


def test_rss_with_its_metadata_and_whole_articles() -> None:
    first, second = read(RSS, ".xml")
    assert (first.title, first.address) == ("Boats & tides", "https://example.org/boats")
    assert (first.authors, first.published, first.html) == (("Ana Reyes",), "2024-03-09", "")
    assert second.html.startswith("<p>A long paragraph")


def test_atom() -> None:
    (only,) = read(ATOM, ".atom")
    assert (only.address, only.authors, only.published) == (
        "https://example.org/1",
        ("Tom Okafor",),
        "2024-01-02",
    )


def test_json_feed() -> None:
    table = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "1",
                "url": "https://example.org/1",
                "title": "One",
                "authors": [{"name": "Ana Reyes"}],
                "date_published": "2024-03-09T10:00:00Z",
                "content_html": LONG,
            }
        ],
    }
    (only,) = read(json.dumps(table), ".json")
    assert (only.authors, only.published, bool(only.html)) == (("Ana Reyes",), "2024-03-09", True)


def test_opml_names_feeds_and_pages() -> None:
    feed, page = read(OPML, ".opml")
    assert feed.feed and feed.address == "https://example.org/feed.xml"
    assert not page.feed and page.address == "https://example.org/page"


@pytest.mark.parametrize(
    ("text", "suffix"), [(POCKET, ".html"), (POCKET_CSV, ".csv"), (INSTAPAPER, ".csv")]
)
def test_exports_of_pocket_and_instapaper(text: str, suffix: str) -> None:
    first = read(text, suffix)[0]
    assert (first.address, first.title) == ("https://example.org/a", "First")


def test_wallabag_brings_the_articles_themselves() -> None:
    table = [
        {
            "is_archived": 0,
            "url": "https://example.org/a",
            "title": "First",
            "content": "<p>The text.</p>",
            "published_at": "2024-03-09T00:00:00+01:00",
            "published_by": ["Ana Reyes"],
        }
    ]
    (only,) = read(json.dumps(table), ".json")
    assert (only.html, only.published) == ("<p>The text.</p>", "2024-03-09")


def test_a_file_of_addresses_but_no_article_that_holds_some() -> None:
    text = "# mine\nhttps://example.org/a\n\nhttps://example.org/b\nhttps://example.org/a\n"
    assert [i.address for i in read(text, ".txt")] == [
        "https://example.org/a",
        "https://example.org/b",
    ]
    assert read("See https://example.org/a\nfor more.\n", ".txt") is None


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("<p>An article</p>", ".html"),
        ('{"a": 1}', ".json"),
        ("[1, 2]", ".json"),
        ("{", ".json"),
        ("<svg/>", ".xml"),
    ],
)
def test_what_is_no_list(text: str, suffix: str) -> None:
    assert read(text, suffix) is None


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("<rss><channel></channel></rss>", ".rss"),
        ("<opml><body></body></opml>", ".opml"),
        ("<rss><chan", ".rss"),
        (
            '<!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item>'
            "<title>&b;</title><link>https://example.org</link></item></channel></rss>",
            ".xml",
        ),
        ("url,title\n,\n", ".csv"),
    ],
)
def test_a_list_that_is_broken_hostile_or_empty_is_an_error(text: str, suffix: str) -> None:
    with pytest.raises(InputUnusable, match="list"):
        read(text, suffix)


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {n} "{f"&{o};" * 10}">' for o, n in pairwise("abcdefghi"))
    + "]>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("body", "suffix"),
    [
        ("<rss><channel><item><title>&i;</title><link>https://example.org/</link></item>"
         "</channel></rss>", ".xml"),
        ('<opml><body><outline text="&i;" xmlUrl="https://example.org/"/></body></opml>', ".opml"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&i;</title>'
         '<link href="https://example.org/"/></entry></feed>', ".atom"),
    ],
)  # fmt: skip
def test_an_entity_bomb_is_refused_or_stays_small(body: str, suffix: str, encoding: str) -> None:
    """A hundred million letters, where entities were unfolded."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding == "utf-16" else ""
    data = (head + BOMB + body).encode(encoding)
    try:
        found = items(Source(f"list{suffix}", data, suffix)) or ()
    except InputUnusable:
        return
    assert all(len(item.title) < 1000 for item in found)


def test_a_list_that_never_ends_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MOST", 100)
    text = "".join(f"https://example.org/{number}\n" for number in range(10_000))
    assert len(read(text, ".urls")) == 100
