"""What runs within a line of Markdown; notes and pictures are kept for the foot of the text."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from typing import assert_never

from publish.exporters.markdown.signs import escape, flanked, line_start, prefixed
from publish.model import (
    CodeSpan,
    Emphasis,
    Foreign,
    Image,
    Inlines,
    LineBreak,
    Link,
    Note,
    PageMark,
    Sentence,
    Strong,
    Text,
)
from publish.walk import flatten

#: Data addresses that Markdown readers let through in a picture.
_INLINE_TYPES = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))


class Spans:
    """Writes inlines, and keeps what stands at the foot of the text."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.asides: list[str] = []
        self.pictures: dict[tuple[str, bytes], str] = {}

    def feet(self) -> Iterator[str]:
        """What the text refers to, to stand below it."""
        yield from self.asides
        yield from self.notes
        if self.pictures:
            yield "\n".join(
                f"[{label}]: {_data_address(kind, data)}{title}"
                for (kind, data), (label, title) in (
                    (key, _label_and_title(value)) for key, value in self.pictures.items()
                )
            )

    def passage(self, content: Inlines) -> str:
        """`content` as lines of their own."""
        text = self.run(content)
        return "\n".join(line_start(line) for line in text.strip(" \n").split("\n"))

    def run(self, content: Inlines, before: str = "", after: str = "") -> str:
        """`content` as Markdown. `before` and `after` are the characters that stand beside it."""
        out = ""
        for index, inline in enumerate(content):
            previous = out[-1:] or before
            rest = content[index + 1 :]
            match inline:
                case Text(value):
                    out += escape(re.sub(r"[ \t\r\n\f]+", " ", value))
                case CodeSpan(value):
                    # Two runs of backticks side by side would be one.
                    code = previous == "`"
                    out += f"<code>{escape(value)}</code>" if code else _code_span(value)
                case LineBreak():
                    out = out.rstrip(" ") + "\\\n"
                case Emphasis(children):
                    out += self.stressed("_", "em", children, previous, _first(rest) or after)
                case Strong(children):
                    out += self.stressed("**", "strong", children, previous, _first(rest) or after)
                case Link(children, href):
                    out += f"[{self.run(children, '[', ']')}]({_address(href)})"
                case Foreign(children, language):
                    tag = f'<span lang="{html.escape(language)}">'
                    out += f"{tag}{self.run(children, '>', '<')}</span>"
                case Sentence(children=children):
                    out += self.run(children, previous, _first(rest) or after)
                case Image():
                    out += self.image(inline)
                case Note():
                    out += self.note(inline)
                case PageMark(label):
                    out += f'<span role="doc-pagebreak" aria-label="{html.escape(label)}"></span>'
                case _:
                    assert_never(inline)
        return out

    def stressed(self, sign: str, tag: str, children: Inlines, before: str, after: str) -> str:
        inside = self.run(children, sign[-1], sign[0])
        if flanked(before, inside, after):
            return f"{sign}{inside}{sign}"
        return f"<{tag}>{inside}</{tag}>"

    def note(self, note: Note) -> str:
        number = len(self.notes) + len(self.asides) + 1
        if note.label in ("", str(number)):
            place = len(self.notes)
            self.notes.append("")
            text = self.passage(note.children)
            self.notes[place] = prefixed(text, f"[^{number}]: ", "    ")
            return f"[^{number}]"
        # Markdown numbers its notes itself: another mark needs the markup of one.
        place = len(self.asides)
        self.asides.append("")
        text = self.passage(note.children)
        self.asides[place] = f'<aside role="doc-footnote" id="note-{number}">\n\n{text}\n\n</aside>'
        label = html.escape(note.label)
        return f'<a role="doc-noteref" href="#note-{number}">{label}</a>'

    def image(self, image: Image) -> str:
        if image.alt is not None and (not image.data or image.media_type in _INLINE_TYPES):
            alt = escape(" ".join(image.alt.split()))
            if not image.data:
                return f"![{alt}]({_address(image.source)})"
            key = (image.media_type, image.data)
            label = self.pictures.setdefault(key, f"image-{len(self.pictures) + 1}\n{image.source}")
            return f"![{alt}][{label.partition(chr(10))[0]}]"
        address = _data_address(image.media_type, image.data) if image.data else image.source
        alt = "" if image.alt is None else f' alt="{html.escape(" ".join(image.alt.split()))}"'
        title = f' title="{html.escape(image.source)}"' if image.data and image.source else ""
        return f'<img src="{html.escape(address)}"{alt}{title}>'


def _label_and_title(value: str) -> tuple[str, str]:
    label, _, source = value.partition("\n")
    title = source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return label, f' "{title}"' if title else ""


def _data_address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _code_span(value: str) -> str:
    text = " ".join(value.split())
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text else ""


def _address(href: str) -> str:
    if re.fullmatch(r"[^\s<>()\\]+", href):
        return href
    return "<" + re.sub(r"[<>\\\s]", lambda m: f"%{ord(m.group()):02X}", href) + ">"


def _first(rest: Inlines) -> str:
    """The sign that comes next, as far as emphasis has to know."""
    for inline in flatten(rest):
        match inline:
            case Text(value):
                if value:
                    return value[0]
            case CodeSpan():
                return "`"
            case LineBreak():
                return "\n"
            case Sentence():
                continue
            case _:
                return "<"
    return ""
