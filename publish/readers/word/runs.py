"""The inlines of a Word paragraph: runs, links, fields, pictures, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from publish.model import (
    CodeSpan,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Note,
    Strong,
    Text,
)
from publish.readers.dom.parsing import Element, text_of
from publish.readers.pictures import Pictures
from publish.readers.word.fields import Mark, Sequences, linked, mark_of, resolved, target
from publish.readers.word.parts import Parts, R, W, local, switched, value

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_CODE = re.compile(r"\b(?:code|source|macro|verbatim|preformatted)", re.IGNORECASE)
#: A note may refer to another; longer chains are circles, or made to be many.
_DEEPEST_NOTE = 2
_INSIDE = frozenset(("ins", "smartTag", "sdt", "sdtContent", "customXml", "moveTo", "dir", "bdo"))


class Runs:
    """Makes inlines of paragraphs.

    Args:
        note: makes a passage of a note's element.
    """

    def __init__(
        self, parts: Parts, pictures: Pictures, language: str, note: Callable[[Element], Inlines]
    ) -> None:
        self._parts = parts
        self._pictures = pictures
        self._language = language.partition("-")[0].lower()
        self._note = note
        self._notes = 0
        self._open: list[tuple[str, str]] = []  # the notes that are being read
        self._part = "document"  # the part that is being read: each has relations of its own
        self._sequences = Sequences()
        self.lost: Counter[str] = Counter()
        self.boxes: list[Element] = []

    def of(self, element: Element) -> list[Inline]:
        """The inlines of a paragraph, or whatever holds runs."""
        return resolved(self._pieces(element), self._sequences)

    def _pieces(self, element: Element) -> list[Inline | Mark]:
        """The same with the marks of fields."""
        out: list[Inline | Mark] = []
        for child in element:
            name = local(child)
            if name == "r":
                out.extend(self._run(child))
            elif name == "hyperlink":
                address = self._target(child.get(f"{R}id"))
                out.extend(linked(resolved(self._pieces(child), self._sequences), address))
            elif name == "fldSimple":
                instruction = child.get(f"{W}instr") or ""
                inside = linked(resolved(self._pieces(child), self._sequences), target(instruction))
                out.extend(self._sequences.numbered(inside, instruction))
            elif name in _INSIDE:
                out.extend(self._pieces(child))
            elif name == "AlternateContent":
                out.extend(self._pieces(choice(child)))
            elif name in ("oMath", "oMathPara"):
                self.lost["formula-as-text"] += 1
                out.append(Text(text_of(child)))
        return out

    def _target(self, key: str | None) -> str:
        return self._parts.targets.get(self._part, {}).get(key or "", "")

    def _run(self, run: Element) -> list[Inline | Mark]:
        properties = run.find(f"{W}rPr")
        hidden = switched(properties, "vanish")
        out: list[Inline | Mark] = []
        between: list[Inline] = []  # what stands between two marks
        for child in run:
            mark = mark_of(child)
            if mark is not None:
                out.extend((*self._set(between, properties), mark))
                between = []
            elif hidden:
                self.lost["hidden-content"] += bool(text_of(child))
            else:
                between.extend(self._piece(child, properties))
        out.extend(self._set(between, properties))
        return out

    def _set(self, out: list[Inline], properties: Element | None) -> list[Inline]:
        """`out` as the properties of its run say."""
        if not out:
            return []
        style = self._parts.styles.get(value(properties, "rStyle"))
        name = style.name if style else ""
        if _CODE.search(name) and all(isinstance(inline, Text) for inline in out):
            return [CodeSpan("".join(i.value for i in out if isinstance(i, Text)))]
        if switched(properties, "i") or name == "emphasis":
            out = [Emphasis(tuple(out))]
        if switched(properties, "b") or name in ("strong", "intense emphasis"):
            out = [Strong(tuple(out))]
        spoken = value(properties, "lang")
        if spoken and self._language and spoken.partition("-")[0].lower() != self._language:
            out = [Foreign(tuple(out), spoken)]
        return out

    def _piece(self, piece: Element, properties: Element | None) -> list[Inline]:
        match local(piece):
            case "t":
                return [Text(_shifted("".join(map(str, piece.itertext())), properties))]
            case "tab" | "ptab":
                return [Text(" ")]
            case "br" | "cr":
                kind = piece.get(f"{W}type")
                return [] if kind in ("page", "column") else [LineBreak()]
            case "noBreakHyphen":
                return [Text("\u2011")]
            case "ruby":
                return self._ruby(piece)
            case "sym":
                self.lost["symbol-left-out"] += 1
                return []
            case "footnoteReference" | "endnoteReference" as name:
                return self._noted(name[:-9], piece.get(f"{W}id") or "")
            case "drawing" | "pict" | "object":
                return self._picture(piece)
            case "AlternateContent":
                return [i for part in choice(piece) for i in self._piece(part, properties)]
            case _:
                return []

    def _ruby(self, ruby: Element) -> list[Inline]:
        """The base with its reading in brackets, as where ruby cannot be shown."""
        if next(ruby.iterancestors(f"{W}ruby"), None) is not None:  # damaged, and maybe very deep
            return [Text("".join(text_of(part) for part in ruby.iter(f"{W}t")))]
        base, reading = (
            self.of(found) if (found := ruby.find(f"{W}{name}")) is not None else []
            for name in ("rubyBase", "rt")
        )
        return [*base, Text("("), *reading, Text(")")] if base and reading else base or reading

    def _noted(self, kind: str, number: str) -> list[Inline]:
        body = self._parts.notes.get((kind, number))
        if body is None:
            return []
        if len(self._open) >= _DEEPEST_NOTE or (kind, number) in self._open:
            self.lost["note-in-note"] += 1
            return []
        self._notes += 1
        label = str(self._notes)
        self._open.append((kind, number))
        part, self._part = self._part, f"{kind}s"
        boxes, self.boxes = self.boxes, []  # those of the paragraph that the note stands in
        note = Note(self._note(body), label)
        self._part, self.boxes = part, boxes
        self._open.pop()
        return [note]

    def _picture(self, element: Element) -> list[Inline]:
        shapes: list[Element] = []
        for part in _shapes(element):
            (self.boxes if local(part) == "txbxContent" else shapes).append(part)
        named = _first(shapes, "docPr")
        alt: str | None = None
        if named is not None:
            alt = named.get("descr") or named.get("title")
            decorative = _first(shapes, "decorative")
            if decorative is not None and decorative.get("val") in ("1", "true"):
                alt = ""
        found: list[Inline] = []
        for part in shapes:
            if local(part) not in ("blip", "imagedata"):
                continue
            key = part.get(f"{R}embed") or part.get(f"{R}id") or part.get(f"{R}link") or ""
            target = self._target(key)
            if alt is None:
                shape = part.getparent()
                alt = shape.get("alt") if shape is not None else None
            if target:
                image = self._pictures.image(target, alt)
                if image.data or re.match("https?:", target):
                    found.append(image)
                else:
                    self.lost["picture-unreadable"] += 1
        if not found and _first(shapes, "chart", "relIds") is not None:
            self.lost["drawing-left-out"] += 1
            if alt:
                found.append(Image("", alt))
        return found


def _shifted(text: str, properties: Element | None) -> str:
    kind = value(properties, "vertAlign")
    if kind in ("superscript", "subscript") and re.fullmatch(r"[0-9+\-−=()n]{1,6}", text.strip()):
        return text.translate(_RAISED if kind == "superscript" else _LOWERED)
    return text


def _shapes(element: Element) -> Iterator[Element]:
    """What is in a drawing, in order, without what is in its text boxes or another alternative."""
    left = list(element)[::-1]
    while left:
        part = left.pop()
        yield part
        if local(part) == "AlternateContent":
            part = choice(part)
        if local(part) != "txbxContent":
            left.extend(list(part)[::-1])


def _first(shapes: list[Element], *names: str) -> Element | None:
    return next((shape for shape in shapes if local(shape) in names), None)


def choice(element: Element) -> Element:
    """Of alternatives the first that holds something: newer programs write it for newer readers."""
    found = [child for child in element if local(child) in ("Choice", "Fallback")]
    return next((child for child in found if len(child)), element)
