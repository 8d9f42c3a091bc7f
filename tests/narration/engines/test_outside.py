"""Engines from outside: the worked example of the docs, by its place and by an entry point."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from publish.errors import UnknownName
from publish.narration.engines import ENGINES, engine_factory
from tests.narration.speaking import chapters, recording_of


@pytest.fixture
def example(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example of the docs as an installed package with its entry point."""
    text = (root / "docs" / "extend" / "voice.md").read_text("utf-8")
    folder = tmp_path / "site"
    facts = folder / "beep-1.0.dist-info"
    facts.mkdir(parents=True)
    code = re.findall(r"```python title=\"beep.py\"\n(.*?)```", text, re.DOTALL)[0]
    (folder / "beep.py").write_text(code, encoding="utf-8")
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: beep\nVersion: 1.0\n", "utf-8")
    points = re.findall(r'entry-points\."(.*?)"\]\n(.*?)\n```', text, re.DOTALL)[0]
    line = points[1].replace('"', "")
    (facts / "entry_points.txt").write_text(f"[{points[0]}]\n{line}\n", "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.mark.parametrize("name", ["beep", "beep:BeepEngine"])
def test_the_example_of_the_docs_speaks(example: Path, tmp_path: Path, name: str) -> None:
    with recording_of(chapters(1), tmp_path / "c", engine=name, voice="low") as narration:
        (chapter,) = narration.timeline()
        text = narration.script.chapters[0].utterances[0].text
        assert [text[w.first : w.last] for w in chapter.cues[0].words] == text.split()
    assert "beep" in ENGINES
    sys.modules.pop("beep", None)


def test_a_place_where_nothing_is_is_named() -> None:
    with pytest.raises(UnknownName, match=r"package\.module:Class"):
        engine_factory("nowhere.at.all:Engine")
