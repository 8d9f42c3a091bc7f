"""What stands beside the text of a Word document: styles, numbering, notes, relations."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from publish.readers.archive import Container
from publish.readers.dom import xml
from publish.readers.dom.parsing import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: What a document saved as "Strict Open XML" calls the same.
_STRICT = {
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": W,
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}": R,
}
#: Styles are based on one another; a chain longer than this is a circle.
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style with what it inherits."""

    name: str = ""
    level: int = 0
    numbering: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts."""

    ordered: bool
    start: int


@dataclass(slots=True)
class Parts:
    """Everything that the text refers to.

    Attributes:
        targets: for each part (``document``, ``footnotes``, ``endnotes``) what its relations name.
        comments: how many there are.
    """

    styles: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    language: str = ""
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    targets: dict[str, dict[str, str]] = field(default_factory=dict)
    comments: int = 0

    @classmethod
    def of(cls, container: Container, main: str) -> Parts:
        """The parts beside the one called `main`."""
        parts, folder = cls(), posixpath.dirname(main)

        def load(name: str) -> Element | None:
            data = container.get(f"{folder}/{name}")
            return parse_xml(data) if data else None

        _read_styles(parts, load("styles.xml"))
        _read_lists(parts, load("numbering.xml"))
        for kind in ("footnote", "endnote"):
            root = load(f"{kind}s.xml")
            for note in root.iter(f"{W}{kind}") if root is not None else ():
                if note.get(f"{W}type") in (None, "normal"):
                    parts.notes[kind, note.get(f"{W}id") or ""] = note
        root = load("comments.xml")
        parts.comments = len(root.findall(f"{W}comment")) if root is not None else 0
        rels = {part: f"{part}.xml" for part in ("footnotes", "endnotes")}
        for part, file in {**rels, "document": posixpath.basename(main)}.items():
            root = load(f"_rels/{file}.rels")
            for relation in root.iter("{*}Relationship") if root is not None else ():
                target = relation.get("Target") or ""
                if relation.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join(folder, target))
                    target = target.lstrip("/")
                parts.targets.setdefault(part, {}).setdefault(relation.get("Id") or "", target)
        return parts

    def style(self, name: str | None) -> Style:
        """The style called `name`, or the default one."""
        return self.styles.get(name or self.default, Style())


def parse_xml(data: bytes) -> Element | None:
    """The tree of a part, in the namespaces that most documents have; None where it is no XML."""
    root = xml.parse_xml(data)
    if root is None or not str(root.tag).startswith(tuple(_STRICT)):
        return root
    for element in root.iter("*"):
        element.tag = _usual(str(element.tag))
        for name, content in element.attrib.items():
            if _usual(str(name)) != name:
                del element.attrib[name]
                element.set(_usual(str(name)), content)
    return root


def _usual(name: str) -> str:
    space, brace, rest = name.rpartition("}")
    return _STRICT.get(space + brace, space + brace) + rest


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element | None, path: str) -> str:
    """The ``w:val`` at `path` in `element`; empty where there is none."""
    found = (
        element.find("/".join(f"{W}{step}" for step in path.split("/")))
        if element is not None
        else None
    )
    return (found.get(f"{W}val") or "") if found is not None else ""


def whole(text: str | None, otherwise: int = 0) -> int:
    """A number of the file; `otherwise` where it is none, or beyond reason."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else otherwise


def switched(properties: Element | None, name: str) -> bool:
    """Whether the switch `name` is on in a run's properties."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val") not in ("0", "false", "none", "off")


def _read_styles(parts: Parts, root: Element | None) -> None:
    if root is None:
        return
    language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    parts.language = (language.get(f"{W}val") or "") if language is not None else ""
    found = {style.get(f"{W}styleId") or "": style for style in root.iter(f"{W}style")}
    for key, style in found.items():
        if style.get(f"{W}default") in ("1", "true", "on") and style.get(f"{W}type") == "paragraph":
            parts.default = key
        name, level, numbering = value(style, "name").lower(), 0, None
        at: Element | None = style
        for _ in range(_LONGEST_CHAIN):
            if at is None:
                break
            own = value(at, "name").lower()
            heading = re.fullmatch(r"heading ([1-9])", own)
            outline = value(at, "pPr/outlineLvl")
            if not level and heading:
                level = min(int(heading[1]), 6)
            elif not level and 0 <= whole(outline, -1) < 9:
                level = min(whole(outline) + 1, 6)
            if numbering is None and value(at, "pPr/numPr/numId"):
                numbering = (value(at, "pPr/numPr/numId"), whole(value(at, "pPr/numPr/ilvl")))
            if own in ("title", "subtitle", "quote", "intense quote", "caption"):
                name = own
            at = found.get(value(at, "basedOn"))
        deeper = re.fullmatch(r"list (?:bullet|number) ([2-9])", name)
        if numbering and deeper:  # Word's own styles for inner lists count each as an outer one
            numbering = (numbering[0], int(deeper[1]) - 1)
        parts.styles[key] = Style(name, level, numbering)


def _read_lists(parts: Parts, root: Element | None) -> None:
    if root is None:
        return
    kinds: dict[str, dict[int, Level]] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        levels: dict[int, Level] = {}
        for shape in abstract.iter(f"{W}lvl"):
            form, start = value(shape, "numFmt"), value(shape, "start")
            at_level = shape.get(f"{W}ilvl") or "0"
            levels[whole(at_level)] = Level(form not in ("bullet", "none", ""), whole(start, 1))
        kinds[abstract.get(f"{W}abstractNumId") or ""] = levels
    for number in root.iter(f"{W}num"):
        levels = dict(kinds.get(value(number, "abstractNumId"), {}))
        for override in number.iter(f"{W}lvlOverride"):
            at = whole(override.get(f"{W}ilvl"))
            start = value(override, "startOverride")
            if whole(start, -1) >= 0 and at in levels:
                levels[at] = Level(levels[at].ordered, whole(start))
        parts.lists[number.get(f"{W}numId") or ""] = levels
