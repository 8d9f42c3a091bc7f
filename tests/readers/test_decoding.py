"""Every encoding that people bring, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from publish.cleaning import account, clean
from publish.errors import InputUnusable
from publish.normalizer import audit, cleaned_text
from publish.readers.decoding import decode, detect
from publish.readers.dom.charset import decode_markup
from publish.readers.source import Source
from publish.readers.text import read
from publish.settings import Settings
from publish.walk import block_text

GERMAN = "Der Bürgermeister sagte, die Brücke sei “schön” und groß. " * 3


def text_of(data: bytes) -> str:
    return decode(Source("a.txt", data))[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", GERMAN),
        ("utf-8-sig", GERMAN),
        ("utf-16", GERMAN),
        ("utf-16-le", "Hello there, friend of the harbour lights"),
        ("utf-16-be", "Hello there, friend of the harbour lights"),
        ("utf-32", GERMAN),
        ("cp1252", GERMAN),
        ("cp1252", "un café crème"),
        ("cp1252", "El niño cantó en español mañana por la mañana, señor."),
        ("cp1251", "Привет, это русский текст о погоде в Москве. " * 3),
        ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy. " * 2),
        ("shift_jis", "これは日本語の文章です。今日は天気がいい。" * 3),
        ("gb18030", "这是一个中文的句子，今天天气很好。" * 3),
    ],
)
def test_text_in_any_encoding(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert text_of(data) == text
    found = detect(data, "a.txt")
    assert found.encode(found.decode(data)) == data


def test_line_ends_become_line_feeds() -> None:
    assert text_of(b"one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


def test_damaged_utf8_is_read_and_reported() -> None:
    data = "é è ü ö ä ".encode() * 3 + b"\xff ok"
    text, notices = decode(Source("a.txt", data))
    assert text.endswith("\ufffd ok")
    assert [notice.code for notice in notices] == ["undecodable"]
    found = detect(data, "a.txt")
    assert found.encode(found.decode(data)) == data


def test_lone_surrogates_are_read_and_reported() -> None:
    text, notices = decode(Source("a.txt", b"ab\xed\xa0\x80c"))
    assert text == "ab\ufffdc"
    assert notices


def test_stray_nul_bytes_do_not_make_a_text_binary() -> None:
    text = text_of(b"The clock struck\x00 twelve, and nobody heard it.")
    assert "clock" in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (codecs.BOM_UTF8 + b"\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "encoding"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(InputUnusable, match=words) as caught:
        decode(Source("a.txt", data))
    assert str(caught.value).startswith("a.txt")
    assert "\n" not in str(caught.value)


def test_a_line_of_ten_megabytes_is_one_paragraph() -> None:
    article, _ = read(Source("a.txt", b"word " * 2_000_000))
    assert len(article.blocks) == 1


def test_origins_name_the_lines_an_editor_shows() -> None:
    article, _ = read(Source("a.txt", b"one\r\n\r\n  \r\ntwo\x0cstill two\r\nthree"))
    found = [(block_text(b), b.origin and b.origin.first_line) for b in article.blocks]
    assert found == [("one", 1), ("two\x0cstill two", 4), ("three", 5)]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Café naïve: a walk home through the rain. It’s “here”, he said – España."),
        ("cp1251", "В первом абзаце рассказывается о дороге домой под дождём, через весь город."),
        ("shift_jis", "最初の段落では、夜の雨の中を歩いて家に帰る話が語られる。誰もいなかった。"),
    ],
)
def test_a_page_that_declares_nothing(encoding: str, text: str) -> None:
    page = f"<html><head><title>A walk</title></head><body><p>{text}</p></body></html>"
    found, notices = decode_markup(Source("walk.html", page.encode(encoding), ".html"))
    assert text in found
    assert [notice.code for notice in notices] == ["encoding-guessed"]


POLISH = "Zażółć gęślą jaźń na łódce w porcie. " * 20


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("iso-8859-2", POLISH.encode("iso-8859-2"), POLISH),
        ("KOI8-R", "Паром".encode("koi8-r"), "Паром"),
        ("iso-2022-jp", "夜の雨".encode("iso-2022-jp"), "夜の雨"),
        # A mark, and bytes that it does not fit, speak louder.
        ("iso-8859-2", codecs.BOM_UTF8 + POLISH.encode(), POLISH),
        ("iso-8859-2", codecs.BOM_UTF16_LE + POLISH.encode("utf-16-le"), POLISH),
        ("iso-8859-1", POLISH.encode(), POLISH),
        ("utf-8", POLISH.encode("cp1250"), POLISH),
        ("utf-16", b"Plain text.", "Plain text."),
        *((label, b"1 +AGE- 2 \\n", "1 +AGE- 2 \\n") for label in ("utf-7", "unicode_escape")),
        *((label, "Café".encode(), "Café") for label in ("hex", "undefined", "no such", "\0", "é")),
    ],
)
def test_the_encoding_that_a_server_names(label: str, data: bytes, text: str) -> None:
    source = Source("a.txt", data, charset=label)
    assert decode(source)[0] == text
    # What restores the original decodes it alike.
    decoding = detect(data, "a.txt", label)
    assert decoding.decode(data).removeprefix("\ufeff") == text
    assert decoding.encode(decoding.decode(data)) == data
    cleaned = clean(source, Settings())
    made = audit.from_json(account(cleaned))
    assert audit.restore(cleaned_text(cleaned.article), made) == data


@pytest.mark.parametrize("data", [b"PK\x03\x04 <p>x</p>", b"%PDF-1.7 <p>x</p>", b"\x89PNG\r\n\x1a"])
def test_a_file_of_another_kind_is_no_page(data: bytes) -> None:
    with pytest.raises(InputUnusable, match=r"walk\.html is binary"):
        decode_markup(Source("walk.html", data, ".html"))
