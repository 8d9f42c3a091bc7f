"""Runs of inlines made tidy: white space collapsed, neighbours joined, empty ones left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from publish.model import (
    CodeSpan,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    PageMark,
    Sentence,
    Strong,
    Text,
)

# White space as HTML means it: a no-break space is a character.
_SPACE = re.compile(r"[ \t\n\r\f]+")


def _collapsed(text: str) -> str:
    # The search stops at each word, and most texts have nothing to collapse.
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACE.sub(" ", text)
    return text


def tidy(inlines: Iterable[Inline]) -> Inlines:
    """`inlines` as a passage: single spaces, none at its ends or beside a line break.

    Neighbouring texts are joined; an emphasis, a link or a note around nothing goes.
    """
    if isinstance(inlines, list | tuple) and len(inlines) < 2:
        if not inlines:
            return ()
        if type(inlines[0]) is Text:  # most passages are nothing else
            text = _collapsed(inlines[0].value).strip(" ")
            return (Text(text),) if text else ()
    return _Tidier().run(inlines)


def words(text: str) -> Inlines:
    """`text` as a passage."""
    return tidy((Text(text),))


class _Tidier:
    """Keeps, from left to right, whether a space is owed before the next visible thing."""

    def __init__(self) -> None:
        self.owed = False
        self.started = False  # something visible stands on this line
        self.begun = False  # something visible stands before

    def run(self, inlines: Iterable[Inline]) -> Inlines:
        # A space at the end of a passage stays owed and is never paid.
        return self._join(self._walk(inlines))

    def _walk(self, inlines: Iterable[Inline]) -> list[Inline]:
        out: list[Inline] = []
        for inline in inlines:
            match inline:
                case Text(value):
                    collapsed = _collapsed(value)
                    if collapsed.startswith(" "):
                        self.owed = True
                    text = collapsed.strip(" ")
                    if text:
                        out.extend((*self._pay(), Text(text)))
                        self.owed = collapsed.endswith(" ")
                case LineBreak():
                    if self.begun:
                        out.append(inline)
                    self.owed = self.started = False
                case CodeSpan(value):
                    if value.strip():
                        out.extend((*self._pay(), CodeSpan(_SPACE.sub(" ", value.strip()))))
                case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                    space, children = _hoisted(self._join(self._walk(inline.children)))
                    if children:
                        out.extend((*space, replace(inline, children=children)))
                case Image():
                    out.extend((*self._pay(), inline))
                case Note():
                    children = tidy(inline.children)
                    if children:
                        out.append(replace(inline, children=children))
                case PageMark():
                    if self.owed and self.started:  # the page begins with the word, not the space
                        out.append(Text(" "))
                        self.owed = self.started = False
                    out.append(inline)
                case _:
                    assert_never(inline)
        return out

    def _pay(self) -> tuple[Inline, ...]:
        paid: tuple[Inline, ...] = (Text(" "),) if self.owed and self.started else ()
        self.owed, self.started, self.begun = False, True, True
        return paid

    def _join(self, inlines: Iterable[Inline]) -> Inlines:
        out: list[Inline] = []
        for inline in inlines:
            last = out[-1] if out else None
            if isinstance(inline, Text) and isinstance(last, Text):
                out[-1] = Text(last.value + inline.value)
            elif (isinstance(inline, Emphasis) and isinstance(last, Emphasis)) or (
                isinstance(inline, Strong) and isinstance(last, Strong)
            ):
                out[-1] = replace(last, children=self._join((*last.children, *inline.children)))
            else:
                out.append(inline)
        return tuple(out)


def _hoisted(children: Inlines) -> tuple[Inlines, Inlines]:
    """The space that `children` begin with, to stand before their element, and the rest."""
    first = children[0] if children else None
    if not isinstance(first, Text) or not first.value.startswith(" "):
        return (), children
    rest = (Text(first.value[1:]), *children[1:]) if first.value != " " else children[1:]
    return (Text(" "),), rest


def strip_breaks(inlines: Inlines) -> Inlines:
    """`inlines` without line breaks at either end."""
    start, end = 0, len(inlines)
    while start < end and isinstance(inlines[start], LineBreak):
        start += 1
    while end > start and isinstance(inlines[end - 1], LineBreak):
        end -= 1
    return inlines[start:end]
