"""What is counted in many texts at once is what is counted in each."""

from publish.readers.article.letters import count
from publish.readers.article.pieces import found_in

TEXTS = ("Ana Reyes, 9 March 2024", "", "ÉTÉ à Örebro ٣ x²", "A", "no capitals here", "𝟙 北京 B")


def test_digits_capitals_and_words_that_begin_with_one() -> None:
    found = zip(*(each.tolist() for each in count(TEXTS)), strict=True)
    assert list(found) == [
        (
            sum(map(str.isdigit, text)),
            sum(map(str.isupper, text)),
            sum(word[0].isupper() for word in text.split()),
        )
        for text in TEXTS
    ]


def test_one_text_of_no_characters() -> None:
    assert [each.tolist() for each in count([""])] == [[0], [0], [0]]


def test_pieces_are_found_where_they_stand() -> None:
    pieces = [("more", 1), (" ago", 2), ("re ag", 4), ("©", 8)]
    texts = ["read more", " ago, more and more", "© 2024", "", "more ago"]
    assert found_in(texts, pieces) == [1, 3, 8, 0, 1 | 2 | 4]


def test_no_piece_is_found_across_two_texts() -> None:
    assert found_in(["read", "more"], [("d m", 1), ("dm", 2), ("more", 4)]) == [0, 4]
