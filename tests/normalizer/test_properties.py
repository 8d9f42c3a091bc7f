"""What must hold for any text at all."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.normalizer import audit, cleaned_text, normalize
from publish.readers.decoding import detect
from publish.readers.source import Source
from publish.readers.text import read
from publish.walk import has_text, passages, plain_text

LINES = st.sampled_from(
    [
        "",
        " ",
        "\t",
        "3 columns",
        "Join the conversation now",
        "Share",
        "By Ines Calloway",
        "March 9, 2024",
        "Updated: 14 October 2023",
        "The Night the Lights Went Out",
        "What comes next",
        "- A kettle",
        "* A rope",
        "1. One",
        "2. Two",
        "> It is said",
        "— Olu Bright",
        "“An island is a place where every list is short.”",
        "* * *",
        "***",
        "|",
        "Photo: Rowan Tate",
        "(Photo by Rowan Tate/Reuters)",
        "Port Merrow, Ireland - A winter storm cut the power to the whole of the town on Friday.",
        "The electricity failed at 9:40 p.m., when a falling pine brought down the only line.",
        "cafÃ© itâ€™s &amp; caf­e",
        "Two retired engineers, Olu Bright and Hannah Verre, built the clock in a boat-",
        "house after a bet about whether the tide could be trusted. They had agreed on it.",
        "# Marked",
        "Home » News",
    ]
)
TEXTS = st.one_of(
    st.lists(LINES, min_size=1, max_size=25).map("\n".join),
    st.lists(st.one_of(LINES, st.text(max_size=60)), min_size=1, max_size=12).map("\n".join),
    st.text(min_size=1, max_size=200),
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def words(text: str) -> list[str]:
    return re.findall(r"\w", text)


@settings(max_examples=150, deadline=None)
@given(TEXTS, ENDS)
def test_idempotent_restorable_and_nothing_invented(text: str, end: str) -> None:
    data = text.replace("\n", end).encode("utf-8", "surrogatepass")
    if not text.strip() or data.isspace():
        return
    source = Source("any.txt", data)
    try:
        article, _ = read(source)
    except Exception as error:  # a clear refusal is an answer, anything else is not
        assert type(error).__name__ == "InputUnusable", error
        return
    once = normalize(article)
    twice = normalize(once.article)
    assert twice.article == once.article
    assert twice.changes == ()

    for body in (False, True):
        cleaned = cleaned_text(once.article, body=body)
        made = audit.record(
            source.name,
            once.article,
            once.changes,
            data=data,
            encoding="utf-8",
            errors="surrogatepass",
            body=body,
        )
        assert audit.restore(cleaned, audit.from_json(audit.to_json(made))) == data

    # Repaired characters are new ones, and so are those of UTF-16, which NULs may be taken for.
    if "&" not in text and text.isascii() and detect(data, "any.txt").encoding == "utf-8":
        before = iter(words(text))
        for passage in passages(once.article.blocks):
            for letter in words(plain_text(passage.content)):
                assert letter in before  # consumes: the order must hold, too


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        article, _ = read(Source("any.txt", data))
    except Exception as error:
        assert type(error).__name__ == "InputUnusable", error
        return
    found = normalize(article)
    assert has_text(article)
    cleaned_text(found.article).encode("utf-8")
