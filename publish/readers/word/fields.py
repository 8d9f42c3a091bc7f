"""Fields of Word: an instruction, and what it came to, between marks that stand among the runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from publish.model import Emphasis, Foreign, Inline, Link, Strong, Text
from publish.readers.dom.parsing import Element, text_of
from publish.readers.word.parts import W, local, whole
from publish.walk import plain_text

_ADDRESS = r"(?:https?|mailto|ftp|tel):"
# Only at the start of an instruction: looking for it everywhere takes time squared.
_TARGET = re.compile(
    rf'\s*HYPERLINK\b.*?(?:"({_ADDRESS}[^"]+)"|(?<!")({_ADDRESS}[^"\s]+))',
    re.IGNORECASE | re.DOTALL,
)

# A sequence counts captions. Its other switches (set back, hide, repeat) are not worked out.
_SEQUENCE = re.compile(
    r"\s*SEQ\s+(\w+)\s*((?:\\\*\s*(?:ARABIC|MERGEFORMAT)\s*)*)(.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A field's begin, its instruction, its separate or its end; `text` is the instruction."""

    kind: str
    text: str = ""


@dataclass(slots=True)
class _Field:
    """A field that is being read. `start`: where, among the inlines, its part begins."""

    start: int
    instruction: list[str] = field(default_factory=list)
    separated: bool = False


def mark_of(piece: Element) -> Mark | None:
    """The mark that a piece of a run is, or None."""
    match local(piece):
        case "fldChar":
            return Mark(piece.get(f"{W}fldCharType") or "")
        case "instrText":
            return Mark("instruction", text_of(piece))
        case _:
            return None


def is_address(text: str) -> bool:
    """Whether `text` is an address that leads out of the document."""
    return re.match(_ADDRESS, text) is not None


def linked(inlines: list[Inline], address: str) -> list[Inline]:
    """`inlines` as a link to `address`, unless that is none or they hold links of their own."""
    if not is_address(address) or _holds_link(inlines):
        return inlines
    return [Link(tuple(inlines), address.strip().replace(" ", "%20"))]


def _holds_link(inlines: Iterable[Inline]) -> bool:
    return any(  # a note may hold some: it is set elsewhere
        isinstance(inline, Link)
        or (isinstance(inline, Emphasis | Strong | Foreign) and _holds_link(inline.children))
        for inline in inlines
    )


def target(instruction: str) -> str:
    """The address that a HYPERLINK field leads to; empty where there is none."""
    found = _TARGET.match(instruction)
    return (found[1] or found[2]) if found else ""


class Sequences:
    """The numbers of captions, for fields that no word processor has worked out yet."""

    def __init__(self) -> None:
        self._counts: dict[str, int | None] = {}  # None: not sure any more

    def numbered(self, inlines: list[Inline], instruction: str) -> list[Inline]:
        """`inlines`, or the next number where they are empty and `instruction` counts."""
        found = _SEQUENCE.match(instruction)
        if not found:
            return inlines
        name, told = found[1].lower(), plain_text(tuple(inlines)).strip()
        count = self._counts.get(name, 0)
        if told:
            self._counts[name] = whole(told, -1) if whole(told, -1) >= 0 else None
            return inlines
        self._counts[name] = count + 1 if count is not None and not found[3] else None
        return inlines if self._counts[name] is None else [Text(str(self._counts[name]))]


def resolved(pieces: Iterable[Inline | Mark], sequences: Sequences) -> list[Inline]:
    """`pieces` with each field as what it came to.

    A field that is open at the end is damaged, or goes on in the next paragraph: what stands in
    it is kept.
    """
    out: list[Inline] = []
    fields: list[_Field] = []
    for piece in pieces:
        if not isinstance(piece, Mark):
            out.append(piece)
        elif piece.kind == "begin":
            fields.append(_Field(len(out)))
        elif not fields:
            continue  # of a field that an earlier paragraph began
        elif piece.kind == "instruction":
            fields[-1].instruction.append(piece.text)
        elif piece.kind == "separate" and not fields[-1].separated:
            del out[fields[-1].start :]  # text between the codes of an instruction is part of it
            fields[-1].separated = True
        elif piece.kind == "end":
            ended = fields.pop()
            instruction = "".join(ended.instruction)
            inside = out[ended.start :] if ended.separated else []
            out[ended.start :] = sequences.numbered(
                linked(inside, target(instruction)), instruction
            )
    return out
