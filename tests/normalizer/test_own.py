"""A user's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.errors import ConfigurationError
from publish.model import Article, Figure, Heading
from publish.normalizer import cleaned_text, normalize
from publish.normalizer.own import load, parse
from publish.readers.source import Source
from publish.readers.text import read

TEXT = b"""The lamps of Tarn

The lamps of Tarn burned all night, and nobody in the town knew who had lit them first.

Sponsored by the Tarn Oil Company
3 columns
PART TWO
The oil was gone by the morning, and the company sent a man to count the lamps again.
Foto: a lamp on the quay.
"""


def article() -> Article:
    return read(Source("a.txt", TEXT))[0]


def test_drop_keep_heading_and_caption() -> None:
    own = parse(
        'drop = ["Sponsored by .*"]\nkeep = ["\\\\d columns"]\n'
        'heading = ["PART .*"]\ncaption = ["Foto: .*"]\n',
        "rules.toml",
    )
    found = normalize(article(), own=own)
    text = cleaned_text(found.article)
    assert "Sponsored" not in text
    assert "3 columns" in text
    kinds = [type(block) for block in found.article.blocks]
    assert Heading in kinds
    assert Figure in kinds
    assert [c.rule for c in found.changes if "Sponsored" in c.before] == ["own-drop"]
    assert normalize(found.article, own=own).changes == ()


def test_a_table_gives_reasons() -> None:
    own = parse('[drop]\n"Sponsored by .*" = "not ours"\n', "rules.toml")
    assert "Sponsored" not in cleaned_text(normalize(article(), own=own).article)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('drop = ["fine",\n  "(wrong"]', "rules.toml, line 2: the pattern “\\(wrong” is wrong"),
        ('drop = ["a"]\ndorp = ["b"]', "rules.toml, line 2: unknown “dorp”.*drop"),
        ("drop = 3", "line 1: “drop” must be a list"),
        ("drop = [3]", "line 1: “drop” must be a list"),
        ("drop == 1", "rules.toml is not TOML: .*line 1"),
    ],
)
def test_errors_name_the_line(text: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        parse(text, "rules.toml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no rules file .*none\.toml"):
        load(tmp_path / "none.toml")


def test_a_catastrophic_pattern_is_stopped_and_named() -> None:
    own = parse('drop = [\n"(a|aa)+b?c(x+x+)+y"]', "rules.toml")
    line = "a" * 60 + "c" + "x" * 60
    slow = read(Source("a.txt", f"{line}\n\nSecond line.".encode()))[0]
    with pytest.raises(ConfigurationError, match=r"line 2: the pattern .* takes too long"):
        normalize(slow, own=own)


def test_long_lines_are_left_alone() -> None:
    own = parse('drop = [".*"]', "rules.toml")
    long = read(Source("a.txt", b"word " * 1000 + b"\n\nshort"))[0]
    assert len(normalize(long, own=own).article.blocks) == 1


@pytest.mark.parametrize(
    "pattern", ["c{99999999}", "(?:(?:c{1,400}){400}){400}", "([(a]{1000}b){1000}"]
)
def test_a_pattern_too_large_to_compile_is_named(pattern: str) -> None:
    with pytest.raises(ConfigurationError, match=r"line 2: .* repeats too much"):
        parse(f'drop = [\n  "{pattern}",\n]', "rules.toml")


def test_honest_repetitions_are_no_trouble() -> None:
    parse(
        'drop = ["\\\\d{4}-\\\\d{2}", ".{0,900}x.{0,900}y", "a{,20}[{}]+\\\\(", "(?:ab{2}){3}"]',
        "r",
    )
