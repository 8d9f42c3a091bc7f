"""The sample articles: their debris goes, every other line stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.normalizer import cleaned_text, normalize
from publish.readers.source import from_path
from publish.readers.text import read

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
DEBRIS = re.compile(
    r"\d+ columns?|Join the conversation now|Loading\.\.\.|(?:Photo|Image) \d of \d|.* min read"
    r"|Share on .*|Copy link|Advertisement.*|View .*|READ MORE.*|Sign up .*|© .*|Skip to .*"
    r"|Listen to .*|Related: .*|Subscribe .*|Was this .*|Tags: .*|Facebook .*|Back to top"
    r"|Comments .*|Follow us .*"
)
NAMES = re.compile(r"By .*|Written by .*|Updated: .*|March 9, 2024")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_debris_goes_and_every_other_word_stays(seed: Path) -> None:
    found = normalize(read(from_path(seed))[0])
    text = cleaned_text(found.article)
    left = " ".join(re.findall(r"\w+", text))
    for line in seed.read_text(encoding="utf-8").split("\n"):
        if DEBRIS.fullmatch(line):
            assert line not in text.split("\n")
        elif not NAMES.fullmatch(line):
            words = " ".join(re.findall(r"\w+", line))
            assert words.removesuffix(" boat").removesuffix(" news") in left, line
    assert found.article.meta.title
    assert found.article.meta.subtitle
    assert found.article.meta.place
