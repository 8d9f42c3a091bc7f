"""Listings of commands in plain text: programs, and no part of the prose around them."""

import pytest

from publish.model import Code
from publish.normalizer import cleaned_text, normalize
from publish.normalizer.rules.preformatted import commands
from publish.readers.source import Source
from publish.readers.text import read


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


@pytest.mark.parametrize(
    "text",
    [
        "$ git clone .\n$ git status\n$ git stash\nThat is all there is to it.\n",
        "$ git clone .\n$ git status\n$ git stash\nand then we left\n",
    ],
)
def test_what_follows_a_prompt_is_no_command(text: str) -> None:
    article = normalize(
        read(Source("a.txt", f"How to begin\n\n{text}".encode(), ".txt"))[0]
    ).article
    programs = [b.value for b in article.blocks if isinstance(b, Code)]
    assert programs == ["$ git clone .\n$ git status\n$ git stash"]


def test_headings_in_small_letters_over_sentences_are_no_comments() -> None:
    text = "".join(
        f"# {word}\nIt rained on the {word} all day.\n" for word in ("pier", "boat", "hut")
    )
    article = normalize(read(Source("a.txt", text.encode(), ".txt"))[0]).article
    assert not any(isinstance(block, Code) for block in article.blocks)
