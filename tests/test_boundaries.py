"""Sentences: the cases in cases/sentences, and what must hold for any text."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.boundaries import sentences, spans

CASES = Path(__file__).parent / "cases" / "sentences"


def cases():
    for file in sorted(CASES.glob("*.txt")):
        lines = file.read_text(encoding="utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith("#"))
        for number, block in enumerate(text.strip().split("\n\n")):
            yield pytest.param(file.stem, block.split("\n"), id=f"{file.stem}-{number}")


@pytest.mark.parametrize(("language", "expected"), list(cases()))
def test_case(language, expected):
    assert sentences(" ".join(expected), language) == expected


def test_chinese_and_japanese_need_no_space():
    assert sentences("你好。他说：“走吧！”她笑了？是的。", "zh") == [
        "你好。",
        "他说：“走吧！”",
        "她笑了？",
        "是的。",
    ]
    assert sentences("「行こう。」彼は笑った。", "ja") == ["「行こう。」", "彼は笑った。"]
    assert sentences("彼は「行こう。」と言った。", "ja") == ["彼は「行こう。」と言った。"]
    assert sentences("“走吧。”他说。", "zh") == ["“走吧。”他说。"]


def test_a_blank_line_ends_a_sentence_and_a_wrapped_line_does_not():
    assert sentences("A heading\n\nThe body") == ["A heading", "The body"]
    assert sentences("It was a cold\nnight.") == ["It was a cold\nnight."]
    assert sentences("contact manager\nEvents\nPrices") == ["contact manager", "Events", "Prices"]
    wrapped = (
        "The harbour at Whitby was full of small boats when the governor of\n"
        "Yorkshire came to open the new quay, and everybody in the town had\n"
        "come down to look."
    )
    assert sentences(wrapped) == [wrapped]


def test_line_ends_of_windows_are_line_ends():
    assert sentences("A heading\r\n\r\nThe body\r\ngoes on.") == [
        "A heading",
        "The body\r\ngoes on.",
    ]


def test_a_face_stays_with_its_sentence():
    assert sentences("We won! 🎉🎉 Come along.") == ["We won! 🎉🎉", "Come along."]


def test_a_lost_space_is_seen():
    assert sentences("The rain stopped.The sun came out.") == [
        "The rain stopped.",
        "The sun came out.",
    ]
    assert sentences("Ask at Booking.Com or Node.js today.") == [
        "Ask at Booking.Com or Node.js today."
    ]


def test_an_unknown_language_has_the_marks():
    assert sentences("Yek. Du? Sê!", "ku") == ["Yek.", "Du?", "Sê!"]


def test_nothing_is_no_sentence():
    assert spans("") == []
    assert spans(" \n\t") == []


@settings(deadline=None)
@given(st.text(alphabet='aB1 .!?…"”)(\n\t\u00a0。؟•-I', max_size=60), st.sampled_from(["en", "de"]))
def test_every_character_lies_in_one_span(text, language):
    found = spans(text, language)
    assert all(start < end for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
    outside = text
    for start, end in reversed(found):
        outside = outside[:start] + outside[end:]
    assert not outside.strip()
