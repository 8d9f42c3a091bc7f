from pathlib import Path

import pytest

from publish import state


def test_an_edition_is_current_by_key_and_size_not_by_time(tmp_path: Path) -> None:
    target = tmp_path / "a.epub"
    target.write_bytes(b"12345")
    known = state.load(tmp_path)
    known.built(target, "k1")
    known.save()
    again = state.load(tmp_path)
    assert again.current(target, "k1")
    assert not again.current(target, "k2")
    target.write_bytes(b"123")
    assert not again.current(target, "k1")
    target.unlink()
    assert not again.current(target, "k1")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"editions": [1]}', '{"editions": {"a": {}}}'])
def test_a_damaged_state_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / state.FILE_NAME).write_text(text, encoding="utf-8")
    assert state.load(tmp_path).entries == {}


def test_a_key_tells_its_parts_apart() -> None:
    assert state.digest("ab", "c") != state.digest("a", "bc")
    assert state.digest("a", b"b") == state.digest("a", "b")
