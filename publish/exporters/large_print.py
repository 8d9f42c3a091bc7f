"""Large print as plain text: short lines, to be read or printed at 18 point and above.

No word is broken, nothing runs in capitals, a blank line stands between paragraphs and more space
above a heading; quotations and code are indented; tables, which no short line can hold, are said
row by row. The pages, where they are asked for, end in a form feed.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import assert_never

from publish.casing import calm
from publish.edition import Edition, Part, TextOptions
from publish.errors import UsageError
from publish.exporters.paging import Strip, text_of
from publish.exporters.plain import Flattener, TableText, clean, is_separator, link_notices, visible
from publish.exporters.wrapping import width, wrap
from publish.files import write_text
from publish.model import (
    Block,
    Blocks,
    Break,
    Code,
    Figure,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    Table,
)
from publish.registry import unknown_name
from publish.report import Notice
from publish.walk import language_of, plain_text
from publish.wording import wording

#: Below this no line holds a long word (the mean German noun has 11 letters).
MIN_COLUMNS = 12
MIN_PAGE_LINES = 8
_HEADING_GAP = 2
#: An indent takes this many columns, and none where it would leave less than half of the line.
_INDENT = 4


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as UTF-8 text in short lines.

    Raises:
        OutputError: the file cannot be written.
        UnknownName: there is no such profile.
        UsageError: a line or page too short to hold anything.
    """
    options = with_profile(edition.options.text)
    check_options(options)
    strips: list[Strip] = []
    notices = list(link_notices(edition, "large-print"))
    if edition.bound and edition.meta.title:
        title = fold(edition.meta.title) if options.ascii_only else edition.meta.title
        strips.append(Strip(tuple(wrap(title, options.columns)), keep=True))
    for part in edition.parts:
        setter = _Setter(part, options)
        strips.extend(setter.run())
        notices += fold_notices(setter.folded)
    notices += _overlong(strips, options.columns)
    write_text(target, text_of(strips, options))
    return tuple(notices)


def _overlong(strips: list[Strip], columns: int) -> tuple[Notice, ...]:
    """Says where no place to break a line was found; a long word or address is no such case."""
    lines = [line for strip in strips for line in strip.lines if width(line) > 2 * columns]
    lost = sum(not ("://" in line or line.isascii()) for line in lines)
    if not lost:
        return ()
    what = "1 line is" if lost == 1 else f"{lost} lines are"
    message = f"{what} longer than {columns} characters: the script has no spaces between words."
    return (Notice("line-too-long", message),)


def with_profile(options: TextOptions) -> TextOptions:
    """`options` with the values of their profile where they have their defaults.

    Raises:
        UnknownName: there is no such profile.
    """
    if not options.profile:
        return options
    text = (resources.files("publish") / "data" / "text" / "profiles.toml").read_text("utf-8")
    known = tomllib.loads(text)
    if options.profile not in known:
        raise unknown_name("text profile", options.profile, list(known))
    usual = TextOptions()
    values = known[options.profile].items()
    unset = {k: v for k, v in values if getattr(options, k) == getattr(usual, k)}
    return replace(options, **unset)


def check_options(options: TextOptions) -> None:
    """Raise `UsageError` for a measure that nothing can be set in."""
    if options.columns < MIN_COLUMNS:
        raise UsageError(
            f"A line of {options.columns} characters is too short for large print.",
            f"Choose {MIN_COLUMNS} or more.",
        )
    if 0 != options.page_lines < MIN_PAGE_LINES:
        raise UsageError(
            f"A page of {options.page_lines} lines is too short.",
            f"Choose {MIN_PAGE_LINES} or more, or 0 for no pages.",
        )
    if not 1 <= options.spacing <= 3:
        raise UsageError(f"A line spacing of {options.spacing} is not 1, 2 or 3.")


def fold(text: str) -> str:
    """`text` in ASCII: accents dropped, other scripts spelt in Latin letters."""
    from anyascii import anyascii

    return "".join(c if c.isascii() else anyascii(c) for c in text)


def fold_notices(characters: set[str]) -> tuple[Notice, ...]:
    """Says which scripts `fold` had to spell in Latin letters."""
    names = {unicodedata.name(c, "LATIN").split(" ")[0] for c in characters if c.isalpha()}
    others = ", ".join(sorted(name.capitalize() for name in names - {"LATIN"}))
    if not others:
        return ()
    return (Notice("script-folded", f"Letters are spelt in Latin letters from: {others}."),)


class _Setter:
    """Sets one article in strips."""

    def __init__(self, part: Part, options: TextOptions) -> None:
        self.article, self.front = calm(part.article, part.front)
        self.options = options
        self.words = wording(language_of(part.article.meta))
        self.flat = Flattener(self.words)
        levels = [b.level for b in part.article.blocks if isinstance(b, Heading)]
        self.top = min(levels, default=0)
        self.gap = 1
        self.bullet, self.dash = ("-", "--") if options.ascii_only else ("•", "—")
        self.folded: set[str] = set()

    def run(self) -> Iterator[Strip]:
        front = self.front
        if front.title:
            yield from self.passage(front.title, gap=_HEADING_GAP, keep=True, opens=True)
        for line in (front.subtitle, front.byline, front.dateline):
            yield from self.passage(line)
        yield from self.blocks(self.article.blocks, "")
        meta = self.article.meta
        for about in (meta.rights, self.source(meta.source)):
            if about:
                yield self.strip(about, gap=_HEADING_GAP)

    def source(self, source: str) -> str:
        web = source.startswith(("http://", "https://"))
        return self.words.say("source", source) if web else ""

    def strip(
        self, text: str, indent: str = "", *, first: str = "", gap: int = 1, keep: bool = False,
        opens: bool = False,
    ) -> Strip:  # fmt: skip
        """`text` in lines; `first` stands before it and the lines below hang by its width."""
        hang = indent + " " * width(first)
        lines: list[str] = []
        for number, line in enumerate(self.ready(text).split("\n")):
            start = indent + first if number == 0 else hang
            lines += wrap(line, self.options.columns, first=start, rest=hang)
        return Strip(tuple(lines), gap, keep, opens)

    def ready(self, text: str) -> str:
        """`text` as it is measured: folding may make it longer."""
        if not self.options.ascii_only or text.isascii():
            return text
        self.folded |= {c for c in text if not c.isascii()}
        return fold(text)

    def passage(
        self, content: Inlines, indent: str = "", *, phrase: str = "", first: str = "",
        gap: int = 1, keep: bool = False, opens: bool = False,
    ) -> Iterator[Strip]:  # fmt: skip
        line = self.flat.line(content)
        if line.text:
            text = self.words.say(phrase, line.text) if phrase else line.text
            yield self.strip(text, indent, first=first, gap=gap, keep=keep, opens=opens)
        yield from self.notes(line.notes, indent)

    def notes(self, notes: tuple[tuple[str, str], ...], indent: str) -> Iterator[Strip]:
        for label, text in notes:
            yield self.strip(f"{self.words.say('note', label)}: {text}", indent)

    def blocks(self, blocks: Blocks, indent: str) -> Iterator[Strip]:
        for block in blocks:
            for strip in self.block(block, indent):
                yield strip if self.gap == 1 else self.after_break(strip)

    def after_break(self, strip: Strip) -> Strip:
        gap, self.gap = max(self.gap, strip.gap), 1
        return Strip(strip.lines, gap, strip.keep, strip.opens)

    def inward(self, indent: str, by: int = _INDENT) -> str:
        deeper = indent + " " * by
        return deeper if len(deeper) * 2 <= self.options.columns else indent

    def block(self, block: Block, indent: str) -> Iterator[Strip]:
        match block:
            case Heading():
                top = block.level == self.top
                yield from self.passage(
                    block.content, indent, gap=_HEADING_GAP, keep=True, opens=top
                )
            case Paragraph():
                yield from self.paragraph(block, indent)
            case Quote():
                yield from self.quote(block, indent)
            case Listing():
                yield from self.listing(block, indent)
            case Figure():
                yield from self.figure(block, indent)
            case Table():
                yield from self.table(self.flat.table(block), indent)
            case Code():
                yield from self.code(block, indent)
            case Break():
                self.gap = _HEADING_GAP + 1
            case _:
                assert_never(block)

    def paragraph(
        self, block: Paragraph, indent: str, first: str = "", gap: int = 1
    ) -> Iterator[Strip]:
        if is_separator(clean(plain_text(block.content, notes=True, alt=True))):
            self.gap = _HEADING_GAP + 1
            return
        yield from self.passage(block.content, indent, first=first, gap=gap)

    def quote(self, block: Quote, indent: str) -> Iterator[Strip]:
        deeper = self.inward(indent)
        yield from self.blocks(block.blocks, deeper)
        yield from self.passage(block.attribution, deeper, first=f"{self.dash} ")

    def listing(self, block: Listing, indent: str) -> Iterator[Strip]:
        last = block.start + len(block.items) - 1
        for number, item in enumerate(block.items, block.start):
            mark = f"{number}. ".ljust(len(f"{last}. ")) if block.ordered else f"{self.bullet} "
            deeper = self.inward(indent, len(mark))
            if item and isinstance(item[0], Paragraph):
                yield from self.passage(item[0].content, indent, first=mark)
                yield from self.blocks(item[1:], deeper)
            else:
                yield self.strip("", indent, first=mark.rstrip())
                yield from self.blocks(item, deeper)

    def figure(self, block: Figure, indent: str) -> Iterator[Strip]:
        image = block.image
        if image and image.alt is None:
            yield self.strip(self.words["image_unknown"], indent)
        elif image and (alt := " ".join(clean(image.alt or "").split())):
            yield self.strip(self.words.say("image", alt), indent)
        yield from self.passage(block.caption, indent, phrase="caption")
        yield from self.passage(block.credit, indent)

    def table(self, table: TableText, indent: str) -> Iterator[Strip]:
        named = (table.caption, table.height, table.width)
        about = self.words.say(
            *(("table_named", *named) if table.caption else ("table", *named[1:]))
        )
        yield self.strip(about, indent, keep=True)
        for names in table.headers:
            yield self.strip(self.words.say("columns", ", ".join(names)), indent)
        for row in table.rows:
            lines: list[str] = []
            for head, text in row:
                if text:
                    said = f"{head}: {text}" if head else text
                    lines += self.strip(said, indent + "  " * bool(lines)).lines
            yield Strip(tuple(lines))
        yield from self.notes(table.notes, indent)

    def code(self, block: Code, indent: str) -> Iterator[Strip]:
        deeper = self.inward(indent)
        lines: list[str] = []
        for line in visible(self.ready(block.value).expandtabs(4)).split("\n"):
            bare = line.lstrip()
            own = deeper + line[: len(line) - len(bare)]
            if len(own) * 2 > self.options.columns:
                own = deeper
            lines += wrap(bare, self.options.columns, first=own, rest=own + "  ") if bare else [""]
        yield Strip(tuple(lines))
