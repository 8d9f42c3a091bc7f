"""What the engines with downloaded voices share: where voices lie, and words from phonemes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from publish.narration.engines import Word
from publish.narration.options import EngineOptions

_WORD = re.compile(r"\S*\w\S*")


def voice_folder(options: EngineOptions) -> Path:
    """The folder of downloaded voices: the user's choice, or ``voices`` in their data folder."""
    if options.voice_folder:
        return options.voice_folder.expanduser()
    from platformdirs import user_data_path

    return user_data_path("publish", appauthor=False) / "voices"


def stamp(*paths: Path) -> str:
    """What tells one state of files from another: a voice that is replaced sounds otherwise."""
    facts = [path.stat() for path in paths if path.exists()]
    return "-".join(f"{fact.st_size:x}.{fact.st_mtime_ns:x}" for fact in facts)


def pcm16(samples: npt.NDArray[np.floating]) -> bytes:
    """Samples between -1 and 1 as 16-bit little-endian."""
    pcm: bytes = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    return pcm


def words_from(text: str, phonemes: Iterable[tuple[str, float, float]]) -> tuple[Word, ...]:
    """The words of `text` timed by its phonemes, which spaces part into words.

    Args:
        phonemes: each with its start and end in seconds; what has no letter counts for nothing.

    Returns:
        Nothing where there are more or fewer spoken words than written ones: better no time than a
        wrong one.
    """
    spans: list[tuple[float, float]] = []
    open_word = False
    for phoneme, start, end in phonemes:
        if phoneme.isspace():
            open_word = False
        elif any(c.isalpha() for c in phoneme):
            if open_word:
                start = spans.pop()[0]
            spans.append((start, end))
            open_word = True
    written = list(_WORD.finditer(text))
    if len(written) != len(spans):
        return ()
    return tuple(
        Word(match.start(), match.end(), start, end)
        for match, (start, end) in zip(written, spans, strict=True)
    )
