import json
from pathlib import Path

import feedparser
import pytest

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
