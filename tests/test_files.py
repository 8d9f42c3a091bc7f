import errno
from pathlib import Path

import pytest

from publish.errors import OutputError
from publish.files import atomic_path, output_error, write_bytes, write_text


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.txt"
    with pytest.raises(ValueError, match="halfway"), atomic_path(target) as temporary:
        temporary.write_bytes(b"half")
        raise ValueError("halfway")
    assert list(target.parent.iterdir()) == []
    write_text(target, "whole\n")
    assert target.read_bytes() == b"whole\n"
    assert [p.name for p in target.parent.iterdir()] == ["a.txt"]


def test_an_error_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_bytes(target, b"old")
    with pytest.raises(RuntimeError), atomic_path(target) as temporary:
        temporary.write_bytes(b"new")
        raise RuntimeError
    assert target.read_bytes() == b"old"


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    write_bytes(tmp_path / "out", b"")
    with pytest.raises(OutputError, match="folder is needed"):
        write_bytes(tmp_path / "out" / "a.txt", b"x")


def test_a_folder_in_the_way_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OutputError, match=r"a\.txt"):
        write_bytes(tmp_path / "a.txt", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("code", "word"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "permission"), (errno.EIO, "could not")],
)
def test_each_error_of_the_system_has_its_words(code: int, word: str) -> None:
    assert word in str(output_error(Path("x.epub"), OSError(code, "reason")))
