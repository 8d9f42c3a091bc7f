"""The pages that are made from the code say what the code says."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from manual.pages import DOCS, PAGES
from publish.errors import ExitCode
from publish.normalizer import audit, normalize
from publish.readers.source import Source
from publish.readers.text import read
from tests.docs import blocks


@pytest.mark.parametrize("name", PAGES)
def test_a_made_page_is_up_to_date(name: str) -> None:
    there = (DOCS / name).read_text("utf-8")
    assert there == PAGES[name](), "run: python -m manual"


def test_what_goes_wrong_has_a_part_for_each_exit_code() -> None:
    page = (DOCS / "tasks" / "trouble.md").read_text("utf-8")
    told = {int(code) for code in re.findall(r"^### .*\((\d+)\)$", page, re.MULTILINE)}
    assert told == set(ExitCode) - {ExitCode.OK, ExitCode.INTERRUPTED}


def test_the_optional_parts_are_those_of_the_package(root: Path) -> None:
    page = (DOCS / "tasks" / "trouble.md").read_text("utf-8")
    part = page[page.index("The parts are:") : page.index("If you installed with `pipx`")]
    told = set(re.findall(r"`([a-z0-9]+)`(?=,| and)", part))
    extras = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert told == set(extras["optional-dependencies"]) - {"docs", "test"}


@pytest.mark.parametrize("page", blocks.PAGES, ids=blocks.name_of)
def test_headings_and_links_serve_those_who_jump_between_them(page: Path) -> None:
    text = blocks.prose(page)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    links = {name.lower() for name in re.findall(r"(?<!!)\[([^\]]+)\]\(", text)}
    assert not links & {"here", "click here", "this", "this page", "link", "more"}


def test_every_picture_has_a_description_and_is_small() -> None:
    shown = set()
    for page in blocks.PAGES:
        for text, place in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text("utf-8")):
            assert len(text) > 20, f"{page}: {place} is not described"
            path = (page.parent / place).resolve()
            assert path.stat().st_size < 150_000, path
            shown.add(path)
    assert shown == {path.resolve() for path in (DOCS / "images").iterdir()}


def test_the_account_of_the_cleaning_is_described_whole(root: Path) -> None:
    text = "The harbour\r\n\nIt opened on Monday.\n\nShare this article\n"
    article, _ = read(Source("a.txt", text.encode(), ".txt"))
    done = normalize(article)
    made = audit.record(
        "a.txt", done.article, done.changes, data=text.encode(), encoding="utf-8", errors="strict"
    )
    account = json.loads(audit.to_json(made))
    keys = {*account, *account["source"], *account["cleaned"], *account["metadata"]}
    keys.update(key for change in account["changes"] for key in change)
    page = (root / "docs" / "reference" / "changes.md").read_text("utf-8")
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []
    assert {entry[0] for entry in account["layout"]} <= {"kept", "change", "text"}
