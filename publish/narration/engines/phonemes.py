"""IPA for engines: fitted to the sounds that a voice knows, and written into the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from publish.narration.engines import Sound

#: Marks that say nothing to an engine that does not know them: syllables, linking, slashes,
#: small letters that colour the sound before them.
_UNHEARD = frozenset(".\u203f/[]ːˑʰʷʲˠˤ")
_TIES = "\u0361\u035c"
_STRESS = {"'": "ˈ", "’": "ˈ", ",": "ˌ", "`": "ˌ"}

# Two ways to write one sound, then the nearest sounds of voices that lack it: a rhotic is the
# language's own, a lax vowel its tense neighbour, and the other way round.
_INSTEAD = {
    "g": ("ɡ",),
    "ɡ": ("g",),
    "ʧ": ("tʃ",),
    "ʤ": ("dʒ",),
    "ʦ": ("ts",),
    "ʣ": ("dz",),
    ":": ("ː",),
    "ɝ": ("ɜːɹ", "ɜɹ"),
    "ɚ": ("əɹ",),
    "r": ("ɹ", "ɾ", "ʁ"),
    "ɹ": ("r", "ɾ", "ʁ"),
    "ɾ": ("r", "ɹ"),
    "ʁ": ("r", "ɹ"),
    "ʀ": ("ʁ", "r", "ɹ"),
    "e": ("ɛ",),
    "ɛ": ("e",),
    "ɪ": ("i",),
    "ʊ": ("u",),
    "ɔ": ("o",),
    "o": ("ɔ",),
    "a": ("æ", "ɑ"),
    "æ": ("a", "ɛ"),
    "ɐ": ("a", "ʌ"),
    "ɑ": ("a",),
    "ɒ": ("ɔ", "ɑː", "ɑ"),
    "ʌ": ("ɐ", "a"),
    "ɜ": ("ɜː", "ə"),
    "ə": ("ɐ", "e"),
    "ɨ": ("ɪ", "i"),
    "ᵻ": ("ɪ", "i"),
    "y": ("ʏ", "i"),
    "ʏ": ("y", "ɪ"),
    "ø": ("œ", "ɜː", "ə"),
    "œ": ("ø", "ɜː", "ə"),
    "x": ("χ", "h"),
    "χ": ("x", "h"),
    "ʎ": ("j",),
    "ʋ": ("v",),
    "ɫ": ("l",),
}


def fitted(ipa: str, known: Collection[str]) -> tuple[str, ...] | None:
    """`ipa` cut into symbols of `known`, the longest first; None when one sound is not there.

    Stress and spaces stay as ``ˈ``, ``ˌ`` and `` ``, known or not; a length or an accent that the
    voice does not tell apart is left out.
    """
    longest = max(map(len, known), default=1)
    found: list[str] = []
    text = "".join(c for c in " ".join(ipa.split()) if c not in _TIES or c in known)
    at = 0
    while at < len(text):
        for end in range(min(len(text), at + longest), at, -1):
            if text[at:end] in known:
                found.append(text[at:end])
                at = end
                break
        else:
            other = _other(text[at], known)
            if other is None:
                return None
            found += other
            at += 1
    return tuple(found) if set(found) - set(" ˈˌ") else None


def _other(symbol: str, known: Collection[str]) -> tuple[str, ...] | None:
    """What stands for a symbol that is not in `known`."""
    if symbol in _STRESS:
        return (_STRESS[symbol],)
    if symbol in " ˈˌ":
        return (symbol,)
    if symbol in _UNHEARD or unicodedata.combining(symbol):
        return ()
    for instead in _INSTEAD.get(symbol, ()):
        if instead in known:
            return (instead,)
        parts = tuple(part for part in instead if part != "ː" or part in known)
        if all(part in known for part in parts):
            return parts
    apart = unicodedata.normalize("NFD", symbol)
    if apart != symbol and apart[0] in known:
        return tuple(part for part in apart if part in known)
    return None


@dataclass(frozen=True, slots=True)
class Inlined:
    """A text with sounds written into it, and the way back.

    `places` are, for each run of `text` in order: its start, and the start and end of what it
    stands for in the text before; a run of plain text moves along, a sound counts as a whole.
    """

    text: str
    places: tuple[tuple[int, int, int, bool], ...]

    def back(self, first: int, last: int) -> tuple[int, int]:
        """The characters of the text before that ``first:last`` of `text` stand for."""
        start, was, end, whole = next(p for p in reversed(self.places) if p[0] <= max(first, 0))
        if whole:
            return was, end
        return min(was + first - start, end), min(was + last - start, end)


def inline(
    text: str,
    sounds: Sequence[Sound],
    write: Callable[[Sound], str],
    plain: Callable[[str], str] = lambda text: text,
) -> Inlined:
    """`text` with each of `sounds` as `write` has it, and all else as `plain` has it.

    `plain` must not change the length of a text.
    """
    pieces: list[str] = []
    places: list[tuple[int, int, int, bool]] = []
    at = length = 0
    for sound in sounds:
        for start, end, piece in (
            (at, sound.first, plain(text[at : sound.first])),
            (sound.first, sound.last, write(sound)),
        ):
            if piece:
                places.append((length, start, end, start == sound.first))
                pieces.append(piece)
                length += len(piece)
        at = sound.last
    if at < len(text):
        places.append((length, at, len(text), False))
        pieces.append(plain(text[at:]))
    return Inlined("".join(pieces), tuple(places))


def without_brackets(text: str) -> str:
    """`text` in which nothing is taken for phonemes by engines that read them between ``[[``."""
    return text.replace("[[", "((").replace("]]", "))")
