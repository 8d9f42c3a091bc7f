"""Which characters a PDF can draw, and what stands for those that no font has."""

from __future__ import annotations

import re
import unicodedata

from publish.edition import Part
from publish.exporters.pdf.arabic import joined, voweled
from publish.fonts import ARABIC, legible
from publish.interchange import encode
from publish.report import Notice
from publish.walk import language_of
from publish.wording import wording

#: No character of a text: controls, soft hyphens, halves of pairs, noncharacters, private use.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufdd0-\ufdef\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
#: Letters of which a long word is cut; what the eye can still join over the end of a line.
_PIECE = re.compile(r"(\w{10})(?=\w)")
#: So many characters are named in a notice; the others are counted.
_NAMED = 8


def clean(value: str) -> str:
    """`value` without what is no text."""
    # A space that fonts draw as a line: none of ours has it.
    return _NO_TEXT.sub("", value).replace("\u1680", " ")


class Drawn:
    """The fonts for a text, and words for what they lack.

    Attributes:
        faces: the fonts that are needed, the preferred one first.
    """

    def __init__(self, characters: set[str], language: str) -> None:
        self.faces, lacking = legible(set(clean("".join(characters))), language)
        self._spelt = {character: _spelt(character) for character in lacking}
        self.arabic = any(face.family == ARABIC for face in self.faces)
        self._doubled = voweled("".join(characters))
        self._homeless: set[str] = set()
        marks = {c for c in characters if unicodedata.category(c).startswith("M")}
        signs = "".join(map(re.escape, sorted(marks)))
        self._marked = re.compile(f"(.)([{signs}]+)", re.DOTALL) if marks else None

    def text(self, value: str) -> str:
        """`value` as it is drawn: with words for what no font can draw."""
        value = self.named(value)
        return joined(value) if self.arabic else value

    def named(self, value: str) -> str:
        """`value` as a name that is not drawn: with words for what no font can draw, too."""
        value = clean(value)
        if self._spelt:
            value = "".join(self._spelt.get(character, character) for character in value)
        return self._marked.sub(self._placed, value) if self._marked else value

    def _placed(self, found: re.Match[str]) -> str:
        """A letter with its marks; without those that its font has not, where none has them all.

        A typesetter draws a letter and its marks in one font, or not at all.
        """
        letter, marks = found[1], found[2]
        faces = [face for face in self.faces if letter.isspace() or face.covers(letter)]
        if not faces or any(all(map(face.covers, marks)) for face in faces):
            return found[0]
        self._homeless.update(mark for mark in marks if not faces[0].covers(mark))
        return letter + "".join(filter(faces[0].covers, marks))

    def notices(self) -> tuple[Notice, ...]:
        """What the pages show otherwise than the article."""
        found = []
        if self._doubled:
            # Typst 0.15 gives the letter and its sign for each of their two glyphs.
            found.append(
                Notice(
                    "arabic-text-doubled",
                    "The Arabic of the PDF looks right, but letters with vowel signs are doubled "
                    "when it is copied or read aloud; give the EPUB or the web page for that.",
                )
            )
        if lacking := self._homeless | self._spelt.keys():
            names = ", ".join(_named(c) for c in sorted(lacking)[:_NAMED])
            left = len(lacking) - _NAMED
            more = f" and {left} more" if left > 0 else ""
            found.append(
                Notice(
                    "character-without-font",
                    f"No font here can draw these characters, words stand for them: {names}{more}.",
                )
            )
        return tuple(found)


def breakable(value: str, longest: int) -> str:
    """`value` with places to break in words of more than `longest` characters, addresses above
    all: a page has no room for them.
    """
    if len(value) <= longest:
        return value
    long = re.compile(rf"[^\s\u0590-\uffff]{{{longest + 1},}}")
    return long.sub(lambda found: _PIECE.sub("\\1\u200b", found[0]), value)


def characters_of(parts: tuple[Part, ...]) -> set[str]:
    """Every character that may stand on a page."""
    found = set("•—[]():;, 0123456789?")

    def take(value: object) -> None:
        if isinstance(value, str):
            found.update(value)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key not in ("id", "type", "href", "data", "media_type"):
                    take(inner)
        elif isinstance(value, list):
            for inner in value:
                take(inner)

    for part in parts:
        take(encode(part.article))
        for phrase in wording(language_of(part.article.meta)).phrases.values():
            found.update(phrase)
    return found


def _spelt(character: str) -> str:
    """What stands for a character that no font can draw: a sign's name, or a question mark."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    name = unicodedata.name(character, "").lower()
    return f"[{name}]" if category.startswith("S") and name else "[?]"


def _named(character: str) -> str:
    name = unicodedata.name(character, "unnamed").lower()
    return f"U+{ord(character):04X} {name}"
