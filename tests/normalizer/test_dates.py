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
    ],
)
def test_a_line_of_dates(line: str, language: str, published: str, modified: str) -> None:
    assert date_line(line, language) == DateLine(published, modified)


@pytest.mark.parametrize("line", ["In May 2023 the mill closed.", "5 min read", "12 mars"])
def test_no_line_of_dates(line: str) -> None:
    assert date_line(line, "en") is None
