"""What is made of the articles of a folder, and where it goes."""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publish import remote, settings
from publish.errors import OutputError, UsageError
from publish.exporters import FORMATS, Format, format_named, format_of
from publish.files import new_mark
from publish.inputs import Input
from publish.pipeline import Request
from publish.settings import Settings
from publish.survey import Survey

_READ_ALOUD = "epub-audio"


@dataclass(frozen=True, slots=True)
class Choice:
    """What holds for all articles of one folder: looked up once, and shared by their requests.

    Attributes:
        output: the folder for their editions, or the one file.
        address: the folder that they are for, where that is none of this machine.
        single: the format of the one file that is made; None where they go into a folder.
        mark: the run's, for the names of temporary files.
    """

    settings: Settings
    output: Path
    address: str
    formats: tuple[Format, ...]
    single: Format | None
    mark: str = field(default_factory=new_mark)

    def request(self, group: tuple[Input, ...], known: Survey) -> Request:
        """The request for the inputs of `group`, which are bound when there are several."""
        shared = tuple(known.of(each) for each in group) if self.settings.furniture else ()
        shared = shared if any(shared) else ()
        if self.single:
            targets: tuple[tuple[Format, Path], ...] = ((self.single, self.output),)
            return Request(
                group, targets, self.settings, False, self.address, shared=shared, mark=self.mark
            )
        stem = _slug(self.settings.bind) if self.settings.bind else group[0].stem
        targets = tuple((f, self.output / stem / f"{stem}{f.ending}") for f in self.formats)
        address = remote.joined(self.address, stem) if self.address else ""
        return Request(
            group, targets, self.settings, address=address, shared=shared, mark=self.mark
        )


def choose(folder: Path | None, explicit: Mapping[str, Any], many: bool) -> Choice:
    """What is made of the articles of `folder`.

    Args:
        explicit: settings from the command line and the environment; a `ChainMap` of the two where
            both count.
        many: whether there are several articles that are not bound.

    Raises:
        UsageError, UnknownName, ConfigurationError, OutputError.
    """
    chosen = settings.load(folder, explicit)
    settings.validate(chosen)
    address = chosen.output if remote.is_address(chosen.output) else ""
    output = Path(address.rsplit("://", 1)[1] if address else chosen.output)
    single = _single(output, chosen, _typed(explicit)) if _one_file(output) else None
    if single and many:
        raise UsageError(
            f"Several inputs cannot go into the one file {output}.",
            "Give a folder with -o, or bind them into one book with --bind TITLE.",
        )
    if not (single or address) and output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file, not a folder.", "Choose another folder with -o.")
    if single and address:
        address = address.rpartition("/")[0]
    return Choice(chosen, output, address, () if single else _formats(chosen), single)


def _formats(chosen: Settings) -> tuple[Format, ...]:
    """The formats that the settings ask for, each once. Raises `UnknownName`."""
    if chosen.all:
        return tuple(f for f in FORMATS if f.available())
    aloud = [_READ_ALOUD] if chosen.read_aloud else []
    if not chosen.format:
        return tuple(f for f in FORMATS if f.default or f.name in aloud)
    # A list in one word, "epub,m4b", is what people type and what a variable can hold.
    names = [name for each in chosen.format for name in each.replace(",", " ").split()]
    return tuple(dict.fromkeys(format_named(name) for name in [*names, *aloud]))


def _one_file(output: Path) -> bool:
    return bool(output.suffix) and not output.is_dir() and not str(output).endswith(("/", os.sep))


def _typed(explicit: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was asked for in this very command, not by a variable that holds for all."""
    return explicit.maps[0] if isinstance(explicit, ChainMap) else explicit


def _single(output: Path, chosen: Settings, typed: Mapping[str, Any]) -> Format:
    """The format of the one file `output`: its ending tells, and who names one may not differ.

    Formats from a variable or a settings file are meant for folders, and count for nothing here.

    Raises:
        UsageError: the ending and the format that was named are at odds.
        UnknownName: no format has this ending, or this name.
    """
    which = _named(output, typed) or format_of(output)
    if which.name == "epub" and chosen.read_aloud:
        return format_named(_READ_ALOUD)
    if typed.get("read_aloud") and which.name != _READ_ALOUD:
        raise UsageError(
            f"--read-aloud makes an EPUB, and {output} is none.",
            "Give a folder with -o for both, or leave one out.",
        )
    return which


def _named(output: Path, typed: Mapping[str, Any]) -> Format | None:
    """The format that was named for the file `output`; None where none was."""
    asked = {key: typed[key] for key in ("all", "format") if typed.get(key)}
    if not asked:
        return None
    named = _formats(Settings(**asked))
    if len(named) > 1:
        raise UsageError(
            f"{len(named)} formats cannot go into the one file {output}.",
            "Give a folder with -o, or name one format with -t.",
        )
    (which,) = named
    # Where formats share the end of their endings, the name tells: "-t large-print -o book.txt".
    last, name = output.suffix.lower(), output.name.lower()
    others = [f for f in FORMATS if name.endswith(f.ending) and f != which]
    if which.ending.endswith(last) and all(other.ending == last for other in others):
        return which
    raise UsageError(
        f"{output} does not end as the format {which.name} does, in {which.ending}.",
        "Leave -t out, or choose another name with -o.",
    )


def _slug(title: str) -> str:
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return "-".join(kept.split())[:80] or "book"
