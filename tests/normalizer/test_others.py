"""Two pages pasted one below the other: neither article goes for the other."""

from __future__ import annotations

import pytest

from publish.model import Article
from publish.normalizer import cleaned_text, normalize
from publish.normalizer.rules import others
from publish.readers.source import Source
from publish.readers.text import read
from tests.normalizer.linemodel.pages import ABOVE, BELOW, BODY, LIBRARY, PAGE, TITLE

DISCUSSION = """\
Comments
Tom Pask on September 12, 2024 at 4:47 pm said:
I shall miss the piano on the car deck more than I can say, and so will the two dogs of course.
Reply
Ines Calder on September 13, 2024 at 9:05 am said:
The bell is in the school already, my youngest rang it on Monday and the whole street heard it.
Reply
Leave a Reply
Your email address will not be published.""".splitlines()


def second_page(body: list[str]) -> list[str]:
    title = ["A boat full of books stays afloat", "", "By Nils Orme", "2 May 2024", ""]
    return [*ABOVE[: TITLE - 2], *title, *(line for part in body for line in (part, "")), *BELOW]


def article(lines: list[str]) -> Article:
    return read(Source("pasted.txt", "\n".join(lines).encode(), ".txt"))[0]


@pytest.mark.parametrize(
    ("first", "between", "second"),
    [
        (PAGE, [], second_page(LIBRARY)),
        (PAGE, ["", *DISCUSSION], second_page(LIBRARY)),
        (second_page(LIBRARY), [], PAGE),
    ],
    ids=["long below", "long below a discussion", "long above"],
)
def test_both_articles_stay(first: list[str], between: list[str], second: list[str]) -> None:
    text = cleaned_text(normalize(article([*first, *between, "", *second])).article)
    for line in [*LIBRARY, *(PAGE[at] for at in BODY)]:
        assert line.strip() in text
    assert "Privacy policy" not in text and "two dogs of course" not in text


def test_an_article_pasted_page_by_page_stays_whole() -> None:
    first, second = second_page(LIBRARY[:4]), second_page([*LIBRARY[4:], *(LIBRARY[0], LIBRARY[1])])
    second = [line.replace("shark", "whale") for line in second]
    text = cleaned_text(normalize(article([*first, "", *second])).article)
    assert all(line in text for line in LIBRARY)


def test_little_prose_is_not_looked_at_by_itself() -> None:
    lines = [f"{number} " + "word " * 30 + "end." for number in range(8)]
    assert others.find(lines, range(8), [True] * 8) == set()
