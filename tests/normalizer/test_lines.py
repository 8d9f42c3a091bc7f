"""What rules are told of an article's lines, and how often they look at them."""

from __future__ import annotations

from collections.abc import Iterable

from publish.model import Heading, Paragraph, Text
from publish.normalizer.rules.lines import Memory, plain_lines


def paragraphs(*lines: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Text(line),)) for line in lines)


def test_a_rule_is_asked_about_each_text_once() -> None:
    asked: list[str] = []

    def marked(lines: Iterable[str]) -> list[str]:
        lines = sorted(lines)
        asked.extend(lines)
        return [line for line in lines if line.startswith("*")]

    memory = Memory()
    first = plain_lines(paragraphs("* a", "b", "* a", ""), memory)
    assert first.places(marked) == [0, 2]
    # Of a later state of the article only what is new is looked at.
    second = plain_lines((*paragraphs("b", "* c", "* a"), Heading(1, (Text("* d"),))), memory)
    assert second.places(marked) == [1, 2]
    assert asked == ["* a", "b", "* c"]
    assert plain_lines(paragraphs("b"), memory).places(marked) == []


def test_lines_tell_which_of_them_the_debris_data_knows() -> None:
    lines = plain_lines(paragraphs("Share", "It rained over the river.", "Share"))
    assert set(lines.known()) == {"Share"}
    assert lines.places_of(lines.known()) == [0, 2]
    assert lines[1] == "It rained over the river."
