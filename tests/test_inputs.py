import io
import json
from pathlib import Path

import pytest

from publish.errors import InputMissing, InputUnusable, NetworkError, PublishError, UsageError
from publish.inputs import Input, find
from publish.readers import source


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A line.", encoding="utf-8")


def test_a_folder_is_unfolded_in_order_without_what_is_hidden_or_not_readable(
    tmp_path: Path,
) -> None:
    make(tmp_path, "b.txt", "a.md", "sub/c.html", ".hidden.txt", ".git/d.txt", "e.xyz")
    assert [i.place and i.place.name for i in find([str(tmp_path)])] == ["a.md", "b.txt", "c.html"]


def test_two_inputs_of_one_name_get_names_of_their_own(tmp_path: Path) -> None:
    make(tmp_path, "x/news.txt", "y/news.txt", "y/NEWS.md", "z/news.txt", "z/y-news.txt")
    stems = [i.stem for i in find([str(tmp_path)])]
    assert len({stem.casefold() for stem in stems}) == 5
    assert stems[0] == "news"


def test_the_same_file_twice_is_one_input(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert len(find([str(tmp_path / "a.txt"), str(tmp_path)])) == 1


def test_a_pattern_that_the_shell_left_alone(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt", "c.md")
    assert [i.stem for i in find([str(tmp_path / "*.txt")])] == ["a", "b"]
    with pytest.raises(InputMissing, match="pattern"):
        find([str(tmp_path / "*.rst")])


def test_nothing_to_build(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="holds no articles"):
        find([str(tmp_path)])
    with pytest.raises(UsageError):
        find([])


def test_a_missing_file_is_said_when_it_is_opened(tmp_path: Path) -> None:
    (missing,) = find([str(tmp_path / "none.txt")])
    with pytest.raises(InputMissing, match=r"none\.txt"):
        missing.open()


def test_a_file_that_is_no_file(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (inside,) = find([str(tmp_path / "a.txt" / "b.txt")])
    with pytest.raises((InputMissing, InputUnusable)):
        inside.open()


def test_a_file_that_no_article_is_as_large_as(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(source.LARGEST + 1)
    (large,) = find([str(tmp_path)])
    with pytest.raises(InputUnusable, match=r"large\.txt is larger than 2,000 MB"):
        large.open()


def test_a_stream_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size > 0
            return b"x" * size

    monkeypatch.setattr(source, "LARGEST", 3_000_000)
    with pytest.raises(InputUnusable, match="Standard input is larger"):
        source.from_stream(Endless())


LOCAL = ["file:///{}", "local://{}", "FILE://{}", "simplecache::file://{}", "memory://a.txt", "{}"]


@pytest.mark.parametrize("address", LOCAL)
@pytest.mark.parametrize("kind", ["json", "rss", "opml", "opml feed", "wallabag"])
def test_a_list_names_no_file_of_this_machine(tmp_path: Path, address: str, kind: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret.", encoding="utf-8")
    address = address.format(secret)
    table = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": address}]}
    text, suffix = {
        "json": (json.dumps(table), ".json"),
        "rss": (f"<rss><channel><item><link>{address}</link></item></channel></rss>", ".rss"),
        "opml": (f'<opml><body><outline url="{address}"/></body></opml>', ".opml"),
        "opml feed": (f'<opml><body><outline xmlUrl="{address}"/></body></opml>', ".opml"),
        "wallabag": (json.dumps([{"is_archived": 0, "url": address}]), ".json"),
    }[kind]
    (tmp_path / f"list{suffix}").write_text(text, encoding="utf-8")
    (named,) = find([str(tmp_path / f"list{suffix}")])
    assert named.place is None
    with pytest.raises(PublishError, match="no web address"):
        named.open()


def test_an_article_that_a_list_brings_keeps_no_address_off_the_web(tmp_path: Path) -> None:
    item = {"is_archived": 0, "url": "file:///etc/x", "content": "<p>The text.</p>", "title": "One"}
    (tmp_path / "list.json").write_text(json.dumps([item]), encoding="utf-8")
    (named,) = find([str(tmp_path / "list.json")])
    assert (named.address, named.known.source, named.stem) == ("", "", "One")
    assert b"The text." in named.open().data


def test_what_a_list_named_is_asked_of_the_web_alone() -> None:
    with pytest.raises(NetworkError, match="no web address"):
        Input(None, "x", "file:///etc/hostname", listed=True).open()


def test_an_entry_without_address_and_text_is_none(tmp_path: Path) -> None:
    """It must not become standard input."""
    (tmp_path / "list.rss").write_text(
        "<rss><channel><item><title>None</title></item>"
        "<item><link>http://[::1</link></item></channel></rss>",
        encoding="utf-8",
    )
    (broken,) = find([str(tmp_path / "list.rss")])
    with pytest.raises(NetworkError, match="no web address"):
        broken.open()
