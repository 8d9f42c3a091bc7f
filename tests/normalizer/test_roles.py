"""What lines at the top say, in the forms that pages give them."""

from __future__ import annotations

import pytest

from publish.model import Metadata
from publish.normalizer import normalize
from publish.readers import read
from publish.readers.source import Source

TEXT = "Two retired engineers built the clock in a boathouse after a bet about the tide."
MORE = "It told the truth twice a day, as long as anybody in the town asked for the time at all."


def found(*lines: str, suffix: str = ".txt") -> Metadata:
    text = "\n\n".join((*lines, TEXT, MORE))
    return normalize(read(Source(f"a{suffix}", text.encode(), suffix))[0]).article.meta


@pytest.mark.parametrize("mark", ["|", "»", "::"])
def test_a_site_behind_a_bar_is_the_publisher(mark: str) -> None:
    meta = found(f"The Clock of Port Merrow {mark} The Merrow Post", "By Ines Calloway")
    assert (meta.title, meta.publisher) == ("The Clock of Port Merrow", "The Merrow Post")


def test_behind_a_dash_it_must_be_known() -> None:
    title = "The Clock of Port Merrow - The Merrow Post"
    assert found(title, "By Ines Calloway").title == title
    assert found(title, "By Ines Calloway", "The Merrow Post").publisher == "The Merrow Post"


def test_a_name_above_the_date_and_a_place_before_it() -> None:
    meta = found(
        "El reloj de Puerto Claro",
        "Nunca ha dado la hora, y nadie lo dice en el pueblo",
        "Lucía Ferrer",
        "Madrid, 5 de marzo de 2024 - 10:30 h. Actualizado: 6 de marzo de 2024",
    )
    assert meta.authors == ("Lucía Ferrer",)
    assert meta.subtitle.startswith("Nunca")
    assert (meta.place, meta.published, meta.modified) == ("Madrid", "2024-03-05", "2024-03-06")


def test_days_and_sentences_are_no_places() -> None:
    assert found("The Clock of Port Merrow", "Monday, 4 March 2024").place == ""
    assert found("The Clock of Port Merrow", "Olu Bright won, in 2019 and 2024.").published == ""


def test_the_deck_of_a_page_whose_title_is_known() -> None:
    page = (
        "<html><head><title>The Clock of Port Merrow</title></head><body>"
        "<h1>The Clock of Port Merrow</h1><p>It has never been right, and nobody says so</p>"
        f"<p>By Ines Calloway</p><p>{TEXT}</p><p>{MORE}</p></body></html>"
    )
    meta = normalize(read(Source("a.html", page.encode(), ".html"))[0]).article.meta
    assert meta.subtitle == "It has never been right, and nobody says so"
    assert meta.authors == ("Ines Calloway",)


def test_a_refrain_stays_though_it_is_the_title() -> None:
    text = "Hold the line\n\n" + "Hold the line\n\n" * 5 + "The wind blew, and we held it.\n"
    found = normalize(read(Source("song.txt", text.encode(), ".txt"))[0]).article
    assert found.meta.title == "Hold the line"
    assert len(found.blocks) == 6
