from __future__ import annotations

import pytest

from publish.fonts import SERIF, choose, faces, folders, runs


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("Latin, Ελληνικά", "en", "Noto Sans"),
        ("Кириллица", "ru", "Noto Sans"),
        ("عربي ABC", "ar", "Noto Sans Arabic"),
        ("עברית", "he", "Noto Sans Hebrew"),
        ("ไทย", "th", "Noto Sans Thai"),
        ("தமிழ்", "ta", "Noto Sans Tamil"),
        ("日本語", "ja", "Noto Sans CJK JP"),
        ("한국어", "ko", "Noto Sans CJK KR"),
        ("中文", "zh", "Noto Sans CJK SC"),
        ("中文", "zh-TW", "Noto Sans CJK TC"),
    ],
)
def test_the_font_that_draws_all_of_a_text_comes_first(
    text: str, language: str, family: str
) -> None:
    assert choose(text, language)[0].family == family


def test_the_serif_is_used_where_it_can_draw_the_text() -> None:
    assert choose("Port Merrow", serif=True)[0].family == SERIF
    assert choose("中文", "zh", serif=True)[0].family != SERIF


def test_a_text_of_several_scripts_is_cut_into_runs_and_keeps_its_characters() -> None:
    text = "Boats 船 سفن boats"
    pieces = list(runs(text, choose(text)))
    assert "".join(piece for _, piece in pieces) == text
    assert len({face.family for face, _ in pieces}) == 2  # as few as can be


def test_fonts_are_where_they_are_said_to_be() -> None:
    assert all(face.path.is_file() for face in faces())
    assert all(folder.is_dir() for folder in folders())
