"""Articles and editions in a bucket, on a real S3 server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs

from publish import plan, remote
from publish.errors import InputMissing, NetworkError, OutputError
from publish.inputs import find
from publish.pipeline import Outcome
from publish.report import Silent
from tests import s3
from tests.test_pools import TEXT, made, tree


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3.serving() as address:
        yield address


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[s3fs.S3FileSystem]:
    with s3.emptied(server, monkeypatch) as emptied:
        yield emptied


def run(name: str, out: str, **more: object) -> list[Outcome]:
    options = {"output": out, "format": ("text", "epub"), **more}
    return list(plan.run(plan.requests(find([name]), options), 1, Silent()))


def targets(outcomes: list[Outcome], *, fresh: bool) -> list[str]:
    assert not any(outcome.failures for outcome in outcomes)
    return [str(m.target) for outcome in outcomes for m in outcome.made if m.fresh is fresh]


def test_from_a_bucket_to_a_bucket(store: s3fs.S3FileSystem, tmp_path: Path) -> None:
    (folder,) = made(tmp_path / "in", 3)
    for path in Path(folder).iterdir():
        store.put_file(str(path), f"shelf/in/{path.name}")
    store.pipe_file("shelf/in/notes.xyz", b"?")
    out = "s3://shelf/out"
    first = targets(run("s3://shelf/in", out), fresh=True)
    assert first[0] == f"{out}/report-000/report-000.txt" and len(first) == 6
    # The bytes are those of a folder, and no temporary file is left.
    run(folder, str(tmp_path / "here"))
    here = tmp_path / "here"
    wanted = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}
    assert {name.removeprefix("shelf/out/") for name in store.find("shelf/out")} == wanted
    assert all(store.cat_file(f"shelf/out/{name}") == (here / name).read_bytes() for name in wanted)
    # All is left alone, and what another program cut short or took away is made again.
    written = store.modified("shelf/out/report-000/.publish.json")
    assert targets(run("s3://shelf/in/*.txt", out), fresh=False) == first
    assert store.modified("shelf/out/report-000/.publish.json") == written
    store.pipe_file("shelf/out/report-001/report-001.txt", b"cut short")
    store.rm_file("shelf/out/report-002/report-002.epub")
    store.pipe_file("shelf/out/report-000/.publish.json", b"{damaged")
    again = targets(run("s3://shelf/in", out), fresh=True)
    assert [name.rpartition("/")[2] for name in again] == [
        "report-000.txt",
        "report-000.epub",
        "report-001.txt",
        "report-002.epub",
    ]
    assert {name.removeprefix("shelf/out/") for name in store.find("shelf/out")} == wanted
    state = json.loads(store.cat_file("shelf/out/report-000/.publish.json"))
    assert sorted(state["editions"]) == ["report-000.epub", "report-000.txt"]


def test_processes_carry_there_what_they_made(
    store: s3fs.S3FileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "POOL_FROM", 2)
    (folder,) = made(tmp_path / "in", 3)
    options = {"output": "s3://shelf/out", "format": ("text",)}
    outcomes = list(plan.run(plan.requests(find([folder]), options), 2, Silent()))
    assert len(targets(outcomes, fresh=True)) == 3
    run(folder, str(tmp_path / "here"), format=("text",))
    store.get("shelf/out", str(tmp_path / "there"), recursive=True)
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


def test_a_file_that_is_sent_in_parts(
    store: s3fs.S3FileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Above a hundred megabytes it is; the store wants parts of five at least.
    monkeypatch.setattr("s3fs.core.calculate_chunksize", lambda *_, **__: 5 * 2**20)
    (tmp_path / "book.m4b").write_bytes(bytes(range(256)) * 2**16)
    remote.upload(tmp_path / "book.m4b", "s3://shelf/out/book.m4b")
    assert store.cat_file("shelf/out/book.m4b") == (tmp_path / "book.m4b").read_bytes()
    assert store.info("shelf/out/book.m4b")["ETag"].endswith('-4"')


def test_a_bucket_that_is_not_there(store: s3fs.S3FileSystem, tmp_path: Path) -> None:
    (folder,) = made(tmp_path / "in", 2)
    with pytest.raises(OutputError, match="no bucket shelve for s3://shelve/out") as failed:
        run(folder, "s3://shelve/out")
    assert "\n" not in str(failed.value)
    with pytest.raises(OutputError, match=r"s3://shelve/a\.txt could not be written"):
        remote.upload(Path(folder) / "report-000.txt", "s3://shelve/a.txt")
    with pytest.raises(InputMissing, match="s3://shelve/in"):
        run("s3://shelve/in/*.txt", "s3://shelf/out")
    assert store.ls("/") == ["shelf"]  # none was made by the way


def test_without_credentials(
    store: s3fs.S3FileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = made(tmp_path / "in", 2)
    store.pipe_file("shelf/in/a.txt", TEXT.encode())
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    s3.forget()
    words = r"s3://shelf/\S+ cannot be reached: \S.* credentials\. .*AWS_ACCESS_KEY_ID"
    with pytest.raises(NetworkError, match=words) as failed:  # once, not for each article
        run(folder, "s3://shelf/out")
    assert "\n" not in str(failed.value)
    with pytest.raises(NetworkError, match=words):
        run("s3://shelf/in", str(tmp_path / "out"))


def test_a_server_that_does_not_answer(
    store: s3fs.S3FileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = made(tmp_path / "in", 2)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    s3.forget()
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1:9.*AWS_ENDPOINT_URL"):
        run(folder, "s3://shelf/out")


def test_without_its_package() -> None:
    """In a process of its own: one that has the package already does not look again."""
    program = (
        "import sys; sys.modules['s3fs'] = None; from publish.cli import main; "
        "main(['build', 's3://shelf/in', '-t', 'text'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 11
    assert done.stderr == (
        "Error: s3://shelf/in needs a part that is not installed. "
        "Install it with: pip install 'publish[s3]'\n"
    )
