from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image
from PIL.ImageDraw import Draw
from PIL.ImageOps import invert

from publish.edition import Edition, Options
from publish.errors import InputUnusable
from publish.exporters import lettering
from publish.exporters.cover import HEIGHT, WIDTH, cover
from publish.exporters.lettering import Setting, Style, fit
from publish.model import Metadata
from tests.samples import picture

TITLES = [
    ("Tides", "en"),
    ("The Boats of Port Merrow and What the Sea Takes", "en"),
    ("Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenantragsformular", "de"),
    ("word " * 1000, "en"),
    ("x" * 5000, "en"),
    ("潮が引いたあと、村は舟を数える。「七つ目の舟」をめぐる長い記録", "ja"),
    ("退潮之后，村民清点船只：第七条船的故事与大海的记忆", "zh"),
    ("القوارب السبعة في ميناء مرو (BBC 2024)", "ar"),
    ("הסירות של פורט מרו", "he"),
    ("बंदरगाह की सात नावें", "hi"),
    ("เรือเจ็ดลำแห่งท่าเรือเมอร์โรว์และทะเล", "th"),
    ("", "en"),
    ("Bell \x07 and ]]> <script>alert(1)</script> 🚢", "en"),
]


def drawn(title: str, language: str) -> Image.Image:
    meta = Metadata(title, "A subtitle", ("Ana Reyes",), "The Merrow Post", language=language)
    made = cover(Edition(meta, ()))
    return Image.open(io.BytesIO(made.data))


@pytest.mark.parametrize(("title", "language"), TITLES)
def test_no_letter_reaches_the_margins(title: str, language: str) -> None:
    image = drawn(title, language)
    assert image.size == (WIDTH, HEIGHT)
    for left in (0, WIDTH - 80):
        margin = image.crop((left, 0, left + 80, 1100)).convert("RGB")
        extremes = [high - low for low, high in margin.getextrema()]  # type: ignore[misc]
        assert max(extremes) < 24  # JPEG's own noise; letters differ by more than 100


def test_the_same_article_gets_the_same_cover_and_others_get_others() -> None:
    edition = Edition(Metadata("Tides"), ())
    assert cover(edition).data == cover(edition).data
    assert cover(Edition(Metadata("Boats"), ())).data != cover(edition).data


def test_half_a_surrogate_pair_does_no_harm() -> None:
    meta = Metadata("Tides \ud800", "\udfff", ("A \ud800",), "P \ud800", published="\ud800")
    assert cover(Edition(meta, ())).data


def test_the_users_own_cover_is_taken() -> None:
    own = picture(60, 90)
    assert cover(Edition(Metadata("Tides"), (), Options(cover=own))).data == own
    with pytest.raises(InputUnusable, match="cover"):
        cover(Edition(Metadata("Tides"), (), Options(cover=b"no picture")))


@pytest.mark.parametrize(("title", "language"), [t for t in TITLES if 0 < len(t[0]) < 200])
def test_every_word_that_can_be_drawn_is_set(title: str, language: str) -> None:
    setting = fit(title, language, Style(serif=True), (100, 84, 60), 1000, 1000)
    assert setting is not None
    wanted = "".join(c for c in title if c.isprintable() and c != "🚢" and not c.isspace())
    got = "".join("".join(setting.lines).split())
    assert got.replace("-", "") == wanted.replace("-", "")
    assert setting.height <= 1000


@pytest.mark.parametrize(("title", "language"), [t for t in TITLES if t[1] in ("ar", "he", "hi")])
def test_without_a_shaping_library_letters_are_joined_or_left_out_never_wrong(
    title: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "_has_raqm", lambda: False)
    lettering._font.cache_clear()
    image = drawn(title, language)
    lettering._font.cache_clear()
    heading = image.crop((80, 200, WIDTH - 80, 900)).convert("L")
    low, high = heading.getextrema()
    has_letters = high - low > 100  # type: ignore[operator]
    assert has_letters == (language != "hi")


def ink(setting: Setting) -> Image.Image:
    image = Image.new("L", (900, setting.height + 200), "white")
    setting.draw(Draw(image), (20, 20, 880), "black")
    return image


def test_lines_with_signs_above_and_below_keep_apart() -> None:
    title = "أمي في الأندلس لآخر يوم وفي أي آن إلى أبي"
    setting = fit(title, "ar", Style(leading=1.14), (100,), 500, 2000)
    assert setting is not None
    boxes = [invert(ink(replace(setting, lines=(line,)))).getbbox() for line in setting.lines]
    assert len(boxes) > 1
    for box, after in pairwise(boxes):
        assert box is not None
        assert after is not None
        assert box[3] < after[1] + setting.height / len(boxes)


def test_arabic_in_an_english_title_stands_where_it_is_read() -> None:
    setting = fit("Moss عربي", "en", Style(), (100,), 900, 200)
    assert setting is not None
    alone = ink(replace(setting, lines=("Moss",)))
    _, _, right, foot = invert(alone).getbbox() or (0, 0, 0, 0)
    first = (0, 0, right - 4, foot)  # short of what the next letter's edge may soften
    assert ink(setting).crop(first).tobytes() == alone.crop(first).tobytes()
