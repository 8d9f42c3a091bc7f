import pytest

from publish.casing import calm, calm_text, learn
from publish.model import Article, Emphasis, Heading, Metadata, Note, Paragraph, Text
from publish.segment import front_matter
from publish.walk import block_text, plain_text
from tests.samples import para, words

TEXT = (
    "The rebels in Aleppo said that NATO and the OPRM had left them alone. "
    "Syria burns. The city of Aleppo is big, and the McAllister bridge is down."
)
CASING = learn([Article(Metadata(language="en"), (para(TEXT),))])


@pytest.mark.parametrize(
    ("shouted", "calmed"),
    [
        ("US AND NATO HIT ISIS IN ALEPPO", "US and NATO Hit ISIS in Aleppo"),
        ("BACKGROUND", "Background"),
        ("ANTI-GOVERNMENT FORCES’ PLAN B", "Anti-Government Forces’ Plan B"),
        ("WORLD WAR II: THE END OF THE 20TH CENTURY", "World War II: The End of the 20th Century"),
        ("THE OPRM AT THE MCALLISTER BRIDGE", "The OPRM at the McAllister Bridge"),
    ],
)
def test_a_heading_in_capitals_is_set_as_a_title(shouted: str, calmed: str) -> None:
    assert calm_text(shouted, CASING, name=True) == calmed


@pytest.mark.parametrize(
    "text",
    [
        "NATO",
        "ALEPPO, Syria — Rebels met.",
        "He said BBC, CNN, NPR, ITV and NBC were there.",
        "Plan B of the U.S. and the E.U. is an F-16.",
        "It is NOT over.",
        "",
        "日本語のテキスト",
        "No capitals here",
    ],
)
def test_what_is_no_running_text_in_capitals_stays(text: str) -> None:
    assert calm_text(text, CASING) == text


def test_a_sentence_in_capitals_keeps_its_names_and_its_sentence_starts() -> None:
    shouted = "THE REBELS IN ALEPPO WAITED. AND I SAID: THE U.S. ARMY’S F-16 CAME WITH COVID-19."
    assert calm_text(shouted, CASING) == (
        "The rebels in Aleppo waited. And I said: The U.S. army’s F-16 came with COVID-19."
    )


def test_turkish_keeps_its_two_letters_i() -> None:
    turkish = learn([Article(Metadata(language="tr"), ())])
    assert calm_text("KIRMIZI İLE YEŞİL IŞIK", turkish) == "Kırmızı ile yeşil ışık"


def test_only_the_case_changes_and_marks_stay_where_they_are() -> None:
    article = Article(
        Metadata(title="THE LONG WAY HOME", language="en"),
        (
            Heading(2, (Emphasis(words("WHAT WE ")), Text("KNOW SO FAR"))),
            Paragraph((Text("They left."), Note(words("SEE THE NEXT PAGE, PLEASE")))),
        ),
    )
    calmed, front = calm(article, front_matter(article))
    assert plain_text(front.title) == "The Long Way Home"
    assert block_text(calmed.blocks[0]).lower() == "what we know so far"
    assert isinstance(calmed.blocks[0], Heading)
    assert isinstance(calmed.blocks[0].content[0], Emphasis)
    paragraph = calmed.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.content, notes=True) == "They left.See the next page, please"


def test_an_article_without_capitals_is_handed_back_as_it_is() -> None:
    article = Article(Metadata(title="The US"), (para("A boat I saw in the US."),))
    front = front_matter(article)
    assert calm(article, front) == (article, front)
    assert calm(article, front)[0] is article
