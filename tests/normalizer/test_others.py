"""Two pages pasted one below the other: neither article goes for the other."""

from __future__ import annotations

import pytest

from publish.model import Article
from publish.normalizer import cleaned_text, normalize
from publish.normalizer.rules import others
from publish.readers.source import Source
from publish.readers.text import read
from tests.normalizer.linemodel.pages import ABOVE, BELOW, BODY, PAGE, TITLE

TEXT = """\
The library boat ties up at Merrow quay every second Tuesday, and the children of the school are
waiting on the steps before the engine has stopped. They have brought back eleven books about
sharks, and they want eleven others.

Ada Finch has run the boat for nine winters. She chose each of its four thousand books herself,
and she knows which of them have been read in which kitchen. When a reader dies, she says, the
family brings her the last book in an envelope, with the page marked.

The boat was a coal barge once. A boatbuilder in the next bay fitted the shelves with a rail of
ash that keeps the books in their places when the swell runs into the harbour. Only the
encyclopedias have ever fallen, in the storm of two years ago, and nobody was hurt.

This spring the county asked whether a van would not be cheaper, now that there is a bridge. Finch
counted for a month who came on board and how far they had walked. Three in four had come on foot,
most of them were older than seventy, and not one of them owned a car.

“A van stops where the road is wide enough,” she told the meeting in the town hall. “The boat stops
where the people are.” The hall was so full that the windows had to be opened, and the clerk wrote
down sixty-two names of those who wished to speak.

The county has now put its decision off until the autumn. Until then the boat will keep its
timetable, which is painted on a board beside the pump: Merrow, the two holms, the lighthouse
cottages, and on the last Friday of the month the island where there are nine houses and a chapel.

Finch is not idle while she waits. She has begun to lend seeds in paper bags, a screwdriver set,
and a sewing machine that has been out on loan since March. Nobody has asked her for a receipt."""
LIBRARY = [part.replace("\n", " ") for part in TEXT.split("\n\n")]

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
    assert others.prose(lines) == 256
