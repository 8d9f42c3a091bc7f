"""The cleaned article as plain text."""

from publish.model import Article, Figure, Image
from publish.normalizer import cleaned_text
from tests.samples import para, words


def test_captions_of_pictures_stand_beside_the_body():
    article = Article(
        blocks=(
            para("The tide went out."),
            Figure(Image("b.png", "A boat"), words("At low tide."), words("Photo: L. Hart")),
            Figure(None, words("The pier at dawn."), words("Photo: L. Hart")),
            Figure(None, words("A caption known by its tense alone.")),
        )
    )
    assert cleaned_text(article, body=True) == (
        "The tide went out.\n\nA caption known by its tense alone.\n"
    )
    assert "At low tide." in cleaned_text(article)
