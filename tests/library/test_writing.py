import email.utils
import json
import shutil
import uuid
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from PIL import Image

from publish.errors import InputMissing, UsageError
from publish.library import shelf
from publish.library.writing import write

BASE = "https://example.org/reading"


@pytest.fixture(scope="session")
def written(library: Path) -> Path:
    write(library, BASE, "Reading & listening")
    return library


def test_the_newest_stands_first_and_what_has_no_date_last(library: Path) -> None:
    titles = [book.title for book in shelf.books(library)]
    undated = ["Café by the sea", "القوارب"]
    assert titles == ["The <old> lighthouse", "Harbour opens & closes", *undated]


def test_the_podcast_has_every_spoken_article_with_true_size_and_type(written: Path) -> None:
    data = (written / "podcast.xml").read_bytes()
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert feed.feed.title == "Reading & listening"
    (entry,) = feed.entries
    assert entry.title == "Harbour opens & closes"
    (enclosure,) = entry.enclosures
    audio = next(written.rglob("*.mp3"))
    assert int(enclosure.length) == audio.stat().st_size
    assert enclosure.type == "audio/mpeg"
    assert enclosure.href == f"{BASE}/harbour/harbour.mp3"
    assert entry.published.startswith("Sat, 09 Mar 2024")
    assert entry.itunes_duration.count(":") == 2
    text = data.decode()
    assert "podcast:transcript" in text and "harbour.vtt" in text
    assert "podcast:chapters" in text


ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_podcast_has_all_that_directories_demand(written: Path) -> None:
    """After Apple's podcast requirements and the podcast namespace."""
    rss = etree.fromstring((written / "podcast.xml").read_bytes())
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    (channel,) = rss
    once = ("title", "link", "description", "language", "lastBuildDate", "image/url")
    for name in (*once, f"{ITUNES}explicit", f"{ITUNES}author", f"{PODCAST}guid"):
        assert len(channel.findall(name)) == 1 and channel.findtext(name), name
    assert channel.find(f"{ITUNES}category").get("text") == "Education"
    assert channel.findtext(f"{ITUNES}explicit") == "false"
    assert channel.find(f"{ATOM}link[@rel='self']").get("href") == f"{BASE}/podcast.xml"
    guids = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    own = uuid.uuid5(guids, "example.org/reading/podcast.xml")
    assert channel.findtext(f"{PODCAST}guid") == str(own)
    picture = channel.find(f"{ITUNES}image").get("href")
    assert picture == channel.findtext("image/url") == f"{BASE}/podcast.jpg"
    with Image.open(written / "podcast.jpg") as opened:
        assert opened.format == "JPEG" and opened.width == opened.height
        assert 1400 <= opened.width <= 3000
    (item,) = channel.findall("item")
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("guid").startswith("urn:uuid:")
    assert email.utils.parsedate_to_datetime(item.findtext("pubDate")).year == 2024
    assert set(item.find("enclosure").keys()) == {"url", "length", "type"}
    assert item.findtext(f"{ITUNES}explicit") == "false"
    for name, kind in (("transcript", "text/vtt"), ("chapters", "application/json+chapters")):
        link = item.find(PODCAST + name)
        assert link.get("type") == kind
        assert (written / link.get("url").removeprefix(f"{BASE}/")).is_file()


def test_a_picture_of_one_s_own_is_kept(library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(library, copy)
    (copy / "podcast.jpg").write_bytes(b"mine")
    write(copy, BASE, "Another title")
    assert (copy / "podcast.jpg").read_bytes() == b"mine"


def test_the_chapters_are_those_of_the_audio(written: Path) -> None:
    table = json.loads((written / "harbour" / "harbour.chapters.json").read_text("utf-8"))
    assert [chapter["title"] for chapter in table["chapters"]] == [
        "Harbour opens & closes",
        "Later",
    ]
    assert table["chapters"][0]["startTime"] == 0


def test_the_opds_catalogue_offers_every_file_epub_first(written: Path) -> None:
    feed = feedparser.parse((written / "opds.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 4
    for entry in feed.entries:
        links = [link for link in entry.links if "acquisition" in link.rel]
        assert links[0].type == "application/epub+zip"
        for link in links:
            assert (written / link.href).is_file()
    second = json.loads((written / "opds.json").read_text("utf-8"))
    assert len(second["publications"]) == 4
    assert second["publications"][0]["links"][0]["type"] == "application/epub+zip"


def test_the_page_links_every_edition_and_escapes_titles(written: Path) -> None:
    text = (written / "index.html").read_text("utf-8")
    assert "The &lt;old&gt; lighthouse" in text
    assert "<old>" not in text
    for book in shelf.books(written):
        for file in book.files:
            assert f'href="{file.href}"' in text


def test_the_same_library_gives_the_same_files(written: Path) -> None:
    names = ("podcast.xml", "opds.xml", "opds.json", "index.html")
    first = [(written / name).read_bytes() for name in names]
    write(written, BASE, "Reading & listening")
    assert [(written / name).read_bytes() for name in names] == first


def test_bad_input(tmp_path: Path, library: Path) -> None:
    with pytest.raises(InputMissing, match="no editions"):
        write(tmp_path, BASE, "x")
    with pytest.raises(InputMissing, match="no folder"):
        write(tmp_path / "none", BASE, "x")
    with pytest.raises(UsageError, match="web address"):
        write(library, "ftp://example.org", "x")
