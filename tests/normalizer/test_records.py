"""Series of entries with the same labels, and what only looks like one."""

from publish.model import Code
from publish.normalizer import cleaned_text, normalize
from publish.normalizer.rules.records import commands, spans
from publish.readers.source import Source
from publish.readers.text import read


def entry(name: str) -> list[str]:
    return [
        name,
        f"About the {name} club: it meets on Mondays.",
        "It reads.",
        f"Follow {name}: here",
    ]


def test_a_series_reaches_from_its_first_label_to_its_last() -> None:
    lines = ["Five clubs", *(line for name in ("A", "B", "C", "D", "E") for line in entry(name))]
    found = list(spans(lines))
    assert range(2, 18) in found
    assert all(part.start >= 1 and part.stop <= len(lines) for part in found)


def test_three_entries_or_lines_side_by_side_are_none() -> None:
    lines = [line for name in ("A", "B", "C") for line in entry(name)]
    assert list(spans(lines)) == []
    assert list(spans(["Read more about it"] * 6)) == []


def test_a_label_far_below_belongs_to_no_series() -> None:
    lines = [line for name in ("A", "B", "C", "D") for line in entry(name)]
    far = [*lines, *(str(number) for number in range(25)), "About the last club: gone."]
    assert max(part.stop for part in spans(far)) <= len(lines)


def test_commands_and_their_comments() -> None:
    listing = ["# clone it", "git clone .", "# look at it", "git status", "# leave", "git stash"]
    assert commands(["Try this.", *listing, "That is all."]) == {1, 2, 3, 4, 5, 6}
    assert commands(["Try this.", *listing[:4], "That is all."]) == set()
    assert commands(["# Title", "Text", "## Part", "Text", "# Another", "Text"]) == set()


def test_a_listing_of_commands_is_a_program() -> None:
    listing = "# clone it\ngit clone .\n\n# look at it\ngit status\n\n# leave\ngit stash\n"
    text = f"How to begin\n\nTry the following.\n\n{listing}\nThat is all.\n"
    article = normalize(read(Source("a.txt", text.encode(), ".txt"))[0]).article
    assert [b.value for b in article.blocks if isinstance(b, Code)] == [listing.rstrip("\n")]
    again = cleaned_text(article)
    assert (
        cleaned_text(normalize(read(Source("b.txt", again.encode(), ".txt"))[0]).article) == again
    )
