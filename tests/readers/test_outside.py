"""Readers from outside: the worked example of the docs, by an entry point."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import publish
from publish.model import Heading, Listing, Paragraph
from tests.docs.blocks import fences

PAGE = """# The boats

They came back on Monday.

## Later

* seven boats
=> gemini://merrow.example/ More
"""


def test_the_example_of_the_docs_reads(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, points, *_ = fences(root / "docs" / "extend" / "reader.md")
    facts = tmp_path / "gemtext-1.0.dist-info"
    facts.mkdir()
    (tmp_path / code.title).write_text(code.text, encoding="utf-8")
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: gemtext\nVersion: 1.0\n", "utf-8")
    line = points.text.splitlines()[1].replace('"', "")
    (facts / "entry_points.txt").write_text(f"[publish.readers]\n{line}\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "boats.gmi").write_text(PAGE, encoding="utf-8")
    article, notices = publish.read(articles / "boats.gmi")
    assert notices == ()
    assert [type(b) for b in article.blocks] == [Heading, Paragraph, Heading, Listing, Paragraph]
    (outcome,) = publish.build(articles, tmp_path / "out", format=("text",))
    assert outcome.name.endswith("boats.gmi")
    sys.modules.pop("gemtext", None)
    assert "seven boats" in (tmp_path / "out" / "boats" / "boats.txt").read_text("utf-8")
