"""The audit of a run: every change, and how to get from the cleaned text back to the source.

``<stem>.changes.json`` holds one JSON object:

``format``, ``version``
    ``"publish-changes"`` and 1.
``source``
    ``name``; and of a plain text ``encoding`` and ``errors`` (of Python's codecs), ``newline`` (the
    commonest line end), ``bytes``, ``sha256``.
``cleaned``
    ``sha256`` of the cleaned text in UTF-8, and ``body``: whether it is the body alone.
``metadata``
    What was found: title, subtitle, authors, ...; empty fields are left out.
``changes``
    In the order in which they were made: ``rule``, ``before``, ``after`` (empty when removed),
    ``first_line`` and ``last_line`` of the source (counted from 1; absent where unknown),
    ``confidence`` from 0 to 1.
``layout``
    For plain text: the source's lines in order, as a list of ``["kept", line, count]`` (lines of
    the cleaned text, counted from 0), ``["change", index, first, count]`` (lines of a change's
    ``before``) and ``["text", line, ...]`` (as they were).
``line_ends``
    The line ends that are not ``newline``, by line number.
``original``
    Only where a text cannot be encoded again to the same bytes: the bytes, zlib and base64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from publish.errors import InputUnusable
from publish.lines import split_ends
from publish.model import Article, Metadata, Origin
from publish.normalizer.plain import cleaned_lines
from publish.report import Change

FORMAT, VERSION = "publish-changes", 1
#: What a restored source may at most unpack to, against archives made to fill the memory.
_LARGEST_ORIGINAL = 1 << 30

Operation = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """All that was done to one source."""

    name: str
    changes: tuple[Change, ...]
    metadata: dict[str, Any] = field(default_factory=dict)
    encoding: str = ""
    errors: str = "strict"
    newline: str = "\n"
    size: int = 0
    sha256: str = ""
    cleaned_sha256: str = ""
    body: bool = False
    layout: tuple[Operation, ...] = ()
    line_ends: dict[int, str] = field(default_factory=dict)
    original: str = ""

    @property
    def restorable(self) -> bool:
        """Whether the source can be rebuilt: it was plain text."""
        return bool(self.encoding)


def record(
    name: str,
    article: Article,
    changes: Sequence[Change],
    *,
    data: bytes = b"",
    encoding: str = "",
    errors: str = "strict",
    body: bool = False,
) -> Audit:
    """The audit of a cleaned `article`.

    Args:
        name: the source's name.
        data: the source's bytes, and `encoding` and `errors` how they were decoded, where the
            source is plain text; without them the audit tells the changes but cannot restore.
        body: whether the cleaned text is the body alone (see `plain.cleaned_text`).
    """
    found = {f.name: getattr(article.meta, f.name) for f in fields(Metadata)}
    metadata = {key: list(v) if isinstance(v, tuple) else v for key, v in found.items() if v}
    changes = tuple(changes)
    if not encoding:
        return Audit(name, changes, metadata)
    text = data.decode(encoding, errors)
    lines, ends = split_ends(text)
    newline = Counter(ends).most_common(1)[0][0] if ends else "\n"
    cleaned = cleaned_lines(article, body=body)
    made = Audit(
        name,
        changes,
        metadata,
        encoding,
        errors,
        newline,
        len(data),
        hashlib.sha256(data).hexdigest(),
        _digest("\n".join(line.text for line in cleaned)),
        body,
        tuple(_layout(lines, [(line.text, line.origin) for line in cleaned], changes)),
        {number: end for number, end in enumerate(ends, 1) if end != newline},
    )
    if _encode(made, text) == data:
        return made
    packed = base64.b64encode(zlib.compress(data, 9)).decode("ascii")
    return Audit(
        **{f.name: getattr(made, f.name) for f in fields(Audit)}
        | {"original": packed, "layout": (), "line_ends": {}}
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _encode(made: Audit, text: str) -> bytes | None:
    try:
        return text.encode(made.encoding, made.errors)
    except UnicodeEncodeError:
        return None


def _layout(
    lines: list[str],
    cleaned: list[tuple[str, Origin | None]],
    changes: Sequence[Change],
) -> list[Operation]:
    """Say of each of the source's lines where it can be read again."""
    kept: dict[int, int] = {}
    for at, (text, origin) in enumerate(cleaned):
        if origin and origin.first_line == origin.last_line <= len(lines):
            number = origin.first_line - 1
            if lines[number] == text and number not in kept:
                kept[number] = at
    changed: dict[int, tuple[int, int]] = {}
    for index, change in enumerate(changes):
        if change.origin is None:
            continue
        for offset, text in enumerate(change.before.split("\n")):
            number = change.origin.first_line - 1 + offset
            if number < len(lines) and lines[number] == text:
                changed.setdefault(number, (index, offset))
    layout: list[list[Any]] = []
    last: list[Any]
    previous = -2
    for number, text in enumerate(lines):
        last = layout[-1] if layout else ["", 0, 0, 0]
        if number in kept:
            at = kept[number]
        elif not text and 0 < previous + 1 < len(cleaned) and not cleaned[previous + 1][0]:
            at = previous + 1  # the blank line below a kept one
        else:
            previous = -2
            if number in changed:
                index, offset = changed[number]
                if last[0] == "change" and last[1] == index and last[2] + last[3] == offset:
                    last[3] += 1
                else:
                    layout.append(["change", index, offset, 1])
            elif last[0] == "text":
                last.append(text)
            else:
                layout.append(["text", text])
            continue
        if last[0] == "kept" and last[1] + last[2] == at:
            last[2] += 1
        else:
            layout.append(["kept", at, 1])
        previous = at
    return [tuple(operation) for operation in layout]


def restore(cleaned: str, made: Audit) -> bytes:
    """The source's bytes, rebuilt from the cleaned text and its audit.

    Args:
        cleaned: the text as ``publish clean`` wrote it; CR LF line ends do no harm.

    Raises:
        InputUnusable: the audit is of no plain text, the cleaned text is not the one it was
            made for, or the audit is damaged.
    """
    if not made.restorable:
        raise InputUnusable(
            f"{made.name} was not read from plain text: its changes cannot rebuild it.",
            "Keep the original file; the changes still tell what was done.",
        )
    cleaned = cleaned.replace("\r\n", "\n").removeprefix("\ufeff")
    if _digest(cleaned) != made.cleaned_sha256:
        raise InputUnusable(
            f"The cleaned text is not the one that the changes of {made.name} belong to.",
            "Give the text just as publish clean wrote it"
            f" ({'with' if made.body else 'without'} --body).",
        )
    try:
        data = _rebuild(cleaned.split("\n"), made)
    except (IndexError, KeyError, ValueError, TypeError, zlib.error) as error:
        raise _damaged(made.name) from error
    if hashlib.sha256(data).hexdigest() != made.sha256:
        raise _damaged(made.name)
    return data


def _damaged(name: str) -> InputUnusable:
    return InputUnusable(f"The changes of {name} are damaged: they do not rebuild the original.")


def _rebuild(cleaned: list[str], made: Audit) -> bytes:
    if made.original:
        unpack = zlib.decompressobj()
        return unpack.decompress(base64.b64decode(made.original), _LARGEST_ORIGINAL)
    lines: list[str] = []
    for operation in made.layout:
        match operation:
            case ("kept", int(at), int(count)):
                lines += cleaned[at : at + count]
            case ("change", int(index), int(first), int(count)):
                lines += made.changes[index].before.split("\n")[first : first + count]
            case ("text", *texts):
                lines += map(str, texts)
            case _:
                raise ValueError(operation)
    last = len(lines)
    text = "".join(
        line + (made.line_ends.get(number, made.newline) if number < last else "")
        for number, line in enumerate(lines, 1)
    )
    return text.encode(made.encoding, made.errors)


def to_json(made: Audit) -> str:
    """The audit as it is written to ``<stem>.changes.json``."""
    source: dict[str, Any] = {"name": made.name}
    if made.restorable:
        source |= {
            "encoding": made.encoding,
            "errors": made.errors,
            "newline": made.newline,
            "bytes": made.size,
            "sha256": made.sha256,
        }
    whole: dict[str, Any] = {"format": FORMAT, "version": VERSION, "source": source}
    if made.restorable:
        whole["cleaned"] = {"sha256": made.cleaned_sha256, "body": made.body}
    whole["metadata"] = made.metadata
    whole["changes"] = [change_json(change) for change in made.changes]
    if made.restorable:
        whole["layout"] = made.layout
        whole["line_ends"] = made.line_ends
    if made.original:
        whole["original"] = made.original
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
        text = json.dumps(whole, indent=1)
    return text + "\n"


def change_json(change: Change) -> dict[str, Any]:
    """One change as the audit and ``publish clean --json`` write it."""
    found: dict[str, Any] = {
        "rule": change.rule,
        "before": change.before,
        "after": change.after,
        "confidence": round(change.confidence, 3),
    }
    if change.origin:
        found |= {"first_line": change.origin.first_line, "last_line": change.origin.last_line}
    return found


def from_json(text: str, name: str = "the changes file") -> Audit:
    """The audit that `text` holds.

    Raises:
        InputUnusable: it holds none, or of a newer version.
    """
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise ValueError(whole["format"])
        if whole["version"] > VERSION:
            raise InputUnusable(
                f"{name} was written by a newer publish.", "Update with: pip install -U publish"
            )
        source, cleaned = whole["source"], whole.get("cleaned", {})
        return Audit(
            source["name"],
            tuple(_change(entry, source["name"]) for entry in whole["changes"]),
            dict(whole.get("metadata", {})),
            source.get("encoding", ""),
            source.get("errors", "strict"),
            source.get("newline", "\n"),
            source.get("bytes", 0),
            source.get("sha256", ""),
            cleaned.get("sha256", ""),
            cleaned.get("body", False),
            tuple(tuple(operation) for operation in whole.get("layout", ())),
            {int(number): end for number, end in whole.get("line_ends", {}).items()},
            whole.get("original", ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise InputUnusable(
            f"{name} is not a list of changes that publish wrote.",
            "Give the file that ends in .changes.json.",
        ) from error


def _change(entry: dict[str, Any], name: str) -> Change:
    origin = None
    if "first_line" in entry:
        origin = Origin(name, int(entry["first_line"]), int(entry["last_line"]))
    return Change(entry["rule"], entry["before"], entry["after"], origin, entry["confidence"])
