"""Lexicon files: W3C PLS 1.0, TOML and TSV.

PLS (https://www.w3.org/TR/pronunciation-lexicon/): each grapheme of a lexeme is an entry, with the
preferred or else the first phoneme and the first alias; graphemes are taken with their capitals.

TOML::

    [words]
    Siobhan = "shivawn"
    "El Jem" = { alias = "el jem", ipa = "ɛl dʒɛm", cased = true }

TSV, one entry a line: the word, a tab, a respelling or IPA between slashes; a third column
``cased`` asks for the same capitals. Lines that begin with ``#`` are notes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publish.errors import ConfigurationError
from publish.narration.lexicon.lexicon import Entry

_PLS = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
_KEYS = frozenset({"alias", "ipa", "cased"})


def read(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a file, by its ending.

    Raises:
        ConfigurationError: the file is missing, of no known kind, or wrong; names the line.
    """
    readers = {".pls": _pls, ".xml": _pls, ".toml": _toml, ".tsv": _tsv, ".txt": _tsv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ConfigurationError(
            f"The lexicon {path} is of no known kind.", "Use .pls, .xml, .toml or .tsv."
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"The lexicon {path} cannot be read: {error.strerror}.", "Check its path."
        ) from error
    return reader(path, content)


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _wrong(path, line, "it is not UTF-8", "Save the file as UTF-8.") from error


def _wrong(path: Path, line: int, what: str, hint: str) -> ConfigurationError:
    return ConfigurationError(f"The lexicon {path}, line {line}: {what}.", hint)


def _tsv(path: Path, content: bytes) -> tuple[Entry, ...]:
    entries = []
    for number, line in enumerate(_text(path, content).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise _wrong(
                path, number, "a word and how it is said are wanted", "Put one tab between them."
            )
        if len(cells) > 2 and cells[2] not in ("", "cased"):
            raise _wrong(
                path, number, f"unknown mark {cells[2]!r}", "Only 'cased' may stand there."
            )
        said = cells[1]
        ipa = len(said) > 2 and said[0] == said[-1] == "/"
        entries.append(
            Entry(
                cells[0],
                alias="" if ipa else said,
                phoneme=said[1:-1] if ipa else "",
                cased=cells[2:3] == ["cased"],
                origin=f"{path}:{number}",
            )
        )
    return tuple(entries)


def _toml(path: Path, content: bytes) -> tuple[Entry, ...]:
    text = _text(path, content)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise _wrong(path, line, "it is not TOML", "Quote words that hold spaces.") from error
    words = data.get("words")
    extra = sorted(set(data) - {"words"})
    if not isinstance(words, dict) or extra:
        line = _line_of(text, extra[0]) if extra else 1
        raise _wrong(path, line, "entries stand under [words]", "Begin with a line [words].")
    return tuple(_toml_entry(path, text, word, said) for word, said in words.items())


def _toml_entry(path: Path, text: str, word: str, said: object) -> Entry:
    line = _line_of(text, word)
    table = {"alias": said} if isinstance(said, str) else said
    if not isinstance(table, dict) or not set(table) <= _KEYS:
        raise _wrong(
            path, line, f"the entry {word!r} is wrong", "It takes a string, or alias, ipa, cased."
        )
    alias, phoneme, cased = table.get("alias", ""), table.get("ipa", ""), table.get("cased", False)
    if not (isinstance(alias, str) and isinstance(phoneme, str) and isinstance(cased, bool)):
        raise _wrong(
            path, line, f"the entry {word!r} is wrong", "alias and ipa are strings, cased is true."
        )
    if not word.strip() or not (alias.strip() or phoneme.strip()):
        raise _wrong(path, line, f"the entry {word!r} says nothing", "Give an alias or ipa.")
    return Entry(word, alias.strip(), phoneme.strip().strip("/"), cased, f"{path}:{line}")


def _line_of(text: str, key: str) -> int:
    """Return the line on which a key stands, counted from 1."""
    bare = re.escape(key)
    found = re.search(rf"^\s*\[?(?:words\.)?[\"']?{bare}[\"']?\s*[=.\]]", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _pls(path: Path, content: bytes) -> tuple[Entry, ...]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise _wrong(path, line, f"it is not XML ({error.msg})", "Mend the XML.") from error
    if root.tag != f"{_PLS}lexicon":
        raise _wrong(
            path, _line(root), "it is no PLS lexicon", f"Its root is lexicon in {_PLS[1:-1]}."
        )
    usual = root.get("alphabet", "")
    return tuple(
        entry
        for lexeme in root.iterfind(f"{_PLS}lexeme")
        for entry in _pls_entries(path, lexeme, usual)
    )


def _pls_entries(path: Path, lexeme: Any, usual: str) -> Iterator[Entry]:
    graphemes = [text for g in lexeme.iterfind(f"{_PLS}grapheme") if (text := _content(g))]
    alias = next((text for a in lexeme.iterfind(f"{_PLS}alias") if (text := _content(a))), "")
    phonemes = sorted(lexeme.iterfind(f"{_PLS}phoneme"), key=lambda p: p.get("prefer") != "true")
    for phoneme in phonemes:
        alphabet = phoneme.get("alphabet", usual)
        if alphabet != "ipa":
            raise _wrong(
                path,
                _line(phoneme),
                f"the alphabet {alphabet!r} is not known",
                'Write the phonemes in IPA and say alphabet="ipa".',
            )
    said = _content(phonemes[0]) if phonemes else ""
    if not graphemes or not (said or alias):
        raise _wrong(path, _line(lexeme), "a lexeme lacks a word or how it is said", "Give both.")
    for word in graphemes:
        yield Entry(word, alias, said, True, f"{path}:{_line(lexeme)}")


def _content(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _line(element: Any) -> int:
    return int(element.sourceline or 1)
