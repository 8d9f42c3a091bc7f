"""Picture credits, as the sites of many houses write them."""

import pytest

from publish.model import Figure
from publish.normalizer import normalize
from publish.normalizer.credits import credit_alone, with_credit
from publish.readers.source import Source
from publish.readers.text import read
from publish.walk import plain_text

SEEN = "A ferry leaves the pier on Tuesday."


@pytest.mark.parametrize(
    "credit",
    [
        "(Photo by Lena Whitlock)",
        "Photo courtesy of Larkspur Media.",
        "Courtesy of the Harbour Museum",
        "Photo © Ottoline Sprake",
        "Photo by: 'Trevor Dunphy'.",
        "PHOTO BY TREVOR DUNPHY/FUNDY TELEGRAPH",
        "Photograph by Delphine Achterberg, WildRiver staff",
        "(Dana Ruiz/Corbel Press)",
        "| Prudence Akande/ROTUNDA DAILY",
        "(MP Photo/Carl Osgood-Rhee)",
        "Credit: L. Haverstock",
        "Leonhard Brandt / Reuters file",
        "[File: Reuters]",
        "[Orbitworks via NASA]",
        "Aja Brandt/Moment via Getty Images",
        "(Credit: iStock)",
        "( NASA/JPL-Caltech/ASU )",
        "File photo",
        "(Image supplied)",
        "Picture posed by models",
        "Foto de archivo",
        "(Archivbild)",
    ],
)
def test_the_end_of_a_caption_says_whose_the_picture_is(credit: str) -> None:
    text, found = with_credit(f"{SEEN} {credit}")
    assert text == SEEN
    assert found.strip("().[]| ") == credit.strip("().[]| ")


@pytest.mark.parametrize(
    "line",
    [
        "The album is good. The photo by the stairs, which nobody had seen, is better still.",
        "Golden pothos is easy to grow. It is also called (Golden Pothos / Devil's Ivy)",
        "The minister (Labour/Greens) said on Tuesday that the pier was safe.",
        "She took the file and the photo to the police.",
        "Data sovereignty\tCloud (Anvil Cloud)\tFull On-Premise/Local Control",
        "Nobody knew who had taken the picture.",
        "They compared prices in Salt Lake City/Provo and found none lower.",
        "He asked for credit. The bank refused.",
    ],
)
def test_what_only_looks_like_one_is_text(line: str) -> None:
    assert with_credit(line) == ("", "")
    assert credit_alone(line) == ""


@pytest.mark.parametrize(
    "credit",
    ["Photo courtesy of Larkspur Media.", "Lena Whitlock/Courier", "Photo supplied"],
)
def test_a_credit_below_its_caption_is_found_again(credit: str) -> None:
    body = "\n\n".join(f"The ferry was late on day {day}, and nobody was sorry." for day in "123")
    text = f"The pier\n\n{SEEN}\n{credit}\n\n{body}\n"
    figure, *_ = normalize(read(Source("a.txt", text.encode(), ".txt"))[0]).article.blocks
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == SEEN
    assert plain_text(figure.credit) == credit
