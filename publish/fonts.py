"""The fonts that covers and page editions are set in: one place to look them up.

They come as Python packages, all under the SIL Open Font License, so that an edition looks the same
on every machine. Between them they cover Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari,
Bengali, Tamil, Telugu, Thai, Lao, Khmer, Burmese, Chinese, Japanese and Korean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from publish.fontfile import Coverage, coverage

#: Package, path of the file inside it, family name as the font itself gives it.
_FILES: tuple[tuple[str, str, str], ...] = (
    ("fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf", "Source Serif 4"),
    (
        "fontpkg_atkinson_hyperlegible",
        "files/AtkinsonHyperlegible-Regular.ttf",
        "Atkinson Hyperlegible",
    ),
    ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", "Noto Sans"),
    (
        "fontpkg_ibm_plex_sans_arabic",
        "files/IBMPlexSansArabic-Regular.ttf",
        "IBM Plex Sans Arabic",
    ),
    *(
        (
            package,
            f"fonts/ofl/notosans{script.lower()}/NotoSans{script}[wdth,wght].ttf",
            f"Noto Sans {script}",
        )
        for package, scripts in (
            ("justmytype_intl_rtl", ("Arabic", "Hebrew")),
            ("justmytype_intl_south_asia", ("Devanagari", "Bengali", "Tamil", "Telugu")),
            ("justmytype_intl_sea", ("Thai", "Lao", "Khmer", "Myanmar")),
        )
        for script in scripts
    ),
    ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc", "Noto Sans CJK"),
)

SERIF = "Source Serif 4"
#: Made by the Braille Institute for readers with low vision: no two letters look alike.
LEGIBLE = "Atkinson Hyperlegible"
#: Draws a letter with its dots as one glyph, so that a page's text can be copied (Noto Sans Arabic
#: draws two, and a PDF by Typst 0.15 gives the letter twice); it has a bold of its own, too.
ARABIC = "IBM Plex Sans Arabic"
SANS = "Noto Sans"
CJK = "Noto Sans CJK"

#: Signs of format that are drawn: they enclose the digits after them, or join hieroglyphs.
_DRAWN_SIGNS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
) | frozenset(map(chr, range(0x13430, 0x13440)))

# The collection holds one font a language: the same character is drawn in its own way in each.
_CJK_INDEX = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4, "zh-mo": 4}
_CJK_NAMES = ("JP", "KR", "SC", "TC", "HK")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, or one font of a collection.

    Attributes:
        family: its name, as CSS or a typesetter takes it.
        index: the font's place in a collection; 0 in a file of one font.
    """

    family: str
    path: Path
    index: int = 0

    def covers(self, character: str) -> bool:
        """Whether the font can draw `character`."""
        return ord(character) in _characters(self.path, self.index)


@lru_cache(maxsize=64)
def _characters(path: Path, index: int) -> Coverage:
    return coverage(path, index)


@lru_cache(maxsize=8)
def faces(language: str = "en") -> tuple[Face, ...]:
    """Every font that is installed, the preferred one first.

    Args:
        language: BCP 47; decides how Chinese characters are drawn.
    """
    found: list[Face] = []
    for package, name, family in _FILES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        path = Path(spec.origin).parent.joinpath(*name.split("/"))
        if family == CJK:
            at = _cjk_index(language)
            face = Face(f"{family} {_CJK_NAMES[at]}", path, at)
        else:
            face = Face(family, path)
        if path.is_file():
            found.append(face)
    return tuple(found)


def folders() -> tuple[Path, ...]:
    """The folders that hold the fonts, for typesetters that look for themselves."""
    return tuple(dict.fromkeys(face.path.parent for face in faces()))


def choose(text: str, language: str = "en", *, serif: bool = False) -> tuple[Face, ...]:
    """The fonts to set `text` in: the first draws all of it, or most; the others fill its gaps.

    Empty when no font is installed.
    """
    kept_for_text = {LEGIBLE, ARABIC} if serif else {LEGIBLE, ARABIC, SERIF}
    at_hand = [face for face in faces(language) if face.family not in kept_for_text]
    needed = {c for c in text if not c.isspace() and _is_drawn(c)}
    missing: list[tuple[int, int, Face]] = []
    for at, face in enumerate(at_hand):
        lacks = sum(not face.covers(character) for character in needed)
        missing.append((lacks, at, face))
        if not lacks:  # what comes after it is not opened: a large font takes 0.1 s to read
            missing += [(1, later, other) for later, other in enumerate(at_hand) if later > at]
            break
    return tuple(face for _, _, face in sorted(missing, key=lambda entry: entry[:2]))


def legible(characters: set[str], language: str = "en") -> tuple[tuple[Face, ...], set[str]]:
    """The fonts that running text in `characters` needs, and what none of them can draw.

    The first is the one made for legibility; another is there only for what those before it lack.
    """
    left = {c for c in characters if _is_drawn(c) and not c.isspace()}
    wanted: list[Face] = []
    for face in faces(language):
        if face.family == SERIF or not (left or not wanted):
            continue
        drawn = {c for c in left if face.covers(c)}
        if drawn or not wanted:
            wanted.append(face)
        left -= drawn
    return tuple(wanted), left


def runs(text: str, fonts: tuple[Face, ...]) -> Iterator[tuple[Face, str]]:
    """`text` cut into runs of one font each. What no font can draw is left out."""

    def face_of(character: str) -> Face | None:
        if not _is_drawn(character):
            return None
        return next((face for face in fonts if face.covers(character)), None)

    faced: list[tuple[Face, str]] = []
    for character in text:
        face = face_of(character)
        if faced and (character.isspace() or unicodedata.combining(character)):
            face = faced[-1][0]  # marks and spaces belong to what they follow
        if face is not None:
            faced.append((face, character))
    for face, group in groupby(faced, key=lambda pair: pair[0]):
        yield face, "".join(character for _, character in group)


def _is_drawn(character: str) -> bool:
    """Whether a font has to have `character`. One that Python does not know yet is no exception."""
    category = unicodedata.category(character)
    return character in _DRAWN_SIGNS if category == "Cf" else category not in ("Cc", "Cs")


def _cjk_index(language: str) -> int:
    tag = language.lower().replace("_", "-")
    for key in ("-".join(tag.split("-")[:2]), tag.split("-")[0]):
        if key in _CJK_INDEX:
            return _CJK_INDEX[key]
    return _CJK_INDEX["zh"]
