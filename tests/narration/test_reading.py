import pytest

from publish.narration.reading import readable


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("See https://www.example.org/a/b?c=1&d=2.", "See example.org."),
        ("Go to www.example.org/boats, then wait.", "Go to example.org, then wait."),
        ("He won.[12] She lost.[3, 4]", "He won. She lost."),
        ("It is so [citation needed].", "It is so."),
        ("Great day 🎉🎉 for all 👍🏽!", "Great day for all !"),
        ("The end.²", "The end."),
        ("• First • second", "First second"),
        ("★★★", ""),
        ("***", ""),
        ("Flag 🇫🇷 and family 👨‍👩‍👧", "Flag and family"),
    ],
)
def test_noise_goes(text: str, spoken: str) -> None:
    assert readable(text) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "“[He] was there,” she said.",
        "An area of 12 m² and E = mc².",
        "The file is main.py, the site example.org.",
        "A+B = C, 5 * 3 is 15 and 2^3 is 8.",
        "Tea & cake — £3.50 (or €4).",
        "5 | 6",
    ],
)
def test_words_stay(text: str) -> None:
    kept = readable(text)
    assert [w for w in kept.split() if w.isalnum()] == [w for w in text.split() if w.isalnum()]


def test_addresses_can_be_left_out() -> None:
    assert readable("See https://example.org/x for it.", links=False) == "See for it."
