"""The articles written for training: that all are read, and that a wrong one is named."""

from pathlib import Path

import pytest

from benchmarks.line_model import articles
from benchmarks.line_model.labels import BLANK, KEEP


def test_every_article_has_a_name_a_text_and_labels() -> None:
    written = articles.read()
    assert len({document.name for document in written}) == len(written) >= 150
    for document in written:
        assert document.title
        assert len(document.page.lines) == len(document.page.labels)
        assert set(document.page.labels) <= {KEEP, BLANK}
        assert KEEP in document.page.labels


@pytest.mark.parametrize("text", ["=== Headline | |\n\n=== Next | |\nText.\n", "=== Bare\nText.\n"])
def test_an_article_without_text_or_bars_is_named(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(articles, "FOLDER", tmp_path)
    with pytest.raises(SystemExit, match=r"own\.txt"):
        articles.read()
