import email.utils
import io
import json
import shutil
import uuid
import zipfile
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html
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
    assert channel.findtext("link") == f"{BASE}/"
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
    assert item.find(f"{PODCAST}images").get("srcset") == f"{BASE}/harbour/harbour.cover.jpg 600w"


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


def test_books_show_their_covers(written: Path) -> None:
    entries = feedparser.parse((written / "opds.xml").read_bytes()).entries
    second = json.loads((written / "opds.json").read_text("utf-8"))["publications"]
    page = html.fromstring((written / "index.html").read_text("utf-8"))
    for entry, publication, shown in zip(entries, second, page.iter("img"), strict=True):
        relations = ["http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"]
        pictures = [link for link in entry.links if link.rel in relations]
        assert [(link.rel, link.type) for link in pictures] == [
            (r, "image/jpeg") for r in relations
        ]
        assert [link.href for link in pictures] == [i["href"] for i in publication["images"]]
        assert (shown.get("src"), shown.get("alt")) == (pictures[1].href, "")
        for link, side in zip(pictures, (600, 300), strict=True):
            with Image.open(written / link.href) as opened:
                assert (opened.format, opened.size) == ("JPEG", (side, side * 3 // 2))


def epub(path: Path, cover: bytes, name: str = "images/front.png") -> None:
    """An EPUB of another program, as far as its cover goes."""
    item = f'<item id="c" href="{name}" media-type="image/png" properties="cover-image"/>'
    package = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{item}</manifest></package>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("OEBPS/package.opf", package)
        archive.writestr("OEBPS/images/front.png", cover)


def png(*size: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def test_pictures_follow_the_covers_and_no_others_are_made_anew(
    library: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(library, copy)
    for path in copy.rglob("*.jpg"):
        path.unlink()
    write(copy, BASE, "x")
    large, small = (copy / "harbour" / f"harbour.{n}.jpg" for n in ("cover", "thumbnail"))
    first = large.read_bytes(), small.read_bytes()
    large.write_bytes(b"untouched")
    write(copy, BASE, "x")
    assert large.read_bytes() == b"untouched"
    small.write_bytes(first[1][:-9])  # cut short: both are made again, and come out the same
    write(copy, BASE, "x")
    assert (large.read_bytes(), small.read_bytes()) == first
    # A cover that can be seen through, of another shape, by another program.
    edition = copy / "harbour" / "harbour.epub"
    epub(edition, png(500, 400))
    assert not [notice for notice in write(copy, BASE, "x")[1] if notice.code == "no-cover"]
    with Image.open(small) as opened:
        assert opened.size == (300, 240)
        assert opened.getpixel((9, 9)) == (255, 255, 255)
    # No cover, or one that nobody can show: the book is listed without.
    for damage in (png(20, 20)[:40], b"", png(9, 9)):
        epub(edition, damage, "images/none.png" if damage == png(9, 9) else "images/front.png")
        _, notices = write(copy, BASE, "x")
        assert [n.message for n in notices if n.code == "no-cover"] == [
            "No picture of “Harbour opens & closes”: its EPUB has none."
        ]
    edition.write_bytes(b"no archive")
    write(copy, BASE, "x")
    assert "harbour.cover.jpg" not in (copy / "opds.xml").read_text("utf-8")
    assert len(list(html.fromstring((copy / "index.html").read_text("utf-8")).iter("img"))) == 3


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
