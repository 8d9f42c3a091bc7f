"""Paragraphs of ready lines into a text, or into pages of so many lines with a number each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publish.edition import TextOptions

FORM_FEED = "\f"


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines that belong together.

    Attributes:
        gap: empty lines before it, where it does not open a page.
        keep: it stays on a page with the beginning of what follows (headings).
        opens: it begins a page, where pages are begun at sections.
    """

    lines: tuple[str, ...]
    gap: int = 1
    keep: bool = False
    opens: bool = False


def text_of(strips: Iterable[Strip], options: TextOptions) -> str:
    """The whole text: one line end after each line, a form feed where a page begins."""
    if options.page_lines:
        pages = _pages(_spaced(strips, options.spacing), options)
        return FORM_FEED.join(
            _page(lines, number, options) for number, lines in enumerate(pages, 1)
        )
    out: list[str] = []
    for strip in _spaced(strips, options.spacing):
        if options.page_breaks and strip.opens and out:
            out.append(FORM_FEED + "\n".join(strip.lines) + "\n")
        else:
            out.append("\n" * strip.gap * bool(out) + "\n".join(strip.lines) + "\n")
    return "".join(out)


def _spaced(strips: Iterable[Strip], spacing: int) -> Iterator[Strip]:
    for strip in strips:
        if spacing <= 1:
            yield strip
            continue
        lines: list[str] = []
        for line in strip.lines:
            lines += [line, *[""] * (spacing - 1)]
        # The empty lines below the last one are part of the gap, which grows with the spacing.
        yield Strip(
            tuple(lines[: 1 - spacing]), strip.gap * spacing + spacing - 1, strip.keep, strip.opens
        )


def _pages(strips: Iterable[Strip], options: TextOptions) -> Iterator[list[str]]:
    room = max(4, options.page_lines - (2 if options.page_numbers else 0))
    page: list[str] = []
    held: list[Strip] = []
    for strip in strips:
        held.append(strip)
        if strip.keep and len(held) < 4:
            continue
        if options.page_breaks and held[0].opens and page:
            yield page
            page = []
        # The heads go with two lines of what they head: a lone one is lost at a page's foot.
        heads = sum(len(h.lines) + h.gap for h in held[:-1])
        last = held[-1]
        least = heads + last.gap + (len(last.lines) if len(last.lines) < 4 else 2)
        if page and len(page) + least > room:
            yield page
            page = []
        for piece in held:
            if page:
                page += [""] * piece.gap
            yield from _fill(page, piece.lines, room)
        held = []
    for piece in held:
        if page:
            page += [""] * piece.gap
        yield from _fill(page, piece.lines, room)
    if page:
        yield page


def _fill(page: list[str], lines: tuple[str, ...], room: int) -> Iterator[list[str]]:
    """Put `lines` on `page`; full pages are yielded as copies and `page` is emptied."""
    at = 0
    while len(page) + len(lines) - at > room:
        fits = max(1, room - len(page))
        if len(lines) - at - fits == 1 and fits > 2:
            fits -= 1  # no single line at the head of a page
        page += lines[at : at + fits]
        at += fits
        yield list(page)
        page.clear()
    page += lines[at:]


def _page(lines: list[str], number: int, options: TextOptions) -> str:
    if not options.page_numbers:
        return "\n".join(lines) + "\n"
    room = max(4, options.page_lines - 2)
    empty = [""] * (room - len(lines) + 1)
    return "\n".join([*lines, *empty, str(number)]) + "\n"
