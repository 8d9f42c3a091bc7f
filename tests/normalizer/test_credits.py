"""Picture credits, as the sites of many houses write them."""

import pytest

from publish.normalizer.credits import credit_alone, with_credit

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
