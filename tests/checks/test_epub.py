from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from publish.checks import Severity, check, check_all
from publish.errors import InputMissing, UnknownName
from tests.exporters.epub.helpers import build
from tests.samples import every_block


def spoil(book: Path, to: Path) -> None:
    """Copy a book with a second title in its first page."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(to, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith("0001.xhtml"):
                data = data.replace(b"</title>", b"</title><title/>", 1)
            new.writestr(item, data)


def test_faults_are_told_with_their_place_and_good_books_pass(tmp_path: Path) -> None:
    good, bad, broken = (tmp_path / f"{name}.epub" for name in ("good", "bad", "broken"))
    build(good, every_block())
    spoil(good, bad)
    broken.write_bytes(b"no book")
    outcomes = list(check_all([good, bad, broken]))
    assert [outcome.passed for outcome in outcomes] == [True, False, False]
    assert any("0001.xhtml line" in f.where for f in outcomes[1].findings)
    assert {f.severity for f in outcomes[2].findings} == {Severity.ERROR}
    summary = next(iter(outcomes[0].lines()))
    assert "valid" in summary
    assert "EPUBCheck 5" in summary


def test_what_cannot_be_checked_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        check(tmp_path / "none.epub")
    odd = tmp_path / "a.docx"
    odd.write_bytes(b"x")
    with pytest.raises(UnknownName, match="docx"):
        check(odd)
