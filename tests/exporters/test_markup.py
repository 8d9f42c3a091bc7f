from __future__ import annotations

import pytest

from publish.exporters.markup import address, attribute, is_rtl, language_tag, shorten, text


def test_what_xml_cannot_hold_is_left_out_and_the_rest_escaped() -> None:
    assert text("a\x00b\ufffe<\ud800&>c\n") == "ab&lt;&amp;&gt;c\n"
    assert attribute('  say\n"yes" ') == "say &quot;yes&quot;"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("en", "en"),
        ("en_gb", "en-GB"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("de-de-1996", "de-DE-1996"),
        ("english", ""),
        ("", ""),
        ("x-klingon", ""),
    ],
)
def test_language_tags(given: str, wanted: str) -> None:
    assert language_tag(given) == wanted


def test_direction_goes_by_the_script_where_one_is_named() -> None:
    assert is_rtl("ar")
    assert is_rtl("az-Arab")
    assert not is_rtl("he-Latn")
    assert not is_rtl("en")


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("https://example.org/a b?c=ü#d", "https://example.org/a%20b?c=%C3%BC#d"),
        ("HTTP://EXAMPLE.org", "http://example.org"),
        ("../there.html", "https://base.example/there.html"),
        ("//other.example/x", "https://other.example/x"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("mailto:mara@example.org", "mailto:mara@example.org"),
        ("javascript:alert(1)", ""),
        ("http://[bad", ""),
        ("http://1.2.3.999/", ""),
        ("http://a..b/", ""),
        ("http://example.org:99999/", ""),
        ("data:text/html,x", ""),
    ],
)
def test_addresses(href: str, wanted: str) -> None:
    assert address(href, "https://base.example/folder/page.html") == wanted


def test_relative_addresses_lead_nowhere_without_a_base() -> None:
    assert address("there.html") == ""
    assert address("there.html", "folder/file.txt") == ""


def test_shortening_cuts_between_words() -> None:
    assert shorten("one two three", 20) == "one two three"
    assert shorten("one two three", 9) == "one two…"
    assert shorten("x" * 50, 10) == "x" * 9 + "…"
