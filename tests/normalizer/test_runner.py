"""Keeping, undoing, recording."""

from __future__ import annotations

import gc

import pytest

from publish.errors import UnknownName
from publish.model import Article, Metadata, Origin, Paragraph, Text
from publish.normalizer import RULES, cleaned_text, explain, normalize
from publish.readers.source import Source
from publish.readers.text import read

TEXT = b"""The Night the Harbour Lights Went Out

Port Merrow, Ireland - A storm cut the power to the whole of Port Merrow on Thursday night.

3 columns
Join the conversation now
"""


def article(data: bytes = TEXT) -> Article:
    return read(Source("a.txt", data))[0]


def test_changes_name_line_rule_and_exact_text() -> None:
    changes = [c for c in normalize(article()).changes if not c.after]
    assert [(c.rule, c.before, c.origin) for c in changes] == [
        ("gallery", "3 columns", Origin("a.txt", 5, 5)),
        ("comments", "Join the conversation now", Origin("a.txt", 6, 6)),
    ]


def test_before_is_the_line_as_it_was_read() -> None:
    changes = normalize(article(b"First  words.\n\n  3   columns \n\nMore words follow.")).changes
    assert "  3   columns " in [c.before for c in changes]


def test_a_kept_rule_removes_nothing() -> None:
    found = normalize(article(), keep=["gallery"])
    assert "3 columns" in cleaned_text(found.article)
    assert "gallery" not in {c.rule for c in found.changes}


def test_a_kept_line_stays() -> None:
    found = normalize(article(), keep_lines=[6])
    assert "Join the conversation now" in cleaned_text(found.article)
    assert "3 columns" not in cleaned_text(found.article)
    assert "comments" not in {c.rule for c in found.changes}


def test_a_kept_title_line_stays_in_the_text() -> None:
    found = normalize(article(), keep_lines=[1])
    assert found.article.meta.title == ""
    assert cleaned_text(found.article, body=True).startswith("The Night")


def test_an_unknown_rule_is_an_error_that_names_its_neighbours() -> None:
    with pytest.raises(UnknownName, match="gallery"):
        normalize(article(), keep=["galery"])


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_each_rule_by_itself_does_what_the_runner_lets_it_do() -> None:
    for rule in RULES:
        after, _ = rule.run(article())
        assert rule.apply(article()).blocks == after.blocks


def test_explanations_are_whole_sentences_in_the_order_of_the_lines() -> None:
    lines = [str(line) for line in explain(normalize(article()).changes)]
    assert lines[1].startswith("Line 5: removed, because it is a control or counter of a picture")
    assert "“3 columns”" in lines[1]
    assert "Join the conversation now" in lines[2]


def test_an_article_of_code_has_no_origin_to_name() -> None:
    bare = Article(blocks=(Paragraph((Text("Share"),)), Paragraph((Text("It rains."),))))
    found = normalize(bare)
    assert [c.origin for c in found.changes] == [None]


def test_a_wrapped_book_without_a_blank_line_takes_no_time_of_its_length_squared() -> None:
    line = "the bell of the old town hall rang over the roofs at noon and"
    blocks = (Paragraph((Text(line),), Origin("a", n, n)) for n in range(1, 30_001))
    found = normalize(Article(Metadata(title="Bells"), tuple(blocks)))
    (only,) = found.article.blocks
    assert isinstance(only, Paragraph)
    assert only.content == (Text(" ".join([line] * 30_000)),)


def test_a_run_leaves_nothing_that_only_the_garbage_collector_can_free() -> None:
    read_once = article()
    normalize(read_once)  # loads what all runs share
    gc.collect()
    gc.disable()
    try:
        normalize(read_once)
        assert not gc.collect()
    finally:
        gc.enable()


def test_a_space_taken_away_lays_damage_open() -> None:
    odd = Article(Metadata(), (Paragraph((Text("\xa0\x8e¯à\x80"),)),))
    once = normalize(odd)
    assert normalize(once.article).changes == ()
