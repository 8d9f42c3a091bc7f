"""Exporters: an `Edition` in, a file out. One module a format; the table below names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

from publish.edition import Edition
from publish.errors import UnknownName
from publish.registry import Registry, unknown_name
from publish.report import Notice

#: Writes the edition to the path (atomically) and says what it could not carry over.
Exporter: TypeAlias = Callable[[Edition, Path], tuple[Notice, ...]]


@dataclass(frozen=True, slots=True)
class Format:
    """A line of ``publish formats``.

    Attributes:
        ending: of the file, with its dots; no two formats share one.
        summary: one line for the user.
        place: ``module:attribute`` of the exporter.
        needs: what must be there besides the basic installation; empty when nothing.
        module: a Python module that shows by being installed that `needs` is met.
        probe: ``module:function`` that tells whether `needs` is met, where no Python module does.
        beside: ``module:function`` that tells, of an edition and its target, which files the
            exporter left besides the target; empty where there never are any.
        spoken: whether the narration is needed.
        default: whether it is built when the user names no format.
    """

    name: str
    ending: str
    summary: str
    place: str
    needs: str = ""
    module: str = ""
    probe: str = ""
    beside: str = ""
    spoken: bool = False
    default: bool = False

    def available(self) -> bool:
        """Whether all that the format needs is installed."""
        if self.module:
            return find_spec(self.module) is not None
        if self.probe:
            return bool(_function(self.probe)())
        return not self.needs

    def companions(self, edition: Edition, target: Path) -> tuple[Path, ...]:
        """The files that the format has left besides `target`, which it has just written."""
        return tuple(_function(self.beside)(edition, target)) if self.beside else ()


def _function(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


FORMATS: tuple[Format, ...] = (
    Format(
        "epub",
        ".epub",
        "EPUB 3 e-book, text only",
        "publish.exporters.epub:export",
        default=True,
    ),
    Format(
        "epub-audio",
        ".audio.epub",
        "EPUB 3 e-book that reads itself aloud, marking each sentence",
        "publish.exporters.epub:export_audio",
        spoken=True,
    ),
    Format(
        "large-print",
        ".large-print.txt",
        "plain text in short lines, to print or read at 18 point and above",
        "publish.exporters.large_print:export",
        default=True,
    ),
    Format(
        "text",
        ".txt",
        "plain text for screen readers and braille displays, one paragraph a line",
        "publish.exporters.screen_reader:export",
        default=True,
    ),
    Format(
        "m4b",
        ".m4b",
        "audiobook with chapters (AAC in MP4)",
        "publish.exporters.audio:export_m4b",
        spoken=True,
        default=True,
    ),
    Format(
        "mp3",
        ".mp3",
        "audiobook with chapters (MP3)",
        "publish.exporters.audio:export_mp3",
        spoken=True,
    ),
    Format(
        "wav",
        ".wav",
        "speech, uncompressed",
        "publish.exporters.audio:export_wav",
        spoken=True,
    ),
    Format(
        "html",
        ".html",
        "web page that reads along: one file with its sound, sentence by sentence",
        "publish.exporters.html:export",
        beside="publish.exporters.html.export:beside",
        spoken=True,
    ),
    Format(
        "opus",
        ".opus",
        "speech with chapters (Opus), the smallest file",
        "publish.exporters.audio:export_opus",
        spoken=True,
    ),
    Format(
        "flac",
        ".flac",
        "speech with chapters, compressed without loss (FLAC)",
        "publish.exporters.audio:export_flac",
        spoken=True,
    ),
    Format(
        "ogg",
        ".ogg",
        "speech with chapters (Ogg Vorbis)",
        "publish.exporters.audio:export_ogg",
        spoken=True,
    ),
    Format(
        "m3u",
        ".m3u8",
        "a sound file for each chapter, with a playlist",
        "publish.exporters.audio.playlist:export",
        beside="publish.exporters.audio.playlist:beside",
        spoken=True,
    ),
    Format(
        "vtt",
        ".vtt",
        "captions for the audio (WebVTT), word by word where the voice tells",
        "publish.exporters.captions:export_vtt",
        spoken=True,
    ),
    Format(
        "srt",
        ".srt",
        "captions for the audio (SubRip)",
        "publish.exporters.captions:export_srt",
        spoken=True,
    ),
    Format(
        "lrc",
        ".lrc",
        "captions for music players (LRC)",
        "publish.exporters.captions:export_lrc",
        spoken=True,
    ),
    Format(
        "html-text",
        ".text.html",
        "web page to read: one file; size, spacing, font and colours can be chosen",
        "publish.exporters.html:export_text",
    ),
    Format(
        "daisy",
        ".daisy.zip",
        "DAISY 2.02 talking book, text and sound, for dedicated players",
        "publish.exporters.daisy:export",
        beside="publish.exporters.daisy.export:beside",
        spoken=True,
    ),
    Format(
        "daisy-audio",
        ".daisy-audio.zip",
        "DAISY 2.02 talking book of sound and headings",
        "publish.exporters.daisy:export_audio",
        beside="publish.exporters.daisy.export:beside",
        spoken=True,
    ),
    Format(
        "daisy-text",
        ".daisy-text.zip",
        "DAISY 2.02 book of text, for players that speak it themselves",
        "publish.exporters.daisy:export_text",
        beside="publish.exporters.daisy.export:beside",
    ),
    Format(
        "daisy3",
        ".daisy3.zip",
        "DAISY 3 talking book (Z39.86-2005), text and sound",
        "publish.exporters.daisy:export_daisy3",
        beside="publish.exporters.daisy.export:beside",
        spoken=True,
    ),
    Format(
        "daisy3-text",
        ".daisy3-text.zip",
        "DAISY 3 book of text (DTBook)",
        "publish.exporters.daisy:export_daisy3_text",
        beside="publish.exporters.daisy.export:beside",
    ),
    Format(
        "brf",
        ".brf",
        "braille for embossers and displays (BRF, ASCII)",
        "publish.exporters.braille:export_brf",
        needs="liblouis (Debian: apt install liblouis-bin)",
        probe="publish.exporters.braille.louis:installed",
    ),
    Format(
        "pef",
        ".pef",
        "braille for embossers (PEF, Unicode)",
        "publish.exporters.braille:export_pef",
        needs="liblouis (Debian: apt install liblouis-bin)",
        probe="publish.exporters.braille.louis:installed",
    ),
    Format(
        "md",
        ".md",
        "Markdown with front matter, to edit and to build from again",
        "publish.exporters.markdown:export",
    ),
    Format(
        "json",
        ".json",
        "the article itself for other programs, to build from again",
        "publish.exporters.json:export",
    ),
    Format(
        "pdf",
        ".pdf",
        "large print on paper (tagged PDF, PDF/UA-1)",
        "publish.exporters.pdf:export",
        needs="Typst (pip install 'publish[pdf]')",
        module="typst",
    ),
    Format(
        "docx",
        ".docx",
        "large print for Word and other word processors, to print or to edit",
        "publish.exporters.docx:export",
    ),
)

EXPORTERS: Registry[Exporter] = Registry(
    "format", {f.name: f.place for f in FORMATS}, listing="publish formats"
)
_BY_NAME = {f.name: f for f in FORMATS}


def format_named(name: str) -> Format:
    """The format called `name`. Raises `UnknownName`."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise EXPORTERS.unknown(name) from None


def format_of(target: Path) -> Format:
    """The format that `target`'s ending stands for; the longest ending that fits wins.

    Raises:
        UnknownName: no format has this ending.
    """
    name = target.name.lower()
    fitting = [f for f in FORMATS if name.endswith(f.ending)]
    if fitting:
        return max(fitting, key=lambda f: len(f.ending))
    raise _no_ending(target)


def _no_ending(target: Path) -> UnknownName:
    return unknown_name("format ending", target.suffix, [f.ending for f in FORMATS])
