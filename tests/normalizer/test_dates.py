"""Lines that hold nothing but when an article was written, as sites write them."""

from __future__ import annotations

import pytest

from publish.normalizer.dates import DateLine, date_line


@pytest.mark.parametrize(
    ("line", "language", "published", "modified"),
    [
        ("10 Gennaio 2024 alle 12:30", "it", "2024-01-10", ""),
        ("Pubblicato il 3 marzo 2021 alle ore 18:00", "it", "2021-03-03", ""),
        ("3 marzo 2021 - Aggiornato il 4 marzo 2021", "it", "2021-03-03", "2021-03-04"),
        ("Actualizado a las 20:14 h. del 12 de agosto de 2022", "es", "", "2022-08-12"),
        ("le mardi 3 novembre 2021 à 18 h 05", "fr", "2021-11-03", ""),
        ("Mar 14, 2023 • 5 min read", "en", "2023-03-14", ""),
        ("3 min de lectura | 5 de marzo de 2024", "es", "2024-03-05", ""),
        ("14 mars 2023 kl. 10.15", "sv", "2023-03-14", ""),
        ("Опубликовано 31 марта 2023 г. в 18:05", "ru", "2023-03-31", ""),
        ("2023年3月31日 18時05分", "ja", "2023-03-31", ""),
        ("2023년 3월 31일 오후 6:05", "ko", "2023-03-31", ""),
        ("12 مايو 2023", "ar", "2023-05-12", ""),
        ("15 ביוני 2022", "he", "2022-06-15", ""),
        ("05/04/2022 05h00  Atualizado 05/04/2022 11h42", "pt", "2022-04-05", "2022-04-05"),
        ("5 Mar 24", "en", "2024-03-05", ""),
        ("03/05/24", "en", "2024-03-05", ""),
        ("05/03/24", "en-GB", "2024-03-05", ""),
        ("05.03.24", "de", "2024-03-05", ""),
        ("5. März '98", "de", "1998-03-05", ""),
        ("Last updated: 00:00, 05/03/24", "fr", "", "2024-03-05"),
        ("Last Updated: Mar 5, 2024 • Article History", "en", "", "2024-03-05"),
        ("Last updated 5 March 2024 — See all updates", "en", "", "2024-03-05"),
        ("Page last updated at 00:00 GMT, Tuesday, 5 March 2024", "en", "", "2024-03-05"),
        ("Mar 5, 2024 12:00 AM PHT", "en", "2024-03-05", ""),
        ("TNB / Updated: Mar 5, 2024, 00:00 IST", "en", "", "2024-03-05"),
        ("5 Mar 2024 · 4 min read · 67 reactions", "en", "2024-03-05", ""),
        ("General News of Tuesday, 5 March 2024", "en", "2024-03-05", ""),
        ("March 5, 202400:00 SGT", "en", "2024-03-05", ""),
        ("March 5, 2024 // filed under: harbor walls // 38 comments", "en", "2024-03-05", ""),
        ("Posted on the 5 March 2024 in harbor", "en", "2024-03-05", ""),
    ],
)
def test_a_line_of_dates(line: str, language: str, published: str, modified: str) -> None:
    assert date_line(line, language) == DateLine(published, modified)


#: Versions, scores, times and headings, and numbers that end no date.
_NONE = (
    "3.1.12",
    "Version 10.04.12.1",
    "45/12/17",
    "5 May 10 am",
    "14 Nov 17:30",
    "The 12 Oct 67 people came",
    "World News: May 2019",
    "In 12 Nov 17 the mill closed.",
    "Politics after 5 March 2024",
    "AFP said on 5 March 2024",
)


@pytest.mark.parametrize("line", ["In May 2023 the mill closed.", "5 min read", "12 mars", *_NONE])
def test_no_line_of_dates(line: str) -> None:
    assert date_line(line, "en") is None
