"""Articles and editions at addresses of fsspec: in memory, and as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from publish import plan, remote
from publish.errors import InputMissing, InputUnusable, NeedsExtra, OutputError
from publish.inputs import find, listed
from publish.pipeline import Outcome
from publish.report import Silent
from tests.sftp import PASSWORD, serving
from tests.test_pools import TEXT, made, tree


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    yield system
    for name in ("/in", "/out"):
        if system.exists(name):
            system.rm(name, recursive=True)


def run(name: str, out: str, *formats: str) -> list[Outcome]:
    options = {"output": out, "format": formats or ("text",)}
    return list(plan.run(plan.requests(find([name]), options), 1, Silent()))


def targets(outcomes: list[Outcome], *, fresh: bool) -> list[str]:
    assert not any(outcome.failures for outcome in outcomes)
    return [str(m.target) for outcome in outcomes for m in outcome.made if m.fresh is fresh]


def test_from_an_address_to_an_address(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe_file("/in/harbour.txt", TEXT.encode())
    memory.pipe_file("/in/deep/boats.md", b"# The boats\n\nThey came back in the morning.\n")
    memory.pipe_file("/in/notes.xyz", b"?")
    made = ["memory://out/boats/boats.txt", "memory://out/harbour/harbour.txt"]
    assert targets(run("memory://in", "memory://out"), fresh=True) == made
    assert "came back" in memory.cat_file("/out/boats/boats.txt").decode()
    assert targets(run("memory://in", "memory://out"), fresh=False) == made
    # What is gone, or of another size, is made again; the rest is left alone.
    memory.pipe_file("/out/boats/boats.txt", b"cut short")
    assert targets(run("memory://in/*.txt", "memory://out"), fresh=False) == made[1:]
    assert targets(run("memory://in", "memory://out"), fresh=True) == made[:1]
    assert not [path for path in memory.find("/out") if "/." in path and "publish.json" not in path]
    # Another format joins the state, and what the first run made stays in it.
    assert len(targets(run("memory://in/harbour.txt", "memory://out", "epub"), fresh=True)) == 1
    state = json.loads(memory.cat_file("/out/harbour/.publish.json"))
    assert sorted(state["editions"]) == ["harbour.epub", "harbour.txt"]


def test_files_beside_an_edition_go_with_it(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe_file("/in/harbour.md", b"# One\n\nFirst.\n\n## Two\n\nSecond.\n")

    def again(**options: object) -> list[str]:
        explicit = {"output": "memory://out", "format": ("m3u",), "engine": "silent", **options}
        todo = plan.requests(find(["memory://in"]), explicit)
        outcomes = plan.run(todo, 1, Silent())
        return [str(made.target) for o in outcomes for made in o.made if made.fresh]

    def chapters() -> list[str]:
        return sorted(name.rpartition("/")[2] for name in memory.find("/out") if "chapters" in name)

    assert again() == ["memory://out/harbour/harbour.m3u8"]
    assert chapters() == ["01-One.mp3", "02-Two.mp3"]
    assert again() == []
    memory.rm_file("/out/harbour/harbour-chapters/02-Two.mp3")
    assert len(again()) == 1
    assert chapters() == ["01-One.mp3", "02-Two.mp3"]
    memory.rm_file("/out/harbour/harbour.changes.json")
    assert again() == []
    assert memory.exists("/out/harbour/harbour.changes.json")
    # What a former build left and this one does not is taken away.
    assert len(again(chapter_files="flac")) == 1
    assert chapters() == ["01-One.flac", "02-Two.flac"]


def test_the_bytes_are_those_of_a_folder(tmp_path: Path) -> None:
    (names,) = made(tmp_path / "in", 3)
    run(names, str(tmp_path / "plain"), "text", "epub")
    address = (tmp_path / "far").as_uri()
    run((tmp_path / "in").as_uri(), address, "text", "epub")
    assert tree(tmp_path / "far") == tree(tmp_path / "plain")


def test_over_sftp(tmp_path: Path) -> None:
    """A real server: what is there is replaced in one step, and no temporary file is left."""
    folder = tmp_path / "server"
    folder.mkdir()
    (names,) = made(folder / "in", 2)
    with serving(folder) as server:
        out = f"{server}/out"
        first = targets(run(f"{server}/in", out, "text", "epub"), fresh=True)
        assert len(first) == 4
        assert not any(PASSWORD in target for target in first)
        assert targets(run(f"{server}/in", out, "text", "epub"), fresh=False) == first
        epub = folder / "out" / "report-001" / "report-001.epub"
        before = epub.read_bytes()
        epub.write_bytes(b"cut short")
        assert len(targets(run(f"{server}/in", out, "text", "epub"), fresh=True)) == 1
        assert epub.read_bytes() == before
        with pytest.raises(InputMissing):
            remote.read(f"{server}/in/none.txt")
    run(names, str(tmp_path / "here"), "text", "epub")
    assert tree(folder / "out") == tree(tmp_path / "here")


def test_reading_lists_at_addresses(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    listing = b"https://example.org/boats\nhttps://example.org/tides\n"
    opml = (
        b'<opml version="2.0"><body><outline text="A" url="https://example.org/a"/></body></opml>'
    )
    memory.pipe_file("/in/mine.urls", listing)
    memory.pipe_file("/in/mine.txt", listing)
    memory.pipe_file("/in/subscriptions.opml", opml)
    memory.pipe_file("/in/article.txt", TEXT.encode())
    memory.pipe_file("/in/nothing.csv", b"a,b\n1,2\n")
    wanted = ["https://example.org/boats", "https://example.org/tides"]
    assert [each.address for each in find(["memory://in/mine.urls"])] == wanted
    assert [each.address for each in find(["memory://in/mine.txt"])] == wanted
    (linked,) = find(["memory://in/subscriptions.opml"])
    assert (linked.address, linked.known.title) == ("https://example.org/a", "A")
    (article,) = find(["memory://in/article.txt"])
    assert article.open().data == TEXT.encode()
    with pytest.raises(InputUnusable, match="no reading list"):
        find(["memory://in/nothing.csv"])
    memory.pipe_file("/in/names", b"# mine\nmemory://in/article.txt\n")
    assert listed("memory://in/names") == ["memory://in/article.txt"]
    folder = (tmp_path / "lists").as_uri()
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "mine.urls").write_bytes(listing)
    assert [each.address for each in find([f"{folder}/mine.urls"])] == wanted


def test_a_password_is_not_shown() -> None:
    assert remote.shown("sftp://me:secret@host:22/a@b:c") == "sftp://me@host:22/a@b:c"
    assert remote.shown("s3://bucket/a:b@c") == "s3://bucket/a:b@c"
    with pytest.raises(InputUnusable) as failed:
        remote.read("nothere://me:secret@x/y.txt")
    assert "secret" not in str(failed.value)


def test_one_file(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    (folder,) = made(tmp_path / "in", 1)
    assert targets(run(folder, "memory://out/book.epub", "epub"), fresh=True) == [
        "memory://out/book.epub"
    ]
    assert memory.find("/out") == ["/out/book.epub"]


def test_pictures_beside_a_page_and_nowhere_else(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe_file("/in/page.html", b"<p>A page.</p>")
    memory.pipe_file("/in/boat.png", b"boat")
    memory.pipe_file("/secret.png", b"secret")
    (found,) = find(["memory://in/page.html"])
    resources = found.open().resources
    assert resources is not None
    assert resources("boat.png") == b"boat"
    assert resources("none.png") is None
    assert resources("../secret.png") is None
    assert resources("memory://secret.png") is None
    memory.rm_file("/secret.png")


def test_what_cannot_be_had(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    (missing,) = find(["memory://in/none.txt"])
    with pytest.raises(InputMissing, match=r"memory://in/none\.txt"):
        missing.open()
    with pytest.raises(InputUnusable, match="nothere"):
        remote.read("nothere://x/y.txt")
    (tmp_path / "file").touch()
    source = tmp_path / "edition.txt"
    source.write_text("An edition.", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be written"):
        remote.upload(source, (tmp_path / "file" / "edition.txt").as_uri())


def test_an_upload_that_fails_leaves_what_was_there(
    memory: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/out/book.txt", b"before")
    (tmp_path / "book.txt").write_bytes(b"after")

    def broken(*_: object, **__: object) -> None:
        raise OSError("the line went dead")

    with monkeypatch.context() as patched:
        patched.setattr(type(memory), "mv", broken)
        with pytest.raises(OutputError, match="line went dead"):
            remote.upload(tmp_path / "book.txt", "memory://out/book.txt")
    assert memory.find("/out") == ["/out/book.txt"]
    assert memory.cat_file("/out/book.txt") == b"before"


def test_names_that_are_addresses() -> None:
    assert remote.is_address("s3://bucket/a.txt")
    assert remote.is_address("zip://a.txt::file:///b.zip")
    assert remote.name_of("zip://a.txt::file:///b.zip") == "a.txt"
    for name in ("https://example.org/a", "C:\\texts\\a.txt", "a.txt", "/x://y", "c://x"):
        assert not remote.is_address(name)


def test_a_package_that_is_missing() -> None:
    fsspec.register_implementation("far", "nowhere.Far", clobber=True)
    with pytest.raises(NeedsExtra, match="remote"):
        remote.read("far://x/y.txt")
