"""Lexicons: reading each kind of file, applying them, and what is worth an entry."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.errors import ConfigurationError
from publish.narration.lexicon import Entry, Lexicon, suggest

PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
    alphabet="ipa" xml:lang="en">
  <lexeme>
    <grapheme>Zaleski</grapheme>
    <grapheme>Załęski</grapheme>
    <phoneme>zɑˈlɛski</phoneme>
    <phoneme prefer="true">zaˈwɛski</phoneme>
  </lexeme>
  <lexeme><grapheme>BVI</grapheme><alias>British Virgin Islands</alias></lexeme>
</lexicon>
"""

TOML = """# names
[words]
Oisin = "usheen"
"El Jem" = { alias = "el jem", ipa = "ɛl dʒɛm" }
reading = { ipa = "ˈrɛdɪŋ", cased = true }
"""

TSV = "# names\nSaoirse\tseersha\nNuuk\t/nuːk/\nPolish\tpoalish\tcased\n"


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="\n")
    return path


def said(lexicon: Lexicon, text: str) -> list[str]:
    return [s.phoneme or s.alias for s in lexicon.apply(text) if s.entry]


def test_pls(tmp_path: Path) -> None:
    lexicon = Lexicon.load(write(tmp_path, "names.pls", PLS))
    assert said(lexicon, "Zaleski met Załęski on BVI.") == [
        "zaˈwɛski",
        "zaˈwɛski",
        "British Virgin Islands",
    ]
    assert said(lexicon, "ZALESKI") == []


def test_toml(tmp_path: Path) -> None:
    lexicon = Lexicon.load(write(tmp_path, "names.toml", TOML))
    assert lexicon.respell("OISIN saw el\n jem.") == "usheen saw el jem."
    assert said(lexicon, "Reading is reading.") == ["ˈrɛdɪŋ"]


def test_tsv(tmp_path: Path) -> None:
    lexicon = Lexicon.load(write(tmp_path, "names.tsv", TSV))
    assert lexicon.respell("Saoirse's polish, Polish") == "seersha's polish, poalish"
    nuuk = lexicon.apply("To Nuuk!")[1]
    assert (nuuk.phoneme, nuuk.alias, nuuk.start, nuuk.end) == ("nuːk", "Nuuk", 3, 7)


def test_only_whole_words_and_the_longest() -> None:
    lexicon = Lexicon([Entry("Ann", "an"), Entry("Ann Lee", "an lay"), Entry(".NET", "dot net")])
    assert lexicon.respell("Anna, Ann and Ann Lee use .NET") == "Anna, an and an lay use dot net"


def test_the_first_of_several_lexicons_holds() -> None:
    book, user = (
        Lexicon([Entry("Leigh", "lee")]),
        Lexicon([Entry("leigh", "lay"), Entry("Ng", "ing")]),
    )
    assert Lexicon.merged([book, user]).respell("Leigh Ng") == "lee ing"


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.tsv", "Oisin\tusheen\nSaoirse\n", 2),
        ("a.tsv", "Oisin\tusheen\tloud\n", 1),
        ("a.toml", '[words]\nOisin = "usheen"\nNuuk = \n', 3),
        ("a.toml", '[words]\nOisin = "usheen"\nNuuk = 3\n', 3),
        ("a.toml", '[words]\nOisin = { said = "usheen" }\n', 2),
        ("a.toml", '[names]\nOisin = "usheen"\n', 1),
        ("a.pls", PLS.replace("</lexicon>", ""), 12),
        ("a.pls", PLS.replace("<grapheme>BVI</grapheme>", ""), 10),
        ("a.pls", PLS.replace('alphabet="ipa"', 'alphabet="x-sampa"'), 8),
        ("a.pls", "<lexicon/>", 1),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, name: str, content: str, line: int) -> None:
    with pytest.raises(ConfigurationError, match=rf"line {line}\b") as caught:
        Lexicon.load(write(tmp_path, name, content))
    assert caught.value.hint


def test_a_missing_or_unknown_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"names\.tsv cannot be read"):
        Lexicon.load(tmp_path / "names.tsv")
    with pytest.raises(ConfigurationError, match="no known kind"):
        Lexicon.load(tmp_path / "names.doc")
    latin = tmp_path / "latin.tsv"
    latin.write_bytes(b"a\tb\n\xe9\tc\n")
    with pytest.raises(ConfigurationError, match="line 2: it is not UTF-8"):
        Lexicon.load(latin)


@given(st.text(alphabet="Ann Le.'é\n", max_size=30))
def test_the_segments_are_the_text(text: str) -> None:
    lexicon = Lexicon([Entry("Ann", "x"), Entry("Ann Lee", "y", cased=True), Entry("é.", "z")])
    segments = lexicon.apply(text)
    assert "".join(segment.written for segment in segments) == text
    assert all(text[s.start : s.end] == s.written for s in segments)


def test_names_and_unknown_words_are_suggested() -> None:
    found = suggest(
        [
            "The mayor, Oisin Zaleski, spoke. Zaleski left on Monday. Nobody saw Zaleski’s car.",
            "Council members met the council. They’re fans of iPadOS, of Ngozi and of pączki.",
        ]
    )
    assert found[0].word == "Zaleski"
    assert found[0].count == 3
    assert {s.word for s in found} == {"Zaleski", "Oisin", "iPadOS", "Ngozi", "pączki"}
    assert all(s.word in s.example for s in found)
