"""Articles as they come and as they leave. A new case is a new folder in ``cases``.

``input.txt`` goes in; ``expected.txt`` is the cleaned text; ``found.toml``, where there is one,
holds metadata that must be found. Every case is also run twice, and restored from its audit.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from publish.model import Article, Figure
from publish.normalizer import audit, cleaned_text, normalize
from publish.readers.decoding import detect
from publish.readers.source import Source
from publish.readers.text import read

CASES = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/input.txt"))


def article(case: Path) -> Article:
    return read(Source(f"{case.name}.txt", (case / "input.txt").read_bytes()))[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cleaned_text_is_the_expected_one(case: Path) -> None:
    found = cleaned_text(normalize(article(case)).article)
    assert found == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_metadata_is_found(case: Path) -> None:
    file = case / "found.toml"
    if not file.exists():
        return
    meta = normalize(article(case)).article.meta
    for name, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
        found = getattr(meta, name)
        assert (list(found) if isinstance(found, tuple) else found) == value, name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_run_changes_nothing(case: Path) -> None:
    once = normalize(article(case))
    twice = normalize(once.article)
    assert twice.article == once.article
    assert twice.changes == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cleaning_the_cleaned_text_changes_nothing(case: Path) -> None:
    text = cleaned_text(normalize(article(case)).article)
    again = normalize(read(Source("again.txt", text.encode()))[0]).article
    assert cleaned_text(again) == text


@pytest.mark.parametrize("body", [False, True], ids=["whole", "body"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_original_comes_back_byte_for_byte(case: Path, body: bool) -> None:
    data = (case / "input.txt").read_bytes()
    found = normalize(article(case))
    decoding = detect(data, case.name)
    made = audit.record(
        f"{case.name}.txt",
        found.article,
        found.changes,
        data=data,
        encoding=decoding.encoding,
        errors=decoding.errors,
        body=body,
    )
    again = audit.from_json(audit.to_json(made))
    assert again == made
    assert audit.restore(cleaned_text(found.article, body=body), again) == data


@pytest.mark.parametrize("language", ["es", "fr", "de", "pt", "it"])
def test_captions_and_credits_take_their_role_in_each_language(language: str) -> None:
    case = Path(__file__).parent / "cases" / f"captions-{language}"
    found = normalize(article(case)).article
    figures = [block for block in found.blocks if isinstance(block, Figure)]
    assert [(bool(f.caption), bool(f.credit)) for f in figures] == [
        (True, False),
        (True, True),
        (False, True),
    ]
    assert found.meta.language == language
