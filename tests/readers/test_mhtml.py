"""A page saved as MHTML."""

import base64

import pytest

from publish.errors import InputUnusable
from publish.model import Figure
from publish.readers import read
from publish.readers.source import Source
from tests.readers.web_page import PAGE
from tests.samples import picture


def test_the_page_and_its_pictures():
    data = (
        "From: <Saved>\r\nSnapshot-Content-Location: https://www.merrowpost.example/news/x\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://www.merrowpost.example/news/x\r\n\r\n"
        f"{base64.encodebytes(PAGE.encode()).decode()}\r\n"
        "--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://www.merrowpost.example/img/boats.jpg\r\n\r\n"
        f"{base64.encodebytes(picture()).decode()}\r\n--B--\r\n"
    )
    article, _ = read(Source("page.mhtml", data.encode(), ".mhtml"))
    (figure,) = (block for block in article.blocks if isinstance(block, Figure))
    assert figure.image is not None
    assert (figure.image.data, figure.image.media_type) == (picture(), "image/png")
    assert article.meta.title == "The seventh boat"


def test_no_page_in_it():
    with pytest.raises(InputUnusable, match="holds no web page"):
        read(Source("page.mhtml", b"Content-Type: text/plain\r\n\r\nText", ".mhtml"))


def test_parts_within_parts_without_end():
    data = "".join(
        f'Content-Type: multipart/related; boundary="B{number}"\r\n\r\n--B{number}\r\n'
        for number in range(3000)
    )
    with pytest.raises(InputUnusable, match="parts within parts"):
        read(Source("page.mhtml", data.encode(), ".mhtml"))
