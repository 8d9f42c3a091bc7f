"""From IPA to eSpeak NG's own names of sounds, by the library's own word.

eSpeak takes phonemes between double brackets, under names of its own ("aI" for aɪ) that mean what
the voice's language makes of them. Which names there are stands in its data (``phontab``); what
each one is in IPA, for a voice, the library says itself when it is asked to write it so. That makes
the table, in 4 ms a voice.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from publish.narration.engines import Sound
from publish.narration.engines.phonemes import Inlined, fitted, inline, without_brackets

#: ``espeak_Synth``: text between double brackets is phonemes.
PHONEMES = 0x100
_IPA = 2  # espeak_TextToPhonemes: write IPA
_UTF8 = 1

# phontab: a byte for the number of tables; each has a head (its number of phonemes first) and
# phonemes of 16 bytes, whose name comes first (src/libespeak-ng/phoneme.h).
_FILE_HEAD, _TABLE_HEAD, _PHONEME, _NAME = 4, 36, 16, 4

_STRESS = {"ˈ": "'", "ˌ": ","}


def names() -> tuple[str, ...]:
    """The names of all sounds in the library's data, the plainest first."""
    data = (Path(os.environ["ESPEAK_DATA_PATH"]) / "phontab").read_bytes()
    found: set[str] = set()
    at = _FILE_HEAD
    for _ in range(data[0]):
        count, at = data[at], at + _TABLE_HEAD
        for _ in range(count):
            name = data[at : at + _NAME].rstrip(b"\0")
            if name.isascii() and any(chr(c).isalnum() or c in b"@&?*" for c in name):
                found.add(name.decode("ascii"))
            at += _PHONEME
    return tuple(sorted(found, key=lambda name: (len(name), name)))


def table(library: ctypes.CDLL) -> dict[str, str]:
    """IPA -> name, for the voice that is set. The library must be started."""
    write = library.espeak_TextToPhonemes
    write.restype = ctypes.c_char_p
    write.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]

    def heard(name: str) -> str:
        text = ctypes.c_char_p(f"[[{name}]]".encode("ascii"))
        return (write(ctypes.byref(text), _UTF8, _IPA) or b"").decode("utf-8", "replace")

    # Whether brackets mean phonemes is what the last synthesis said.
    data = b" \0"
    library.espeak_Synth(data, len(data), 0, 1, 0, _UTF8 | PHONEMES, None, None)
    library.espeak_Synchronize()
    found: dict[str, str] = {}
    for name in names():
        # Between consonants first: at a word's end English has other vowels.
        between = heard(f"p'{name}|p").replace("ˈ", "")
        if between.startswith("p") and between.endswith("p"):
            _note(found, between[1:-1], name)
    for name in names():
        _note(found, heard(name), name)
    return found


def _note(found: dict[str, str], ipa: str, name: str) -> None:
    plain = ipa.replace("ˈ", "").strip()
    # What eSpeak has no IPA for comes out as parts of its own name: digits, hyphens.
    if plain and not any(c.isdigit() or c in "-^._#;`'\"| " for c in plain):
        if plain == name:  # "t" is t, though a "d" at a word's end is one, too
            found[plain] = name
        else:
            found.setdefault(plain, name)


def spelled(ipa: str, known: dict[str, str]) -> str | None:
    """`ipa` in names of `known` (a `table`); None when one of its sounds is not there."""
    symbols = fitted(ipa, known)
    if symbols is None:
        return None
    pieces: list[str] = []
    for before, symbol in zip(("", *symbols), symbols, strict=False):
        if before in known and symbol in known:
            pieces.append("|")  # or "t" and "S" would be the one sound "tS"
        pieces.append(known.get(symbol) or _STRESS.get(symbol, symbol))
    return "".join(pieces)


def with_phonemes(text: str, sounds: tuple[Sound, ...], known: dict[str, str]) -> Inlined:
    """`text` with its `sounds` between double brackets, under the names that `known` gives."""

    def write(sound: Sound) -> str:
        return f"[[{spelled(sound.ipa, known)}]]"

    return inline(text, sounds, write, without_brackets)
