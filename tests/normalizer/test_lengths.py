"""Words of a line, in scripts with spaces and without."""

from __future__ import annotations

import pytest

from publish.normalizer.lengths import prose_words, word_count


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("The boats came back on Monday.", 6),
        ("Überraschungsentwicklungen sind häufig", 3),
        ("船は月曜日に港へ戻った。", 6),
        ("배는 월요일에 항구로 돌아왔다.", 4),
        ("https://boats.example/a-very-long-address-of-one-word", 1),
    ],
)
def test_words_are_counted_in_every_script(line: str, words: int) -> None:
    assert word_count(line) == words


def test_short_lines_are_no_running_text() -> None:
    assert prose_words(["word " * 11 + "end", "word " * 10 + "end", "Menu"]) == 12
