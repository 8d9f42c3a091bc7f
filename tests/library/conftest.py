"""A small library: four articles, one of them with speech, made by the real build."""

from __future__ import annotations

from pathlib import Path

import pytest

import publish

ARTICLES = {
    "harbour": "---\ntitle: Harbour opens & closes\nauthor: Ana Reyes\ndate: 2024-03-09\n---\n\n"
    "The harbour opened on Monday.\n\n## Later\n\nIt closed on Tuesday.\n",
    "lighthouse": "---\ntitle: The <old> lighthouse\ndate: 2025-01-02\n---\n\nIt is lit again.\n",
    "boats": "---\ntitle: القوارب\nlanguage: ar\n---\n\nكانت سبعة قوارب في الميناء.\n",
    "undated": "# Caf\u00e9 by the sea\n\nNobody knows when it opened.\n",
}


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    for name, text in ARTICLES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    out = folder / "editions with a space"
    publish.build(folder / "lighthouse.md", out, format=("text", "epub"))
    publish.build(folder / "undated.md", out, format=("text", "epub"))
    publish.build(folder / "boats.md", out, format=("text", "epub"))
    spoken = ("text", "epub", "mp3", "vtt", "html")
    publish.build(folder / "harbour.md", out, format=spoken, engine="silent")
    return out
