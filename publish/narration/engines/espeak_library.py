"""The eSpeak NG library that comes with espeakng-loader, and what it knows about its voices."""

from __future__ import annotations

import _ctypes
import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from publish.errors import NarrationError
from publish.narration.engines import Voice, Word
from publish.narration.engines.phonemes import Inlined

AUDIO_OUTPUT_SYNCHRONOUS = 2
EVENT_WORD, EVENT_END = 1, 5
CHARS_UTF8 = 1
POSITION_CHARACTER = 1
PARAMETER_RATE = 1
DONT_EXIT = 0x8000  # espeak_Initialize: return an error instead of ending the process


class _Id(ctypes.Union):
    _fields_ = (
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    )


class Event(ctypes.Structure):
    """``espeak_EVENT`` of speak_lib.h. `sample` counts samples from the start of the speech."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


class _VoiceStructure(ctypes.Structure):
    """``espeak_VOICE`` of speak_lib.h."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """An event of the library: its kind, its place in the text (from 1), and when (in samples)."""

    kind: int
    position: int
    length: int
    sample: int


def heard(events: Any) -> Iterator[Heard]:
    """The starts of words and the ends of clauses in a callback's list of events."""
    index = 0
    while events[index].type:
        event = events[index]
        if event.type in (EVENT_WORD, EVENT_END):
            yield Heard(event.type, event.text_position, event.length, event.sample)
        index += 1


def words_heard(
    events: Sequence[Heard], text: Inlined, samples: int, rate: int
) -> tuple[Word, ...]:
    """Words with their places in what `text` was made from; a word lasts to the next event.

    Args:
        samples: how many the speech has; `rate` of them a second.
    """
    found: list[Word] = []
    for index, event in enumerate(events):
        first = event.position - 1
        if event.kind != EVENT_WORD or event.length <= 0 or not 0 <= first < len(text.text):
            continue
        until = events[index + 1].sample if index + 1 < len(events) else samples
        start, end = event.sample / rate, max(until, event.sample) / rate
        first, last = text.back(first, min(first + event.length, len(text.text)))
        if found and (found[-1].first, found[-1].last) == (first, last):
            found[-1] = Word(first, last, found[-1].start, end)  # the words of one sound
        else:
            found.append(Word(first, last, start, end))
    return tuple(found)


Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event)
)


def load() -> ctypes.CDLL:
    """The library, with its data folder in the environment.

    On Linux it is found by its soname from then on, so that pyttsx3 uses it too.

    Raises:
        NarrationError: it cannot be loaded on this machine.
    """
    try:
        import espeakng_loader

        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        library = ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    except (ImportError, OSError, RuntimeError) as error:
        raise NarrationError(
            f"The speech library eSpeak NG cannot be loaded: {error}.",
            "Install it again with: pip install --force-reinstall espeakng-loader",
        ) from error
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceStructure))
    return library


def unload(*libraries: ctypes.CDLL) -> None:
    """Let go of handles of the library, so that `load` brings it in anew.

    The library keeps more than its API can set back (the phase of a voice's flutter, for one), so
    that a sentence comes out some samples longer or shorter by what was said before it. Freshly
    loaded, which takes a millisecond, it says the same text the same way every time.
    """
    libraries[0].espeak_Terminate()
    for library in libraries:
        if sys.platform == "win32":
            _ctypes.FreeLibrary(library._handle)
        else:
            _ctypes.dlclose(library._handle)


def place(library: ctypes.CDLL) -> int:
    """Where the library lies in memory."""
    return ctypes.cast(library.espeak_Synth, ctypes.c_void_p).value or 0


def version(library: ctypes.CDLL) -> str:
    """The library's version, such as ``1.52.0``."""
    return (library.espeak_Info(None) or b"").decode("ascii", "replace").split(" ")[0]


def list_voices(library: ctypes.CDLL) -> tuple[Voice, ...]:
    """All voices of an initialised library, the best for a language first.

    A voice's name is its file below the data's ``lang`` folder ("gmw/en-US"); the languages of a
    voice stand in a list of priority bytes and zero-ended strings (speak_lib.h).
    """
    found: list[tuple[tuple[int, int], Voice]] = []
    entries = library.espeak_ListVoices(None)
    index = 0
    while entries[index]:
        entry = entries[index].contents
        tags, priorities = _languages(entry.languages)
        name = entry.identifier.decode("utf-8", "replace")
        # A dialect has its own tag first and the language's behind it, with a worse priority.
        rank = (min(priorities, default=99), max(priorities, default=99))
        found.append((rank, Voice(name, tags, entry.name.decode("utf-8", "replace"))))
        index += 1
    found.sort(key=lambda pair: pair[0])
    return tuple(voice for _, voice in found)


def _languages(address: int | None) -> tuple[tuple[str, ...], list[int]]:
    tags: list[str] = []
    priorities: list[int] = []
    while address:
        priority = ctypes.c_ubyte.from_address(address).value
        if not priority:
            break
        tag = ctypes.string_at(address + 1)
        tags.append(tag.decode("utf-8", "replace"))
        priorities.append(priority)
        address += len(tag) + 2
    return tuple(tags), priorities
