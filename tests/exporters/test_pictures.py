from __future__ import annotations

import io

import pytest
from PIL import Image as Pillow

from publish.exporters.pictures import MAX_PIXELS, Pictures, UnreadablePicture, prepare
from publish.model import Image
from tests.samples import picture

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 100 50"><script>alert(1)</script><rect width="50" height="50" fill="red"/>
<text x="60" y="30">Boats</text><image xlink:href="/etc/secret.png" width="9" height="9"/></svg>"""


def opened(data: bytes) -> Pillow.Image:
    return Pillow.open(io.BytesIO(data))


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif")])
def test_what_every_reader_shows_stays_byte_for_byte(kind: str, ending: str) -> None:
    data = picture(40, 30, kind)
    made = prepare(data, "a")
    assert (made.name, made.data, made.width, made.height) == (f"a.{ending}", data, 40, 30)


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "TIFF", "BMP"])
def test_other_kinds_are_written_anew(kind: str) -> None:
    made = prepare(picture(40, 30, kind), "a")
    assert made.media_type in ("image/png", "image/jpeg")
    assert opened(made.data).size == (40, 30)


def test_press_colours_and_turned_photographs_are_put_right() -> None:
    out = io.BytesIO()
    Pillow.new("CMYK", (30, 20)).save(out, "JPEG")
    assert opened(prepare(out.getvalue(), "a").data).mode == "RGB"
    out = io.BytesIO()
    turned = Pillow.Exif()
    turned[0x0112] = 6
    Pillow.new("RGB", (30, 20)).save(out, "JPEG", exif=turned)
    made = prepare(out.getvalue(), "a")
    assert (made.width, made.height) == (20, 30)


def test_large_pictures_shrink_and_keep_their_shape() -> None:
    made = prepare(picture(4000, 2000), "a")
    assert made.width * made.height <= MAX_PIXELS
    assert made.width / made.height == pytest.approx(2, rel=0.01)


def test_transparent_pictures_stay_transparent() -> None:
    out = io.BytesIO()
    Pillow.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "WEBP", lossless=True)
    assert opened(prepare(out.getvalue(), "a").data).mode == "RGBA"


def test_drawings_become_pixels_without_what_they_refer_to() -> None:
    made = prepare(SVG, "a")
    assert made.media_type == "image/png"
    assert (made.width, made.height) == (1600, 800)
    image = opened(made.data).convert("RGBA")
    assert image.getpixel((400, 400)) == (255, 0, 0, 255)
    letters = image.crop((960, 200, 1600, 500)).getchannel("A")
    assert letters.getextrema() == (0, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nothing",
        b"\x89PNG\r\n\x1a\n cut",
        picture(40, 30)[:60],
        b"<svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 99999999"/>',
    ],
)
def test_what_cannot_be_read_is_an_error_with_a_reason(data: bytes) -> None:
    with pytest.raises(UnreadablePicture, match=r"broken|unknown|large"):
        prepare(data, "a")


def test_one_picture_in_two_places_is_kept_once_and_descriptions_are_counted() -> None:
    shelf = Pictures()
    for alt in ("A boat.", "", None):
        assert shelf.place(Image("a.png", alt, "image/png", picture()))
    assert len(shelf.kept) == 1
    assert (shelf.described, shelf.decorative, shelf.undescribed) == (1, 1, 1)
    assert [notice.code for notice in shelf.notices] == ["image-without-alt"]
